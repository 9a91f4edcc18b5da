"""Questions as rows of a table, read from CSV and XLSX. The columns: docs/reference/question-formats.md."""

import csv
import re
from collections.abc import Container, Iterable, Iterator, Sequence
from datetime import date
from io import StringIO

from django.utils.translation import gettext as _

from assessments.enums import QuestionKind

from .neutral import (
    LONGEST_KEY,
    About,
    AskedPicture,
    Found,
    NeutralQuestion,
    OutsideCluster,
    Part,
    Refusal,
    Unsupported,
    fit_title,
    is_key,
    is_valid,
    name_parts,
)
from .reading import MAX_PARTS, UntrustedFile, read_text
from .texts import line_from_plain, rich_from_html, tell_lost
from .typed import TypedAnswer, read_typed, write_typed

FIRST_COLUMNS = ["id", "type", "title", "theme", "objective", "section", "use", "region", "facts", "review_by"]
FIRST_COLUMNS += ["tags", "stem", "explanation", "answer", "picture"]
SHARED_COLUMNS = ["cluster", "cluster_title", "cluster_text", "cluster_picture", "cluster_recording"]
FIRST_COLUMNS += SHARED_COLUMNS
PART_COLUMNS = ["id", "text", "match", "feedback", "area"]
#: What stands in `answer` of a short text: its answers are its texts.
FORGIVES_TYPO = "forgives_typo"
REQUIRED = {"type", "stem"}
MAX_COLUMNS = len(FIRST_COLUMNS) + MAX_PARTS * len(PART_COLUMNS) + 20

_PART_COLUMN = re.compile(r"^(id|text|match|feedback|area)_([1-9]\d?)$")
_DELIMITERS = ",;\t"
#: A spreadsheet would take a text that begins like this for a formula; an apostrophe before it says that it is none.
_GUARDED = re.compile(r"^'+[=+\-@\t]")
_FORMULA_LIKE = re.compile(r"^'*[=+\-@\t]")
_TRUE = {"true": True, "false": False}

Cell = str | Unsupported


def read_csv(data: bytes) -> Iterator[Found]:
    """The questions of a CSV file, a row each. Raises UntrustedFile."""
    yield from read_rows(list_csv_rows(read_text(data), names=_NAMES))


def list_csv_rows(text: str, *, names: Container[str]) -> Iterator[tuple[str, list[Cell]]]:
    """Rows with their place. The delimiter is that which gives the header most of these names."""
    header = text.partition("\n")[0]
    delimiter = max(_DELIMITERS, key=lambda mark: sum(name.strip('" ').lower() in names for name in header.split(mark)))
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = 1
    try:
        for row in reader:
            yield _("line %(number)s") % {"number": number}, [_unguard(cell) for cell in row]
            number = reader.line_num + 1
    except csv.Error:
        raise UntrustedFile(_("The table is malformed from line %(number)s on.") % {"number": number}) from None


_NAMES = {*FIRST_COLUMNS, *(f"{name}_1" for name in PART_COLUMNS)}


def guard(text: str) -> str:
    return f"'{text}" if _FORMULA_LIKE.match(text) else text


def _unguard(text: str) -> str:
    return text[1:] if _GUARDED.match(text) else text


def read_rows(rows: Iterable[tuple[str, Sequence[Cell]]]) -> Iterator[Found]:
    """The questions of a table whose first row names the columns. A cell that cannot be a text is an Unsupported."""
    names: list[str] = []
    for where, cells in rows:
        if not any(isinstance(cell, Unsupported) or cell.strip() for cell in cells):
            continue
        if not names:
            names = _read_header(cells)
            continue
        yield _read_row(where, names, cells)
    if not names:
        raise UntrustedFile(_("The table has no header."))


def _read_header(cells: Sequence[Cell]) -> list[str]:
    names = ["" if isinstance(cell, Unsupported) else cell.strip().lower() for cell in cells]
    if missing := sorted(REQUIRED - set(names)):
        raise UntrustedFile(_("The first row names no column “%(name)s”.") % {"name": missing[0]})
    if repeated := sorted(name for name in set(names) if name and names.count(name) > 1):
        raise UntrustedFile(_("The first row names the column “%(name)s” twice.") % {"name": repeated[0][:40]})
    if len(names) > MAX_COLUMNS:
        raise UntrustedFile(_("The table has more than %(most)s columns.") % {"most": MAX_COLUMNS})
    return names


