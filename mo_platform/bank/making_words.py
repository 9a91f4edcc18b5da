"""A test in Dutch words: for who reads it, for its history, and for what is wrong with it."""

from collections.abc import Iterable, Mapping
from difflib import ndiff
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from assessments import api as assessments
from assessments.enums import QuestionSection, QuestionUse
from core import languages
from core.language_text import read_in
from curriculum.enums import Regime

from .making_forms import AIDS, FEEDBACK, MEASURES
from .showing import name_themes

_REFUSALS = {
    "cannot_be_reached": gettext_lazy("So much cannot be reached there: there are fewer questions or points."),
    "reached_by_nothing": gettext_lazy("This is reached by an empty paper."),
    "no_such_section": gettext_lazy("This section is not there any more: choose another one."),
}


def say_refused(refused: assessments.BadBlueprint) -> str:
    """Why a test contradicts itself."""
    return str(_REFUSALS.get(refused.code) or _("This cannot be: %(why)s") % {"why": str(refused)})


def name_test(test: assessments.BankTest) -> str:
    return read_in(test.last.data.get("title", {}), languages.SOURCE_LANGUAGE).text or test.row.code


def name_words() -> dict[str, str]:
    """What themes, parts of the test and regions are called."""
    return {**name_themes(), **_as_texts(QuestionSection.choices), **_as_texts(Regime.choices)}


def tell_version(version, names: Mapping[str, str]) -> list[str]:
    """All that a version says, a line for each thing."""
    data = version.data
    lines = [_("Name: %(texts)s") % {"texts": _join_texts(data.get("title", {}))}]
    if data.get("description"):
        lines.append(_("What it is for: %(texts)s") % {"texts": _join_texts(data["description"])})
    lines += [tell_validity(version), _("Draws: %(uses)s") % {"uses": _list_words(version.uses, QuestionUse.choices)}]
    if minutes := data.get("minutes"):
        lines.append(ngettext("%(count)s minute", "%(count)s minutes", minutes) % {"count": minutes})
    else:
        lines.append(_("No limit of time"))
    lines.append(_("Said: %(when)s") % {"when": dict(FEEDBACK)[data.get("feedback", assessments.Feedback.AT_END)]})
    if days := data.get("retake_days"):
        lines.append(_("Advice: try again after %(count)s days") % {"count": days})
    allowed = data.get("accommodations", [aid.value for aid in assessments.Aid])
    lines.append(_("Allowed: %(aids)s") % {"aids": _list_words(allowed, AIDS) or _("larger letters only")})
    return [*lines, *tell_rule(data, names)]


def tell_rule(data: Mapping[str, Any], names: Mapping[str, str]) -> list[str]:
    """Its sections and outcomes."""
    if code := data.get(assessments.PASS_RULE):
        return [
            _("Sections and outcomes by the rule “%(code)s” of the curriculum that holds on the day") % {"code": code}
        ]
    named = {key: _dutch(section) or names.get(key, key) for key, section in data["sections"].items()}
    lines = [tell_section(named[key], section, names) for key, section in data["sections"].items()]
    titles = data.get("outcome_titles", {})
    for key, rule in data["outcomes"].items():
        name = titles.get(key, {}).get(languages.SOURCE_LANGUAGE) or (_("Passed") if key == "passed" else key)
        lines.append(_("%(outcome)s: %(rule)s") % {"outcome": name, "rule": tell_cuts(rule, named)})
    return lines


def tell_section(name: str, section: Mapping[str, Any], names: Mapping[str, str]) -> str:
    draws = "; ".join(_tell_draw(draw, names) for draw in section["draws"])
    return _("Section “%(name)s”: %(draws)s") % {"name": name, "draws": draws}


def tell_cuts(rule: Mapping[str, Any], sections: Mapping[str, str]) -> str:
    """A rule of any depth."""
    for word, joins in (("every", _("all of (%(rules)s)")), ("some", _("one of (%(rules)s)"))):
        if word in rule:
            return joins % {"rules": "; ".join(tell_cuts(part, sections) for part in rule[word])}
    measure = next(value for value, _label in MEASURES if value in rule)
    where = sections.get(rule["section"], rule["section"]) if rule.get("section") else _("the whole test")
    return _("at least %(count)s %(measure)s in %(where)s") % {
        "count": rule[measure],
        "measure": dict(MEASURES)[measure],
        "where": where,
    }


def tell_validity(version) -> str:
    """From when until when, and where."""
    words = _("Holds from %(day)s") % {"day": date_format(version.valid_from, "j F Y")}
    if version.valid_until:
        words = _("Holds from %(day)s until and including %(end)s") % {
            "day": date_format(version.valid_from, "j F Y"),
            "end": date_format(version.valid_until, "j F Y"),
        }
    return f"{words}, {Regime(version.regime).label}" if version.regime else words


def list_changes(before, after, names: Mapping[str, str]) -> list[tuple[str, str]]:
    """What a version says that the one before it did not ("+"), and what it says no more ("-")."""
    lines = ndiff(tell_version(before, names), tell_version(after, names))
    return [(line[0], line[2:]) for line in lines if line[0] in "+-"]


def _tell_draw(draw: Mapping[str, Any], names: Mapping[str, str]) -> str:
    told = ngettext("%(count)s question", "%(count)s questions", draw["count"]) % {"count": draw["count"]}
    asks = [*draw.get("themes", ()), *draw.get("objectives", ()), *draw.get("tags", ())]
    asks += [draw["region"]] if draw.get("region") else []
    more = [", ".join(names.get(word, word) for word in asks)] if asks else []
    if draw.get("points", 1) != 1:
        more.append(_("%(count)s points each") % {"count": draw["points"]})
    if not draw.get("is_scored", True):
        more.append(_("does not count"))
    return f"{told} ({', '.join(more)})" if more else told


def _join_texts(texts: Mapping[str, str]) -> str:
    return " · ".join(f"{code} {text}" for code, text in texts.items())


def _dutch(section: Mapping[str, Any]) -> str:
    return section.get("title", {}).get(languages.SOURCE_LANGUAGE, "")


def _list_words(values: Iterable[str], choices) -> str:
    words = _as_texts(choices)
    return ", ".join(words.get(value, value) for value in values)


def _as_texts(choices) -> dict[str, str]:
    return {value: str(label) for value, label in choices}
