"""A key was wrong: every closed test with that version gets a next result, which says why; the earlier ones stay.

A row is the truth. A worker claims it for a while and says so again after some tests; when it dies, the next one goes on with
the tests that have no result by this correction yet. Tests that are still open are judged by it when they close.
"""

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import batched
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, Max, Q, QuerySet, TextField
from django.db.models.functions import Cast

from ..engine.items import BadItem, Kind, build_item
from ..enums import CorrectionState, Ruling
from ..errors import InvalidCorrection
from ..models import Attempt, AttemptResult, BankQuestion, KeyCorrection, QuestionVersion
from ..models.correction import OPEN
from .corrected import list_in_force, with_key_of
from .judging import store_result
from .questions import get_question_version
from .waking import wake_on_commit

CLAIM = timedelta(minutes=2)
CHUNK = 50
#: A test that was closing when the key was corrected is found by a second look after this time.
SECOND_LOOK = timedelta(minutes=1)
LONGEST_REASON = 200


@dataclass(frozen=True, slots=True)
class Correction:
    """How far a correction is: `results` were worked out anew for it. `key` is None unless another answer is right."""

    id: int
    version: UUID
    ruling: Ruling
    key: Mapping[str, Any] | None
    reasons: Mapping[str, str]
    corrected_at: datetime
    state: CorrectionState
    results: int


def correct_key(
    *,
    version_id: UUID | str,
    ruling: Ruling,
    reasons: Mapping[str, str],
    key: Mapping[str, Any] | None = None,
    by=None,
    at: datetime,
) -> int:
    """Say what holds for a version whose key was wrong, and have the results of its tests worked out anew. The correction's id.

    `key`: as in a version, with another right answer; where one answer is right also several, each of which counts then.
    `reasons`: {language: why, for who sat it}, at most 200 letters, always in Dutch. The correction that is in force already is
    given back as it is. Raises UnknownVersion, InvalidCorrection. Who may do this is the caller's to know.
    """
    version = get_question_version(version_id=version_id)
    if not BankQuestion.objects.filter(question=version.question_id).exists():
        raise InvalidCorrection(str(version_id), code="not_of_a_bank")
    reasons = _read_reasons(reasons)
    new = KeyCorrection(version=version, ruling=ruling, key=key, reasons=reasons, corrected_by=by, corrected_at=at)
    _check_key(new, version)
    with transaction.atomic():
        QuestionVersion.objects.select_for_update(no_key=True).get(pk=version.pk)  # one after the other
        standing = list_in_force([version.uuid]).get(str(version.uuid))
        if standing is not None and _says_the_same(standing, new, version):
            return standing.pk
        if standing is None and ruling == Ruling.KEY and with_key_of(new, version).item == version.item:
            raise InvalidCorrection(str(version_id), code="nothing_changes")
        version.corrections.filter(state__in=OPEN).update(state=CorrectionState.REPLACED, ended_at=at)
        new.save(force_insert=True)
        wake_on_commit(new.pk)
    return new.pk


def count_affected_attempts(*, version_id: UUID | str) -> int:
    """How many closed tests hold this version, those of guests too. Raises UnknownVersion."""
    return _list_sat_with(get_question_version(version_id=version_id)).count()


def list_same_key(*, version_id: UUID | str) -> list[UUID]:
    """The versions of the same question with the same parts and the same key: what is wrong in one is wrong in all of them.
    The oldest first, this one too. Raises UnknownVersion."""
    version = get_question_version(version_id=version_id)
    versions = QuestionVersion.objects.filter(question=version.question_id).order_by("number")
    return [other.uuid for other in versions if other.item == version.item]


def list_corrections(*, question_id: int) -> list[Correction]:
    """All corrections of a question's versions, the last first. One query."""
    rows = KeyCorrection.objects.filter(version__question=question_id).select_related("version")
    rows = rows.annotate(anew=Count("results", filter=Q(results__number__gt=1)))
    return [
        Correction(
            row.pk,
            row.version.uuid,
            Ruling(row.ruling),
            row.key,
            row.reasons,
            row.corrected_at,
            CorrectionState(row.state),
            row.anew,
        )
        for row in rows.order_by("-pk")
    ]