def _read_row(where: str, names: list[str], cells: Sequence[Cell]) -> Found:
    row = {name: cell for name, cell in zip(names, cells, strict=False) if name}
    identifier, kind = (cell.strip() if isinstance(cell := row.get(name, ""), str) else "" for name in ("id", "type"))
    try:
        if any(isinstance(cell, Unsupported) or cell.strip() for cell in cells[len(names) :]):
            raise Unsupported(_("it has more cells than the table has columns"))
        texts: dict[str, str] = {}
        for name, cell in row.items():
            if isinstance(cell, Unsupported):
                raise Unsupported(_("column “%(name)s”: %(problem)s") % {"name": name, "problem": cell})
            texts[name] = cell.strip()
        if any(cell and not name for name, cell in zip(names, cells, strict=False)):
            raise Unsupported(_("it has a cell in a column without a name"))
        return _read_question(where, identifier, kind, texts)
    except Unsupported as problem:
        return Refusal(where, identifier, kind, str(problem))


def _read_question(where: str, identifier: str, kind: str, row: dict[str, str]) -> NeutralQuestion:
    if kind not in QuestionKind.values:
        raise Unsupported(_("the type is one of %(types)s") % {"types": ", ".join(QuestionKind.values)})
    surplus = (name for name, text in row.items() if text and not _is_known_column(name))
    lost = [_("the column “%(name)s”") % {"name": name[:40]} for name in surplus]
    about, lost_about = _read_about(row)
    stem, lost_stem = line_from_plain(row.get("stem", ""))
    if not stem:
        raise Unsupported(_("it has no stem"))
    explanation, lost_explanation = rich_from_html(row.get("explanation", ""))
    shared, lost_shared = _read_shared(row)
    if kind == QuestionKind.SHORT_TEXT:
        parts, has_ids, lost_parts = list[Part](), False, list[str]()
        key, lost_parts = _read_typed(row)
    else:
        parts, has_ids, lost_parts = _read_parts(row, QuestionKind(kind))
        key = _read_key(QuestionKind(kind), row.get("answer", ""), [part.id for part in parts])
    return NeutralQuestion(
        where=where,
        identifier=identifier,
        kind=QuestionKind(kind),
        stem=stem,
        key=key,
        parts=tuple(parts),
        explanation=explanation,
        has_part_ids=has_ids,
        about=about,
        lost=tell_lost(lost, lost_about, lost_stem, lost_explanation, lost_parts, lost_shared),
        picture=_read_picture(row, QuestionKind(kind), parts),
        shared=shared,
    )


def _read_shared(row: dict[str, str]) -> tuple[OutsideCluster | None, list[str]]:
    """What the question is about together with others; it may stand in the row of one of them alone."""
    key, title, text, picture, recording = (row.get(name, "") for name in SHARED_COLUMNS)
    if not key:
        if title or text or picture or recording:
            raise Unsupported(_("it says what it is about, but not by which name"))
        return None, []
    if len(key) > LONGEST_KEY:
        raise Unsupported(_("the name of what it is about is longer than %(most)s letters") % {"most": LONGEST_KEY})
    line, lost_title = line_from_plain(title)
    rich, lost_text = rich_from_html(text)
    return OutsideCluster(key, line, rich, picture, recording), [*lost_title, *lost_text]


def _read_typed(row: dict[str, str]) -> tuple[dict, list[str]]:
    """The key of a short text: its answers are the texts of the row."""
    named = {name: found for name, text in row.items() if text and (found := _PART_COLUMN.match(name))}
    if others := sorted(name for name, found in named.items() if found[1] != "text"):
        raise Unsupported(_("a short_text has nothing in the column “%(name)s”") % {"name": others[0]})
    if row.get("answer", "") not in ("", FORGIVES_TYPO):
        raise Unsupported(
            _("the answers of a short_text are text_1, text_2…; its answer is %(word)s or empty")
            % {"word": FORGIVES_TYPO}
        )
    texts = [row[name] for name in sorted(named, key=lambda name: int(named[name][2]))]
    key, lost = read_typed(TypedAnswer(write_typed(text)) for text in texts)
    return key | ({"forgives_typo": True} if row.get("answer") else {}), lost


def _read_picture(row: dict[str, str], kind: QuestionKind, parts: list[Part]) -> AskedPicture | None:
    """The picture of a hotspot; other kinds have none."""
    areas = {name: text for name, text in row.items() if name.startswith("area_") and text}
    if kind is not QuestionKind.HOTSPOT:
        if areas or row.get("picture"):
            raise Unsupported(_("only a hotspot has a picture and areas"))
        return None
    if not is_key(row.get("picture", "")):
        raise Unsupported(_("it does not name its picture"))
    numbers = [number for number in range(1, 100) if row.get(f"text_{number}")]
    read = [areas.get(f"area_{number}", "").split() for number in numbers]
    if len(areas) != len(parts) or not all(len(area) == 4 and all(map(str.isdecimal, area)) for area in read):
        raise Unsupported(_("each of its parts has an area: left, top, width and height in whole percent"))
    return AskedPicture(
        row["picture"], {part.id: tuple(map(int, area)) for part, area in zip(parts, read, strict=True)}
    )


