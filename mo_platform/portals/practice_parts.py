"""What the pages on practising for the test have in common: their language, the themes, the lessons that help, the test."""

from collections.abc import Iterable

from django.utils import timezone
from django.utils.translation import get_language

from core import languages
from curriculum import api as curriculum
from lessons import api as lessons
from plans import api as plans

#: Kinds of questions whose lines have a list to choose from each (js/tiles.js).
WITH_LISTS = ("order", "match")


def page_language() -> str:
    """The code of the language of the page."""
    return languages.get_language(get_language() or languages.SOURCE_LANGUAGE).code


def list_themes() -> list:
    """The themes that hold today, in order."""
    return curriculum.list_themes(on=plans.brussels_date(timezone.now()))


def list_helping_lessons(objectives: Iterable[str], language: str) -> list[lessons.LessonCard]:
    """The lessons that teach one of these objectives, in their order."""
    wanted = set(objectives)
    return [
        card
        for module in lessons.list_modules(language=language)
        for card in module.lessons
        if wanted & set(card.objectives)
    ]


def regime_of(newcomer) -> str:
    """Whose rules hold for her, and which questions; Flanders for a guest."""
    return curriculum.regime_of(newcomer.profile.region if newcomer is not None else "flanders")


def find_pass_rule(newcomer):
    """The rule of the test that holds today where she lives (in Flanders for a guest); None where nothing is known."""
    try:
        return curriculum.get_rule(
            kind="pass_rule", code="mo_test", regime=regime_of(newcomer), on=plans.brussels_date(timezone.now())
        )
    except curriculum.UnknownRule:
        return None


def describe_test(rule) -> dict | None:
    """What is public about the real test by this rule, with its source."""
    if rule is None:
        return None
    sections = {section["code"]: section for section in rule.value["sections"]}
    return {
        "total": sum(section["items"] for section in sections.values()),
        "practical": sections.get("practical"),
        "values": sections.get("values"),
        "needs_both": rule.value.get("needs") == "all",
        "source": {"name": rule.source_name, "url": rule.source_url, "checked_on": rule.checked_on},
    }
