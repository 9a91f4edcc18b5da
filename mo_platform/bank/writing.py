"""Writing a question in Dutch, and translating it with the Dutch beside it."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from assessments import api as assessments
from assessments.enums import QuestionStep
from core import languages
from curriculum import api as curriculum
from lessons import api as lessons

from .access import author_required, get_bank, get_rights, writer_required
from .forms import ANSWERS, NEW, QuestionForm, TranslationForm
from .showing import (
    frame,
    list_tabs,
    list_translations,
    name_cluster,
    name_question,
    question_trail,
    rebase,
    show_line,
    tell_findings,
)

#: What the texts of a question are called.
LABELS = {
    "stem": gettext_lazy("Question"),
    "explanation": gettext_lazy("Explanation, shown after the answer"),
    "text": gettext_lazy("Answer"),
    "feedback": gettext_lazy("What we say when it is chosen"),
    "left": gettext_lazy("Left"),
    "right": gettext_lazy("Right"),
}
EMPTY = {"kind": "single", "key": {}, "languages": {}}


@writer_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_question(request, bank: str):
    """A new question of a bank; nothing is kept of it before it is saved."""
    found = get_bank(request, bank)
    if not get_rights(request, found).writes:
        raise Http404
    form = QuestionForm(
        request.POST or None,
        initial={"question": lessons.fill_question_form(EMPTY), "base": 0},
        offered=_offer_shared(request.user, found),
    )
    if request.method == "POST" and form.is_valid():
        editing = assessments.create_question(
            user=request.user, bank=found, content=form.content, about=form.about, at=timezone.now()
        )
        return _go_on(request, editing, form)
    title = _("New question")
    context = frame(title, bank=found, form=form, media=form.media, is_new=True, writes=True)
    return render(request, "cms/bank/question.html", context, status=400 if form.errors else 200)


@author_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit_question(request, key: int):
    """A question in Dutch, with what is odd about it and how far its languages are."""
    editing = assessments.find_editing(user=request.user, key=key)
    shared = editing.row.cluster or assessments.find_waiting_cluster(editing.row)
    offered = None if shared else _offer_shared(request.user, editing.row.bank)
    form = QuestionForm.of(editing, request.POST if request.method == "POST" else None, offered=offered)
    problem = ""
    if request.method == "POST":
        if not editing.rights.writes:
            raise Http404
        if form.is_valid():
            try:
                saved = assessments.save_source(
                    user=request.user,
                    key=key,
                    content=form.content,
                    about=form.about,
                    base=form.cleaned_data["base"],
                    keeps_translations=form.cleaned_data["keeps_translations"],
                    at=timezone.now(),
                )
            except (assessments.CopyChanged, assessments.StepRefused) as refused:
                problem, editing = str(refused), assessments.find_editing(user=request.user, key=key)
                form.data = rebase(request.POST, editing.revision)
            else:
                return _go_on(request, saved, form)
    steps = assessments.list_steps(editing)
    if editing.rights.writes:  # there saving sends it too, and nothing unsaved stays behind
        steps = [step for step in steps if step != QuestionStep.SUBMITTED]
    context = frame(
        name_question(editing),
        bank=editing.row.bank,
        trail=question_trail(editing),
        editing=editing,
        form=form,
        media=form.media,
        problem=problem,
        writes=editing.rights.writes,
        tabs=list_tabs(editing, "question"),
        findings=list_findings(editing),
        translations=list_translations(editing),
        shared=shared,
        latest=next(iter(assessments.list_question_steps(key=key)), None),
        changes=_list_changes(editing),
        steps=steps,
        with_remark=assessments.WITH_REMARK,
    )
    return render(request, "cms/bank/question.html", context, status=409 if problem else 400 if form.errors else 200)


@author_required
@require_http_methods(["GET", "HEAD", "POST"])
def translate_question(request, key: int, language: str):
    """The texts of a question in a language, each beside the Dutch."""
    editing = assessments.find_editing(user=request.user, key=key)
    if language == languages.SOURCE_LANGUAGE or not languages.is_known_language(language):
        raise Http404
    if languages.SOURCE_LANGUAGE not in editing.content["languages"]:
        return redirect("bank_question", key)
    form = TranslationForm(request.POST if request.method == "POST" else None, editing=editing, language=language)
    problem = ""
    if request.method == "POST" and form.is_valid():
        try:
            saved = assessments.save_translation(
                user=request.user,
                key=key,
                language=language,
                texts=form.texts,
                answers=form.answers,
                base=form.cleaned_data["base"],
                at=timezone.now(),
            )
        except (assessments.CopyChanged, assessments.StepRefused) as refused:
            problem, editing = str(refused), assessments.find_editing(user=request.user, key=key)
            form.data = rebase(request.POST, editing.revision)
        else:
            _say_saved(request, saved, language)
            return redirect("bank_translation", key, language)
    spoken = languages.get_language(language)
    context = frame(
        f"{editing.row.key}: {spoken.name_nl}",
        bank=editing.row.bank,
        trail=question_trail(editing, spoken.name_nl),
        editing=editing,
        spoken=spoken,
        may_translate=editing.rights.may_translate(language),
        form=form,
        media=form.media,
        problem=problem,
        lines=_pair(editing, form),
        findings=[found for found in list_findings(editing) if found["language"].code == language],
        is_stale=language in editing.stale,
        missing=editing.count_missing(language),
        translations=list_translations(editing),
    )
    return render(request, "cms/bank/translation.html", context, status=409 if problem else 400 if form.errors else 200)


def _offer_shared(user, bank) -> list[tuple[str, str]]:
    return [
        (str(editing.row.pk), name_cluster(editing))
        for editing in assessments.list_cluster_editings(user=user, bank=bank)
    ]


def _go_on(request, saved: assessments.Editing, form: QuestionForm):
    """To what was saved, put into the shared text that was chosen; to a new shared text where that was asked."""
    chosen = form.cleaned_data.get("shared")
    if chosen == NEW:
        messages.success(request, _("The question is saved. Now write what it is about together with others."))
        return redirect(f"{reverse('bank_new_cluster', args=[saved.row.bank.code])}?question={saved.row.key}")
    if chosen:
        assessments.put_question_in(user=request.user, key=int(chosen), question=saved.row.key, at=timezone.now())
    _say_saved(request, saved)
    return redirect("bank_question", saved.row.pk)


def _say_saved(request, editing: assessments.Editing, language: str = "") -> None:
    """Say that it is saved, and send it to a reviewer where that was asked too."""
    if request.POST.get("then") != QuestionStep.SUBMITTED:
        messages.success(request, _("Saved. Nobody is asked this before somebody else has accepted it."))
        return
    if language and (missing := editing.count_missing(language)):
        said = ngettext(
            "Saved, and not sent yet: %(count)s text is missing.",
            "Saved, and not sent yet: %(count)s texts are missing.",
            missing,
        )
        messages.error(request, said % {"count": missing})
        return
    try:
        assessments.take_step(
            user=request.user, key=editing.row.pk, step=QuestionStep.SUBMITTED, base=editing.revision, at=timezone.now()
        )
    except assessments.StepRefused as refused:
        messages.error(request, _("Saved, and not sent yet: %(why)s") % {"why": str(refused)})
    else:
        messages.success(request, _("Saved and sent to a reviewer."))


def _list_changes(editing: assessments.Editing) -> list[dict]:
    """What a reviewer accepts, text by text, without markup."""
    if not editing.has_news:
        return []
    return [
        {
            "language": languages.get_language(change.language),
            "label": LABELS.get(change.place[-1], change.place[-1]),
            "before": strip_tags(show_line(change.before, change.language)),
            "after": strip_tags(show_line(change.after, change.language)),
        }
        for change in editing.list_changes()
    ]


def list_findings(editing: assessments.Editing) -> list[dict]:
    """What is missing or odd, with the language it is about."""
    return tell_findings(assessments.list_findings(content=editing.content, about=editing.about))


def _pair(editing: assessments.Editing, form: TranslationForm) -> list[dict]:
    """Each text of the Dutch as readers see it, with the field for its translation."""
    dutch = dict(assessments.list_texts(editing.content["languages"][languages.SOURCE_LANGUAGE]))
    keys = lessons.list_fact_keys(dutch.values())
    reading = lessons.Reading(languages.SOURCE_LANGUAGE, curriculum.list_facts(keys=keys))
    key = editing.content["key"]
    right = set(key.get("correct", ()))
    return _pair_answers(form, key) + [
        {
            "field": form[name],
            "label": LABELS.get(place[-1], place[-1]),
            "dutch": lessons.render_rich(dutch[place], reading)
            if place == ("explanation",)
            else lessons.render_inline(dutch[place], reading),
            "is_right": place[-1] == "text" and len(place) == 3 and place[1] in right,
            "raw": dutch[place] if "{fact:" in dutch[place] else "",
        }
        for name, place in form.places.items()
    ]


def _pair_answers(form: TranslationForm, key: Mapping[str, Any]) -> list[dict]:
    """What a short text accepts, in Dutch and in this language; nothing for other kinds."""
    if ANSWERS not in form.fields:
        return []
    dutch = "; ".join(key["accepted"].get(languages.SOURCE_LANGUAGE, ()))
    field = form[ANSWERS]
    return [{"field": field, "label": field.label, "dutch": dutch, "is_right": True, "raw": ""}]
