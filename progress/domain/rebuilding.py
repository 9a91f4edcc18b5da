"""Computing a summary anew from its events: for repairs, and as proof that the sum holds nothing else."""

from typing import Any
from uuid import UUID

from django.db import transaction

from lessons import api as lessons

from ..enums import EventType
from ..models import Completion, Event, LessonProgress
from . import summary
from .recording import refresh


def rebuild_progress(*, newcomer, lesson_key: UUID) -> LessonProgress:
    """The summary of a lesson, computed from all its events and stored. Raises UnknownLesson, LessonProgress.DoesNotExist."""
    outline = lessons.get_outline(lesson_key=lesson_key)
    with transaction.atomic():
        row = LessonProgress.objects.select_for_update(no_key=True).get(newcomer=newcomer, lesson_key=lesson_key)
        events = Event.objects.filter(newcomer=newcomer, lesson_key=lesson_key).select_related("answer__version")
        row.state = {}
        for event in events.order_by("pk"):
            summary.add(row.state, _as_happening(event))
        if row.state:
            refresh(row, outline)
        completion = Completion.objects.filter(newcomer=newcomer, kind="lesson", key=lesson_key).first()
        row.completed_at = completion.completed_at if completion else None
        row.version += 1
        row.save()
    return row


def _as_happening(event: Event) -> summary.Happening:
    answer: dict[str, Any] = {}
    if event.type == EventType.ANSWERED:
        answer = {
            "version": str(event.answer.version.uuid),
            "response": event.answer.response,
            "is_correct": event.answer.is_correct,
        }
    return summary.Happening(
        event_id=str(event.event_id),
        type=event.type,
        at=event.occurred_at,
        language=event.language,
        block=str(event.block_id) if event.block_id else None,
        item=event.data.get("item", ""),
        checked=event.data.get("checked", False),
        **answer,
    )
