"""What a newcomer did, for pages. No single answer leaves here for anybody but herself."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Max, Q, QuerySet

from core.compiled import CompiledQuery, Slot
from lessons import api as lessons

from ..enums import CompletionKind
from ..models import Completion, LessonProgress

_LESSON = CompiledQuery(
    lambda: LessonProgress.objects.filter(
        newcomer=Slot(LessonProgress, "newcomer"), lesson_key=Slot(LessonProgress, "lesson_key")
    )
)


@dataclass(frozen=True, slots=True)
class AnswerState:
    """Her latest answer to a question. `response` is in the ids of the page; `was_right_once` looks at all tries."""

    is_correct: bool
    response: dict[str, Any]
    version_uuid: UUID
    tries: int
    was_right_once: bool


@dataclass(frozen=True, slots=True)
class LessonState:
    """Where she stands in one lesson; block ids are strings. `checklist`: the ticked items of each list."""

    blocks_seen: frozenset[str] = frozenset()
    answers: dict[str, AnswerState] = field(default_factory=dict)
    checklist: dict[str, frozenset[str]] = field(default_factory=dict)
    is_complete: bool = False
    completed_at: datetime | None = None
    last_block_id: str | None = None
    last_language: str = ""
    answered_count: int = 0
    question_count: int = 0


@dataclass(frozen=True, slots=True)
class LessonSummary:
    """A lesson she began, for lists."""

    lesson_key: UUID
    module_key: UUID | None
    answered: int
    correct: int
    questions: int
    language: str
    last_at: datetime
    completed_at: datetime | None

    @property
    def is_complete(self) -> bool:
        return self.completed_at is not None


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything she began, by lesson key, the latest first; and when she completed which module."""

    lessons: dict[UUID, LessonSummary]
    modules_completed: dict[UUID, datetime]

    def count_complete(self, lesson_keys: Iterable[UUID]) -> int:
        """How many of these lessons are complete."""
        return sum(key in self.lessons and self.lessons[key].is_complete for key in lesson_keys)


@dataclass(frozen=True, slots=True)
class Resume:
    """Where she can go on: the lesson, the block and the language in which she stopped."""

    lesson_key: UUID
    block_id: str | None
    language: str
    last_at: datetime


@dataclass(frozen=True, slots=True)
class ProgressSummary:
    """What a case worker sees of a newcomer's work: that and when, never what she answered."""

    lessons_started: int = 0
    lessons_completed: int = 0
    modules_completed: int = 0
    last_activity_at: datetime | None = None


def get_lesson_state(*, newcomer, lesson_key: UUID | str) -> LessonState:
    """Where she stands in a lesson; empty when she never opened it. One query."""
    row = next(iter(_LESSON.fetch(newcomer=newcomer.pk, lesson_key=lesson_key)), None)
    if row is None:
        return LessonState()
    return LessonState(
        blocks_seen=frozenset(row.state.get("seen", {})),
        answers={block: _answer_state(answer) for block, answer in row.state.get("answers", {}).items()},
        checklist={
            block: frozenset(item for item, (_at, _event, is_checked) in ticks.items() if is_checked)
            for block, ticks in row.state.get("ticks", {}).items()
        },
        is_complete=row.completed_at is not None,
        completed_at=row.completed_at,
        last_block_id=str(row.last_block_id) if row.last_block_id else None,
        last_language=row.last_language,
        answered_count=row.answered_count,
        question_count=row.question_count,
    )


def _answer_state(answer: dict[str, Any]) -> AnswerState:
    return AnswerState(
        is_correct=answer["is_correct"],
        response=answer["response"],
        version_uuid=UUID(answer["version"]),
        tries=answer["tries"],
        was_right_once=answer["correct"] is not None,
    )


def get_overview(*, newcomer) -> Overview:
    """All lessons she began and all modules she completed. Two queries, whatever their number."""
    rows = LessonProgress.objects.for_newcomer(newcomer).filter(last_at__isnull=False).latest_first().defer("state")
    modules = list_completions(newcomer=newcomer).filter(kind=CompletionKind.MODULE)
    return Overview(
        lessons={
            row.lesson_key: LessonSummary(
                lesson_key=row.lesson_key,
                module_key=row.module_key,
                answered=row.answered_count,
                correct=row.correct_count,
                questions=row.question_count,
                language=row.last_language,
                last_at=row.last_at,
                completed_at=row.completed_at,
            )
            for row in rows
        },
        modules_completed=dict(modules.values_list("key", "completed_at")),
    )


def get_resume(*, newcomer) -> Resume | None:
    """The unfinished lesson she was in last and that is still offered; None when there is none. One query."""
    rows = LessonProgress.objects.for_newcomer(newcomer).unfinished().filter(last_at__isnull=False)
    for row in rows.latest_first().defer("state")[:20]:
        try:
            lessons.get_outline(lesson_key=row.lesson_key)
        except lessons.UnknownLesson:
            continue
        block = str(row.last_block_id) if row.last_block_id else None
        return Resume(row.lesson_key, block, row.last_language, row.last_at)
    return None


def list_completions(*, newcomer) -> QuerySet[Completion]:
    """What she completed, the earliest first."""
    return Completion.objects.filter(newcomer=newcomer).order_by("completed_at", "pk")


def list_progress_summaries(newcomers: Iterable) -> dict[int, ProgressSummary]:
    """For staff: how far each newcomer is, by newcomer id (newcomers without any work included). Two queries."""
    ids = [newcomer.pk for newcomer in newcomers]
    begun: dict[int, Mapping[str, Any]] = {
        row["newcomer_id"]: row
        for row in LessonProgress.objects.filter(newcomer_id__in=ids)
        .values("newcomer_id")
        .annotate(
            started=Count("pk", filter=Q(last_at__isnull=False)),
            completed=Count("pk", filter=Q(completed_at__isnull=False)),
            last=Max("last_at"),
        )
    }
    modules = dict(
        Completion.objects.filter(newcomer_id__in=ids, kind=CompletionKind.MODULE)
        .values_list("newcomer_id")
        .annotate(number=Count("pk"))
    )
    return {
        newcomer_id: ProgressSummary(
            lessons_started=begun.get(newcomer_id, {}).get("started", 0),
            lessons_completed=begun.get(newcomer_id, {}).get("completed", 0),
            modules_completed=modules.get(newcomer_id, 0),
            last_activity_at=begun.get(newcomer_id, {}).get("last"),
        )
        for newcomer_id in ids
    }
