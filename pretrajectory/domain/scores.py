"""Scores of other instruments, beside our screening: who did what with which scale. They change nothing of what we found."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from core.errors import Conflict, NotAllowed
from people import api as people
from people.enums import LookPurpose, LookWhat, Role

from ..errors import BadInstrument, BadScore
from ..models import Instrument, OutsideScore

#: Who writes down with what others measure.
KEEPERS = frozenset({Role.CASE_WORKER, Role.ORG_ADMIN})


@dataclass(frozen=True, slots=True)
class NewScore:
    """A score as somebody enters it. `score` None takes back what stood there."""

    newcomer: Any
    instrument: Instrument
    area: str
    taken_on: date
    score: Decimal | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class StandingScore:
    """A score that holds. `area` and `meaning` in words, `is_skill`: the area is one of our skills; `meaning` is empty where
    nobody wrote it down."""

    uuid: UUID
    instrument: str
    source: str
    area: str
    is_skill: bool
    taken_on: date
    score: Decimal
    lowest: Decimal
    highest: Decimal
    meaning: str
    note: str
    entered_by: str


def can_enter_scores(user, newcomer) -> bool:
    """A case worker of her own office."""
    return people.can_guide(user, organisation_id=newcomer.organisation_id)


def add_instrument(
    *,
    organisation,
    name: str,
    source: str,
    lowest: Decimal,
    highest: Decimal,
    areas: list[str],
    labels: dict[str, str],
    valid_from: date,
    by,
    at: datetime,
) -> Instrument:
    """Write down with what others measure, as their own paper says. Raises BadInstrument, NotAllowed."""
    if organisation.pk not in {held.organisation_id for held in people.list_memberships(by, roles=KEEPERS)}:
        raise NotAllowed
    if lowest >= highest or not all(lowest <= Decimal(score) <= highest for score in labels):
        raise BadInstrument("bad_scale", code="bad_scale")
    told = {"source": source, "lowest": lowest, "highest": highest, "areas": areas, "labels": labels}
    try:
        with transaction.atomic():
            return Instrument.objects.create(
                organisation=organisation, name=name, valid_from=valid_from, added_by=by, added_at=at, **told
            )
    except IntegrityError:
        raise BadInstrument("instrument_taken", code="instrument_taken") from None


def list_instruments(*, organisation_ids: Iterable[int]) -> list[Instrument]:
    """By name, the newest row of a name first. One query."""
    rows = Instrument.objects.filter(organisation_id__in=organisation_ids).select_related("organisation")
    return list(rows.order_by("name", "-valid_from"))


def choose_instrument(instruments: Iterable[Instrument], *, name: str, on: date) -> Instrument | None:
    """Of these, the row of a name that held on a day; capitals do not count."""
    rows = [row for row in instruments if row.name.casefold() == name.casefold() and row.valid_from <= on]
    return max(rows, key=lambda row: row.valid_from, default=None)


def check_score(new: NewScore, *, instruments: Iterable[Instrument], today: date) -> None:
    """Raises BadScore. `instruments`: those of her office."""
    if new.taken_on > today:
        raise BadScore("day_ahead", code="day_ahead")
    if choose_instrument(instruments, name=new.instrument.name, on=new.taken_on) != new.instrument:
        raise BadScore("other_scale", code="other_scale")
    if new.area not in dict(new.instrument.list_areas()):
        raise BadScore("unknown_area", code="unknown_area")
    if new.score is not None and not new.instrument.lowest <= new.score <= new.instrument.highest:
        raise BadScore("off_scale", code="off_scale")


def add_scores(
    *, scores: list[NewScore], by, today: date, at: datetime, purpose: LookPurpose | None = None
) -> list[NewScore]:
    """Store all or nothing; those that were new or other than what stood there. `purpose`: write a look for each of these
    newcomers; None: her dossier is open already.

    Raises NotAllowed, BadScore, and Conflict when somebody else wrote at the same moment.
    """
    if not all(can_enter_scores(by, new.newcomer) for new in scores):
        raise NotAllowed
    offices = {new.newcomer.organisation_id for new in scores}
    instruments = list_instruments(organisation_ids=offices)
    for new in scores:
        if new.instrument.organisation_id != new.newcomer.organisation_id:
            raise NotAllowed
        here = [row for row in instruments if row.organisation_id == new.newcomer.organisation_id]
        check_score(new, instruments=here, today=today)
    try:
        with transaction.atomic():
            added = [new for new in scores if _add(new, by=by, at=at)]
            if purpose is not None:
                for newcomer in {new.newcomer.pk: new.newcomer for new in added}.values():
                    people.record_look(user=by, newcomer=newcomer, purpose=purpose, what=LookWhat.DOSSIER, at=at)
    except IntegrityError:
        raise Conflict("scores") from None
    return added


def take_back_score(*, newcomer, uuid: UUID, by, today: date, at: datetime) -> None:
    """It was wrong, or of somebody else. Taken back twice it is once. Raises NotAllowed, also for what is not hers."""
    row = OutsideScore.objects.filter(newcomer=newcomer, uuid=uuid).select_related("instrument").first()
    if row is None:
        raise NotAllowed
    new = NewScore(newcomer, row.instrument, row.area, row.taken_on, score=None)
    add_scores(scores=[new], by=by, today=today, at=at)


def list_scores(*, newcomer) -> list[StandingScore]:
    """Those that hold, the newest first. One query."""
    rows = OutsideScore.objects.filter(newcomer=newcomer).select_related("instrument", "entered_by").order_by("number")
    last = {(row.instrument_id, row.area, row.taken_on): row for row in rows}
    standing = [row for row in last.values() if row.score is not None]
    return [_tell(row) for row in sorted(standing, key=lambda row: (-row.taken_on.toordinal(), row.pk))]


def is_new_score(new: NewScore) -> bool:
    """Whether storing it would change what stands there. One query."""
    return _changes(new, _get_last(new))


def _changes(new: NewScore, last: OutsideScore | None) -> bool:
    return (last.score, last.note) != (new.score, new.note) if last else new.score is not None


def _add(new: NewScore, *, by, at: datetime) -> bool:
    last = _get_last(new)
    if not _changes(new, last):
        return False
    key = {"newcomer": new.newcomer, "instrument": new.instrument, "area": new.area, "taken_on": new.taken_on}
    OutsideScore.objects.create(
        **key, number=last.number + 1 if last else 1, score=new.score, note=new.note, entered_by=by, entered_at=at
    )
    return True


def _get_last(new: NewScore) -> OutsideScore | None:
    rows = OutsideScore.objects.filter(
        newcomer=new.newcomer, instrument=new.instrument, area=new.area, taken_on=new.taken_on
    )
    return rows.order_by("-number").first()


def _tell(row: OutsideScore) -> StandingScore:
    instrument = row.instrument
    assert row.score is not None, "what was taken back is not told"
    return StandingScore(
        uuid=row.uuid,
        instrument=instrument.name,
        source=instrument.source,
        area=dict(instrument.list_areas()).get(row.area, row.area),
        is_skill=not instrument.areas,
        taken_on=row.taken_on,
        score=row.score,
        lowest=instrument.lowest,
        highest=instrument.highest,
        meaning=instrument.describe(row.score),
        note=row.note,
        entered_by=row.entered_by.get_full_name() if row.entered_by else "",
    )
