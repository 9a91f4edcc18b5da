"""The tests that somebody may sit, as the page of the mock exam shows them: the two that came with us first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from assessments import api as assessments
from core.language_text import LanguageText
from plans import api as plans
from progress import api as progress

from .mock_taking import MOCK, TIMED, today
from .practice_parts import regime_of
from .readiness import SECTIONS

SHIPPED = (MOCK, TIMED)
#: What a test may leave out of what helps.
AIDS: dict[assessments.Aid, str | Promise] = {
    assessments.Aid.EXTRA_TIME: _("More time"),
    assessments.Aid.BREAKS: _("I may take breaks"),
    assessments.Aid.HELPER: _("Somebody sits beside me and helps"),
    assessments.Aid.READ_ALOUD: _("Each question is read aloud"),
}


@dataclass(frozen=True, slots=True)
class OfferedPart:
    """A section of a test, or the whole of it, with what it takes to pass."""

    name: LanguageText | str | Promise
    total: int
    cuts: tuple[assessments.TestCut, ...]


@dataclass(frozen=True, slots=True)
class OfferedTest:
    """A test in words. `wait_until`: the day before which she better does not try again, None where that is over."""

    test: assessments.TestToSit
    parts: tuple[OfferedPart, ...]
    without: tuple[str | Promise, ...]
    wait_until: date | None

    @property
    def is_shipped(self) -> bool:
        return self.test.code in SHIPPED


def list_offered(taker: assessments.Taker, *, language: str, done: Iterable[assessments.Done]) -> list[OfferedTest]:
    """The tests that she may sit in the language of the page, those that came with us first, then by name."""
    tests = assessments.list_tests_to_sit(
        taker=taker,
        language=language,
        regime=regime_of(taker.newcomer),
        on=today(),
        asked=list_asked_tests(taker.newcomer),
    )
    last: dict[str, date] = {}
    for one in done:
        last.setdefault(one.test, plans.brussels_date(one.started_at))
    offered = [_offer(test, last.get(test.code)) for test in tests]
    return sorted(offered, key=lambda one: SHIPPED.index(one.test.code) if one.is_shipped else len(SHIPPED))


def list_asked_tests(newcomer) -> set[str]:
    return progress.list_asked_tests(newcomer=newcomer) if newcomer is not None else set()


def name_section(key: str, title: LanguageText) -> LanguageText | str | Promise:
    """By its own name, else by that of the parts of the real test."""
    return title or SECTIONS.get(key, key)


def find_retake(last_on: date, days: int) -> date | None:
    """The day before which who sat a test better does not try again; None when that is over."""
    day = last_on + timedelta(days=days)
    return day if day > today() else None


def _offer(test: assessments.TestToSit, last_on: date | None) -> OfferedTest:
    parts = [OfferedPart(name_section(part.key, part.title), part.total, part.cuts) for part in test.parts]
    if test.cuts:
        parts.append(OfferedPart(_("The whole test"), test.total, test.cuts))
    return OfferedTest(
        test,
        tuple(parts),
        tuple(words for aid, words in AIDS.items() if aid in test.refused_aids),
        find_retake(last_on, test.retake_days) if last_on else None,
    )
