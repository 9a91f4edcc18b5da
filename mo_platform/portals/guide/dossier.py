"""What a dossier shows beside the plan: the path through the lessons, and decisions in words."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments import api as assessments
from core import api as core
from core.dates import format_date
from core.language_text import read_in
from curriculum import api as curriculum
from curriculum.enums import Regime
from lessons import api as lessons
from people.enums import Obligation
from plans.enums import ClockKind, ComponentCode, ComponentStatus, DecisionKind, Outcome, SupportStatus
from pretrajectory import api as pretrajectory
from progress import api as progress

from .practice_forms import say_asked

_DETAILS = {
    "first_name": gettext_lazy("First name"),
    "last_name": gettext_lazy("Last name"),
    "birth_date": gettext_lazy("Date of birth"),
    "obligation": gettext_lazy("Obliged or entitled"),
    "phone": gettext_lazy("Phone"),
    "email": gettext_lazy("E-mail"),
    "languages": gettext_lazy("Languages, best first"),
}


@dataclass(frozen=True, slots=True)
class LessonLine:
    """That and when she was in a lesson; never what she answered."""

    title: str
    last_at: datetime
    completed_at: datetime | None
    language: str


@dataclass(frozen=True, slots=True)
class ModulePath:
    """A module she began: how many of its lessons are done, and which she opened."""

    title: str
    done: int
    total: int
    completed_at: datetime | None
    lessons: tuple[LessonLine, ...]


@dataclass(frozen=True, slots=True)
class EvidenceLine:
    """A completed module that counts for a component. `is_late`: it reached us long after it was done."""

    title: str
    component: str
    minutes: int
    completed_at: datetime
    is_late: bool


@dataclass(frozen=True, slots=True)
class AssignmentLine:
    """What she was asked to practise, in words; whether she began and ended it, never how it went."""

    assignment: progress.Assignment
    what: str
    is_late: bool


@dataclass(frozen=True, slots=True)
class DecisionLine:
    """A line of the plan's history in words. `decided_by` is empty when the platform followed a fact."""

    at: datetime
    what: str
    change: str
    reason: str
    reference: str
    decided_by: str
    is_correction: bool


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """What was put right about her in one act, in words."""

    at: datetime
    by: str
    changes: tuple[str, ...]
    reason: str


def list_paths(*, newcomer) -> list[ModulePath]:
    """The modules in which she did something, in the order of the lessons; lessons no longer offered come last."""
    overview = progress.get_overview(newcomer=newcomer)
    seen, paths = set(), []
    for module in lessons.list_modules(language=core.SOURCE_LANGUAGE):
        lines = [
            _lesson_line(card.discreet_title, overview.lessons[card.lesson_key])
            for card in module.lessons
            if card.lesson_key in overview.lessons
        ]
        keys = [card.lesson_key for card in module.lessons]
        seen.update(keys)
        completed_at = overview.modules_completed.get(module.module_key)
        if lines or completed_at:
            done = overview.count_complete(keys)
            paths.append(ModulePath(module.title, done, len(keys), completed_at, tuple(lines)))
    gone = [lesson for key, lesson in overview.lessons.items() if key not in seen]
    if gone:
        rest = tuple(_lesson_line(_("A lesson that is not offered any more"), lesson) for lesson in gone)
        done = sum(lesson.is_complete for lesson in gone)
        paths.append(ModulePath(_("Earlier lessons"), done, len(gone), None, rest))
    return paths


def _lesson_line(title: str, lesson) -> LessonLine:
    name = core.get_language(lesson.language).name_nl if core.is_known_language(lesson.language) else lesson.language
    return LessonLine(title, lesson.last_at, lesson.completed_at, name)


def list_evidence(plan) -> list[EvidenceLine]:
    """The evidence of a plans.PlanView, by component and day, with Dutch titles."""
    return [
        EvidenceLine(
            title=item.title_in(core.SOURCE_LANGUAGE).text,
            component=component.code.value,
            minutes=item.minutes,
            completed_at=item.completed_at,
            is_late=item.is_late,
        )
        for component in plan.components
        for item in component.evidence
    ]


def list_assignment_lines(*, newcomer, on: date) -> list[AssignmentLine]:
    """What she was asked to practise or to sit, the newest first, with Dutch titles."""
    found = progress.list_assignments(newcomer=newcomer)
    themes = curriculum.list_themes(on=on) if found else []
    titles = {theme.key: theme.title_in(core.SOURCE_LANGUAGE).text for theme in themes}
    tests = assessments.name_tests(codes={one.asked.test for one in found} - {""})
    titles |= {code: read_in(title, core.SOURCE_LANGUAGE).text for code, title in tests.items()}
    return [AssignmentLine(one, say_asked(one.asked, titles), one.is_late(on)) for one in found]


def tell_decisions(history) -> list[DecisionLine]:
    """The plans.DecisionView rows of a plan as sentences, latest first as they come."""
    return [
        DecisionLine(
            at=row.at,
            what=_say_what(row),
            change=_say_change(row),
            reason=row.reason,
            reference=row.reference,
            decided_by=row.decided_by,
            is_correction=row.is_correction,
        )
        for row in history
    ]


def tell_changes(rows) -> list[ChangeLine]:
    """The details that were put right, each with what stood there, latest first as they come."""
    return [
        ChangeLine(
            at=row.at,
            by=row.by.get_full_name() if row.by else "",
            changes=tuple(
                f"{label}: {_say_detail(name, row.changes[name][0])} → {_say_detail(name, row.changes[name][1])}"
                for name, label in _DETAILS.items()
                if name in row.changes
            ),
            reason=row.reason,
        )
        for row in rows
    ]


def _say_detail(name: str, value) -> str:
    if name == "languages":
        return ", ".join(core.get_language(code).name_nl for code in value if core.is_known_language(code))
    if name == "obligation":
        return str(Obligation(value).label)
    day = _read_day(value) if name == "birth_date" and value else None
    return format_date(day) if day else value or "—"


def _say_what(row) -> str:
    subject = row.subject
    if subject in ComponentCode.values:
        return f"{row.what.label}: {subject}"
    if subject in ClockKind.values:
        return f"{row.what.label}: {ClockKind(subject).label}"
    return str(row.what.label)


def _say_change(row) -> str:
    before, after = (_say_value(row.what, value) for value in (row.from_value, row.to_value))
    if row.what == DecisionKind.DECIDED and not after:
        after = _("not done any more")
    change = f"{before} → {after}" if before and after else after or before
    if row.decided_on is None:
        return change
    return _("%(change)s, decided on %(day)s") % {"change": change, "day": format_date(row.decided_on, style="medium")}


def _say_value(what: DecisionKind, value: str) -> str:
    if what == DecisionKind.STATUS and value in ComponentStatus.values:
        return str(ComponentStatus(value).label)
    if what == DecisionKind.STUDY_FORM and value in pretrajectory.StudyForm.values:
        return str(pretrajectory.StudyForm(value).label)
    if what == DecisionKind.SUPPORT and value in SupportStatus.values:
        return str(SupportStatus(value).label)
    if what == DecisionKind.OFFICIAL_RESULT and value in Outcome.values:
        return str(Outcome(value).label)
    if what == DecisionKind.REGIME and value in Regime.values:
        return str(Regime(value).label)
    day = _read_day(value)
    return format_date(day, style="medium") if day else value


def _read_day(value: str) -> date | None:
    try:
        return parse_date(value)
    except ValueError:
        return None
