"""Tasks carry ids, look the row up, and may run twice."""

from celery import shared_task
from django.utils import timezone

from .domain import deliveries, question_files
from .domain.waking import wake

#: One task follows a plan's chain this far, then lets others have a turn.
LONGEST_CHAIN = 20


@shared_task(ignore_result=True)
def deliver(delivery_id: int) -> None:
    """Try one delivery, and after it what waited for it."""
    for _step in range(LONGEST_CHAIN):
        following = deliveries.deliver(delivery_id=delivery_id, at=timezone.now())
        if following is None:
            return
        delivery_id = following.pk
    wake([delivery_id])


@shared_task(ignore_result=True)
def sweep_deliveries() -> int:
    """Wake workers for what is due: retries, lost wake-ups, deliveries whose worker died."""
    ids = deliveries.list_to_wake(at=timezone.now())
    wake(ids)
    return len(ids)


@shared_task(ignore_result=True)
def sweep_question_files() -> int:
    return question_files.sweep_question_files(at=timezone.now())
