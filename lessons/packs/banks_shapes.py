"""A question of a bank as its file says it, and what assessments makes of it."""

from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field, model_validator

from assessments.enums import QuestionKind

from .blocks import Option, Question, Unique
from .problems import Place
from .shapes import Key, Words
from .texts import render_text

#: Where the texts of the parts of a kind stand.
PARTS = {
    QuestionKind.SINGLE: "options",
    QuestionKind.MULTIPLE: "options",
    QuestionKind.CHOOSE: "options",
    QuestionKind.HOTSPOT: "options",
    QuestionKind.ORDER: "items",
    QuestionKind.MATCH: "pairs",
}
#: What only one kind has, and what says which answer is right.
_NEEDS = PARTS | {QuestionKind.TRUE_FALSE: "answer", QuestionKind.SHORT_TEXT: "answers"}
_OF_ONE_KIND = {"picture": QuestionKind.HOTSPOT, "forgives_typo": QuestionKind.SHORT_TEXT}

Answers = Annotated[list[Words], Field(min_length=1)]


class BankOption(Option):
    """`area` of a hotspot: left, top, width, height in percent of the picture, from its left and its top."""

    area: Annotated[list[int], Field(min_length=4, max_length=4)] | None = None


class BankQuestion(Question):
    """A question as lessons have them, of more kinds, and what it is about and for."""

    type: ClassVar[str] = "question"
    kind: Literal["single", "multiple", "choose", "true_false", "order", "match", "short_text", "hotspot"]  # type: ignore[assignment]
    options: Annotated[list[BankOption], Unique] | None = None  # type: ignore[assignment]
    answers: Answers | None = None
    forgives_typo: bool = False
    picture: Key | None = None
    objective: Key
    section: Literal["practical", "values"]
    use: Literal["practice", "mock"]
    region: Literal["", "flanders", "brussels"] = ""
    facts: Annotated[list[Key], Field(min_length=1)]
    review_by: date | None = None
    cluster: Key | None = None

    @model_validator(mode="after")
    def can_be_answered(self) -> "BankQuestion":
        wanted = _NEEDS[QuestionKind(self.kind)]
        for name in ("options", "answer", "items", "pairs", "answers"):
            if name != wanted and getattr(self, name) is not None:
                raise ValueError(f"a question of kind {self.kind} has no {name}.")
        if getattr(self, wanted) is None:
            raise ValueError(f"a question of kind {self.kind} needs {wanted}.")
        for name, kind in _OF_ONE_KIND.items():
            if getattr(self, name) and self.kind != kind:
                raise ValueError(f"a question of kind {self.kind} has no {name}.")
        if self.kind == QuestionKind.HOTSPOT and not self.picture:
            raise ValueError("a question of kind hotspot needs picture.")
        if self.kind in PARTS and len(getattr(self, wanted)) < 2:
            raise ValueError(f"a question needs at least two {wanted}.")
        if any((option.area is None) == (self.kind == QuestionKind.HOTSPOT) for option in self.options or []):
            raise ValueError("every option of a hotspot has an area, and no other has.")
        self._check_right(sum(option.correct for option in self.options or []))
        return self

    def _check_right(self, right: int) -> None:
        options = len(self.options or [])
        if self.kind in (QuestionKind.SINGLE, QuestionKind.HOTSPOT) and right != 1:
            raise ValueError("exactly one option is correct.")
        if self.kind == QuestionKind.MULTIPLE and right < 1:
            raise ValueError("at least one option is correct.")
        if self.kind == QuestionKind.CHOOSE and not 2 <= right < options:
            raise ValueError("two options or more are correct, and not all of them.")


@dataclass(frozen=True)
class ReadQuestion:
    """A question with its texts per language, by their place inside the question; the Dutch first. `answers` are those that a
    short text accepts, per language too."""

    asked: BankQuestion
    theme: str
    texts: dict[str, dict[Place, str]]
    answers: dict[str, list[str]] = field(default_factory=dict)

    @property
    def content(self) -> dict[str, Any]:
        """As assessments freezes it."""
        content = {
            "kind": self.asked.kind,
            "key": self._read_key(),
            "languages": {code: self._arrange(texts) for code, texts in self.texts.items()},
        }
        if self.asked.kind == QuestionKind.HOTSPOT:
            areas = {option.id: option.area for option in self.asked.options or []}
            content["picture"] = {"key": self.asked.picture, "areas": areas}
        return content

    def _read_key(self) -> dict[str, Any]:
        """The right answer, in the ids of the file."""
        asked = self.asked
        match asked.kind:
            case "true_false":
                return {"value": asked.answer}
            case "order":
                return {"order": [item.id for item in asked.items or []]}
            case "match":
                return {"pairs": {pair.id: pair.id for pair in asked.pairs or []}}
            case "short_text":
                return {"accepted": self.answers} | ({"forgives_typo": True} if asked.forgives_typo else {})
        return {"correct": [option.id for option in asked.options or [] if option.correct]}

    def _arrange(self, texts: dict[Place, str]) -> dict[str, Any]:
        arranged: dict[str, Any] = {
            "stem": texts["stem",],
            "explanation": render_text(texts["explanation",]),
        }
        if place := PARTS.get(QuestionKind(self.asked.kind)):
            parts: dict[str, dict[str, str]] = {part.id: {} for part in getattr(self.asked, place)}
            for where, text in texts.items():
                if where[0] == place:
                    parts[str(where[1])][str(where[2])] = text
            arranged[place] = parts
        return arranged
