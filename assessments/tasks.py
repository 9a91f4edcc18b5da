"""Tasks may run twice."""

from celery import shared_task
from django.utils import timezone

from .domain import correcting
from .domain.attempts import close_overdue_attempts
from .domain.statistics import compute_statistics
from .domain.waking import wake

#: Results in one go; then other work has its turn.
AT_ONCE = 500


@shared_task(ignore_result=True)
def sweep_attempts() -> int:
    """End the tests whose time is over though nobody is looking, and sweep away those of guests."""
    return close_overdue_attempts(at=timezone.now())


@shared_task(ignore_result=True)
def compute_item_statistics() -> int:
    """Work out anew how the questions do. How many have statistics."""
    return compute_statistics(at=timezone.now())


@shared_task(ignore_result=True)
def correct_results(correction_id: int) -> None:
    """Work out some results anew after a key was corrected, and come back for the rest."""
    if correcting.work_on(correction_id=correction_id, clock=timezone.now, most=AT_ONCE):
        wake(correction_id)


@shared_task(ignore_result=True)
def sweep_corrections() -> int:
    """Wake workers for corrections that nobody works on."""
    ids = correcting.list_to_wake(at=timezone.now())
    for correction_id in ids:
        wake(correction_id)
    return len(ids)
