"""The door of lessons."""

from .domain.asking import can_hear_questions, draw_areas, draw_question, list_question_texts
from .domain.authored import (
    AnswersField,
    ExplanationField,
    LineField,
    fill_question_form,
    list_question_mistakes,
    make_picture_field,
    make_question_field,
    make_recording_field,
    read_question_form,
)
from .domain.body import Fragment, render_body
from .domain.cards import LessonCard, ModuleCard, list_modules
from .domain.discretion import LEFT_COOKIE, LEFT_FOR, discreet_title
from .domain.errors import PublishRefused, UnknownLesson
from .domain.generation import Voices, get_voices
from .domain.generation import get_generation as content_stamp
from .domain.kept_texts import KeptText, describe_text
from .domain.markup import Reading, list_fact_keys, render_inline, render_plain, render_rich
from .domain.memory import remember
from .domain.outline import (
    LessonAddress,
    LessonOutline,
    ModuleOutline,
    OutlineBlock,
    TrackOutline,
    get_module_outline,
    get_outline,
    languages_of,
    lesson_url,
    list_lesson_keys,
    list_track_outlines,
    module_url,
)
from .domain.public import public
from .domain.reviewing import HiddenText, Review, ReviewPart, review_translation
from .domain.seams import ReadingChoice, register_decorator, register_reading_choice
from .domain.search import search_pages
from .domain.serving import ServedLesson, ServedModule, serve_lesson, serve_module
from .domain.sharing import draw_shared
from .domain.sign_offs import SignOffRefused, find_sign_off, sign_off_translation
from .domain.sound import give_voice
from .domain.speakers import list_all_speakers
from .domain.taking import KEPT_DAYS, FileToTake, LessonToTake, take_lesson, valid_until
from .domain.themes import ShownTheme, list_shown_themes
from .domain.tree import ensure_homes, ensure_shelf
from .domain.workbench import PageState, WorkCell, list_workbenches
from .rights.groups import setup_organisation_rights
from .rights.signing import get_translation_to_sign, list_codes_to_sign

__all__ = [
    "KEPT_DAYS",
    "LEFT_COOKIE",
    "LEFT_FOR",
    "AnswersField",
    "ExplanationField",
    "FileToTake",
    "Fragment",
    "HiddenText",
    "KeptText",
    "LessonAddress",
    "LessonCard",
    "LessonOutline",
    "LessonToTake",
    "LineField",
    "ModuleCard",
    "ModuleOutline",
    "OutlineBlock",
    "PageState",
    "PublishRefused",
    "Reading",
    "ReadingChoice",
    "Review",
    "ReviewPart",
    "ServedLesson",
    "ServedModule",
    "ShownTheme",
    "SignOffRefused",
    "TrackOutline",
    "UnknownLesson",
    "Voices",
    "WorkCell",
    "can_hear_questions",
    "content_stamp",
    "describe_text",
    "discreet_title",
    "draw_areas",
    "draw_question",
    "draw_shared",
    "ensure_homes",
    "ensure_shelf",
    "fill_question_form",
    "find_sign_off",
    "get_module_outline",
    "get_outline",
    "get_translation_to_sign",
    "get_voices",
    "give_voice",
    "languages_of",
    "lesson_url",
    "list_all_speakers",
    "list_codes_to_sign",
    "list_fact_keys",
    "list_lesson_keys",
    "list_modules",
    "list_question_mistakes",
    "list_question_texts",
    "list_shown_themes",
    "list_track_outlines",
    "list_workbenches",
    "make_picture_field",
    "make_question_field",
    "make_recording_field",
    "module_url",
    "public",
    "read_question_form",
    "register_decorator",
    "register_reading_choice",
    "remember",
    "render_body",
    "render_inline",
    "render_plain",
    "render_rich",
    "review_translation",
    "search_pages",
    "serve_lesson",
    "serve_module",
    "setup_organisation_rights",
    "sign_off_translation",
    "take_lesson",
    "valid_until",
]
