"""A question as readers see it, before and after the answer, for who writes or reviews it."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import override

from assessments import api as assessments
from core import languages
from lessons import api as lessons

from .shared_stem import SharedAbove, show_above


def draw_cluster_preview(request, shared, asked, language: languages.Language) -> HttpResponse:
    """A bare page with what several questions are about, which need not be stored yet, and those that are asked about it."""
    code = language.code
    versions = [version for version in asked if code in version.texts]
    with override(code.lower()):
        drawn = lessons.draw_shared(shared=shared, language=code, can_listen=False)
        context = {
            "language": language,
            "shared": SharedAbove(0, drawn.kind, drawn.html, 1, max(len(versions), 1)),
            "questions": [
                lessons.draw_question(version=version, language=code, can_listen=False) for version in versions
            ],
        }
        return render(request, "portals/cluster_preview.html", context)


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
