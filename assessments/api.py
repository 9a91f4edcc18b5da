"""The door of assessments."""

from .domain.banks import (
    BankEntry,
    PracticeItem,
    describe_bank_questions,
    draw_practice,
    list_bank_languages,
    list_practice_items,
    list_practice_versions,
    save_bank,
)
from .domain.explaining import explain, list_explanations, tell_answer
from .domain.importing import (
    Imported,
    OutsideQuestion,
    UnknownBank,
    UnknownOrganisation,
    import_entries,
    list_outside_questions,
)
from .domain.presenting import presentation, right_response_of, score_response
from .domain.questions import (
    current_versions,
    forget_remembered_versions,
    freeze_question,
    get_question_version,
    has_questions,
)
from .domain.texts import register_text_renderer
from .engine.blueprints import Blueprint, find_needed_share, read_pass_rule
from .engine.readiness import (
    ENOUGH_FOR_CHANCE,
    ENOUGH_IN_SECTION,
    Band,
    Estimate,
    Evidence,
    Level,
    estimate,
    find_chances,
    tell_band,
    tell_level,
)
from .engine.scoring import Score
from .errors import InvalidQuestion, InvalidResponse, MissingText, UnknownVersion

__all__ = [
    "ENOUGH_FOR_CHANCE",
    "ENOUGH_IN_SECTION",
    "Band",
    "BankEntry",
    "Blueprint",
    "Estimate",
    "Evidence",
    "Imported",
    "InvalidQuestion",
    "InvalidResponse",
    "Level",
    "MissingText",
    "OutsideQuestion",
    "PracticeItem",
    "Score",
    "UnknownBank",
    "UnknownOrganisation",
    "UnknownVersion",
    "current_versions",
    "describe_bank_questions",
    "draw_practice",
    "estimate",
    "explain",
    "find_chances",
    "find_needed_share",
    "forget_remembered_versions",
    "freeze_question",
    "get_question_version",
    "has_questions",
    "import_entries",
    "list_bank_languages",
    "list_explanations",
    "list_outside_questions",
    "list_practice_items",
    "list_practice_versions",
    "presentation",
    "read_pass_rule",
    "register_text_renderer",
    "right_response_of",
    "save_bank",
    "score_response",
    "tell_answer",
    "tell_band",
    "tell_level",
]
