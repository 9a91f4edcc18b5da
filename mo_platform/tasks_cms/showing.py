"""What the pages of the tasks have in common: the way back, the tabs, how far the languages are."""

from typing import Any

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from core import languages
from pretrajectory import api as pretrajectory

from .schemas import SCHEMAS
from .words import STATES


def frame(title: str, *, trail: list[tuple[str, str]] | None = None, **context: Any) -> dict[str, Any]:
    """The context of a page: its title, and the way back. `trail`: (address, label) below the list; the last has no address."""
    crumbs = [
        {"url": reverse("wagtailadmin_home"), "label": _("Home")},
        {"url": reverse("tasks"), "label": _("Tasks")},
        *({"url": url, "label": label} for url, label in trail or [("", title)]),
    ]
    return {
        "page_title": title,
        "header_title": title,
        "header_icon": "tasks",
        "breadcrumbs_items": crumbs,
        **context,
    }


def frame_task(editing: pretrajectory.TaskEditing, here: str, title: str = "", **context: Any) -> dict[str, Any]:
    """The context of a page about one task. `here`: its tab; `title`: what stands below the task."""
    name = name_task(editing)
    trail = [(reverse("task", args=[editing.row.pk]), name), ("", title)] if title else [("", name)]
    return frame(
        title or name,
        trail=trail,
        editing=editing,
        schema=SCHEMAS[editing.content["world"]],
        state=STATES[editing.state],
        tabs=_list_tabs(editing, here),
        tabs_label=_("This task"),
        **context,
    )


def name_task(editing: pretrajectory.TaskEditing) -> str:
    """The beginning of what it asks."""
    return Truncator(editing.content["instruction"].get(languages.SOURCE_LANGUAGE, "")).chars(60) or _("(no text yet)")


def list_translations(editing: pretrajectory.TaskEditing) -> list[dict]:
    """Every language besides Dutch with how far the task is in it, those that have it first."""
    ready, given = editing.ready_languages, editing.given_languages
    begun = {code for texts in editing.list_texts().values() for code in texts}
    shown = [
        {
            "language": language,
            "url": reverse("task_translation", args=[editing.row.pk, language.code]),
            "is_begun": language.code in begun,
            "is_stale": language.code in editing.stale,
            "is_ready": language.code in ready,
            "is_given": language.code in given,
            "missing": editing.count_missing(language.code) if language.code in begun else 0,
        }
        for language in languages.list_languages()
        if language.code != languages.SOURCE_LANGUAGE
    ]
    return sorted(shown, key=lambda item: not item["is_begun"])


def _list_tabs(editing: pretrajectory.TaskEditing, here: str) -> list[dict]:
    key = editing.row.pk
    device = next(iter(editing.content["devices"]), pretrajectory.Device.PHONE.value)
    tabs = [
        ("task", _("Task"), reverse("task", args=[key])),
        ("preview", _("As newcomers meet it"), reverse("task_preview", args=[key, languages.SOURCE_LANGUAGE, device])),
        ("history", _("History"), reverse("task_history", args=[key])),
    ]
    return [{"name": name, "label": label, "url": url, "is_here": name == here} for name, label, url in tabs]
