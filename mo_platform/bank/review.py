"""Reading a question as readers see it, deciding about it, and what became of it."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_POST, require_safe

from assessments import api as assessments
from assessments.enums import QuestionStep
from core import languages
from core.language_text import read_in
from mo_platform.portals.question_preview import draw_preview

from .access import author_required
from .forms import StepForm
from .showing import frame, list_tabs, question_trail

MOST_ATTEMPTS = 50


@author_required
@xframe_options_sameorigin
@require_safe
def preview_question(request, key: int, language: str):
    """The question as it would be asked, before and after the answer, in a frame of the width of a phone."""
    editing = assessments.find_editing(user=request.user, key=key)
    if not languages.is_known_language(language):
        raise Http404
    try:
        version = assessments.make_preview(editing)
    except assessments.InvalidQuestion:
        version = None
    if "frame" not in request.GET:
        return _show_frames(request, editing, version, language)
    if version is None or language not in version.languages:
        raise Http404
    return draw_preview(request, version, languages.get_language(language))


def _show_frames(request, editing: assessments.Editing, version, language: str):
    ready = version.languages if version else []
    context = frame(
        _("As readers see it"),
        bank=editing.row.bank,
        trail=question_trail(editing, _("As readers see it")),
        editing=editing,
        tabs=list_tabs(editing, "preview"),
        spoken=languages.get_language(language),
        is_ready=language in ready,
        offered=[languages.get_language(code) for code in sorted(ready, key=lambda code: code != "nl")],
    )
    return render(request, "cms/bank/preview.html", context)


@author_required
@require_safe
def show_history(request, key: int):
    """What happened to a question, its versions, and the tests in which it stood."""
    editing = assessments.find_editing(user=request.user, key=key)
    attempts, count = assessments.list_attempts_met(key=key, limit=MOST_ATTEMPTS)
    context = frame(
        _("History"),
        bank=editing.row.bank,
        trail=question_trail(editing, _("History")),
        editing=editing,
        tabs=list_tabs(editing, "history"),
        taken=assessments.list_question_steps(key=key),
        versions=[_tell_version(version) for version in assessments.list_question_versions(key=key)],
        attempts=_name_tests(attempts),
        attempt_count=count,
    )
    return render(request, "cms/bank/history.html", context)


@author_required
@require_POST
def take_step(request, key: int):
    """A step of the question: to a reviewer, accepted, sent back, stopped, retired."""
    form = StepForm(request.POST)
    if not form.is_valid():
        assessments.find_editing(user=request.user, key=key)
        messages.error(request, _("Choose what shall be done, and say it in fewer than 2,000 letters."))
        return redirect("bank_question", key)
    step = QuestionStep(form.cleaned_data["step"])
    try:
        assessments.take_step(
            user=request.user,
            key=key,
            step=step,
            base=form.cleaned_data["base"],
            remark=form.cleaned_data["remark"],
            at=timezone.now(),
        )
    except assessments.StepRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, f"{step.label}.")
    return redirect("bank_question", key)


def _name_tests(attempts: list[assessments.AttemptMet]) -> list[dict]:
    """Each attempt with the name of its test."""
    titles = assessments.name_tests(codes={attempt.blueprint for attempt in attempts})
    return [
        {
            "attempt": attempt,
            "test": read_in(titles.get(attempt.blueprint, {}), languages.SOURCE_LANGUAGE).text or attempt.blueprint,
            "language": languages.get_language(attempt.language),
        }
        for attempt in attempts
    ]


def _tell_version(version) -> dict:
    """A version in the words of its languages, the Dutch first."""
    codes = sorted(version.texts, key=lambda code: (code != languages.SOURCE_LANGUAGE, code))
    first = codes[0]
    return {
        "number": version.number,
        "created_at": version.created_at,
        "languages": [languages.get_language(code) for code in codes],
        "spoken": languages.get_language(first),
        "shown": assessments.show_all(version=version, language=first),
    }
