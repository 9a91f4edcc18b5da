"""Modules and lessons in lists: what is offered in a language, and what is not yet."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from core.api import SOURCE_LANGUAGE

from ..models import LessonPage
from .catalogue import LessonEntry, ModuleEntry, get_catalogue
from .discretion import discreet_title
from .memory import remember
from .pictures import CARD_WIDTH, show_picture


@dataclass(frozen=True, slots=True)
class LessonCard:
    """A lesson in a list. `language` is that of the title and of the page at `url`: Dutch when `is_missing`."""

    lesson_key: UUID
    module_key: UUID
    number: int
    title: str
    summary: str
    url: str
    language: str
    is_missing: bool
    is_draft: bool
    languages: tuple[str, ...]
    minutes: int
    objectives: tuple[str, ...]  # keys of the curriculum: what it teaches
    weight: int | None
    weight_light: int | None
    is_sensitive: bool
    discreet_title: str  # what it is called where others may look
    picture: Any

    @property
    def kilobytes(self) -> int | None:
        """What opening it costs, in kB, rounded up."""
        return None if self.weight is None else -(-self.weight // 1000)

    @property
    def kilobytes_light(self) -> int | None:
        return None if self.weight_light is None else -(-self.weight_light // 1000)


@dataclass(frozen=True, slots=True)
class ModuleCard:
    """A module in a list, with its lessons in order. `language` as in LessonCard."""

    module_key: UUID
    title: str
    summary: str
    url: str
    language: str
    is_missing: bool
    is_draft: bool
    theme_key: str
    organisation_code: str
    organisation_name: str
    picture: Any
    lessons: tuple[LessonCard, ...]

    @property
    def minutes(self) -> int:
        return sum(lesson.minutes for lesson in self.lessons)


def list_modules(*, language: str, organisation: str | None = None) -> list[ModuleCard]:
    """All published modules, with their texts in `language` (or in Dutch, and said so). `organisation` is a code."""
    cards = remember(("cards", language), lambda: _list_cards(language))
    return [card for card in cards if organisation in (None, card.organisation_code)]


def _list_cards(language: str) -> tuple[ModuleCard, ...]:
    catalogue = get_catalogue()
    wanted = {
        entry.picture_id for module in catalogue.modules for entry in (module, *module.lessons) if entry.picture_id
    }
    rows = LessonPage._meta.get_field("picture").related_model.objects.in_bulk(wanted)
    shown = {pk: show_picture(picture, language=language, width=CARD_WIDTH) for pk, picture in rows.items()}
    return tuple(_make_card(module, language, shown) for module in catalogue.modules)


def _make_card(module: ModuleEntry, language: str, pictures: dict) -> ModuleCard:
    text = module.read_in(language)
    return ModuleCard(
        module_key=module.key,
        title=text.title,
        summary=text.summary,
        url=text.url,
        language=text.language,
        is_missing=text.language != language,
        is_draft=text.is_draft,
        theme_key=module.theme_key,
        organisation_code=module.organisation_code,
        organisation_name=module.organisation_name,
        picture=pictures.get(module.picture_id),
        lessons=tuple(_make_lesson_card(lesson, language, pictures) for lesson in module.lessons),
    )


def _make_lesson_card(lesson: LessonEntry, language: str, pictures: dict) -> LessonCard:
    text = lesson.read_in(language)
    return LessonCard(
        lesson_key=lesson.key,
        module_key=lesson.module_key,
        number=lesson.number,
        title=text.title,
        summary=text.summary,
        url=text.url,
        language=text.language,
        is_missing=text.language != language,
        is_draft=text.is_draft,
        languages=tuple(sorted(lesson.texts, key=lambda code: (code != SOURCE_LANGUAGE, code))),
        minutes=lesson.minutes,
        objectives=lesson.objectives,
        weight=text.weigh(is_light=False),
        weight_light=text.weigh(is_light=True),
        is_sensitive=lesson.is_sensitive,
        discreet_title=discreet_title(lesson, language),
        picture=None if lesson.is_sensitive else pictures.get(lesson.picture_id),
    )
