"""Reading events as they come in: every field is checked, no unknown field is let through, every moment is a claim."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from core.api import get_language as find_language
from core.api import is_known_language

from ..enums import ClockFlag, EventType
from ..errors import BadEvents

MOST_EVENTS = 500
TOLERANCE = timedelta(minutes=5)
OLDEST = timedelta(days=90)

_ALWAYS = {"id", "type", "lesson", "language", "occurred_at"}
_FIELDS: dict[str, tuple[set[str], set[str]]] = {  # required beside _ALWAYS, allowed beside those
    EventType.OPENED: (set(), {"block"}),
    EventType.SEEN: ({"block"}, set()),
    EventType.ANSWERED: ({"block", "version", "response"}, set()),
    EventType.TICKED: ({"block", "item", "checked"}, set()),
    EventType.FINISHED: (set(), set()),
}
_ITEM = re.compile(r"[A-Za-z0-9-]{1,64}")
_UUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")


@dataclass(frozen=True, slots=True)
class Claim:
    """One event as a device tells it. `occurred_at` is clamped, `claimed_at` is not; `clock_flag` says why they differ."""

    index: int
    event_id: UUID
    type: EventType
    lesson_key: UUID
    block_id: UUID | None
    language: str
    claimed_at: datetime
    occurred_at: datetime
    clock_flag: ClockFlag
    version: UUID | None = None
    response: Mapping[str, Any] | None = None
    item: str = ""
    checked: bool = False


def read_claims(events: Any, *, received_at: datetime) -> list[Claim]:
    """The claims of a list of event objects. Raises BadEvents; then nothing of the list may be stored."""
    if not isinstance(events, list) or not events:
        raise BadEvents("no_events")
    if len(events) > MOST_EVENTS:
        raise BadEvents("too_many_events")
    return [_read_claim(event, index, received_at) for index, event in enumerate(events)]


def _read_claim(event: Any, index: int, received_at: datetime) -> Claim:
    if not isinstance(event, Mapping):
        raise BadEvents("not_an_object", index=index)
    given_id = event.get("id")
    shown_id = given_id if isinstance(given_id, str) else ""

    def refuse(code: str, detail: str = "") -> BadEvents:
        return BadEvents(code, index=index, event_id=shown_id[:64], detail=detail[:100])

    if not isinstance(event.get("type"), str) or event["type"] not in _FIELDS:
        raise refuse("bad_type" if "type" in event else "missing_field")
    required, optional = _FIELDS[event["type"]]
    if missing := sorted((_ALWAYS | required) - set(event)):
        raise refuse("missing_field", missing[0])
    if surplus := sorted(set(event) - _ALWAYS - required - optional):
        raise refuse("unexpected_field", surplus[0])
    identities: dict[str, UUID] = {}
    for name in ("id", "lesson", "block", "version"):
        if event.get(name) is not None or name in _ALWAYS | required:
            identity = _read_uuid(event[name])
            if identity is None:
                raise refuse("bad_id", name)
            identities[name] = identity
    if not isinstance(event["language"], str) or not is_known_language(event["language"]):
        raise refuse("bad_language")
    moment = _read_moment(event["occurred_at"])
    if moment is None:
        raise refuse("bad_time")
    if "item" in required and not (isinstance(event["item"], str) and _ITEM.fullmatch(event["item"])):
        raise refuse("bad_field", "item")
    if "checked" in required and not isinstance(event["checked"], bool):
        raise refuse("bad_field", "checked")
    if "response" in required and not isinstance(event["response"], Mapping):
        raise refuse("bad_field", "response")
    occurred_at, flag = clamp(moment, received_at=received_at)
    return Claim(
        index=index,
        event_id=identities["id"],
        type=EventType(event["type"]),
        lesson_key=identities["lesson"],
        block_id=identities.get("block"),
        language=find_language(event["language"]).code,
        claimed_at=moment,
        occurred_at=occurred_at,
        clock_flag=flag,
        version=identities.get("version"),
        response=event.get("response"),
        item=event.get("item", ""),
        checked=event.get("checked", False),
    )


def clamp(claimed_at: datetime, *, received_at: datetime) -> tuple[datetime, ClockFlag]:
    """The moment that counts, and what was wrong with the one claimed. A few minutes ahead are a clock, not a claim."""
    if claimed_at > received_at:
        return received_at, ClockFlag.FUTURE if claimed_at > received_at + TOLERANCE else ClockFlag.NONE
    if claimed_at < received_at - OLDEST:
        return received_at - OLDEST, ClockFlag.TOO_OLD
    return claimed_at, ClockFlag.NONE


def _read_uuid(value: Any) -> UUID | None:
    return UUID(value) if isinstance(value, str) and _UUID.fullmatch(value) else None


def _read_moment(value: Any) -> datetime | None:
    """ISO 8601 with an offset; a moment without one could be anywhere. None for what no database could hold."""
    if not isinstance(value, str) or len(value) > 40:
        return None
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return None
    if moment.tzinfo is None or not 1 < moment.year < 9999:
        return None
    return moment