def _is_known_column(name: str) -> bool:
    return name in FIRST_COLUMNS or bool(_PART_COLUMN.match(name))


def _read_about(row: dict[str, str]) -> tuple[About, list[str]]:
    """What the columns say, and what of it cannot be."""
    title, lost = fit_title(row.get("title", ""))
    told: dict[str, str] = {}
    for name in ("theme", "objective", "section", "use", "region", "review_by"):
        value = row.get(name, "")
        if is_valid(name, value):
            told[name] = value
        elif value:
            lost.append(_("the %(column)s “%(value)s”") % {"column": name, "value": value[:60]})
    facts = row.get("facts", "").split()
    lost += [_("the fact “%(key)s”") % {"key": fact[:60]} for fact in facts if not is_key(fact)]
    review_by = told.pop("review_by", "")
    return About(
        title=title,
        tags=tuple(dict.fromkeys(tag.strip() for tag in row.get("tags", "").split("|") if tag.strip())),
        fact_keys=tuple(fact for fact in facts if is_key(fact)),
        review_by=date.fromisoformat(review_by) if review_by else None,
        **told,
    ), lost


def _read_parts(row: dict[str, str], kind: QuestionKind) -> tuple[list[Part], bool, list[str]]:
    numbers = sorted({int(found[2]) for name, text in row.items() if text and (found := _PART_COLUMN.match(name))})
    if kind is QuestionKind.TRUE_FALSE:
        if numbers:
            raise Unsupported(_("a true_false has no parts"))
        return [], False, []
    if len(numbers) < 2 or len(numbers) > MAX_PARTS:
        raise Unsupported(
            _("it has %(found)s parts; there are 2 to %(most)s") % {"found": len(numbers), "most": MAX_PARTS}
        )
    given = [row.get(f"id_{number}", "") for number in numbers]
    if any(given) and (
        not all(given) or len(set(given)) < len(given) or any(re.search(r"[\s=]", name) for name in given)
    ):
        raise Unsupported(_("its parts have ids, but not all of them, not different ones, or with spaces or = in them"))
    parts, lost = [], []
    for number, name in zip(numbers, given if any(given) else name_parts(len(numbers)), strict=True):
        told = {}
        for column in ("text", "match", "feedback"):
            told[column], lost_text = line_from_plain(row.get(f"{column}_{number}", ""))
            lost += lost_text
        if not told["text"]:
            raise Unsupported(_("part %(number)s has no text") % {"number": number})
        if kind is QuestionKind.MATCH and not told["match"]:
            raise Unsupported(_("part %(number)s has nothing that belongs to it") % {"number": number})
        if kind is not QuestionKind.MATCH and told["match"]:
            raise Unsupported(_("part %(number)s has a match, but this is no match question") % {"number": number})
        if kind in (QuestionKind.ORDER, QuestionKind.MATCH) and told["feedback"]:
            lost.append(_("the feedback of parts"))
            told["feedback"] = ""
        parts.append(Part(name, **told))
    return parts, any(given), lost


def _read_key(kind: QuestionKind, answer: str, ids: list[str]) -> dict:
    match kind:
        case QuestionKind.TRUE_FALSE:
            if answer.lower() not in _TRUE:
                raise Unsupported(_("the answer is true or false"))
            return {"value": _TRUE[answer.lower()]}
        case QuestionKind.MATCH:
            if answer:
                raise Unsupported(_("a match has no answer: each match belongs to its text"))
            return {"pairs": {part: part for part in ids}}
        case QuestionKind.ORDER:
            order = answer.split() or ids
            if sorted(order) != sorted(ids):
                raise Unsupported(_("the answer names every part once, in the right order"))
            return {"order": order}
    right = answer.split()
    if not right or len(set(right)) != len(right) or not set(right) <= set(ids):
        raise Unsupported(_("the answer names the right parts by their ids (a, b, c… when they have none)"))
    if kind in (QuestionKind.SINGLE, QuestionKind.HOTSPOT) and len(right) > 1:
        raise Unsupported(_("a %(type)s has one right answer") % {"type": kind.value})
    return {"correct": right}
