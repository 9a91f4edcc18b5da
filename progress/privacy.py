"""What she may take with her, and what erasing her does: all of it, both times."""

from uuid import UUID

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from assessments import api as assessments
from core.language_text import LanguageText, read_in
from core.languages import SOURCE_LANGUAGE
from core.languages import get_language as find_language
from core.privacy import PrivacyRule, Words, delete_rows, register, rows_of
from lessons import api as lessons

from .models import Answer, Completion, Event, LessonProgress

_HERSELF = "she is the one who gets it"


def _language() -> str:
    return find_language(get_language() or SOURCE_LANGUAGE).code


def _list_titles() -> dict[UUID, LanguageText]:
    """The titles of the lessons that are offered now, in the language in force or in Dutch and marked."""
    return {
        card.lesson_key: LanguageText(card.title, card.language, card.is_missing)
        for module in lessons.list_modules(language=_language())
        for card in module.lessons
    }


def _with_titles(model, labels: dict):
    """An `export` whose rows also bear the title of their lesson."""
    names = [name for name in labels if name != "lesson"]

    def export(newcomer) -> list[dict]:
        titles = _list_titles()
        return [{**row, "lesson": titles.get(row["lesson_key"])} for row in rows_of(model, "newcomer", names)(newcomer)]

    return export


def _export_answers(newcomer) -> list[dict]:
    """Each answer in the words of the question that she saw."""
    titles, language = _list_titles(), _language()
    rows = Answer.objects.filter(newcomer=newcomer).select_related("event", "version__question").order_by("pk")
    return [
        {
            "occurred_at": row.event.occurred_at,
            "lesson": titles.get(row.version.question.lesson_key),
            **assessments.tell_answer(version=row.version, language=language, response=row.response),
            "is_correct": row.is_correct,
            "number": row.number,
            "points": row.points,
            "max_points": row.max_points,
            "response": row.response,
            "event": row.event.event_id,
            "version": row.version.uuid,
        }
        for row in rows
    ]


def _export_completions(newcomer) -> list[dict]:
    rows = rows_of(Completion, "newcomer", list(_COMPLETION))(newcomer)
    return [row | {"title": read_in(row["title"], _language())} for row in rows]


_COMPLETION: dict[str, Words] = {
    "kind": _("What"),
    "title": _("Name"),
    "completed_at": _("Finished on"),
    "received_at": _("Reached us on"),
    "language": _("Language"),
    "nominal_minutes": _("Minutes"),
    "key": "",
    "rule": "",
    "revision_id": "",
}
_EVENT: dict[str, Words] = {
    "occurred_at": _("When"),
    "type": _("What"),
    "lesson": _("Lesson"),
    "language": _("Language"),
    "received_at": _("Reached us on"),
    "lesson_key": "",
    "block_id": "",
    "data": "",
    "claimed_at": "",
    "clock_flag": "",
    "device": "",
    "event_id": "",
}
_LESSON: dict[str, Words] = {
    "lesson": _("Lesson"),
    "first_at": _("First opened"),
    "last_at": _("Last opened"),
    "completed_at": _("Finished on"),
    "last_language": _("Language"),
    "answered_count": _("Questions answered"),
    "correct_count": _("Right answers"),
    "question_count": _("Questions in the lesson"),
    "lesson_key": "",
    "module_key": "",
    "last_block_id": "",
    "state": "",
}

register(
    PrivacyRule(
        Answer,
        _export_answers,
        delete_rows(Answer, "newcomer"),
        title=_("Your answers"),
        labels={
            "occurred_at": _("When"),
            "lesson": _("Lesson"),
            "question": _("Question"),
            "given": _("Your answer"),
            "is_correct": _("Answered right"),
            "number": _("Which time"),
            "points": "",
            "max_points": "",
            "response": "",
            "event": "",
            "version": "",
        },
        left_out={"newcomer": _HERSELF},
    )
)
register(
    PrivacyRule(
        Event,
        _with_titles(Event, _EVENT),
        delete_rows(Event, "newcomer"),
        title=_("What you did in the lessons"),
        labels=_EVENT,
        left_out={"newcomer": _HERSELF},
    )
)
register(
    PrivacyRule(
        LessonProgress,
        _with_titles(LessonProgress, _LESSON),
        delete_rows(LessonProgress, "newcomer"),
        title=_("How far you are in each lesson"),
        labels=_LESSON,
        left_out={"newcomer": _HERSELF, "version": "a count of changes, for us alone"},
    )
)
register(
    PrivacyRule(
        Completion,
        _export_completions,
        delete_rows(Completion, "newcomer"),
        title=_("What you finished"),
        labels=_COMPLETION,
        left_out={"newcomer": _HERSELF},
    )
)
