"""A task of the voortraject as a newcomer meets it, for who writes it."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import override

from core import languages
from pretrajectory import api as pretrajectory

from .skills import describe_world


def draw_task_preview(
    request, task: pretrajectory.ShownTask, language: languages.Language, *, device: str, key: int
) -> HttpResponse:
    """A bare page in her language, in which the task works; what it tells is judged there where it is previewed."""
    here = reverse("task_preview", args=[key, language.code, device])
    with override(language.code.lower()):
        context = {
            **describe_world(task, device=device),
            "language": language,
            "report": here,
            "next": f"{here}?frame",
        }
        return render(request, "portals/task_preview.html", context)
