"""XLSX: the same table as CSV, in a workbook. Only what a person sees as text is taken for text."""

import warnings
from collections.abc import Iterator
from datetime import datetime, time
from io import BytesIO

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from .neutral import Found, Unsupported
from .reading import MAX_BYTES, MAX_QUESTIONS, Archive, UntrustedFile, is_archive, read_xml, say_number
from .tables import MAX_COLUMNS, Cell, read_rows

_PLAIN_NUMBERS = {"General", "0", "@"}
MAX_ROWS = 10 * MAX_QUESTIONS


def read_xlsx(data: bytes) -> Iterator[Found]:
    """The questions of the one sheet of a workbook that holds anything. Raises UntrustedFile."""
    yield from read_rows(list_rows(data))


def list_rows(data: bytes, *, has_days: bool = False) -> Iterator[tuple[str, list[Cell]]]:
    """The rows of that sheet with their place. `has_days`: a day without an hour is read too, as 2026-11-28. Raises
    UntrustedFile."""
    if not is_archive(data):
        raise UntrustedFile(_("This is no XLSX file."))
    archive = Archive(data)
    if "[Content_Types].xml" not in archive or "xl/workbook.xml" not in archive:
        raise UntrustedFile(_("This archive is no XLSX file."))
    for name in archive:
        if name.endswith((".xml", ".rels", ".vml")):
            read_xml(archive.read(name), name=name, longest=MAX_BYTES)  # a sheet is one line
        if name.lower().endswith("vbaproject.bin"):
            raise UntrustedFile(_("The workbook holds macros."))
    try:
        with warnings.catch_warnings(action="ignore"):  # about styles and the like, which are not read
            workbook = load_workbook(BytesIO(data), read_only=True, data_only=False, keep_links=False)
            filled = [sheet for sheet in workbook.worksheets if _is_filled(sheet)]
            if len(filled) != 1:
                raise UntrustedFile(
                    _("%(found)s sheets of the workbook hold something; one must.") % {"found": len(filled)}
                )
            for number, row in enumerate(_walk(filled[0]), 1):
                yield _("row %(number)s") % {"number": number}, [_read_cell(cell, has_days=has_days) for cell in row]
    except (InvalidFileException, KeyError, ValueError, TypeError, AttributeError, IndexError, OSError):
        raise UntrustedFile(_("The workbook cannot be read: it is damaged.")) from None


def _walk(sheet) -> Iterator[tuple]:
    sheet.reset_dimensions()  # what a sheet says of its size may be wrong
    for number, row in enumerate(sheet.iter_rows(max_col=MAX_COLUMNS + 1), 1):
        if number > MAX_ROWS:
            raise UntrustedFile(_("The sheet has more than %(most)s rows.") % {"most": say_number(MAX_ROWS)})
        filled = max((place for place, cell in enumerate(row, 1) if cell.value is not None), default=0)
        yield row[:filled]


def _is_filled(sheet) -> bool:
    return any(_walk(sheet))


def _read_cell(cell, *, has_days: bool) -> Cell:
    value = cell.value
    if value is None:
        return ""
    if cell.data_type == "f":
        return Unsupported(_("it is a formula"))
    if cell.data_type == "e":
        return Unsupported(_("it is an error (%(value)s)") % {"value": value})
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return value.replace("\r\n", "\n").replace("\r", "\n").replace("_x000D_", "")
    if isinstance(value, int | float) and cell.number_format in _PLAIN_NUMBERS:
        return f"{value:.15g}"
    if has_days and isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    return Unsupported(_("it is a date or a number that is shown in a form of its own; make it a text"))
