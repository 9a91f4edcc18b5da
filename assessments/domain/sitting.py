"""A test that is sat, as the one who sits it sees it: without a key, a score or an explanation."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from ..engine.blueprint_data import read_blueprint
from ..engine.blueprints import Blueprint, Feedback
from ..errors import UnknownAttempt
from ..models import Attempt, AttemptAnswer

EXTRA_TIMES = (0, 25, 50, 100)  # percent


@dataclass(frozen=True, slots=True)
class Taker:
    """Who sits the test: a newcomer, or a guest by the secret that her browser keeps."""

    newcomer: Any = None
    secret: str = ""

    @property
    def guest(self) -> str:
        return "" if self.newcomer is not None else sha256(self.secret.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Accommodations:
    """What makes the test fit a person; it belongs to her, is shown before the start and frozen in the attempt.

    `extra_time` in percent of the limit; `is_large`: larger letters; `has_breaks`: the time may be stopped; `has_helper`:
    somebody sits beside her, and the result says so; `is_read_aloud`: each question is read to her when it comes. Unknown
    names in data are refused by `read`.
    """

    extra_time: int = 0
    is_large: bool = False
    has_breaks: bool = False
    has_helper: bool = False
    is_read_aloud: bool = False

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> "Accommodations":
        """From stored data. Raises ValueError for what is not known."""
        extra = data.get("extra_time", 0)
        if set(data) - set(cls.__slots__) or extra not in EXTRA_TIMES:
            raise ValueError(data)
        return cls(extra, **{name: bool(value) for name, value in data.items() if name != "extra_time"})

    def limit_to(self, allowed: Collection[str]) -> "Accommodations":
        """What a test allows of them; larger letters always."""
        kept = {name: value for name, value in self.as_data().items() if name in allowed or name == "is_large"}
        return Accommodations.read(kept)

    def as_data(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in self.__slots__ if getattr(self, name)}


NO_ACCOMMODATIONS = Accommodations()


@dataclass(frozen=True, slots=True)
class Place:
    """One place of the form as its taker may know it. `revision` is 0 before the first answer."""

    number: int
    section: str
    version: UUID
    response: Mapping[str, Any] | None = None
    revision: int = 0
    is_flagged: bool = False


@dataclass(frozen=True, slots=True)
class Sitting:
    """An attempt as its taker sees it. `place`: where she is. `seconds_left`: None without a limit."""

    uuid: UUID
    blueprint: str
    language: str
    started_at: datetime
    places: tuple[Place, ...]
    place: int
    rule: Mapping[str, Any]
    is_demonstration: bool = False
    accommodations: Accommodations = field(default_factory=Accommodations)
    seconds_left: int | None = None
    is_paused: bool = False
    closed_at: datetime | None = None
    ended_by: str = ""

    @property
    def total(self) -> int:
        return len(self.places)

    @property
    def answered(self) -> int:
        return sum(place.revision > 0 for place in self.places)

    @property
    def is_closed(self) -> bool:
        return self.closed_at is not None

    @property
    def is_told_at_once(self) -> bool:
        """Each answer is explained when it is given, and stands."""
        return self.rule.get("feedback") == Feedback.AT_ONCE

    def read_rule(self) -> Blueprint:
        """The rule that was frozen with it."""
        return read_blueprint(self.rule)

    def get_place(self, number: int) -> Place:
        """Raises UnknownAttempt."""
        if not 1 <= number <= self.total:
            raise UnknownAttempt(str(number))
        return self.places[number - 1]


@dataclass(frozen=True, slots=True)
class Saved:
    """The acknowledgement of one answer: which revision is stored at its place. `is_duplicate`: it was stored before."""

    number: int
    revision: int
    seconds_left: int | None
    is_duplicate: bool = False


def count_seconds_left(row: Attempt, at: datetime) -> int | None:
    """None without a limit; in a break it stands still."""
    return count_seconds_until(row.due_at, row.paused_at or at)


def count_seconds_until(due_at: datetime | None, at: datetime) -> int | None:
    return None if due_at is None else max(0, int((due_at - at).total_seconds()))


def list_standing(row: Attempt) -> dict[int, AttemptAnswer]:
    """The last answer to each place that has one. One query, or none when the answers were fetched before."""
    return {answer.number: answer for answer in sorted(row.answers.all(), key=lambda answer: answer.revision)}


def describe(row: Attempt, at: datetime) -> Sitting:
    """The attempt as its taker may know it now. One query."""
    standing, flags = list_standing(row), set(row.flags)
    places = []
    for number, place in enumerate(row.form, start=1):
        answer = standing.get(number)
        places.append(
            Place(
                number,
                place["section"],
                UUID(place["version"]),
                response=answer.response if answer else None,
                revision=answer.revision if answer else 0,
                is_flagged=number in flags,
            )
        )
    last = max(standing.values(), key=lambda answer: answer.pk, default=None)
    has_answered_since = last is not None and (row.placed_at is None or last.answered_at > row.placed_at)
    return Sitting(
        uuid=row.uuid,
        blueprint=row.blueprint.code,
        language=row.language,
        started_at=row.started_at,
        places=tuple(places),
        place=last.number if last is not None and has_answered_since else row.place,
        rule=row.rule,
        is_demonstration=row.blueprint.is_demonstration,
        accommodations=Accommodations.read(row.accommodations),
        seconds_left=count_seconds_left(row, at),
        is_paused=row.paused_at is not None,
        closed_at=row.closed_at,
        ended_by=row.ended_by,
    )
