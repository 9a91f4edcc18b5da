"""A machine fills the gap: everything in a language that nobody can hear yet is spoken, in the background.

A row is the truth. A worker claims it for a minute at a time and says so again after each text; when it dies, the next
one goes on with what is still missing.
"""

import uuid
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from core.errors import DomainError
from core.languages import get_language, list_languages

from ..enums import JobState
from ..models import Narration, SpeakingJob
from ..signals import voices_changed
from .engines import VoiceFailed, find_machine_voice, speak_text
from .narrations import add_machine_voice
from .sound import BadSound
from .spoken import SpokenText, list_missing
from .waking import wake_on_commit

CLAIM = timedelta(minutes=2)
TOLD_EVERY = 50  # texts, until readers hear them: each time pages are drawn anew


class NoVoice(DomainError):
    """There is no machine voice for this language here."""

    code = "no_voice"


def list_machine_languages() -> list[str]:
    """The languages that a machine on this system can read aloud."""
    return [language.code for language in list_languages() if find_machine_voice(language.code)]


def ask_to_speak(*, language: str, user, at: datetime) -> SpeakingJob:
    """Let a machine speak what is missing; the open job when there is one. Raises NoVoice."""
    code = get_language(language).code
    if find_machine_voice(code) is None:
        raise NoVoice(_("There is no machine voice for this language."))
    try:
        with transaction.atomic():
            job = SpeakingJob.objects.create(language=code, asked_by=user, asked_at=at)
            wake_on_commit(job.pk)
            return job
    except IntegrityError:
        return SpeakingJob.objects.get(language=code, state__in=[JobState.WAITING, JobState.RUNNING])


def stop_speaking(*, job: SpeakingJob, at: datetime) -> None:
    """What was spoken stays; the rest is not spoken. A job that has ended stays as it is."""
    SpeakingJob.objects.filter(pk=job.pk, state__in=[JobState.WAITING, JobState.RUNNING]).update(
        state=JobState.STOPPED, ended_at=at
    )


def list_jobs() -> dict[str, SpeakingJob]:
    """The last job of each language."""
    return {job.language: job for job in SpeakingJob.objects.order_by("asked_at", "pk")}


def list_jobs_to_wake(*, at: datetime) -> list[int]:
    """Jobs that nobody works on: never begun, or the worker died."""
    free = Q(claimed_until__isnull=True) | Q(claimed_until__lt=at)
    rows = SpeakingJob.objects.filter(free, state__in=[JobState.WAITING, JobState.RUNNING])
    return list(rows.order_by("pk").values_list("pk", flat=True))


def work_on(
    *,
    job_id: int,
    clock: Callable[[], datetime],
    most: int | None = None,
    tell: Callable[[int, int], None] = lambda done, total: None,
) -> SpeakingJob | None:
    """Speak what is missing, at most `most` texts; None when somebody else is at it or nothing is left to do.

    May run twice: what is spoken already is not missing any more. `tell(done, total)` hears how far this call is.
    """
    job = _claim(job_id, clock())
    if job is None:
        return None
    voice = find_machine_voice(job.language)
    todo = list_missing(language=job.language) if voice else []
    if not job.total:
        job.total = len(todo)
        SpeakingJob.objects.filter(pk=job.pk).update(total=len(todo))
    spoken = 0
    for number, text in enumerate(todo[:most]):
        tell(number, len(todo))
        if not _hold(job, clock()):  # stopped, or another worker thought that this one was dead
            break
        spoken += _speak(job, text, voice, clock())
        if spoken and spoken % TOLD_EVERY == 0:
            voices_changed.send(sender=Narration)
    else:
        _let_go(job, clock(), is_done=most is None or len(todo) <= most)
    if spoken % TOLD_EVERY:
        voices_changed.send(sender=Narration)
    job.refresh_from_db()
    return job


def _speak(job: SpeakingJob, text: SpokenText, voice, at: datetime) -> bool:
    """True when it is heard from now on. A text that the voice cannot speak is counted, and the next one follows."""
    row = SpeakingJob.objects.filter(pk=job.pk)
    try:
        result = speak_text(text=text.text, voice=voice)
        with transaction.atomic():
            add_machine_voice(
                language=text.language,
                text=text.text,
                sound=result.sound,
                voice=voice.name,
                sentences=result.sentences,
                at=at,
            )
            row.update(done=F("done") + 1)
    except (VoiceFailed, BadSound) as problem:
        row.update(failed=F("failed") + 1, problem=str(problem)[:200])
        return False
    except IntegrityError:  # another worker spoke it in this very moment
        return False
    return True


def _claim(job_id: int, at: datetime) -> SpeakingJob | None:
    claim = uuid.uuid4()
    free = Q(claimed_until__isnull=True) | Q(claimed_until__lt=at)
    rows = SpeakingJob.objects.filter(free, pk=job_id, state__in=[JobState.WAITING, JobState.RUNNING])
    if not rows.update(state=JobState.RUNNING, claim=claim, claimed_until=at + CLAIM):
        return None
    return SpeakingJob.objects.get(pk=job_id)


def _hold(job: SpeakingJob, at: datetime) -> bool:
    rows = SpeakingJob.objects.filter(pk=job.pk, claim=job.claim, state=JobState.RUNNING)
    return bool(rows.update(claimed_until=at + CLAIM))


def _let_go(job: SpeakingJob, at: datetime, *, is_done: bool) -> None:
    ended = {"state": JobState.DONE, "ended_at": at} if is_done else {}
    SpeakingJob.objects.filter(pk=job.pk, claim=job.claim).update(claim=None, claimed_until=None, **ended)
