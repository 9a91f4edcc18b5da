"""How a mock exam went: passed or not, each part, every mistake with why; and what it was before a key was corrected."""

from uuid import UUID

from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from assessments import api as assessments
from lessons import api as lessons
from people import api as people
from progress import api as progress

from .mock_taking import describe_sitting, find_taker, get_sitting, is_elsewhere, lead_on, version_at
from .practice_parts import list_helping_lessons
from .shared_stem import show_above

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
    missed = [place for place in result.places if not place.is_correct and place.ruling != assessments.Ruling.NOBODY]
    about = assessments.describe_bank_questions(question_ids=[place.question_id for place in missed])
    context = describe_sitting(sitting) | {
        "result": result,
        "newest": result.history[0],
        "earlier": result.history[1:],
        "corrected": [(place.number, RULINGS[place.ruling]) for place in result.places if place.ruling],
        "sections": [
            {
                "key": section.key,
                "correct": section.correct,
                "items": section.items,
                "minimum": _minimum_of(section),
                "is_reached": section.is_reached,
            }
            for section in result.sections
        ],
        "mistakes": [_explain(place, sitting) for place in missed],
        "lessons": list_helping_lessons([item.objective for item in about.values()], sitting.language),
        "is_kept": find_taker(request).newcomer is not None,
    }
    return render(request, "portals/learner/mock_result.html", context)


def _explain(place: assessments.Marked, sitting: assessments.Sitting) -> dict:
    """A mistake with its question and why; what she left open gets the right answer."""
    language = sitting.language
    version = assessments.get_question_version(version_id=place.version)
    if place.ruling:
        version = assessments.get_corrected_version(version_id=place.version)
    solution = assessments.show_solution(version=version, language=language)
    feedback = ""
    if place.response is not None and place.ruling:
        feedback = progress.render_corrected_feedback(version=version, response=place.response, language=language)
    elif place.response is not None:
        feedback = progress.render_feedback(
            version_uuid=version.uuid, response=place.response, language=language, names_options=True
        )
    drawing = lessons.draw_areas(picture=solution["picture"], language=language) if solution["picture"] else ""
    return {
        "number": place.number,
        "kind": version.kind,
        "feedback": feedback,
        **solution,
        "picture": drawing,
        "shared": show_above(version_at(sitting), place.number, sitting.total, language=language, can_listen=False),
    }


def _minimum_of(section: assessments.SectionResult) -> int | None:
    """How many right answers the section needs, where it has a cut on them."""
    return max((int(minimum) for measure, minimum in section.cuts if measure == "correct"), default=None)
