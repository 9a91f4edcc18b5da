"""Tasks may run twice."""

from celery import shared_task
from django.utils import timezone

from .domain.attempts import close_overdue_attempts
from .domain.statistics import compute_statistics


@shared_task(ignore_result=True)
def sweep_attempts() -> int:
    """End the tests whose time is over though nobody is looking, and sweep away those of guests."""
    return close_overdue_attempts(at=timezone.now())


@shared_task(ignore_result=True)
def compute_item_statistics() -> int:
    """Work out anew how the questions do. How many have statistics."""
    return compute_statistics(at=timezone.now())
