"""How a mock exam went: passed or not, each part, every mistake with why; and what it was before a key was corrected."""

from uuid import UUID

from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from assessments import api as assessments
from core.language_text import LanguageText, read_in
from people import api as people
from plans import api as plans

from .mock_offer import find_retake, name_section
from .mock_taking import describe_sitting, find_taker, get_sitting, is_elsewhere, lead_on, name_test
from .mock_told import explain_answer
from .practice_parts import list_helping_lessons

RULINGS = {
    assessments.Ruling.KEY: _("Another answer is right than we said before."),
    assessments.Ruling.EVERYBODY: _("It counts as right for everybody."),
    assessments.Ruling.NOBODY: _("It does not count."),
}


@people.everybody
@cache_control(private=True, no_store=True)
@require_safe
def mock_result(request, attempt: UUID):
    """Passed or not, each part with its cut, and every mistake with why and with the lesson that helps."""
    sitting = get_sitting(request, attempt)
    result = assessments.get_result(attempt_uuid=sitting.uuid)
    if result is None or is_elsewhere(sitting):
        return lead_on(sitting, f"mock/{sitting.uuid}/result/" if result else f"mock/{sitting.uuid}/")
    rule = sitting.read_rule()
    missed = [place for place in result.places if not place.is_correct and place.ruling != assessments.Ruling.NOBODY]
    if rule.feedback == assessments.Feedback.NEVER:
        missed = []
    about = assessments.describe_bank_questions(question_ids=[place.question_id for place in missed])
    context = describe_sitting(sitting) | {
        "result": result,
        "newest": result.history[0],
        "earlier": result.history[1:],
        "corrected": [(place.number, RULINGS[place.ruling]) for place in result.places if place.ruling],
        "sections": [
            {
                "name": name_section(section.key, read_in(section.title, sitting.language)),
                "correct": section.correct,
                "items": section.items,
                "minimum": _minimum_of(section),
                "cuts": [(measure, f"{minimum:f}") for measure, minimum in section.cuts if measure != "correct"],
                "is_reached": section.is_reached,
            }
            for section in result.sections
        ],
        "outcomes": _tell_outcomes(sitting, result),
        "is_explained": rule.feedback != assessments.Feedback.NEVER,
        "title": name_test(sitting.blueprint, rule.title, sitting.language),
        "retake_until": find_retake(plans.brussels_date(sitting.started_at), rule.retake_days),
        "mistakes": [
            explain_answer(sitting, place.number, place.version, place.response, ruling=place.ruling)
            for place in missed
        ],
        "lessons": list_helping_lessons([item.objective for item in about.values()], sitting.language),
        "is_kept": find_taker(request).newcomer is not None,
    }
    return render(request, "portals/learner/mock_result.html", context)


def _tell_outcomes(sitting: assessments.Sitting, result: assessments.Result) -> list[tuple[LanguageText | str, bool]]:
    """Each outcome with its name, where there are several."""
    titles = sitting.read_rule().outcome_titles
    if len(result.outcomes) < 2:
        return []
    return [
        (read_in(titles.get(name, {}), sitting.language) or name, reached) for name, reached in result.outcomes.items()
    ]


def _minimum_of(section: assessments.SectionResult) -> int | None:
    """How many right answers the section needs, where it has a cut on them."""
    return max((int(minimum) for measure, minimum in section.cuts if measure == "correct"), default=None)
