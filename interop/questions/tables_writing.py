"""Tables, written: CSV and XLSX."""

import csv
from collections.abc import Iterable
from io import BytesIO, StringIO

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from assessments.enums import QuestionKind

from .neutral import NeutralQuestion
from .tables import FIRST_COLUMNS, FORGIVES_TYPO, PART_COLUMNS, SHARED_COLUMNS, guard


def write_csv(questions: Iterable[NeutralQuestion]) -> bytes:
    """A CSV file (UTF-8 with a mark that spreadsheets look for, commas). No cell can be taken for a formula."""
    target = StringIO(newline="")
    writer = csv.writer(target, lineterminator="\r\n")
    for row in _list_rows(list(questions)):
        writer.writerow([guard(text) for text in row])
    return target.getvalue().encode("utf-8-sig")


def write_xlsx(questions: Iterable[NeutralQuestion]) -> bytes:
    """A workbook with one sheet, all of it text."""
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet("questions")
    for row in _list_rows(list(questions)):
        sheet.append([_make_cell(sheet, text) for text in row])
    target = BytesIO()
    workbook.save(target)
    return target.getvalue()


def _make_cell(sheet, text: str) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, value=text)
    cell.data_type = "s"  # whatever it begins with: no formula
    return cell


def _list_rows(questions: list[NeutralQuestion]) -> list[list[str]]:
    most = max((len(question.parts) or len(question.key.get("accepted", ())) for question in questions), default=0)
    names = FIRST_COLUMNS + [f"{column}_{number + 1}" for number in range(most) for column in PART_COLUMNS]
    return [names, *([row.get(name, "") for name in names] for row in map(_make_row, questions))]


def _make_row(question: NeutralQuestion) -> dict[str, str]:
    about = question.about
    row = {
        "id": question.identifier,
        "type": question.kind.value,
        "title": about.title,
        "theme": about.theme,
        "objective": about.objective,
        "section": about.section,
        "use": about.use,
        "region": about.region,
        "facts": " ".join(about.fact_keys),
        "review_by": about.review_by.isoformat() if about.review_by else "",
        "tags": "|".join(about.tags),
        "stem": question.stem,
        "explanation": question.explanation,
        "answer": _say_answer(question),
    }
    row |= {f"text_{number}": answer for number, answer in enumerate(question.key.get("accepted", ()), 1)}
    if question.picture is not None:
        row["picture"] = question.picture.key
        for number, part in enumerate(question.parts, 1):
            row[f"area_{number}"] = " ".join(map(str, question.picture.areas[part.id]))
    if (shared := question.shared) is not None:
        row |= dict(
            zip(SHARED_COLUMNS, (shared.key, shared.title, shared.text, shared.picture, shared.recording), strict=True)
        )
    for number, part in enumerate(question.parts, 1):
        row |= {f"id_{number}": part.id, f"text_{number}": part.text}
        row |= {f"match_{number}": part.match, f"feedback_{number}": part.feedback}
    return row


def _say_answer(question: NeutralQuestion) -> str:
    match question.kind:
        case QuestionKind.TRUE_FALSE:
            return "true" if question.key["value"] else "false"
        case QuestionKind.MATCH:
            return ""
        case QuestionKind.ORDER:
            return " ".join(question.key["order"])
        case QuestionKind.SHORT_TEXT:
            return FORGIVES_TYPO if question.key.get("forgives_typo") else ""
    return " ".join(question.key["correct"])
