"""What progress and plans need to know of lessons: structure and identities, no texts but titles."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid5

from assessments import api as assessments
from curriculum import api as curriculum

from ..enums import BlockType
from ..models import LessonPage
from .catalogue import get_catalogue, get_lesson, get_module
from .discretion import discreet_title
from .memory import remember

TRACKS = UUID("6f2b0c0e-54a5-4a0e-9a55-0d5f7f1f6c11")  # namespace of the identities of tracks


@dataclass(frozen=True, slots=True)
class OutlineBlock:
    """A block of the Dutch lesson. `is_required`: a question, which must be answered for the lesson to be complete."""

    block_id: str
    type: str
    question_version_uuid: UUID | None
    is_required: bool


@dataclass(frozen=True, slots=True)
class LessonOutline:
    """A published lesson as it now stands in Dutch. `revision_id` is the Dutch revision readers have.

    The titles of a sensitive lesson are its place in the module: what follows from reading it does not name it."""

    lesson_key: UUID
    module_key: UUID
    title_by_language: dict[str, str]
    revision_id: int | None
    organisation_code: str
    blocks: tuple[OutlineBlock, ...]
    minutes: int
    objectives: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ModuleOutline:
    """A published module: its lessons in the order of the Dutch tree. `nominal_minutes`: its lessons together."""

    module_key: UUID
    title_by_language: dict[str, str]
    lesson_keys: tuple[UUID, ...]
    nominal_minutes: int
    theme_key: str
    organisation_code: str


@dataclass(frozen=True, slots=True)
class TrackOutline:
    """A track: by the key of each of its themes, the published modules with lessons (none: nobody teaches it yet).

    `track_key` is a UUID made of the curriculum's key, the same everywhere.
    """

    track_key: UUID
    code: str
    title_by_language: dict[str, str]
    modules_by_theme: dict[str, tuple[UUID, ...]]

    @property
    def module_keys(self) -> list[UUID]:
        return [key for keys in self.modules_by_theme.values() for key in keys]


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
    return LessonOutline(
        lesson_key=entry.key,
        module_key=entry.module_key,
        title_by_language={code: discreet_title(entry, code) for code in entry.texts},
        revision_id=entry.revision_id,
        organisation_code=entry.organisation_code,
        blocks=blocks,
        minutes=entry.minutes,
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


def list_track_outlines(*, on: date) -> tuple[TrackOutline, ...]:
    """The tracks of the curriculum that hold on a day, with the modules that teach them. Remembered until they change."""
    return remember(("tracks", on), lambda: _read_tracks(on))


def _read_tracks(on: date) -> tuple[TrackOutline, ...]:
    taught: dict[str, list[UUID]] = {}
    for module in get_catalogue().modules:
        if module.lessons:
            taught.setdefault(module.theme_key, []).append(module.key)
    themes: dict[str, dict[str, tuple[UUID, ...]]] = {}
    tracks = {}
    for theme in curriculum.list_themes(on=on):
        tracks[theme.track.key] = theme.track
        themes.setdefault(theme.track.key, {})[theme.key] = tuple(taught.get(theme.key, ()))
    return tuple(
        TrackOutline(uuid5(TRACKS, key), key, dict(track.title), themes[key])
        for key, track in tracks.items()
        if track.holds_on(on)
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
