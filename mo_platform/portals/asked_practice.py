"""What her case worker asked her to practise, for her home and the page where she practises."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from assessments import api as assessments
from core import languages
from core.language_text import LanguageText, read_in
from curriculum import api as curriculum
from mo_platform.navigation import language_prefix
from plans import api as plans
from progress import api as progress

WAY_WORDS: dict[progress.PracticeWay, str | Promise] = {
    progress.PracticeWay.DUE: _("Repeat what you nearly forgot"),
    progress.PracticeWay.MISTAKES: _("My mistakes"),
    progress.PracticeWay.HARDEST: _("What is hardest first"),
}


@dataclass(frozen=True, slots=True)
class AskedPractice:
    """One thing asked. `title` is the theme or the test, None for a mix; `language` is set when it starts in another than the
    page's; `start_url` takes the form that begins it or goes on (of a test it is the page where it starts), empty where no
    language of hers has questions for it."""

    assignment: progress.Assignment
    title: LanguageText | None
    way: str | Promise
    is_late: bool
    start_url: str
    language: languages.Language | None


def list_asked_practice(newcomer, *, language: str) -> list[AskedPractice]:
    """For the page in `language`; what is asked first comes first. One query, and two more when something was asked."""
    today = plans.brussels_date(timezone.now())
    asked = progress.list_asked(newcomer=newcomer, today=today)
    if not asked:
        return []
    titles = {theme.key: theme.title_in(language) for theme in curriculum.list_themes(on=today)}
    reads = [language, *newcomer.profile.languages, languages.SOURCE_LANGUAGE]
    tests = assessments.name_tests(codes={assignment.asked.test for assignment in asked} - {""})
    regime = curriculum.regime_of(newcomer.profile.region)
    items = assessments.list_practice_items(region=regime)
    return [
        _show_test(assignment, tests, reads, regime, today)
        if assignment.asked.test
        else _show(assignment, titles, items, reads, today)
        for assignment in asked
    ]


def find_language(items: Iterable[assessments.PracticeItem], *, theme: str, reads: list[str]) -> str | None:
    """The first language of `reads` that has questions of a theme (empty: of any)."""
    offered = {code for item in items if theme in ("", item.theme) for code in item.languages}
    return next((code for code in reads if code in offered), None)


def _show(assignment: progress.Assignment, titles: dict, items, reads: list[str], today: date) -> AskedPractice:
    code = assignment.language or find_language(items, theme=assignment.asked.theme, reads=reads)
    language = languages.get_language(code) if code else None
    return AskedPractice(
        assignment=assignment,
        title=titles.get(assignment.asked.theme),
        way=WAY_WORDS[assignment.asked.way] if assignment.asked.way else "",
        is_late=assignment.is_late(today),
        start_url=f"{language_prefix(language)}practice/start/" if language else "",
        language=None if code == reads[0] else language,
    )


def _show_test(
    assignment: progress.Assignment, tests: dict, reads: list[str], regime: str, today: date
) -> AskedPractice:
    code = assignment.asked.test
    spoken = assignment.language or assessments.find_test_language(code=code, languages=reads, regime=regime, on=today)
    language = languages.get_language(spoken) if spoken else None
    return AskedPractice(
        assignment=assignment,
        title=read_in(tests.get(code, {}), reads[0]) or LanguageText(code, languages.SOURCE_LANGUAGE, is_missing=True),
        way="",
        is_late=assignment.is_late(today),
        start_url=f"{language_prefix(language)}mock/#test-{code}" if language else "",
        language=None if spoken == reads[0] else language,
    )
