"""A question as readers see it, before and after the answer, for who writes or reviews it."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import override

from assessments import api as assessments
from core import languages
from lessons import api as lessons

from .shared_stem import show_above


def draw_preview(request, version, language: languages.Language) -> HttpResponse:
    """A bare page in the language of the reader, with what she is told when she answers right; nothing on it can be sent."""
    told = assessments.explain(
        version=version, language=language.code, response=assessments.right_response_of(version=version)
    )
    with override(language.code.lower()):
        context = {
            "language": language,
            "shared": show_above(lambda place: version, 1, 1, language=language.code, can_listen=False),
            "inner": lessons.draw_question(version=version, language=language.code, can_listen=False),
            "kind": version.kind,
            "told": told,
            "names_options": told["options"],
            "page_language": language.code,
            "text_language": language.code,
        }
        return render(request, "portals/question_preview.html", context)
