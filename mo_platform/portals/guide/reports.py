"""The report of an office over a quarter: tables of numbers without names, for the page and for a file."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from io import StringIO
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import api as core
from core.language_text import read_in
from people import api as people
from people.enums import LookPurpose, Role
from plans import api as plans
from plans.enums import ClockKind, ClockState, ComponentCode, ComponentStatus
from progress import api as progress

from .quarters import Quarter
from .small_numbers import SMALLEST_SHOWN, Cell, Hidden, protect

#: Why a dossier was opened, in the words of the read log.
_PURPOSES: dict[str, str | Promise] = {
    LookPurpose.GUIDANCE: gettext_lazy("guidance"),
    LookPurpose.STAND_IN: gettext_lazy("standing in for a colleague"),
    LookPurpose.QUESTION: gettext_lazy("a question of hers"),
    LookPurpose.SIGN_IN: gettext_lazy("help with signing in"),
    LookPurpose.REGISTRATION: gettext_lazy("registration"),
    LookPurpose.CHECK: gettext_lazy("checking the quality of the work"),
}


@dataclass(frozen=True, slots=True)
class Table:
    """`rows` are (label, one text per column); `total` is the last row. Columns do not add up to one another.

    `note` says what is counted, in which unit. `rows` is empty when only the total may be told.
    """

    caption: str
    note: str
    corner: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]
    total: tuple[str, ...]

    def lines(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """Every row and then the total, as (label, [(column, cell), …])."""
        rows = (*self.rows, (_("Total"), self.total))
        return [(label, list(zip(self.columns, cells, strict=True))) for label, cells in rows]


@dataclass(frozen=True, slots=True)
class Report:
    organisations: tuple[str, ...]
    quarter: Quarter
    registered: str
    tables: tuple[Table, ...]

    @property
    def is_empty(self) -> bool:
        """True when nothing at all happened in the quarter."""
        return all(text == "0" for table in self.tables for text in (self.registered, *table.total))


def make_report(*, user, quarter: Quarter, on: date) -> Report:
    """The numbers of the organisations that `user` audits, over a quarter; states as they stand on the day `on`.

    9 queries, whatever the size of the office.
    """
    organisations = people.list_audited_organisations(user=user)
    asked: dict[str, Any] = {
        "organisations": organisations,
        "from_date": quarter.first_day,
        "until_date": quarter.last_day,
    }
    number = plans.count_registered(**asked)
    readers = progress.count_newcomers_with_modules(**asked)
    looks = people.count_dossier_looks(**asked)
    _cells, registered = protect([number])
    terms = plans.count_clock_states(**asked, on=on)
    for (
        kind
    ) in ClockKind:  # so that the total of the column is that of the plans: the difference would be a small number
        terms[kind, ClockState.RETIRED] = number - sum(terms.get((kind, state), 0) for state in ClockState)
    return Report(
        organisations=tuple(organisation.name for organisation in organisations),
        quarter=quarter,
        registered=_say(registered),
        tables=(
            _table(
                _("Components by status"),
                _("Plans of newcomers registered in the period, by the status of each component today."),
                _("Status"),
                groups=_labels(ComponentCode),
                categories=_labels(ComponentStatus),
                counts=plans.count_component_statuses(**asked),
            ),
            _table(
                _("Terms"),
                _("Terms of newcomers registered in the period, by where they stand today."),
                _("Where the term stands"),
                groups=_labels(ClockKind),
                categories=_labels(ClockState) | {ClockState.RETIRED: _("no term runs")},
                counts=terms,
            ),
            _list(
                _("Modules completed, by language"),
                _("Modules completed in the period, by the language in which the last lesson was read."),
                _("Language"),
                sorted((_name_of(code), *n) for code, n in progress.count_modules_by_language(**asked).items()),
                readers,
            ),
            _list(
                _("Modules completed, by module"),
                _("How often each module was completed in the period, in whatever language."),
                _("Module"),
                sorted(
                    (read_in(m.title, "nl").text, m.number, m.newcomers)
                    for m in progress.count_modules_by_module(**asked)
                ),
                readers,
            ),
            _table(
                _("Dossiers opened"),
                _("Visits to a dossier in the period, from the read log; one person may visit often."),
                _("Why"),
                groups={role: role.label for role in (Role.CASE_WORKER, Role.ORG_ADMIN)},
                categories=_PURPOSES,
                counts={pair: visits for pair, (visits, _newcomers) in looks.items()},
                newcomers={pair: newcomers for pair, (_visits, newcomers) in looks.items()},
                newcomers_in_total=people.count_newcomers_visited(**asked),
            ),
        ),
    )


def write_csv(report: Report) -> str:
    """The same cells, one a line, for a spreadsheet: what it would run as a formula is text."""
    text = StringIO()
    sheet = csv.writer(text, delimiter=";", lineterminator="\r\n")
    offices = ", ".join(report.organisations)
    period = (str(report.quarter.first_day), str(report.quarter.last_day))

    def add(table: str, row: str, column: str, cell: str) -> None:
        sheet.writerow(_as_text(part) for part in (offices, *period, table, row, column, cell))

    sheet.writerow(
        [_("Organisation"), _("From"), _("Up to and including"), _("Table"), _("Row"), _("Column"), _("Number")]
    )
    add(_("Newcomers registered"), _("Total"), "", report.registered)
    for table in report.tables:
        for label, cells in table.lines():
            for column, cell in cells:
                add(table.caption, label, column, cell)
    return text.getvalue()


def _as_text(part: str) -> str:
    return f"'{part}" if part.lstrip().startswith(("=", "+", "-", "@")) or part.startswith(("\t", "\r", "\n")) else part


def _table(
    caption: str,
    note: str,
    corner: str,
    *,
    groups: Mapping[str, Any],
    categories: Mapping[str, Any],
    counts: Mapping[tuple[str, str], int],
    newcomers: Mapping[tuple[str, str], int] | None = None,
    newcomers_in_total: Mapping[str, int] | None = None,
) -> Table:
    """One column for each group, each with a total of its own, protected by itself.

    `newcomers` and `newcomers_in_total` say how many different ones are behind the counts, where one can count often.
    """

    def column(numbers: Mapping[tuple[str, str], int], group: str) -> list[int]:
        return [numbers.get((group, category), 0) for category in categories]

    protected = [
        protect(
            column(counts, group),
            people=None if newcomers is None else column(newcomers, group),
            people_in_total=(newcomers_in_total or {}).get(group, 0),
        )
        for group in groups
    ]
    return Table(
        caption,
        note,
        corner,
        columns=tuple(str(label) for label in groups.values()),
        rows=tuple(
            (str(label), tuple(_say(cells[place]) for cells, _total in protected))
            for place, label in enumerate(categories.values())
        ),
        total=tuple(_say(total) for _cells, total in protected),
    )


def _list(caption: str, note: str, corner: str, counted: Sequence[tuple[str, int, int]], newcomers: int) -> Table:
    """One column; a row for whatever was counted: (label, number, different newcomers). `newcomers` are those of all rows.

    Its rows alone say that there was one: none where no cell is told.
    """
    cells, total = protect(
        [number for _label, number, _newcomers in counted],
        people=[known for _label, _number, known in counted],
        people_in_total=newcomers,
    )
    is_told = any(cell != Hidden.HELD_BACK for cell in cells)
    rows = tuple((label, (_say(cell),)) for (label, _number, _newcomers), cell in zip(counted, cells, strict=True))
    return Table(caption, note, corner, (_("Modules completed"),), rows if is_told else (), (_say(total),))


def _say(cell: Cell) -> str:
    if cell == Hidden.SMALL:
        return f"< {SMALLEST_SHOWN}"
    return _("not shown") if cell == Hidden.HELD_BACK else str(cell)


def _labels(words: Iterable[Any]) -> dict[str, Any]:
    return {word: word.label for word in words}


def _name_of(code: str) -> str:
    return core.get_language(code).name_nl if core.is_known_language(code) else code
