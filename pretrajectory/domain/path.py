"""Her path: what her last screening found missing, in order, with what she learnt since; and what comes back after days."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from core import repetition

from ..engine.path import DAYS_TO_LEARN, Missing, State, Station, lay_path
from ..engine.screening import Outcome, Tried
from ..enums import Device, Skill
from ..models import SkippedSkill, TaskReport
from .screening import describe_profile, get_last_screening, start_screening, stop_screening, tell_tried
from .tasks import list_current_versions


@dataclass(frozen=True, slots=True)
class _Trained:
    tried: Tried
    given_at: datetime
    reported_at: datetime

    @property
    def is_alone(self) -> bool:
        return self.tried.outcome == Outcome.ALONE


@dataclass(frozen=True, slots=True)
class Path:
    """`is_open`: a screening found something and is over; else there is no path yet. `again`: learnt before, due today, the most
    nearly forgotten first."""

    is_open: bool
    stations: tuple[Station, ...] = ()
    again: tuple[Skill, ...] = ()

    @property
    def next_skill(self) -> Skill | None:
        """What she does now: first what comes back, then what is new; None: nothing (more) today."""
        now = [Skill(station.skill) for station in self.stations if station.state == State.NOW]
        return next(iter([*self.again, *now]), None)

    @property
    def is_complete(self) -> bool:
        return all(station.state == State.LEARNT for station in self.stations)


def describe_path(*, newcomer, device: Device, at: datetime) -> Path:
    """Of what can be learnt on the device. One query where she was not screened, else six."""
    last = get_last_screening(newcomer=newcomer)
    findings = describe_profile(newcomer=newcomer) if last is not None and last.closed_at is not None else []
    if last is None or not findings:
        return Path(is_open=False)
    hardest = _find_hardest(device)
    missing = [
        Missing(finding.skill, finding.level + 1)
        for finding in findings
        if finding.level is not None and finding.level < min(2, hardest.get(finding.skill, 0))
    ]
    trained = _list_trained(newcomer)
    stations = lay_path(
        missing,
        good_days={
            one.skill: _list_good_days(trained, one.skill, level=one.level, since=last.started_at) for one in missing
        },
        skipped=set(SkippedSkill.objects.filter(newcomer=newcomer).values_list("skill", flat=True)),
        today=timezone.localdate(at),
    )
    to_learn = {station.skill for station in stations if station.state != State.LEARNT}
    return Path(
        is_open=True, stations=tuple(stations), again=tuple(_list_again(trained, set(hardest) - to_learn, at=at))
    )


def go_on_path(*, newcomer, device: Device, is_assisted: bool, at: datetime) -> Skill | None:
    """Begin to practise what comes now; which, or None when there is nothing (more) today and nothing was begun."""
    skill = describe_path(newcomer=newcomer, device=device, at=at).next_skill
    if skill is not None:
        with transaction.atomic():
            stop_screening(newcomer=newcomer, at=at)
            start_screening(newcomer=newcomer, device=device, is_assisted=is_assisted, trains=skill, at=at)
    return skill


def skip_skill(*, newcomer, skill: Skill, at: datetime) -> None:
    """She leaves it for later; twice is once."""
    SkippedSkill.objects.get_or_create(newcomer=newcomer, skill=skill, defaults={"skipped_at": at})


def take_back_skill(*, newcomer, skill: Skill) -> None:
    SkippedSkill.objects.filter(newcomer=newcomer, skill=skill).delete()


def _find_hardest(device: Device) -> dict[Skill, int]:
    """{skill: the highest level of a task for it}."""
    hardest: dict[Skill, int] = {}
    for version in list_current_versions(device=device):
        skill = Skill(version.skill)
        hardest[skill] = max(version.level, hardest.get(skill, 0))
    return hardest


def _list_trained(newcomer) -> list[_Trained]:
    """Every task that she practised with and that counts, the oldest first."""
    rows = TaskReport.objects.filter(task_try__screening__newcomer=newcomer, doubt="").exclude(
        task_try__screening__trains=""
    )
    rows = rows.select_related("task_try__version", "task_try__screening", "task_try__help").order_by(
        "reported_at", "pk"
    )
    return [_Trained(tell_tried(row), row.task_try.given_at, row.reported_at) for row in rows]


def _list_good_days(trained: Iterable[_Trained], skill: str, *, level: int, since: datetime) -> set[date]:
    """The days on which she did it alone, at the level or above."""
    return {
        timezone.localdate(one.reported_at)
        for one in trained
        if one.tried.skill == skill and one.is_alone and one.tried.level >= level and one.given_at > since
    }


def _list_again(trained: Iterable[_Trained], skills: Collection[Skill], *, at: datetime) -> list[Skill]:
    """Of these skills: what she learnt once, at whatever level, and would soon forget."""
    histories: defaultdict[Skill, list[tuple[datetime, bool]]] = defaultdict(list)
    for one in trained:
        histories[Skill(one.tried.skill)].append((one.reported_at, one.is_alone))
    learnt = {skill: history for skill, history in histories.items() if skill in skills and _is_learnt(history)}
    return repetition.list_due(learnt, at=at)


def _is_learnt(history: repetition.History) -> bool:
    return len({timezone.localdate(day) for day, is_alone in history if is_alone}) >= DAYS_TO_LEARN
