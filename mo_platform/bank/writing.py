"""Writing a question in Dutch, and translating it with the Dutch beside it."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from assessments import api as assessments
from core import languages
from curriculum import api as curriculum
from lessons import api as lessons

from .access import author_required, get_bank, get_rights, writer_required
from .forms import ANSWERS, QuestionForm, TranslationForm
from .showing import frame, list_tabs, list_translations, question_trail

EMPTY = {"kind": "single", "key": {}, "languages": {}}


@writer_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_question(request, bank: str):
    """A new question of a bank; nothing is kept of it before it is saved."""
    found = get_bank(request, bank)
    if not get_rights(request, found).writes:
        raise Http404
    form = QuestionForm(request.POST or None, initial={"question": lessons.fill_question_form(EMPTY), "base": 0})
    if request.method == "POST" and form.is_valid():
        editing = assessments.create_question(
            user=request.user, bank=found, content=form.content, about=form.about, at=timezone.now()
        )
        messages.success(request, _("Saved. Nobody is asked this question before somebody else has accepted it."))
        return redirect("bank_question", editing.row.pk)
    title = _("New question")
    context = frame(title, bank=found, form=form, media=form.media, is_new=True, writes=True)
    return render(request, "cms/bank/question.html", context, status=400 if form.errors else 200)


@author_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit_question(request, key: int):
    """A question in Dutch, with what is odd about it and how far its languages are."""
    editing = assessments.find_editing(user=request.user, key=key)
    form = QuestionForm.of(editing, request.POST if request.method == "POST" else None)
    problem = ""
    if request.method == "POST":
        if not editing.rights.writes:
            raise Http404
        if form.is_valid():
            try:
                assessments.save_source(
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
                form.data = _rebase(request.POST, editing)
            else:
                messages.success(request, _("Saved."))
                return redirect("bank_question", key)
    context = frame(
        editing.row.key,
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
        steps=assessments.list_steps(editing),
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
            assessments.save_translation(
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
            form.data = _rebase(request.POST, editing)
        else:
            messages.success(request, _("Saved."))
            return redirect("bank_translation", key, language)
    spoken = languages.get_language(language)
    context = frame(
        f"{editing.row.key}: {spoken.name_nl}",
        bank=editing.row.bank,
        trail=question_trail(editing, spoken.name_nl),
        editing=editing,
        spoken=spoken,
        form=form,
        media=form.media,
        problem=problem,
        lines=_pair(editing, form),
        findings=[found for found in list_findings(editing) if found["language"].code == language],
        is_stale=language in editing.stale,
        missing=editing.count_missing(language),
        translations=list_translations(editing),
        steps=[step for step in assessments.list_steps(editing) if step == "submitted"],
    )
    return render(request, "cms/bank/translation.html", context, status=409 if problem else 400 if form.errors else 200)


def _rebase(data: QueryDict, editing: assessments.Editing) -> QueryDict:
    """What was sent, as written upon what stands there now: whoever saves once more knows."""
    data = data.copy()
    data["base"] = str(editing.revision)
    return data


def list_findings(editing: assessments.Editing) -> list[dict]:
    """What is missing or odd, with the language it is about."""
    return [
        {"language": languages.get_language(found.language), "text": found.text, "is_mistake": found.is_mistake}
        for found in assessments.list_findings(content=editing.content, about=editing.about)
    ]


def _pair(editing: assessments.Editing, form: TranslationForm) -> list[dict]:
    """Each text of the Dutch as readers see it, with the field for its translation."""
    dutch = dict(assessments.list_texts(editing.content["languages"][languages.SOURCE_LANGUAGE]))
    keys = lessons.list_fact_keys(dutch.values())
    reading = lessons.Reading(languages.SOURCE_LANGUAGE, curriculum.list_facts(keys=keys))
    labels = {
        "stem": _("Question"),
        "explanation": _("Explanation, shown after the answer"),
        "text": _("Answer"),
        "feedback": _("What we say when it is chosen"),
        "left": _("Left"),
        "right": _("Right"),
    }
    key = editing.content["key"]
    right = set(key.get("correct", ()))
    return _pair_answers(form, key) + [
        {
            "field": form[name],
            "label": labels.get(place[-1], place[-1]),
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
