"""How ready a newcomer is, in words for her case worker, as long as she shows it (progress.may_see_readiness)."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from assessments import api as assessments
from core import api as core
from core.language_text import read_in
from curriculum import api as curriculum
from progress import api as progress

from ..mock_offer import name_section
from ..mock_taking import name_test
from ..practice_parts import find_pass_rule
from ..readiness import LEVELS, SECTIONS

_BANDS = {
    assessments.Band.TOO_FEW: _("Too few answers to say whether she would pass our practice test."),
    assessments.Band.UNLIKELY: _("Would probably not pass our practice test yet."),
    assessments.Band.UNCERTAIN: _("Our practice test could go either way."),
    assessments.Band.LIKELY: _("Would probably pass our practice test."),
    assessments.Band.VERY_LIKELY: _("Would very probably pass our practice test."),
}


@dataclass(frozen=True, slots=True)
class ReadinessLine:
    """A part of the test, or a theme of it. `level` is empty where no rule says what is needed."""

    title: str
    level: str
    answered: int
    is_part: bool


@dataclass(frozen=True, slots=True)
class ExamLine:
    """A mock exam that she did: right answers by part in the order of the test, [(title, right, of how many), …]. `test`: its
    name, where it has another."""

    test: str
    started_at: datetime
    parts: tuple[tuple[str, int, int], ...]
    is_passed: bool


@dataclass(frozen=True, slots=True)
class ShownReadiness:
    """`band` is empty where no rule says what passing takes."""

    band: str
    lines: tuple[ReadinessLine, ...]
    exams: tuple[ExamLine, ...]


def describe_readiness(*, newcomer, on: date) -> ShownReadiness:
    """What her case worker reads. Whoever calls this has asked whether it may be seen."""
    rule = find_pass_rule(newcomer)
    found = progress.get_readiness(
        newcomer=newcomer,
        language=core.SOURCE_LANGUAGE,
        blueprint=assessments.read_pass_rule(rule.value) if rule else None,
    )
    titles = {theme.key: theme.title_in(core.SOURCE_LANGUAGE).text for theme in curriculum.list_themes(on=on)}
    return ShownReadiness(
        band=str(_BANDS[found.band]) if found.band else "",
        lines=tuple(line for section in found.sections for line in _list_lines(section, titles)),
        exams=tuple(_tell_exam(done) for done in assessments.list_done(newcomer=newcomer)),
    )


def _list_lines(section: progress.SectionStanding, titles: dict[str, str]) -> list[ReadinessLine]:
    """The part, and those of its themes that she practised, in the order of the curriculum."""
    themes = {theme.key: theme for theme in section.themes if theme.evidence.answered}
    part = _tell(section.standing, str(SECTIONS.get(section.standing.key, section.standing.key)), is_part=True)
    return [part, *(_tell(themes[key], title, is_part=False) for key, title in titles.items() if key in themes)]


def _tell(standing: progress.Standing, title: str, *, is_part: bool) -> ReadinessLine:
    level = str(LEVELS[standing.level][1]) if standing.level else ""
    return ReadinessLine(title, level, standing.evidence.answered, is_part)


def _tell_exam(done: assessments.Done) -> ExamLine:
    order = list(SECTIONS)
    sections = sorted(
        done.sections, key=lambda section: order.index(section.key) if section.key in order else len(order)
    )
    parts = tuple(
        (str(name_section(section.key, read_in(section.title, core.SOURCE_LANGUAGE))), section.correct, section.items)
        for section in sections
    )
    test = str(name_test(done.test, done.title, core.SOURCE_LANGUAGE))
    return ExamLine(test, done.started_at, parts, done.is_passed)
