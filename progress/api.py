"""The door of progress."""

from .domain.choosing import PracticeChoices, choose_set, list_choices
from .domain.feedback import render_corrected_feedback, render_feedback, render_problem
from .domain.practising import (
    SET_SIZE,
    SHORT_SIZE,
    Practice,
    PracticeReply,
    answer_practice,
    draw_set,
    get_practice,
    judge_reply,
    list_seen,
    repeat_mistakes,
    store_practice,
)
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
from .domain.readiness import Readiness, SectionStanding, Standing, get_readiness
from .domain.recording import BatchResult, EventResult, record_events
from .domain.reports import (
    ModuleCount,
    count_modules_by_language,
    count_modules_by_module,
    count_newcomers_with_modules,
)
from .enums import CompletionKind, PracticeWay, ResultStatus
from .errors import BadEvents, NoQuestions, UnknownPractice, UnknownTarget
from .form_posts import list_faulty, list_repeated, read_given, read_response
from .guest import FormResult, read_result
from .guest_practice import pack_practice, unpack_practice

__all__ = [
    "SET_SIZE",
    "SHORT_SIZE",
    "AnswerState",
    "BadEvents",
    "BatchResult",
    "CompletionKind",
    "EventResult",
    "FormResult",
    "LessonState",
    "LessonSummary",
    "ModuleCount",
    "NoQuestions",
    "Overview",
    "Practice",
    "PracticeChoices",
    "PracticeReply",
    "PracticeWay",
    "ProgressSummary",
    "Readiness",
    "ResultStatus",
    "Resume",
    "SectionStanding",
    "Standing",
    "UnknownPractice",
    "UnknownTarget",
    "answer_practice",
    "choose_set",
    "count_modules_by_language",
    "count_modules_by_module",
    "count_newcomers_with_modules",
    "draw_set",
    "get_lesson_state",
    "get_overview",
    "get_practice",
    "get_readiness",
    "get_resume",
    "judge_reply",
    "list_choices",
    "list_completions",
    "list_faulty",
    "list_progress_summaries",
    "list_repeated",
    "list_seen",
    "pack_practice",
    "read_given",
    "read_response",
    "read_result",
    "record_events",
    "render_corrected_feedback",
    "render_feedback",
    "render_problem",
    "repeat_mistakes",
    "store_practice",
    "unpack_practice",
]
