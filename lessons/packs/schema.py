"""The shape of the files of a pack."""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from .blocks import Block, Unique
from .shapes import Key, Shape, Texts, Words


class LanguageStatus(Shape):
    status: Literal["source", "draft"]


class Head(Shape):
    """What a pack and a bank say of themselves."""

    format: Literal[1] = Field(alias="schema")
    id: Key
    title: Words
    organisation: Words
    licence: Words
    authors: list[Words] = Field(min_length=1)
    source_language: Literal["nl"]
    languages: dict[str, LanguageStatus]

    @model_validator(mode="after")
    def one_source(self) -> "Head":
        sources = [code for code, language in self.languages.items() if language.status == "source"]
        if sources != [self.source_language]:
            raise ValueError("exactly one language is the source: nl.")
        return self


class BlueprintShape(Shape):
    """A test that can be sat with the questions of a bank (docs/reference/blueprints.md)."""

    code: Key
    uses: list[Literal["practice", "mock"]] = Field(min_length=1)
    valid_from: date
    valid_until: date | None = None
    is_demonstration: bool = False
    open_to: Literal["nobody", "asked", "newcomers", "everybody"] = "nobody"
    regime: Literal["", "flanders", "brussels"] = ""
    data: dict[str, Any]


class Pack(Head):
    version: Words


class Fact(Shape):
    key: Key
    kind: Literal["amount", "term", "phone", "address", "url", "name", "rule"]
    region: Literal["flanders", "brussels", "belgium", "local"]
    display: Texts = {}
    statement: Texts
    source: str
    source_name: Words
    source_date: date | None = None
    confidence: Literal["law", "official", "other", "press", "assumption"]
    checked_on: date | None = None
    review_by: date | None = None


class Word(Shape):
    """A word of the glossary: written out, or `card`, the word block of a lesson that says it; then `meaning` and
    `terms` hold only the languages that the lesson of the card does not have yet."""

    key: Key
    card: Words | None = None
    term: Annotated[str, Field(min_length=1, max_length=80)] | None = None
    forms: list[Words] = []
    meaning: Texts | None = None
    terms: Texts = {}

    @model_validator(mode="after")
    def is_said_once(self) -> "Word":
        if self.card and (self.term or "nl" in (self.meaning or {}) or "nl" in self.terms):
            raise ValueError("the card says the word and its meaning; do not write them here too.")
        if not self.card and not (self.term and self.meaning and "nl" in self.meaning):
            raise ValueError("a word has a card, or a term and a meaning in Dutch.")
        return self


class MediaFile(Shape):
    id: Key
    file: Words
    kind: Literal["image", "audio", "video"]
    licence: Words
    author: Words
    source: str = ""
    decorative: bool = False
    alt: Texts = {}
    transcript: Texts = {}
    captions: Texts = {}

    @model_validator(mode="after")
    def says_what_it_shows(self) -> "MediaFile":
        if self.kind == "image" and not self.decorative and "nl" not in self.alt:
            raise ValueError("a picture says in Dutch what it shows (alt), or that it is decorative.")
        if self.kind == "image" and self.decorative and self.alt:
            raise ValueError("a decorative picture has no alternative text.")
        if self.kind != "image" and "nl" not in self.transcript:
            raise ValueError("audio and video have a Dutch transcript.")
        if self.kind == "image" and (self.transcript or self.captions):
            raise ValueError("a picture has no transcript and no captions.")
        if self.kind == "video" and "nl" not in self.captions:
            raise ValueError("a video has Dutch captions.")
        return self


class ModuleSourceTexts(Shape):
    title: Words
    slug: Key
    summary: Words


class Module(Shape):
    key: Key
    theme: Key
    picture: Key | None = None
    lessons: list[Words] = Field(min_length=1)
    texts: dict[str, dict[str, Any]]


class Lesson(Shape):
    key: Key
    slug: Key
    title: Annotated[str, Field(min_length=1, max_length=255)]
    summary: Annotated[str, Field(min_length=1, max_length=400)]
    picture: Key | None = None
    minutes: int = Field(gt=0, le=240)
    objectives: list[Key] = []
    sensitive: bool = False
    facts: list[Key] = []
    blocks: Annotated[list[Block], Unique, Field(min_length=1)]
