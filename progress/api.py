"""The door of progress."""

from .domain.feedback import render_feedback
from .domain.queries import (
    AnswerState,
    LessonState,
    LessonSummary,
    Overview,
    ProgressSummary,
    Resume,
    get_lesson_state,
    get_overview,
    get_resume,
    list_completions,
    list_progress_summaries,
)
from .domain.recording import BatchResult, EventResult, record_events
from .domain.reports import (
    ModuleCount,
    count_modules_by_language,
    count_modules_by_module,
    count_newcomers_with_modules,
)
from .enums import CompletionKind, ResultStatus
from .errors import BadEvents, UnknownTarget
from .guest import FormResult, read_result

__all__ = [
    "AnswerState",
    "BadEvents",
    "BatchResult",
    "CompletionKind",
    "EventResult",
    "FormResult",
    "LessonState",
    "LessonSummary",
    "ModuleCount",
    "Overview",
    "ProgressSummary",
    "ResultStatus",
    "Resume",
    "UnknownTarget",
    "count_modules_by_language",
    "count_modules_by_module",
    "count_newcomers_with_modules",
    "get_lesson_state",
    "get_overview",
    "get_resume",
    "list_completions",
    "list_progress_summaries",
    "read_result",
    "record_events",
    "render_feedback",
]
