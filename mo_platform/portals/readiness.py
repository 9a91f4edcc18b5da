"""How ready a newcomer is for our own practice test: hers alone, unless she shows it to her case workers; staff and guests see
what it is and the way in."""

from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST, require_safe

from assessments import api as assessments
from mo_platform.navigation import portal_url
from people import api as people
from progress import api as progress

from .practice_parts import describe_test, find_pass_rule, list_helping_lessons, list_themes, page_language

LESSONS = 5
SECTIONS = {"practical": _("Daily life"), "values": _("Values and rights")}
BANDS = {
    assessments.Band.TOO_FEW: (0, _("Practise some more. Then we can say it.")),
    assessments.Band.UNLIKELY: (1, _("You would probably not pass yet.")),
    assessments.Band.UNCERTAIN: (2, _("It could go either way.")),
    assessments.Band.LIKELY: (3, _("You would probably pass.")),
    assessments.Band.VERY_LIKELY: (4, _("You would very probably pass.")),
}
LEVELS = {
    assessments.Level.TOO_FEW: (0, _("Too few answers yet")),
    assessments.Level.WEAK: (1, _("Practise more")),
    assessments.Level.FAIR: (2, _("Not sure yet")),
    assessments.Level.STRONG: (3, _("Goes well")),
}


@people.everybody
@cache_control(private=True, no_store=True)
@require_safe
def readiness(request):
    """Where she stands, in pictures and words, by section and theme; and the one thing that helps most now."""
    newcomer, language = getattr(request.user, "newcomer", None), page_language()
    rule = find_pass_rule(newcomer)
    context = {"real_test": describe_test(rule), "is_kept": newcomer is not None}
    if newcomer is not None:
        blueprint = assessments.read_pass_rule(rule.value) if rule else None
        context["shown_since"] = progress.find_shown_since(newcomer=newcomer)
        context |= _describe(
            progress.get_readiness(newcomer=newcomer, language=language, blueprint=blueprint), language
        )
    return render(request, "portals/learner/readiness.html", context)


@people.newcomer_required
@cache_control(private=True, no_store=True)
@require_POST
def show_readiness(request):
    """She shows it to the case workers of her office (`show` is "yes"), or no longer."""
    is_shown = request.POST.get("show") == "yes"
    progress.show_readiness(newcomer=request.newcomer, is_shown=is_shown, at=timezone.now())
    return redirect(f"{portal_url('readiness')}#show")


def _describe(found: progress.Readiness, language: str) -> dict:
    titles = {theme.key: theme.title_in(language) for theme in list_themes()}
    places = {objective: place for place, objective in enumerate(found.weak_objectives)}
    helping = sorted(
        list_helping_lessons(places, language),
        key=lambda card: min(places[objective] for objective in card.objectives if objective in places),
    )
    sections = [_describe_section(section, titles) for section in found.sections]
    return {
        "answered": found.answered,
        "enough": assessments.ENOUGH_FOR_CHANCE,
        "band": BANDS[found.band] if found.band else None,
        "lacking": [section["row"] for section in sections if section["is_unknown"]],
        "sections": sections,
        "has_questions": any(section.standing.is_offered for section in found.sections),
        "next_theme": {"key": found.next_theme, "title": titles.get(found.next_theme)},
        "lessons": helping[:LESSONS],
    }


def _describe_section(section: progress.SectionStanding, titles: dict) -> dict:
    """The part of the test and its themes, in the order of the curriculum. Of one that `is_unknown` no chance can be told."""
    key, themes = section.standing.key, {theme.key: theme for theme in section.themes}
    offered = [theme for theme in section.themes if theme.is_offered]
    to_practise = min(offered, key=lambda theme: theme.evidence.answered).key if offered else ""
    return {
        "row": _draw(section.standing, SECTIONS.get(key, key), section.needed, to_practise),
        "themes": [
            _draw(themes[theme], title, section.needed, theme if themes[theme].is_offered else "")
            for theme, title in titles.items()
            if theme in themes
        ],
        "is_unknown": section.standing.evidence.answered < assessments.ENOUGH_IN_SECTION,
    }


def _draw(standing: progress.Standing, title, needed: float | None, to_practise: str) -> dict:
    """A bar in hundredths: surely right up to `low`, perhaps right up to `low` + `maybe`; `needed` is the line to reach.
    While it `lacks` answers the theme `to_practise` is one press away."""
    low, high = round(100 * standing.estimate.low), round(100 * standing.estimate.high)
    return {
        "key": standing.key,
        "title": title,
        "evidence": standing.evidence,
        "is_enough": standing.estimate.is_enough,
        "lacks": standing.estimate.lacks,
        "to_practise": to_practise,
        "low": low,
        "maybe": high - low,
        "needed": None if needed is None else round(100 * needed),
        "level": LEVELS[standing.level] if standing.level else None,
    }