def work_on(*, correction_id: int, clock: Callable[[], datetime], most: int | None = None) -> int:
    """Work out anew the results of at most `most` tests; how many are left. May run twice, also at once."""
    job = _claim(correction_id, clock())
    if job is None:
        return 0
    todo = list(_list_left(job)[:most])
    for chunk in batched(todo, CHUNK):
        if not _hold(job, clock()):  # replaced, or another worker thought that this one was dead
            return 0
        for attempt_id in chunk:
            _work_out_anew(job, attempt_id, clock())
    left = _list_left(job).count()
    _let_go(job, clock(), is_done=not left)
    return left


def list_to_wake(*, at: datetime) -> list[int]:
    """Corrections that nobody works on: never begun, a worker died, or the second look is due."""
    free = Q(claimed_until__isnull=True) | Q(claimed_until__lt=at)
    rows = KeyCorrection.objects.filter(free, state__in=OPEN)
    waits = Q(state=CorrectionState.RUNNING, claim__isnull=True, corrected_at__gt=at - SECOND_LOOK)
    return list(rows.exclude(waits).order_by("pk").values_list("pk", flat=True))


def _read_reasons(reasons: Mapping[str, str]) -> dict[str, str]:
    try:
        read = KeyCorrection._meta.get_field("reasons").clean(dict(reasons), None)
    except ValidationError as problem:
        raise InvalidCorrection(" ".join(problem.messages), code="no_reason") from problem
    if not read.get("nl") or max(map(len, read.values())) > LONGEST_REASON:
        raise InvalidCorrection("A reason is at most 200 letters, and always in Dutch.", code="no_reason")
    return read


def _check_key(correction: KeyCorrection, version: QuestionVersion) -> None:
    if (correction.ruling == Ruling.KEY) != (correction.key is not None):
        raise InvalidCorrection("A key belongs to another right answer, and only to that.", code="bad_key")
    try:
        item = build_item(
            kind=version.kind, ids=version.part_ids, key=correction.key or version.key, accepts_several=True
        )
    except BadItem as problem:
        raise InvalidCorrection(str(problem), code="bad_key") from problem
    if item.kind is Kind.CHOOSE and len(item.key) != len(version.item.key):
        raise InvalidCorrection("As many answers are right as there were to choose.", code="bad_key")


def _says_the_same(standing: KeyCorrection, new: KeyCorrection, version: QuestionVersion) -> bool:
    same_key = with_key_of(standing, version).item == with_key_of(new, version).item
    return standing.ruling == new.ruling and same_key


def _list_sat_with(version: QuestionVersion) -> QuerySet[Attempt]:
    """The closed attempts whose form holds the version, answered or not; the text of a form names it nowhere else."""
    rows = Attempt.objects.filter(closed_at__isnull=False, started_at__gte=version.created_at)
    return rows.annotate(form_text=Cast("form", TextField())).filter(form_text__contains=str(version.uuid))


def _list_left(job: KeyCorrection) -> QuerySet[Attempt, int]:
    judged = AttemptResult.objects.filter(corrections=job).values("attempt")
    return _list_sat_with(job.version).exclude(pk__in=judged).order_by("pk").values_list("pk", flat=True)


def _work_out_anew(job: KeyCorrection, attempt_id: int, at: datetime) -> None:
    with transaction.atomic():
        row = Attempt.objects.select_for_update().filter(pk=attempt_id).first()
        if (
            row is None or row.results.filter(corrections=job).exists()
        ):  # of a guest, swept away; or another worker was faster
            return
        last = row.results.aggregate(last=Max("number"))["last"]
        store_result(row, number=last + 1, cause=job, at=at)


def _claim(correction_id: int, at: datetime) -> KeyCorrection | None:
    free = Q(claimed_until__isnull=True) | Q(claimed_until__lt=at)
    rows = KeyCorrection.objects.filter(free, pk=correction_id, state__in=OPEN)
    if not rows.update(state=CorrectionState.RUNNING, claim=uuid.uuid4(), claimed_until=at + CLAIM):
        return None
    return KeyCorrection.objects.select_related("version").get(pk=correction_id)


def _hold(job: KeyCorrection, at: datetime) -> bool:
    rows = KeyCorrection.objects.filter(pk=job.pk, claim=job.claim, state=CorrectionState.RUNNING)
    return bool(rows.update(claimed_until=at + CLAIM))


def _let_go(job: KeyCorrection, at: datetime, *, is_done: bool) -> None:
    is_over = is_done and at >= job.corrected_at + SECOND_LOOK
    ended = {"state": CorrectionState.DONE, "ended_at": at} if is_over else {}
    KeyCorrection.objects.filter(pk=job.pk, claim=job.claim).update(claim=None, claimed_until=None, **ended)
