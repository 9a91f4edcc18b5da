"""Composing a task in Dutch, and translating it with the Dutch beside it."""

from django.contrib import messages
from django.http import Http404, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from core import languages
from mo_platform.bank.access import author_required, writer_required
from mo_platform.bank.showing import rebase
from pretrajectory import api as pretrajectory

from .access import find_home, find_schema, list_homes
from .forms import HeadForm, TranslationForm
from .parts import Schema
from .showing import frame, frame_task, list_translations
from .typed import change_lists, write_fields, write_new
from .whole import TaskForm
from .words import DO, say_changed


@writer_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_task(request, world: str):
    """A new task in a little world; nothing is kept of it before it is saved."""
    schema = find_schema(world)
    form = _read_form(request, schema, None)
    if _is_saved(request, form):
        editing = pretrajectory.create_task(
            user=request.user, organisation=find_home(request), source=form.source, at=timezone.now()
        )
        return _go_on(request, editing, form)
    title = _("New task: %(world)s") % {"world": schema.label}
    context = frame(title, form=form, schema=schema, is_new=True, homes=list_homes(request), **_tell(form))
    return render(request, "cms/tasks/task.html", context, status=400 if _is_refused(request, form) else 200)


@author_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit_task(request, key: int):
    """A task in Dutch, part by part, with what is still to do and how far its languages are."""
    editing = pretrajectory.find_task_editing(user=request.user, key=key)
    if not editing.rights.writes:
        if request.method == "POST":
            raise Http404
        return _show_only(request, editing)
    form = _read_form(request, find_schema(editing.content["world"]), editing)
    problem = ""
    if _is_saved(request, form):
        try:
            saved = pretrajectory.save_task(
                user=request.user,
                key=key,
                source=form.source,
                base=form.base,
                keeps_translations=form.head.form.cleaned_data["keeps_translations"],
                at=timezone.now(),
            )
        except pretrajectory.TaskChanged:
            problem, editing = say_changed(), pretrajectory.find_task_editing(user=request.user, key=key)
            form = TaskForm(
                rebase(request.POST, editing.revision), form.schema, kept_refs=form.kept_refs, is_asked=True
            )
        else:
            return _go_on(request, saved, form)
    context = frame_task(
        editing,
        "task",
        form=form,
        problem=problem,
        latest=next(iter(pretrajectory.list_task_events(user=request.user, key=key)), None),
        **_tell(form),
        **_tell_rest(request, editing),
    )
    status = 409 if problem else 400 if _is_refused(request, form) else 200
    return render(request, "cms/tasks/task.html", context, status=status)


@author_required
@require_http_methods(["GET", "HEAD", "POST"])
def translate_task(request, key: int, language: str):
    """The texts of a task in a language, each beside the Dutch."""
    editing = pretrajectory.find_task_editing(user=request.user, key=key)
    if language == languages.SOURCE_LANGUAGE or not languages.is_known_language(language):
        raise Http404
    spoken, texts = languages.get_language(language), editing.list_texts()
    data = request.POST if request.method == "POST" else None
    form = TranslationForm(data, texts=texts, language=spoken, base=editing.revision)
    problem = ""
    if data is not None and form.is_valid():
        try:
            saved = pretrajectory.save_task_translation(
                user=request.user,
                key=key,
                language=language,
                texts=form.texts,
                base=form.cleaned_data["base"],
                at=timezone.now(),
            )
        except pretrajectory.TaskChanged:
            problem, editing = say_changed(), pretrajectory.find_task_editing(user=request.user, key=key)
            form.data = rebase(request.POST, editing.revision)
        else:
            _say_translated(request, saved, language)
            return redirect("task_translation", key, language)
    names = _name_texts(editing)
    context = frame_task(
        editing,
        "task",
        spoken.name_nl,
        spoken=spoken,
        form=form,
        problem=problem,
        may_translate=editing.rights.may_translate(language),
        is_stale=language in editing.stale,
        lines=[
            {
                "field": form[field],
                "label": names.get(name, name),
                "dutch": texts[name].get(languages.SOURCE_LANGUAGE, ""),
            }
            for field, name in form.names.items()
        ],
        translations=list_translations(editing),
    )
    return render(
        request, "cms/tasks/translation.html", context, status=409 if problem else 400 if form.errors else 200
    )


