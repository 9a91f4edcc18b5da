"""A file of questions in two steps: looked at, and taken over."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from core.api import NotAllowed

from ..models import QuestionFile
from ..questions.importing import ImportReport, import_questions, list_found
from ..questions.neutral import NeutralQuestion

KEPT = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class QuestionFilePreview:
    """What taking it over would do. `questions` are the first that can be taken over; nothing is stored."""

    report: ImportReport
    questions: list[NeutralQuestion]


def keep_question_file(
    *, bank: str, form: str, language: str, name: str, data: bytes, by, at: datetime, shown: int
) -> tuple[UUID, QuestionFilePreview]:
    """Keep a file to look at. Raises UntrustedFile, and then keeps nothing."""
    row = QuestionFile(bank=bank, form=form, language=language, name=name[:255], data=data, by=by, at=at)
    preview = _look(row, at, shown)
    row.save()
    return row.uuid, preview


def get_question_file(*, uuid: UUID, bank: str) -> QuestionFile:
    """Raises NotAllowed where there is none, or none of this bank."""
    row = QuestionFile.objects.filter(uuid=uuid, bank=bank).first()
    if row is None:
        raise NotAllowed
    return row


def look_at_question_file(*, row: QuestionFile, at: datetime, shown: int) -> QuestionFilePreview:
    """What taking it over would do now. Raises UntrustedFile."""
    return _look(row, at, shown)


def sweep_question_files(*, at: datetime) -> int:
    """Files of more than a day ago are gone, taken over or not. How many there were."""
    return QuestionFile.objects.filter(at__lt=at - KEPT).delete()[0]


@transaction.atomic
def take_over_question_file(*, uuid: UUID, bank: str, at: datetime) -> QuestionFile:
    """Take its questions over as drafts; pressed twice it is done once. Raises NotAllowed, UntrustedFile."""
    get_question_file(uuid=uuid, bank=bank)
    row = QuestionFile.objects.select_for_update().get(uuid=uuid)
    if row.report is None:
        report = import_questions(source=bytes(row.data), form=row.form, bank=bank, language=row.language, at=at)
        row.report, row.data = report.as_json(), b""
        row.save(update_fields=["report", "data"])
    return row


def _look(row: QuestionFile, at: datetime, shown: int) -> QuestionFilePreview:
    data = bytes(row.data)
    report = import_questions(source=data, form=row.form, bank=row.bank, language=row.language, at=at, is_dry_run=True)
    found = (question for question in list_found(data, row.form) if isinstance(question, NeutralQuestion))
    return QuestionFilePreview(report, [question for question, _number in zip(found, range(shown), strict=False)])
