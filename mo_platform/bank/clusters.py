"""What several questions are about, in /cms/: written, translated, looked at, and accepted with its questions."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments import api as assessments
from assessments.enums import QuestionStep
from core import languages
from curriculum import api as curriculum
from lessons import api as lessons
from mo_platform.portals.question_preview import draw_cluster_preview

from .access import author_required, get_bank, get_rights, writer_required
from .cluster_forms import ClusterForm, ClusterTranslationForm
from .forms import StepForm
from .showing import frame, name_cluster, name_row, rebase, show_line, tell_findings


@author_required
@require_safe
def list_clusters(request, bank: str):
    """The texts, pictures and recordings of a bank that several questions are about."""
    found = get_bank(request, bank)
    rows = [
        {
            "editing": editing,
            "name": name_cluster(editing),
            "count": len(editing.content["questions"]),
            "languages": sorted(editing.row.current.texts) if editing.row.current else [],
        }
        for editing in assessments.list_cluster_editings(user=request.user, bank=found)
    ]
    context = frame(_("Shared texts"), bank=found, rows=rows, writes=get_rights(request, found).writes)
    return render(request, "cms/bank/clusters.html", context)


@writer_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_cluster(request, bank: str):
    """A new one; nothing is kept of it before it is saved."""
    found = get_bank(request, bank)
    if not get_rights(request, found).writes:
        raise Http404
    form = ClusterForm(request.POST or None, bank=found, added=request.GET.getlist("question"))
    if request.method == "POST" and form.is_valid():
        editing = assessments.create_cluster(user=request.user, bank=found, content=form.content, at=timezone.now())
        _say_saved(request, editing)
        return redirect("bank_cluster", editing.row.pk)
    title = _("New shared text")
    context = frame(
        title, bank=found, trail=_trail(found, title), form=form, media=form.media, is_new=True, writes=True
    )
    return render(request, "cms/bank/cluster.html", context, status=400 if form.errors else 200)


@author_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit_cluster(request, key: int):
    """In Dutch, with its questions in their order, what is odd about it and how far its languages are."""
    editing = assessments.find_cluster_editing(user=request.user, key=key)
    bank = editing.row.bank
    form = ClusterForm(request.POST if request.method == "POST" else None, bank=bank, editing=editing)
    problem = ""
    if request.method == "POST":
        if not editing.rights.writes:
            raise Http404
        if form.is_valid():
            try:
                saved = assessments.save_cluster(
                    user=request.user,
                    key=key,
                    content=form.content,
                    base=form.cleaned_data["base"],
                    keeps_translations=form.cleaned_data["keeps_translations"],
                    at=timezone.now(),
                )
            except assessments.CopyChanged as refused:
                problem, editing = str(refused), assessments.find_cluster_editing(user=request.user, key=key)
                form.data = rebase(request.POST, editing.revision)
            else:
                _say_saved(request, saved)
                return redirect("bank_cluster", key)
    steps = assessments.list_cluster_steps(editing)
    context = frame(
        name_cluster(editing),
        bank=bank,
        trail=_trail(bank, name_cluster(editing)),
        editing=editing,
        form=form,
        media=form.media,
        problem=problem,
        writes=editing.rights.writes,
        members=[{"row": row, "name": name_row(row)} for row in assessments.list_members(editing)],
        findings=tell_findings(assessments.list_cluster_findings(editing)),
        translations=_list_translations(editing),
        latest=next(iter(assessments.list_cluster_history(key=key)), None),
        steps=[step for step in steps if step != QuestionStep.SUBMITTED] if editing.rights.writes else steps,
        tabs=_list_tabs(editing, "cluster"),
        tabs_label=_("This shared text"),
    )
    return render(request, "cms/bank/cluster.html", context, status=409 if problem else 400 if form.errors else 200)


@author_required
@require_http_methods(["GET", "HEAD", "POST"])
def translate_cluster(request, key: int, language: str):
    """The texts in a language, each beside the Dutch."""
    editing = assessments.find_cluster_editing(user=request.user, key=key)
    if language == languages.SOURCE_LANGUAGE or not languages.is_known_language(language):
        raise Http404
    form = ClusterTranslationForm(
        request.POST if request.method == "POST" else None, editing=editing, language=language
    )
    problem = ""
    if request.method == "POST" and form.is_valid():
        try:
            saved = assessments.save_cluster_translation(
                user=request.user,
                key=key,
                language=language,
                texts=form.texts,
                base=form.cleaned_data["base"],
                at=timezone.now(),
            )
        except assessments.CopyChanged as refused:
            problem, editing = str(refused), assessments.find_cluster_editing(user=request.user, key=key)
            form.data = rebase(request.POST, editing.revision)
        else:
            _say_saved(request, saved)
            return redirect("bank_cluster_translation", key, language)
    spoken = languages.get_language(language)
    context = frame(
        f"{name_cluster(editing)}: {spoken.name_nl}",
        bank=editing.row.bank,
        trail=_trail(editing.row.bank, name_cluster(editing), spoken.name_nl, key=key),
        editing=editing,
        spoken=spoken,
        may_translate=editing.rights.may_translate(language),
        form=form,
        media=form.media,
        problem=problem,
        lines=_pair(editing, form),
        findings=[
            found
            for found in tell_findings(assessments.list_cluster_findings(editing))
            if found["language"].code == language
        ],
        is_stale=language in editing.stale,
        translations=_list_translations(editing),
    )
    return render(
        request, "cms/bank/cluster_translation.html", context, status=409 if problem else 400 if form.errors else 200
    )


@author_required
@xframe_options_sameorigin
@require_safe
def preview_cluster(request, key: int, language: str):
    """As readers see it, above its questions as they are asked now, in a frame of the width of a phone."""
    editing = assessments.find_cluster_editing(user=request.user, key=key)
    if not languages.is_known_language(language):
        raise Http404
    try:
        version = assessments.preview_cluster(editing)
    except assessments.InvalidCluster:
        version = None
    ready = version.texts if version else {}
    if "frame" in request.GET:
        if language not in ready:
            raise Http404
        asked = [row.question.current for row in assessments.list_members(editing) if row.question.current]
        return draw_cluster_preview(request, version, asked, languages.get_language(language))
    context = frame(
        _("As readers see it"),
        bank=editing.row.bank,
        trail=_trail(editing.row.bank, name_cluster(editing), _("As readers see it"), key=key),
        editing=editing,
        tabs=_list_tabs(editing, "preview"),
        tabs_label=_("This shared text"),
        spoken=languages.get_language(language),
        is_ready=language in ready,
        offered=[languages.get_language(code) for code in sorted(ready, key=lambda code: code != "nl")],
    )
    return render(request, "cms/bank/cluster_preview.html", context)


@author_required
@require_safe
def show_cluster_history(request, key: int):
    """What happened to it, and its versions."""
    editing = assessments.find_cluster_editing(user=request.user, key=key)
    context = frame(
        _("History"),
        bank=editing.row.bank,
        trail=_trail(editing.row.bank, name_cluster(editing), _("History"), key=key),
        editing=editing,
        tabs=_list_tabs(editing, "history"),
        tabs_label=_("This shared text"),
        taken=assessments.list_cluster_history(key=key),
        versions=[_tell_version(version) for version in assessments.list_cluster_versions(key=key)],
    )
    return render(request, "cms/bank/cluster_history.html", context)


@author_required
@require_POST
def take_cluster_step(request, key: int):
    """To a reviewer, accepted with its questions, sent back, thrown away."""
    form = StepForm(request.POST)
    if not form.is_valid():
        assessments.find_cluster_editing(user=request.user, key=key)
        messages.error(request, _("Choose what shall be done, and say it in fewer than 2,000 letters."))
        return redirect("bank_cluster", key)
    step = QuestionStep(form.cleaned_data["step"])
    try:
        assessments.take_cluster_step(
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
    return redirect("bank_cluster", key)


def _say_saved(request, editing: assessments.ClusterEditing) -> None:
    """Say that it is saved, and send it to a reviewer where that was asked too."""
    if request.POST.get("then") != QuestionStep.SUBMITTED:
        messages.success(request, _("Saved. Nobody reads this before somebody else has accepted it."))
        return
    try:
        assessments.take_cluster_step(
            user=request.user, key=editing.row.pk, step=QuestionStep.SUBMITTED, base=editing.revision, at=timezone.now()
        )
    except assessments.StepRefused as refused:
        messages.error(request, _("Saved, and not sent yet: %(why)s") % {"why": str(refused)})
    else:
        messages.success(request, _("Saved and sent to a reviewer."))


def _trail(bank, name: str, here: str = "", *, key: int = 0) -> list[dict]:
    trail = [{"url": reverse("bank_clusters", args=[bank.code]), "label": _("Shared texts")}]
    trail.append({"url": reverse("bank_cluster", args=[key]) if here else "", "label": name})
    return [*trail, {"url": "", "label": here}] if here else trail


def _list_tabs(editing: assessments.ClusterEditing, here: str) -> list[dict]:
    key = editing.row.pk
    tabs = [
        ("cluster", _("Shared text"), reverse("bank_cluster", args=[key])),
        ("preview", _("As readers see it"), reverse("bank_cluster_preview", args=[key, languages.SOURCE_LANGUAGE])),
        ("history", _("History"), reverse("bank_cluster_history", args=[key])),
    ]
    return [{"name": name, "label": label, "url": url, "is_here": name == here} for name, label, url in tabs]


def _list_translations(editing: assessments.ClusterEditing) -> list[dict]:
    """Every language besides Dutch with how far it is in it, those that have it first."""
    asked = editing.row.current.texts if editing.row.current else {}
    shown = [
        {
            "language": language,
            "url": reverse("bank_cluster_translation", args=[editing.row.pk, language.code]),
            "is_begun": language.code in editing.content["languages"],
            "is_stale": language.code in editing.stale,
            "is_ready": language.code in editing.ready_languages,
            "is_asked": language.code in asked,
            "missing": editing.count_missing(language.code) if language.code in editing.content["languages"] else 0,
        }
        for language in languages.list_languages()
        if language.code != languages.SOURCE_LANGUAGE
    ]
    return sorted(shown, key=lambda item: not item["is_begun"])


def _pair(editing: assessments.ClusterEditing, form: ClusterTranslationForm) -> list[dict]:
    """Each text of the Dutch as readers see it, with the field for its translation."""
    dutch = editing.content["languages"].get(languages.SOURCE_LANGUAGE, {})
    facts = curriculum.list_facts(keys=lessons.list_fact_keys(dutch.values()))
    reading = lessons.Reading(languages.SOURCE_LANGUAGE, facts)
    render_as = {"title": lessons.render_inline, "text": lessons.render_rich}
    return [
        {"field": form[name], "label": form[name].label, "dutch": show(dutch[name], reading)}
        for name, show in render_as.items()
        if name in form.fields
    ]


def _tell_version(version) -> dict:
    """A version in Dutch, or in the first language that it has."""
    codes = sorted(version.texts, key=lambda code: (code != languages.SOURCE_LANGUAGE, code))
    spoken = languages.get_language(codes[0])
    texts = version.texts[spoken.code]
    facts = curriculum.list_facts(keys=lessons.list_fact_keys(texts.values()))
    return {
        "version": version,
        "languages": codes,
        "spoken": spoken,
        "title": show_line(texts["title"], spoken.code),
        "text": lessons.render_rich(texts["text"], lessons.Reading(spoken.code, facts)),
    }
