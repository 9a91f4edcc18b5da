"""Events from plain forms, for pages without a script: the fields of docs/reference/events.md become event objects."""

import re
from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit, urlunsplit
from uuid import UUID, uuid4, uuid5

from django.http import QueryDict
from django.utils.http import url_has_allowed_host_and_scheme

from .enums import EventType
from .errors import BadEvents

_FRAME = {"csrfmiddlewaretoken", "next", "newcomer", "id", "type", "lesson", "language"}
_ANSWER = {"block", "version", "kind", "choice", "choices", "value"}
_LIST = {"block", "items", "ticked"}
_FIELDS: dict[str, set[str]] = {EventType.ANSWERED: _ANSWER, EventType.TICKED: _LIST}
_PART = re.compile(r"(position|pair)-(o[0-9a-f]{10})")


def read_form(form: QueryDict, *, received_at: datetime) -> list[dict[str, Any]]:
    """The event objects of a form; the moment is that of receipt. Raises BadEvents."""
    kind = form.get("type", "")
    allowed = _FRAME | _FIELDS.get(kind, set())
    for name in form:
        if name not in allowed and not (kind == EventType.ANSWERED and _PART.fullmatch(name)):
            raise BadEvents("unexpected_field", detail=name[:100])
    event = {name: form[name] for name in ("type", "lesson", "language", "block", "version") if form.get(name)}
    event |= {"id": form.get("id") or str(uuid4()), "occurred_at": received_at.isoformat()}
    if kind == EventType.ANSWERED:
        return [event | {"response": read_response(form)}]
    if kind == EventType.TICKED:
        return _read_ticks(form, event)
    return [event]


def read_response(form: QueryDict) -> dict[str, Any]:
    """The response as JSON would have it. What was left out stays out; the engine says what is missing."""
    parts: dict[str, dict[str, str]] = {"position": {}, "pair": {}}
    for name in form:
        if match := _PART.fullmatch(name):
            parts[match[1]][match[2]] = form.get(name, "")
    if parts["position"]:
        return {"order": _read_order(parts["position"])}
    if parts["pair"]:
        return {"pairs": {left: right for left, right in parts["pair"].items() if right}}
    if "choices" in form:
        return {"choices": form.getlist("choices")}
    if form.get("text", "").strip():
        return {"text": form["text"]}
    if "choice" in form:
        return {"choice": form["choice"]}
    if form.get("value") in ("true", "false"):
        return {"value": form["value"] == "true"}
    return {}


def read_given(form: QueryDict) -> dict[str, str]:
    """What she chose line by line, by the name of the field, empty choices too: enough to show it to her again."""
    return {name: form.get(name, "") for name in form if _PART.fullmatch(name)}


def list_faulty(given: Mapping[str, str]) -> set[str]:
    """The fields that need another choice: those left empty, and those whose number another line has too."""
    return {name for name, value in given.items() if not value} | list_repeated(given)


def list_repeated(given: Mapping[str, str]) -> set[str]:
    """The fields of an order whose number stands at two lines or more."""
    numbers = Counter(value for name, value in given.items() if value and name.startswith("position-"))
    return {name for name, value in given.items() if numbers[value] > 1}


def _read_order(positions: dict[str, str]) -> list[str]:
    """The items by their numbers; empty when a number is missing or given twice."""
    if sorted(positions.values()) != sorted(str(number) for number in range(1, len(positions) + 1)):
        return []
    return sorted(positions, key=lambda item: int(positions[item]))


def _read_ticks(form: QueryDict, event: dict[str, Any]) -> list[dict[str, Any]]:
    """One event per task of the list, with an id of its own that a second press repeats."""
    items, ticked = form.getlist("items"), set(form.getlist("ticked"))
    if not items or not ticked <= set(items):
        raise BadEvents("bad_field", detail="items")
    try:
        base = UUID(event["id"])
    except ValueError:
        raise BadEvents("bad_id") from None
    return [event | {"id": str(uuid5(base, item)), "item": item, "checked": item in ticked} for item in items]


def read_next(form: QueryDict) -> str:
    """The path on this site to go back to, without its fragment; empty when none was given. Raises BadEvents."""
    target = form.get("next", "")
    if not target:
        return ""
    parts = urlsplit(target) if _is_plain(target) else None
    if parts is None or parts.scheme or parts.netloc or not url_has_allowed_host_and_scheme(target, allowed_hosts=None):
        raise BadEvents("bad_next")
    query = "&".join(pair for pair in parts.query.split("&") if pair and not pair.startswith("result="))
    return urlunsplit(("", "", parts.path, query, ""))


def _is_plain(target: str) -> bool:
    """A path from the root, without backslashes and control characters, which browsers read in their own ways."""
    return target.startswith("/") and not target.startswith("//") and not re.search(r"[\\\x00-\x20\x7f]", target)


def back_to(path: str, *, anchor: str = "", token: str = "") -> str:
    """The address after a form: the page, the note it carries, and the place where there is something to read."""
    if token:
        path += ("&" if "?" in path else "?") + f"result={token}"
    return f"{path}#{anchor}" if anchor else path
