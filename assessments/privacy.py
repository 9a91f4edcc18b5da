"""What she may take with her, and what erasing her does: all of it, both times."""

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from core.languages import SOURCE_LANGUAGE
from core.languages import get_language as find_language
from core.privacy import TECHNICAL, PrivacyRule, Words, delete_rows, register, register_staff_record, rows_of

from .domain.explaining import tell_answer
from .models import (
    Attempt,
    AttemptAnswer,
    AttemptResult,
    BlueprintOpening,
    BlueprintVersion,
    BlueprintWithdrawal,
    ClusterCopy,
    ClusterEvent,
    KeyCorrection,
    QuestionEvent,
    WorkingCopy,
)

_HERSELF = "she is the one who gets it"


def _export_answers(newcomer) -> list[dict]:
    """Each answer in the words of the question that she saw."""
    language = find_language(get_language() or SOURCE_LANGUAGE).code
    rows = AttemptAnswer.objects.filter(attempt__newcomer=newcomer).order_by("pk")
    return [
        {
            "answered_at": row.answered_at,
            **tell_answer(version=row.question_version, language=language, response=row.response),
            "attempt": row.attempt.uuid,
            "number": row.number,
            "revision": row.revision,
            "response": row.response,
            "question_version": row.question_version.uuid,
        }
        for row in rows.select_related("attempt", "question_version__question")
    ]


def _export_results(newcomer) -> list[dict]:
    """Right answers of how many, and what was reached."""
    rows = AttemptResult.objects.filter(attempt__newcomer=newcomer).select_related("attempt").order_by("pk")
    return [
        {
            "at": row.at,
            "right": sum(tally["correct"] for tally in row.sections.values()),
            "questions": sum(tally["items"] for tally in row.sections.values()),
            "attempt": row.attempt.uuid,
            "number": row.number,
            "reason": row.reason,
            "reason_language": row.reason_language,
            "unscored": row.unscored,
            "sections": row.sections,
            "outcomes": row.outcomes,
            "marks": row.marks,
        }
        for row in rows
    ]


_ATTEMPT: dict[str, Words] = {
    "started_at": _("When"),
    "language": _("Language"),
    "closed_at": _("Finished on"),
    "uuid": "",
    "number": "",
    "regime": "",
    "ended_by": "",
    "accommodations": "",
    "due_at": "",
    "flags": "",
}

register(
    PrivacyRule(
        AttemptAnswer,
        _export_answers,
        delete_rows(AttemptAnswer, "attempt__newcomer"),
        title=_("Your answers in mock exams"),
        labels={
            "answered_at": _("When"),
            "question": _("Question"),
            "given": _("Your answer"),
            "attempt": "",
            "number": "",
            "revision": "",
            "response": "",
            "question_version": "",
        },
        left_out={"save_id": TECHNICAL},
    )
)
register(
    PrivacyRule(
        AttemptResult,
        _export_results,
        delete_rows(AttemptResult, "attempt__newcomer"),
        title=_("How your mock exams went"),
        labels={
            "at": _("When"),
            "right": _("Right answers"),
            "questions": _("Questions"),
            "attempt": "",
            "number": "",
            "reason": "",
            "reason_language": "",
            "unscored": "",
            "sections": "",
            "outcomes": "",
            "marks": "",
        },
    )
)
register(
    PrivacyRule(
        Attempt,
        rows_of(Attempt, "newcomer", list(_ATTEMPT)),
        delete_rows(Attempt, "newcomer"),
        title=_("Your mock exams"),
        labels=_ATTEMPT,
        left_out={
            "newcomer": _HERSELF,
            "guest": "belongs to attempts of guests only",
            "blueprint": TECHNICAL,
            "seed": TECHNICAL,
            "rule": "the rules of the test, the same for everybody",
            "form": "which questions stood where; those that she answered stand in her answers",
            "place": TECHNICAL,
            "placed_at": TECHNICAL,
            "paused_at": TECHNICAL,
        },
    )
)
for model in (
    KeyCorrection,
    WorkingCopy,
    QuestionEvent,
    ClusterCopy,
    ClusterEvent,
    BlueprintVersion,
    BlueprintWithdrawal,
    BlueprintOpening,
):
    register_staff_record(model)
