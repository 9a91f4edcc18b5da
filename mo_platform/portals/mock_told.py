"""Why an answer in a test is right or not: after its end, or at once where the test says so. Never before the answer."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from assessments import api as assessments
from lessons import api as lessons
from progress import api as progress

from .mock_taking import describe_sitting, version_at
from .shared_stem import show_above


def describe_told(sitting: assessments.Sitting, number: int) -> dict:
    """The page of a question that she answered, in a test that explains at once."""
    place = sitting.get_place(number)
    context = describe_sitting(sitting, number)
    return context | {
        "told": explain_answer(sitting, number, place.version, place.response),
        "next_number": next(iter(context["unanswered"]), None),
    }


def explain_answer(
    sitting: assessments.Sitting,
    number: int,
    version_id: UUID,
    response: Mapping[str, Any] | None,
    *,
    ruling: assessments.Ruling | None = None,
) -> dict:
    """An answer with its question and why; what she left open gets the right answer."""
    language = sitting.language
    version = assessments.get_question_version(version_id=version_id)
    if ruling:
        version = assessments.get_corrected_version(version_id=version_id)
    solution = assessments.show_solution(version=version, language=language)
    feedback = ""
    if response is not None and ruling:
        feedback = progress.render_corrected_feedback(version=version, response=response, language=language)
    elif response is not None:
        feedback = progress.render_feedback(
            version_uuid=version.uuid, response=response, language=language, names_options=True
        )
    drawing = lessons.draw_areas(picture=solution["picture"], language=language) if solution["picture"] else ""
    return {
        "number": number,
        "kind": version.kind,
        "feedback": feedback,
        **solution,
        "picture": drawing,
        "shared": show_above(version_at(sitting), number, sitting.total, language=language, can_listen=False),
    }
