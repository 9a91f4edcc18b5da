"""What other instruments found of a newcomer, beside her own profile: for her and for her case worker."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.utils.formats import number_format

from pretrajectory import api as pretrajectory


@dataclass(frozen=True, slots=True)
class ShownScore:
    """A score with its scale, in the numbers of the language in force. `instrument`, `meaning`, `note` and
    an `area` that is no skill of ours are words of staff."""

    uuid: UUID
    instrument: str
    source: str
    area: str
    is_skill: bool
    taken_on: date
    score: str
    lowest: str
    highest: str
    meaning: str
    note: str
    entered_by: str


def show_scores(*, newcomer) -> list[ShownScore]:
    """Those that hold, the newest first."""
    return [
        ShownScore(
            uuid=row.uuid,
            instrument=row.instrument,
            source=row.source,
            area=row.area,
            is_skill=row.is_skill,
            taken_on=row.taken_on,
            score=say_number(row.score),
            lowest=say_number(row.lowest),
            highest=say_number(row.highest),
            meaning=row.meaning,
            note=row.note,
            entered_by=row.entered_by,
        )
        for row in pretrajectory.list_scores(newcomer=newcomer)
    ]


def say_number(number: Decimal) -> str:
    """Without decimals that say nothing, as the language writes a number."""
    return number_format(number, decimal_pos=0 if number == number.to_integral_value() else 2)
