"""A screening: one task after the other, each judged by the server, until enough is known or she stops."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from ..engine import screening as engine
from ..engine.judging import fingerprint, judge
from ..enums import Device, ScreeningEnd, Skill
from ..errors import ReportStands, UnknownTry
from ..models import Screening, TaskReport, TaskTry
from ..signals import task_reported
from .reports import read_flag, read_id, read_number, read_steps
from .tasks import list_current_versions, show_task


@dataclass(frozen=True, slots=True)
class Finding:
    """What is known of a skill. `level`: 0 not yet, 1 or 2; `is_sure`: else it is the most likely; None: it was not tried."""

    skill: Skill
    level: int | None
    is_sure: bool


def start_screening(
    *, newcomer, device: Device, is_assisted: bool, trains: Skill | None = None, at: datetime
) -> Screening:
    """A new one, or the one that is open on this device with the same help; an open one of another kind ends. `trains`: she
    practises this skill instead."""
    kind = {"device": device, "is_assisted": is_assisted, "trains": trains or ""}
    open_one = get_open_screening(newcomer=newcomer)
    if open_one is not None and all(getattr(open_one, name) == value for name, value in kind.items()):
        return open_one
    if open_one is not None:
        _close(open_one, ScreeningEnd.STOPPED, at)
    try:
        with transaction.atomic():
            return Screening.objects.create(newcomer=newcomer, started_at=at, **kind)
    except IntegrityError:  # pressed twice at the same moment
        return Screening.objects.get(newcomer=newcomer, closed_at__isnull=True)


def get_open_screening(*, newcomer) -> Screening | None:
    return Screening.objects.filter(newcomer=newcomer, closed_at__isnull=True).first()


def get_last_screening(*, newcomer) -> Screening | None:
    """The one whose findings hold, open or not; practising is none."""
    return Screening.objects.filter(newcomer=newcomer, trains="").order_by("-started_at", "-pk").first()


def give_task(*, newcomer, language: str, at: datetime) -> TaskTry | None:
    """What she does next: the task that she has not reported yet, else the one that tells most, or of a skill that she
    practises the one that she had least. None: the screening is over, or none is open."""
    screening = get_open_screening(newcomer=newcomer)
    if screening is None:
        return None
    waiting = screening.tries.filter(report__isnull=True).select_related("version__task").order_by("pk").first()
    if waiting is not None:
        return waiting
    versions = {version.task.code: version for version in list_current_versions(device=screening.device)}
    offers = [engine.Offer(code, version.skill, version.level) for code, version in versions.items()]
    given = Counter(screening.tries.values_list("version__task__code", flat=True))
    chosen = (
        _choose_to_train(screening, offers, given)
        if screening.trains
        else _describe(screening).choose(offers, given=given)
    )
    if chosen is None:
        _close(screening, ScreeningEnd.ENOUGH, at)
        return None
    return TaskTry.objects.create(screening=screening, version=versions[chosen.code], language=language, given_at=at)


def report_try(*, newcomer, uuid: UUID, report: Mapping[str, Any], at: datetime) -> TaskReport:
    """Judge what her browser says of a try, and keep it without what she typed. Sent again it changes nothing.

    Raises UnknownTry, BadReport, and ReportStands when the try has another report.
    """
    task_try = (
        TaskTry.objects.select_related("version", "screening").filter(uuid=uuid, screening__newcomer=newcomer).first()
    )
    if task_try is None:
        raise UnknownTry(str(uuid))
    report_id, steps = read_id(report), read_steps(report)
    mark = fingerprint(steps)
    verdict = judge(
        task_try.version.world,
        show_task(task_try.version, language=task_try.language).parameters,
        steps,
        elapsed=int((at - task_try.given_at).total_seconds() * 1000),
        is_repeated=_is_known(task_try, mark),
    )
    try:
        with transaction.atomic():
            stored = TaskReport.objects.create(
                task_try=task_try,
                report_id=report_id,
                steps=[list(step) for step in verdict.steps],
                fingerprint=mark,
                hints=read_number(report, "hints", most=3),
                watched=read_number(report, "watched", most=100),
                gave_up=read_flag(report, "gave_up"),
                is_done=verdict.is_done,
                doubt=verdict.doubt,
                reported_at=at,
            )
            task_reported.send(sender=TaskReport, report=stored, at=at)
        return stored
    except IntegrityError:
        standing = TaskReport.objects.get(task_try=task_try)
        if standing.report_id != report_id:
            raise ReportStands(str(uuid)) from None
        return standing


def stop_screening(*, newcomer, at: datetime) -> None:
    """She had enough. What she did stands."""
    if (screening := get_open_screening(newcomer=newcomer)) is not None:
        _close(screening, ScreeningEnd.STOPPED, at)


def describe_profile(*, newcomer) -> list[Finding]:
    """What her last screening found, skill by skill; empty when there was none or it found nothing yet."""
    screening = get_last_screening(newcomer=newcomer)
    beliefs = describe_beliefs(screening) if screening is not None else {}
    if not beliefs:
        return []
    return [
        Finding(skill, beliefs[skill].level, beliefs[skill].is_sure)
        if skill in beliefs
        else Finding(skill, None, is_sure=False)
        for skill in Skill
    ]


def describe_beliefs(screening: Screening) -> dict[str, engine.Belief]:
    """What a screening found of each skill that was tried."""
    return _describe(screening).beliefs


def list_trainable(*, device: str) -> set[Skill]:
    """The skills that can be practised on a device: they have tasks. One query."""
    return {Skill(version.skill) for version in list_current_versions(device=device)}


def _choose_to_train(screening: Screening, offers: list[engine.Offer], given: Mapping[str, int]) -> engine.Offer | None:
    """Of the skill that she practises: a task at the level after hers, one after the other; of equals the one she met least."""
    ever = Counter(
        TaskTry.objects.filter(screening__newcomer=screening.newcomer).values_list("version__task__code", flat=True)
    )
    here = [offer for offer in offers if offer.skill == screening.trains]
    last = get_last_screening(newcomer=screening.newcomer)
    wanted = min(2, _describe(last).get_belief(screening.trains).level + 1) if last is not None else 1
    return min(
        here,
        key=lambda offer: (given.get(offer.code, 0), abs(offer.level - wanted), ever[offer.code], offer.code),
        default=None,
    )


def _describe(screening: Screening) -> engine.Screening:
    reports = TaskReport.objects.filter(task_try__screening=screening, doubt="").order_by("pk")
    rows = reports.select_related("task_try__version", "task_try__screening", "task_try__help")
    return engine.Screening(list(Skill), [tell_tried(row) for row in rows])


def tell_tried(row: TaskReport) -> engine.Tried:
    """What a report says; with its try, the version, screening and help of that."""
    version = row.task_try.version
    is_helped = row.task_try.screening.is_assisted or hasattr(row.task_try, "help")
    if not row.is_done:
        outcome = engine.Outcome.NOT_YET
    elif is_helped or row.hints or row.watched > 1:  # to watch once is how the task is told
        outcome = engine.Outcome.HELPED
    else:
        outcome = engine.Outcome.ALONE
    return engine.Tried(version.skill, version.level, outcome)


def _close(screening: Screening, ended_by: ScreeningEnd, at: datetime) -> None:
    Screening.objects.filter(pk=screening.pk, closed_at__isnull=True).update(closed_at=at, ended_by=ended_by)


def _is_known(task_try: TaskTry, mark: str) -> bool:
    """Whether another try, of anybody, was reported with these very steps and times."""
    others = TaskReport.objects.filter(fingerprint=mark).exclude(task_try=task_try)
    return bool(mark) and others.exists()
