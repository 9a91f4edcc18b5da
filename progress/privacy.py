"""What she may take with her, and what erasing her does: all of it, both times."""

from uuid import UUID

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from assessments import api as assessments
from core.language_text import LanguageText, read_in
from core.languages import SOURCE_LANGUAGE
from core.languages import get_language as find_language
from core.privacy import STAFF_NAME, PrivacyRule, Words, delete_rows, register, rows_of
from curriculum import api as curriculum
from lessons import api as lessons

from .models import (
    Answer,
    AssignmentTerms,
    Completion,
    Event,
    LessonProgress,
    PracticeAnswer,
    PracticeAssignment,
    PracticeSet,
    ReadinessSharing,
)

_HERSELF = "she is the one who gets it"


def _language() -> str:
    return find_language(get_language() or SOURCE_LANGUAGE).code


def _list_titles() -> dict[UUID, dict[str, LanguageText]]:
    """What the lessons that are offered now are called, in the language in force or in Dutch and marked.

    `lesson` stands on her page, which others may see; a sensitive one is its place in the module there, and has its
    title (`lesson_title`) in the file that she takes with her.
    """
    return {
        card.lesson_key: {"lesson_title": title, "lesson": title}
        if not card.is_sensitive
        else {"lesson_title": title, "lesson": LanguageText(card.discreet_title, card.language, card.is_missing)}
        for module in lessons.list_modules(language=_language())
        for card in module.lessons
        for title in (LanguageText(card.title, card.language, card.is_missing),)
    }


def _is_discreet(titles: dict[str, LanguageText]) -> bool:
    return titles.get("lesson") != titles.get("lesson_title")


def _with_titles(model, labels: dict):
    """An `export` whose rows also bear the title of their lesson."""
    names = [name for name in labels if name not in ("lesson", "lesson_title")]

    def export(newcomer) -> list[dict]:
        titles = _list_titles()
        return [row | titles.get(row["lesson_key"], {}) for row in rows_of(model, "newcomer", names)(newcomer)]

    return export


def _export_answers(newcomer) -> list[dict]:
    """Each answer in the words of the question that she saw; those of a sensitive lesson stand in the file only."""
    titles, language = _list_titles(), _language()
    rows = Answer.objects.filter(newcomer=newcomer).select_related("event", "version__question").order_by("pk")

    def tell(row: Answer, named: dict[str, LanguageText]) -> dict:
        told = assessments.tell_answer(version=row.version, language=language, response=row.response)
        return {f"{name}_words": words for name, words in told.items()} if _is_discreet(named) else told

    return [
        {
            "occurred_at": row.event.occurred_at,
            **(named := titles.get(row.version.question.lesson_key, {})),
            **tell(row, named),
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
    titles = _list_titles()
    names = [name for name in _COMPLETION if name != "lesson_title"]
    rows = []
    for row in rows_of(Completion, "newcomer", names)(newcomer):
        named = titles.get(row["key"], {})
        title = named["lesson"] if _is_discreet(named) else read_in(row["title"], _language())
        rows.append(row | {"title": title, "lesson_title": named.get("lesson_title")})
    return rows


def _export_practice_answers(newcomer) -> list[dict]:
    """Each answer in the words of the question that she saw."""
    answers = PracticeAnswer.objects.filter(practice_set__newcomer=newcomer).order_by("pk")
    return [
        {
            "answered_at": row.answered_at,
            **assessments.tell_answer(version=row.version, language=_language(), response=row.response),
            "is_correct": row.is_correct,
            "practice_set": row.practice_set.uuid,
            "number": row.number,
            "response": row.response,
            "version": row.version.uuid,
        }
        for row in answers.select_related("practice_set", "version__question")
    ]


def _export_terms(newcomer) -> list[dict]:
    """What she was asked to practise, each change of it in a row, with the title of the theme or the test."""
    terms = AssignmentTerms.objects.filter(assignment__newcomer=newcomer).order_by("pk")
    rows = list(terms.values(*(name for name in _TERMS if name != "about")))
    titles: dict[str, LanguageText | str] = {key: _title_of(key) for key in {row["theme"] for row in rows} - {""}}
    names = assessments.name_tests(codes={row["test"] for row in rows} - {""})
    titles |= {code: read_in(title, _language()) for code, title in names.items() if title}
    return [
        row | {"about": titles.get(row["test"] or row["theme"], row["test"]), "size": row["size"] or ""} for row in rows
    ]


def _title_of(theme: str) -> LanguageText | str:
    try:
        return curriculum.get_theme(key=theme).title_in(_language())
    except curriculum.UnknownTheme:
        return theme


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
    "lesson_title": "",
}
_EVENT: dict[str, Words] = {
    "occurred_at": _("When"),
    "type": _("What"),
    "lesson": _("Lesson"),
    "language": _("Language"),
    "received_at": _("Reached us on"),
    "lesson_key": "",
    "lesson_title": "",
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
    "lesson_title": "",
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
            "lesson_title": "",
            "question_words": "",
            "given_words": "",
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
_PRACTICE: dict[str, Words] = {
    "started_at": _("When"),
    "language": _("Language"),
    "theme": "",
    "uuid": "",
    "versions": "",
    "assignment__uuid": "",
}
_TERMS: dict[str, Words] = {
    "at": _("When"),
    "about": _("About"),
    "size": _("Questions"),
    "due_on": _("Last day"),
    "sentence": _("Explanation"),
    "is_withdrawn": _("Stopped"),
    "theme": "",
    "way": "",
    "test": "",
    "number": "",
    "assignment__uuid": "",
}
register(
    PrivacyRule(
        PracticeAnswer,
        _export_practice_answers,
        delete_rows(PracticeAnswer, "practice_set__newcomer"),
        title=_("Your practice answers"),
        labels={
            "answered_at": _("When"),
            "question": _("Question"),
            "given": _("Your answer"),
            "is_correct": _("Answered right"),
            "practice_set": "",
            "number": "",
            "response": "",
            "version": "",
        },
    )
)
register(
    PrivacyRule(
        PracticeSet,
        rows_of(PracticeSet, "newcomer", list(_PRACTICE)),
        delete_rows(PracticeSet, "newcomer"),
        title=_("Your practice for the test"),
        labels=_PRACTICE,
        left_out={"newcomer": _HERSELF},
    )
)
register(
    PrivacyRule(
        AssignmentTerms,
        _export_terms,
        delete_rows(AssignmentTerms, "assignment__newcomer"),
        title=_("What you were asked to practise"),
        labels=_TERMS,
        left_out={"by": STAFF_NAME},
        dutch=frozenset({"sentence"}),
    )
)
register(
    PrivacyRule(
        PracticeAssignment,
        lambda newcomer: [],
        delete_rows(PracticeAssignment, "newcomer"),
        why_kept="erased; what it asks, and when, stands in its terms",
    )
)
register(
    PrivacyRule(
        ReadinessSharing,
        rows_of(ReadinessSharing, "newcomer", ["at", "is_shown"]),
        delete_rows(ReadinessSharing, "newcomer"),
        title=_("Whether you show how ready you are"),
        labels={"at": _("When"), "is_shown": _("How it stands")},
        left_out={"newcomer": _HERSELF},
    )
)
