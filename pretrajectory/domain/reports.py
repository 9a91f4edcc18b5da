"""What a browser says of a try, read and refused. It is not believed yet: engine/judging.py says what it is worth."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from ..engine.worlds import Step
from ..errors import BadReport

LONGEST_NAME, LONGEST_TEXT = 40, 200
REPORT = frozenset({"id", "steps", "hints", "watched", "gave_up"})
STEP = frozenset({"t", "do", "on", "text"})


def read_id(report: Mapping[str, Any]) -> UUID:
    if not isinstance(report, Mapping) or set(report) != REPORT:
        raise BadReport("unexpected_field", code="unexpected_field")
    try:
        return UUID(report["id"])
    except (ValueError, TypeError, AttributeError):
        raise BadReport("bad_id", code="bad_id") from None


def read_steps(report: Mapping[str, Any]) -> list[Step]:
    steps = report["steps"]
    if not isinstance(steps, list):
        raise BadReport("bad_steps", code="bad_steps")
    return [_read_step(step) for step in steps]


def _read_step(step: Any) -> Step:
    if not isinstance(step, Mapping) or not {"t", "do"} <= set(step) <= STEP:
        raise BadReport("bad_steps", code="bad_steps")
    at, does, on, text = step["t"], step["do"], step.get("on", ""), step.get("text", "")
    is_time = isinstance(at, int) and not isinstance(at, bool)
    are_names = all(isinstance(name, str) and len(name) <= LONGEST_NAME for name in (does, on))
    if not (is_time and are_names and isinstance(text, str) and len(text) <= LONGEST_TEXT):
        raise BadReport("bad_steps", code="bad_steps")
    return Step(at, does, on, text)


def read_number(report: Mapping[str, Any], name: str, *, most: int) -> int:
    value = report[name]
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= most:
        raise BadReport(f"bad_{name}", code=f"bad_{name}")
    return value


def read_flag(report: Mapping[str, Any], name: str) -> bool:
    if not isinstance(report[name], bool):
        raise BadReport(f"bad_{name}", code=f"bad_{name}")
    return report[name]
