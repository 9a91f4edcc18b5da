from celery import shared_task
from django.utils import timezone

from .domain import sweeping


@shared_task(ignore_result=True)
def sweep_pending_updates() -> int:
    """Let plans follow the completions they could not follow at once. Runs every few seconds; may run twice."""
    return sweeping.sweep_pending_updates(at=timezone.now())
