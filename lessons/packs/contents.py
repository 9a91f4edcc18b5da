"""A pack in memory, read and checked: everything the database part needs, and nothing that can still be wrong."""

import hashlib
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from media import api as media

from .schema import Fact, Lesson, MediaFile, Module, ModuleSourceTexts, Pack
from .slots import Slot

if TYPE_CHECKING:
    from .glossary import PackWord

FORMAT = 1  # raise it when the same files should make other pages


@dataclass(frozen=True)
class PackMedia:
    about: MediaFile
    file: media.ImportedFile
    captions: dict[str, media.ImportedFile]


@dataclass(frozen=True)
class PageTexts:
    """The texts of one page in one language, by their path on the page; Markdown is not yet rendered."""

    by_path: dict[str, str]


@dataclass(frozen=True)
class PackLesson:
    folder: str
    page_key: str
    lesson: Lesson
    slots: list[Slot]
    translations: dict[str, PageTexts]


@dataclass(frozen=True)
class PackModule:
    page_key: str
    module: Module
    source: ModuleSourceTexts
    slots: list[Slot]
    translations: dict[str, PageTexts]


@dataclass(frozen=True)
class PackContents:
    pack: Pack
    facts: list[Fact]
    media: dict[str, PackMedia]
    module: PackModule
    lessons: list[PackLesson]
    words: list["PackWord"] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def hash_of(*parts) -> str:
    """One hash for what a page was made from; the same files always give the same one."""
    plain = [part.model_dump(mode="json") if hasattr(part, "model_dump") else part for part in parts]
    text = json.dumps([FORMAT, *plain], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
