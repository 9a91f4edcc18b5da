"""Work in the background. Every task may run twice."""

from celery import shared_task
from django.utils import timezone

from core.languages import list_languages

from .domain import counting, speaking
from .domain.waking import wake

#: Texts in one go; then other work has its turn.
AT_ONCE = 150


@shared_task(name="media.tasks.speak")
def speak(job_id: int) -> None:
    """Let a machine speak some of what is missing in a language, and come back for the rest."""
    job = speaking.work_on(job_id=job_id, clock=timezone.now, most=AT_ONCE)
    if job is not None and job.is_open:
        wake(job.pk)


@shared_task(name="media.tasks.sweep_speaking")
def sweep_speaking() -> int:
    """Wake workers for jobs that nobody works on."""
    ids = speaking.list_jobs_to_wake(at=timezone.now())
    for job_id in ids:
        wake(job_id)
    return len(ids)


@shared_task(name="media.tasks.count_all_texts")
def count_all_texts() -> None:
    """Count what each language says."""
    for language in list_languages():
        counting.count_texts(language=language.code, at=timezone.now())
