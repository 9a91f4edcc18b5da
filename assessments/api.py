"""The door of assessments."""

from .domain.explaining import explain, list_explanations, tell_answer
from .domain.presenting import presentation, right_response_of, score_response
from .domain.questions import (
    current_versions,
    forget_remembered_versions,
    freeze_question,
    get_question_version,
    has_questions,
)
from .domain.texts import register_text_renderer
from .engine.scoring import Score
from .errors import InvalidQuestion, InvalidResponse, MissingText, UnknownVersion

__all__ = [
    "InvalidQuestion",
    "InvalidResponse",
    "MissingText",
    "Score",
    "UnknownVersion",
    "current_versions",
    "explain",
    "forget_remembered_versions",
    "freeze_question",
    "get_question_version",
    "has_questions",
    "list_explanations",
    "presentation",
    "register_text_renderer",
    "right_response_of",
    "score_response",
    "tell_answer",
]