def _read_form(request, schema: Schema, editing: pretrajectory.TaskEditing | None) -> TaskForm:
    """As it was typed, or as it stands; what is wrong is said once it was saved."""
    refs = editing.content["refs"] if editing else {}
    kept = {name: value for name, value in refs.items() if name not in HeadForm.REFS}
    if request.method == "POST":
        fields = change_lists(request.POST, schema)
        return TaskForm(fields, schema, kept_refs=kept, is_asked="save" in fields)
    return TaskForm(_first_fields(schema, editing), schema, kept_refs=kept, is_asked=editing is not None)


def _first_fields(schema: Schema, editing: pretrajectory.TaskEditing | None) -> QueryDict:
    if editing is None:
        fields = write_new(schema)
        fields["skill"], fields["base"] = schema.skill.value, "0"
        fields.setlist("devices", list(pretrajectory.Device.values))
        return fields
    content = editing.content
    fields = write_fields(schema, content)
    for name in ("instruction", "can_do"):
        fields[name] = content[name].get(languages.SOURCE_LANGUAGE, "")
    fields.setlist("devices", content["devices"])
    told = {"skill": content["skill"], "level": content["level"], "base": editing.revision}
    for name, value in {**content["refs"], **told}.items():
        fields[name] = "" if value is None else str(value)
    return fields


def _is_saved(request, form: TaskForm) -> bool:
    return request.method == "POST" and "save" in request.POST and form.can_be_kept


def _is_refused(request, form: TaskForm) -> bool:
    return request.method == "POST" and form.is_asked and not form.can_be_kept


def _tell(form: TaskForm) -> dict:
    """What is wrong, where it is said; and whether that kept it from being saved."""
    if not form.is_asked or form.is_whole:
        return {"mistakes": [], "problems": []}
    return {"mistakes": form.list_mistakes(), "problems": form.problems, "is_kept": form.can_be_kept}


def _go_on(request, saved: pretrajectory.TaskEditing, form: TaskForm):
    """To what was saved; to a trial, where that was asked and can be."""
    count = len(form.list_mistakes()) + len(form.problems)
    if count:
        waits = ngettext(
            "Saved. %(count)s thing is still to do before it can be given.",
            "Saved. %(count)s things are still to do before it can be given.",
            count,
        )
        messages.warning(request, waits % {"count": count})
    else:
        messages.success(request, _("Saved. Nobody gets this before somebody else has published it."))
    if request.POST["save"] == "try" and not count:
        device = saved.content["devices"][0]
        return redirect("task_preview", saved.row.pk, languages.SOURCE_LANGUAGE, device)
    return redirect("task", saved.row.pk)


def _say_translated(request, saved: pretrajectory.TaskEditing, language: str) -> None:
    if missing := saved.count_missing(language):
        said = ngettext("Saved. %(count)s text is still missing.", "Saved. %(count)s texts are still missing.", missing)
        messages.warning(request, said % {"count": missing})
    else:
        messages.success(request, _("Saved. Nobody gets this before somebody else has published it."))


def _show_only(request, editing: pretrajectory.TaskEditing):
    """For who may not change it."""
    content = editing.content
    context = frame_task(
        editing,
        "task",
        instruction=content["instruction"].get(languages.SOURCE_LANGUAGE, ""),
        can_do=content["can_do"].get(languages.SOURCE_LANGUAGE, ""),
        skill=pretrajectory.Skill(content["skill"]).label if content["skill"] else "",
        devices=[pretrajectory.Device(device).label for device in content["devices"]],
        **_tell_rest(request, editing),
    )
    return render(request, "cms/tasks/task_shown.html", context)


def _tell_rest(request, editing: pretrajectory.TaskEditing) -> dict:
    return {
        "translations": list_translations(editing),
        "steps": [(step.value, DO[step]) for step in pretrajectory.list_task_steps(editing)],
        "homes": list_homes(request),
    }


def _name_texts(editing: pretrajectory.TaskEditing) -> dict[str, str]:
    """What each text is called, by its name."""
    content = pretrajectory.name_by_place(editing.content)
    schema = find_schema(content["world"])
    return TaskForm(write_fields(schema, content), schema, kept_refs={}).name_texts()
