"""A file with scores of other instruments for the own caseload: each row with what storing it would do, or why it cannot be."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from io import StringIO

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import api as core
from interop import api as interop
from people import api as people
from pretrajectory import api as pretrajectory

from .score_forms import read_day, read_number
from .score_words import say_refusal

COLUMNS = ("newcomer", "instrument", "area", "score", "date", "note")
NEEDED = COLUMNS[:-1]
MOST_ROWS = 1000

_ABOUT: dict[str, str | Promise] = {
    "newcomer": gettext_lazy("our number of the newcomer, as it stands in the file of your caseload"),
    "instrument": gettext_lazy("its name"),
    "area": gettext_lazy("what was measured, as the instrument calls it"),
    "score": gettext_lazy("a number on its scale"),
    "date": gettext_lazy("the day it was taken, as 2026-11-28"),
    "note": gettext_lazy("where it comes from; may be empty"),
}


@dataclass(frozen=True, slots=True)
class FileLine:
    """A row of the file. `new` is what it says, None where it cannot be stored, and then `problem` says why; `is_known`: it
    stands there already."""

    where: str
    cells: dict[str, str]
    new: pretrajectory.NewScore | None
    problem: str
    is_known: bool


def describe_columns() -> list[tuple[str, str]]:
    return [(name, str(_ABOUT[name])) for name in COLUMNS]


def check_rows(rows: Iterable[interop.PlainRow], *, user, today: date) -> list[FileLine]:
    """What storing each row would do for this case worker now. Nothing is stored."""
    known = {str(newcomer.uuid): newcomer for newcomer in people.list_caseload(user=user)}
    instruments = pretrajectory.list_instruments(
        organisation_ids={newcomer.organisation_id for newcomer in known.values()}
    )
    seen: dict[tuple, str] = {}
    return [_check(row, known, instruments, seen, today=today) for row in rows]


def write_caseload(*, user) -> str:
    """A CSV to fill in: the number and name of each newcomer whom she guides."""
    text = StringIO()
    sheet = csv.writer(text, delimiter=";", lineterminator="\r\n")
    sheet.writerow([COLUMNS[0], "name", *COLUMNS[1:]])
    for newcomer in people.list_caseload(user=user).order_by("last_name", "first_name", "pk"):
        sheet.writerow([newcomer.uuid, interop.guard(str(newcomer)), *[""] * len(NEEDED)])
    return text.getvalue()


def _check(row: interop.PlainRow, known: dict, instruments: list, seen: dict[tuple, str], *, today: date) -> FileLine:
    try:
        if row.problem:
            raise core.DomainError(row.problem)
        new = _read(row.cells, known, instruments)
        pretrajectory.check_score(
            new, instruments=[one for one in instruments if _is_of(one, new.newcomer)], today=today
        )
        key = (new.newcomer.pk, new.instrument.pk, new.area, new.taken_on)
        if key in seen:
            raise core.DomainError(_("The same stands in %(where)s.") % {"where": seen[key]})
    except core.DomainError as refused:
        return FileLine(row.where, row.cells, None, say_refusal(refused), is_known=False)
    seen[key] = row.where
    return FileLine(row.where, row.cells, new, "", is_known=not pretrajectory.is_new_score(new))


def _read(cells: dict[str, str], known: dict, instruments: list) -> pretrajectory.NewScore:
    """Raises DomainError with words for staff."""
    newcomer = known.get(cells["newcomer"].lower())
    if newcomer is None:
        raise core.DomainError(_("Nobody in your caseload has this number."))
    score, day = read_number(cells["score"]), read_day(cells["date"])
    if score is None:
        raise core.DomainError(_("The score is no number with at most two decimals."))
    if day is None:
        raise core.DomainError(_("The date is not written as 2026-11-28."))
    here = [one for one in instruments if _is_of(one, newcomer)]
    instrument = pretrajectory.choose_instrument(here, name=cells["instrument"], on=day)
    if instrument is None:
        raise core.DomainError(_("Your office wrote down no such instrument, or only for later days."))
    wanted = cells["area"].casefold()
    area = next((key for key, words in instrument.list_areas() if wanted in (key.casefold(), words.casefold())), "")
    if len(cells["note"]) > 200:
        raise core.DomainError(_("The note is longer than 200 letters."))
    return pretrajectory.NewScore(newcomer, instrument, area, day, score, cells["note"])


def _is_of(instrument, newcomer) -> bool:
    return instrument.organisation_id == newcomer.organisation_id
