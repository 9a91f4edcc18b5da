"""A question that stands in no lesson, drawn as lessons draw theirs."""

from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from assessments import api as assessments


def draw_question(*, version: Any, language: str) -> SafeString:
    """The stem and the fields of a question version as HTML, without form, key or explanation. Raises MissingText."""
    question = assessments.presentation(version=version, language=language)
    context = {"question": question, "block_id": f"q-{version.uuid}"}
    return render_to_string("lessons/includes/question_choices.html", context)
