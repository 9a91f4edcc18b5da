"""What the pages of the banks have in common: the way back, the languages of a question, its stem as a line."""

from collections.abc import Iterable
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from assessments import api as assessments
from core import languages
from curriculum import api as curriculum
from lessons import api as lessons
from plans import api as plans


def frame(
    title: str, *, bank, trail: list[dict] | None = None, icon: str = "circle-check", **context: Any
) -> dict[str, Any]:
    """The context of a page: its title, and the way back over the list of its bank."""
    home = {"url": f"{reverse('bank_questions')}?bank={bank.code}", "label": bank.title}
    crumbs = [
        {"url": reverse("wagtailadmin_home"), "label": _("Home")},
        home,
        *(trail or [{"url": "", "label": title}]),
    ]
    return {
        "page_title": title,
        "header_title": title,
        "header_icon": icon,
        "breadcrumbs_items": crumbs,
        "bank": bank,
        **context,
    }


def question_trail(editing: assessments.Editing, here: str = "") -> list[dict]:
    key = {"url": reverse("bank_question", args=[editing.row.pk]) if here else "", "label": name_question(editing)}
    return [key, {"url": "", "label": here}] if here else [key]


def name_question(editing: assessments.Editing) -> str:
    """The beginning of what it asks, or its key while it asks nothing."""
    stem = editing.content["languages"].get(languages.SOURCE_LANGUAGE, {}).get("stem", "")
    return Truncator(show_line(stem)).chars(60) or editing.row.key


def show_line(text: str, language: str = languages.SOURCE_LANGUAGE) -> str:
    """A line with its facts as readers see them, without markup."""
    facts = curriculum.list_facts(keys=lessons.list_fact_keys([text]))
    return lessons.render_plain(text, lessons.Reading(language, facts))


def name_themes() -> dict[str, str]:
    """The themes that hold today, in order."""
    themes = curriculum.list_themes(on=plans.brussels_date(timezone.now()))
    return {theme.key: str(theme.title_in(languages.SOURCE_LANGUAGE)) for theme in themes}


def list_translations(editing: assessments.Editing) -> list[dict]:
    """Every language besides Dutch with how far the question is in it, those that have it first."""
    shown = []
    for language in languages.list_languages():
        if language.code == languages.SOURCE_LANGUAGE:
            continue
        is_begun = language.code in editing.content["languages"]
        shown.append(
            {
                "language": language,
                "url": reverse("bank_translation", args=[editing.row.pk, language.code]),
                "is_begun": is_begun,
                "is_stale": language.code in editing.stale,
                "is_ready": language.code in editing.ready_languages,
                "is_asked": language.code in editing.row.languages,
                "missing": editing.count_missing(language.code) if is_begun else 0,
            }
        )
    return sorted(shown, key=lambda item: not item["is_begun"])


def name_row(row) -> str:
    """The beginning of what a question asks in Dutch, as it is written now."""
    copy = getattr(row, "working_copy", None)
    texts = copy.content["languages"] if copy else row.question.current.texts if row.question.current else {}
    stem = texts.get(languages.SOURCE_LANGUAGE, {}).get("stem", "")
    return Truncator(show_line(stem)).chars(60) or row.key


def name_cluster(editing: assessments.ClusterEditing) -> str:
    """Its title, or the beginning of its text, or its key."""
    dutch = editing.content["languages"].get(languages.SOURCE_LANGUAGE, {})
    return Truncator(show_line(dutch.get("title") or dutch.get("text") or "")).chars(60) or editing.row.key


def rebase(data: QueryDict, revision: int) -> QueryDict:
    """What was sent, as written upon what stands there now: whoever saves once more knows."""
    data = data.copy()
    data["base"] = str(revision)
    return data


def tell_findings(found: Iterable[assessments.Finding]) -> list[dict]:
    """With the language that each is about."""
    return [
        {
            "language": languages.get_language(one.language),
            "text": one.text,
            "is_mistake": one.is_mistake,
            "about": one.about,
        }
        for one in found
    ]


def list_tabs(editing: assessments.Editing, here: str) -> list[dict]:
    """The pages of one question."""
    row = editing.row
    tabs = [("question", _("Question"), reverse("bank_question", args=[row.pk]))]
    if languages.SOURCE_LANGUAGE in editing.content["languages"]:
        tabs.append(
            ("preview", _("As readers see it"), reverse("bank_preview", args=[row.pk, languages.SOURCE_LANGUAGE]))
        )
    tabs.append(("history", _("History"), reverse("bank_history", args=[row.pk])))
    if editing.rights.decides and row.question.current_id:
        tabs.append(("correction", _("The key was wrong"), reverse("bank_correction", args=[row.pk])))
    return [{"name": name, "label": label, "url": url, "is_here": name == here} for name, label, url in tabs]
