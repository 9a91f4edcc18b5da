"""What progress and plans need to know of lessons: structure and identities, no texts but titles."""

from dataclasses import dataclass
from uuid import UUID

from assessments import api as assessments

from ..enums import BlockType
from ..models import LessonPage
from .catalogue import get_catalogue, get_lesson, get_module
from .memory import remember


@dataclass(frozen=True, slots=True)
class OutlineBlock:
    """A block of the Dutch lesson. `is_required`: a question, which must be answered for the lesson to be complete."""

    block_id: str
    type: str
    question_version_uuid: UUID | None
    is_required: bool


@dataclass(frozen=True, slots=True)
class LessonOutline:
    """A published lesson as it now stands in Dutch. `revision_id` is the Dutch revision readers have."""

    lesson_key: UUID
    module_key: UUID
    title_by_language: dict[str, str]
    revision_id: int | None
    organisation_code: str
    blocks: tuple[OutlineBlock, ...]
    minutes: int
    nominal_minutes: int
    objectives: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ModuleOutline:
    """A published module: its lessons in the order of the Dutch tree."""

    module_key: UUID
    title_by_language: dict[str, str]
    lesson_keys: tuple[UUID, ...]
    nominal_minutes: int
    theme_key: str
    organisation_code: str


@dataclass(frozen=True, slots=True)
class LessonAddress:
    """Where a lesson can be read. `language` is the language of the page at `url`, Dutch when the wanted one is missing."""

    url: str
    language: str
    is_translation_missing: bool


def get_outline(*, lesson_key: UUID | str) -> LessonOutline:
    """The outline of a published lesson. Raises UnknownLesson. Remembered until pages change."""
    entry = get_lesson(lesson_key)
    return remember(("outline", entry.key), lambda: _read_outline(entry))


def _read_outline(entry) -> LessonOutline:
    page = LessonPage.objects.get(pk=entry.texts["nl"].page_id)
    versions = assessments.current_versions(lesson_key=entry.key)
    blocks = tuple(
        OutlineBlock(
            block_id=str(block.id),
            type=block.block_type,
            question_version_uuid=versions[str(block.id)].uuid if str(block.id) in versions else None,
            is_required=block.block_type == BlockType.QUESTION,
        )
        for block in page.body
    )
    module = get_module(entry.module_key)
    return LessonOutline(
        lesson_key=entry.key,
        module_key=entry.module_key,
        title_by_language=_titles(entry),
        revision_id=entry.revision_id,
        organisation_code=entry.organisation_code,
        blocks=blocks,
        minutes=entry.minutes,
        nominal_minutes=module.nominal_minutes,
        objectives=tuple(page.objectives),
    )


def get_module_outline(*, module_key: UUID | str) -> ModuleOutline:
    """The outline of a published module. Raises UnknownLesson."""
    entry = get_module(module_key)
    return ModuleOutline(
        module_key=entry.key,
        title_by_language=_titles(entry),
        lesson_keys=tuple(lesson.key for lesson in entry.lessons),
        nominal_minutes=entry.nominal_minutes,
        theme_key=entry.theme_key,
        organisation_code=entry.organisation_code,
    )


def lesson_url(*, lesson_key: UUID | str, language: str) -> LessonAddress:
    """Where the lesson stands in `language`; in Dutch, and said so, when it does not exist there. Raises UnknownLesson."""
    text = get_lesson(lesson_key).read_in(language)
    return LessonAddress(url=text.url, language=text.language, is_translation_missing=text.language != language)


def module_url(*, module_key: UUID | str, language: str) -> LessonAddress:
    """The same for a module."""
    text = get_module(module_key).read_in(language)
    return LessonAddress(url=text.url, language=text.language, is_translation_missing=text.language != language)


def languages_of(*, lesson_key: UUID | str) -> list[str]:
    """The languages in which readers have this lesson, Dutch first. Raises UnknownLesson."""
    return sorted(get_lesson(lesson_key).texts, key=lambda code: (code != "nl", code))


def list_lesson_keys() -> list[UUID]:
    """All published lessons, in the order of the Dutch tree."""
    return list(get_catalogue().lessons)


def _titles(entry) -> dict[str, str]:
    return {code: text.title for code, text in entry.texts.items()}
