"""A table that somebody sends, as CSV or XLSX: rows of text under named columns, read as carefully as files of questions."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from ..questions.neutral import Unsupported
from ..questions.reading import UntrustedFile, check_size, is_archive, read_text
from ..questions.spreadsheets import list_rows
from ..questions.tables import Cell, list_csv_rows


@dataclass(frozen=True, slots=True)
class PlainRow:
    """`where` it stands, in words; `cells`: {column: text}; `problem`: why a cell of it cannot be read, else empty."""

    where: str
    cells: dict[str, str]
    problem: str


def read_plain_table(data: bytes, *, columns: tuple[str, ...], needed: tuple[str, ...], most: int) -> list[PlainRow]:
    """The filled rows below the header; columns of other names are passed over. Raises UntrustedFile."""
    check_size(data)
    rows = (
        list_rows(data, has_days=True) if is_archive(data) else list_csv_rows(read_text(data), names=frozenset(columns))
    )
    filled = (
        (where, cells) for where, cells in rows if any(not isinstance(cell, str) or cell.strip() for cell in cells)
    )
    names = _read_names(next(filled, None), needed=needed)
    found: list[PlainRow] = []
    for where, cells in filled:
        if len(found) == most:
            raise UntrustedFile(_("The table has more than %(most)s rows.") % {"most": most})
        found.append(_read_row(where, names, cells, columns=columns))
    if not found:
        raise UntrustedFile(_("Below the names of the columns stands nothing."))
    return found


def _read_names(header: tuple[str, list[Cell]] | None, *, needed: tuple[str, ...]) -> list[str]:
    names = [cell.strip().lower() if isinstance(cell, str) else "" for cell in header[1]] if header else []
    for name in needed:
        if names.count(name) != 1:
            raise UntrustedFile(_("The first row names the column “%(name)s” once; here it does not.") % {"name": name})
    return names


def _read_row(where: str, names: list[str], cells: list[Cell], *, columns: tuple[str, ...]) -> PlainRow:
    told: dict[str, str] = dict.fromkeys(columns, "")
    for name, cell in zip(names, cells, strict=False):
        if name not in told:
            continue
        if isinstance(cell, Unsupported):
            problem = _("column “%(name)s”: %(problem)s") % {"name": name, "problem": cell}
            return PlainRow(where, told, problem)
        told[name] = cell.strip()
    return PlainRow(where, told, "")
