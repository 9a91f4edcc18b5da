"""The tasks, found; and the little worlds of which a new one is made."""

from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from core import languages
from mo_platform.bank.access import author_required, writer_required
from pretrajectory import api as pretrajectory

from .forms import FilterForm
from .schemas import SCHEMAS
from .showing import frame, name_task
from .words import STATES

PER_PAGE = 50


@author_required
@require_safe
def list_tasks(request):
    """Those that she may look at: of her organisation, and what comes with the platform."""
    worlds = [(schema.world, schema.label) for schema in SCHEMAS.values()]
    form = FilterForm(request.GET, worlds=worlds, states=list(STATES.items()))
    wanted = form.wanted
    found = [one for one in pretrajectory.list_task_editings(user=request.user) if one.content["world"] in SCHEMAS]
    fitting = [one for one in found if _fits(one, wanted)]
    page = Paginator(fitting, PER_PAGE).get_page(request.GET.get("p"))
    kept = request.GET.copy()
    kept.pop("p", None)
    context = frame(
        _("Tasks"),
        form=form,
        is_filtered=bool(wanted),
        page=page,
        kept=kept.urlencode(),
        rows=[_show_row(one) for one in page],
        may_write=bool(pretrajectory.list_task_homes(user=request.user)),
    )
    return render(request, "cms/tasks/list.html", context)


@writer_required
@require_safe
def choose_world(request):
    """A new task begins with its little world."""
    title = _("New task: in which little world?")
    return render(request, "cms/tasks/worlds.html", frame(title, schemas=SCHEMAS.values()))


def _fits(editing: pretrajectory.TaskEditing, wanted: dict[str, str]) -> bool:
    content = editing.content
    told = {
        "world": content["world"],
        "skill": content["skill"],
        "level": str(content["level"]),
        "whose": "starter" if editing.is_starter else "own",
        "state": editing.state.value,
    }
    return (
        all(told[name] == value for name, value in wanted.items() if name in told)
        and ("device" not in wanted or wanted["device"] in content["devices"])
        and ("without" not in wanted or wanted["without"] not in editing.ready_languages)
    )


def _show_row(editing: pretrajectory.TaskEditing) -> dict:
    content, ready = editing.content, editing.ready_languages
    every = [language.code for language in languages.list_languages()]
    return {
        "editing": editing,
        "schema": SCHEMAS[content["world"]],
        "name": name_task(editing),
        "can_do": content["can_do"].get(languages.SOURCE_LANGUAGE, ""),
        "skill": pretrajectory.Skill(content["skill"]).label if content["skill"] else "",
        "devices": [pretrajectory.Device(device).label for device in content["devices"]],
        "state": STATES[editing.state],
        "has": ready,
        "lacks": [code for code in every if code not in ready],
    }
