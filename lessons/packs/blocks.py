"""The shape of the blocks of a lesson in a pack."""

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Discriminator, Field, Tag, model_validator

from assessments.enums import QuestionKind

from .shapes import Key, Shape, Words


class Item(Shape):
    id: Key


def _unique_ids(items: list[Item]) -> list[Item]:
    ids = [item.id for item in items]
    if double := sorted({name for name in ids if ids.count(name) > 1}):
        raise ValueError(f"the id {', '.join(double)} stands here twice.")
    return items


class TextItem(Item):
    text: Words


class Step(TextItem):
    picture: Key | None = None


class Line(Item):
    speaker: Words
    text: Words


class Option(TextItem):
    correct: bool
    feedback: Words | None = None


class Pair(Item):
    left: Words
    right: Words


class Address(Item):
    name: Words
    what: Words
    phone: Words | None = None
    url: Words | None = None
    address: Words | None = None


Unique = AfterValidator(_unique_ids)


class TextBlock(Item):
    type: Literal["text", "tip", "warning"]
    text: Words


class HeadingBlock(Item):
    type: Literal["heading"]
    text: Words


class ImageBlock(Item):
    type: Literal["image"]
    picture: Key
    caption: Words | None = None


class AudioBlock(Item):
    type: Literal["audio"]
    audio: Key
    title: Words


class VideoBlock(Item):
    type: Literal["video"]
    video: Key
    title: Words


class StepsBlock(Item):
    type: Literal["steps"]
    title: Words | None = None
    items: Annotated[list[Step], Unique, Field(min_length=2)]


class DialogueBlock(Item):
    type: Literal["dialogue"]
    title: Words | None = None
    lines: Annotated[list[Line], Unique, Field(min_length=2)]


class WordBlock(Item):
    type: Literal["word"]
    term: Words
    meaning: Words
    example: Words | None = None


class Question(Item):
    """All kinds that lessons have; `kind` decides which of the last four there must be."""

    kind: Literal["single", "multiple", "true_false", "order", "match"]
    stem: Words
    explanation: Words
    options: Annotated[list[Option], Unique] | None = None
    answer: bool | None = None
    items: Annotated[list[TextItem], Unique] | None = None
    pairs: Annotated[list[Pair], Unique] | None = None

    @model_validator(mode="after")
    def can_be_answered(self) -> "Question":
        needs = {"single": "options", "multiple": "options", "true_false": "answer", "order": "items", "match": "pairs"}
        wanted = needs[self.kind]
        for name in ("options", "answer", "items", "pairs"):
            if name != wanted and getattr(self, name) is not None:
                raise ValueError(f"a question of kind {self.kind} has no {name}.")
        parts = getattr(self, wanted)
        if parts is None:
            raise ValueError(f"a question of kind {self.kind} needs {wanted}.")
        if self.kind == QuestionKind.TRUE_FALSE:
            return self
        if len(parts) < 2:
            raise ValueError(f"a question needs at least two {wanted}.")
        right = sum(option.correct for option in self.options or [])
        if self.kind == QuestionKind.SINGLE and right != 1:
            raise ValueError("exactly one option is correct.")
        if self.kind == QuestionKind.MULTIPLE and right < 1:
            raise ValueError("at least one option is correct.")
        return self


class QuestionBlock(Question):
    type: Literal["question"]
    picture: Key | None = None


class ChecklistBlock(Item):
    type: Literal["checklist"]
    title: Words
    items: Annotated[list[TextItem], Unique, Field(min_length=1)]


class AddressesBlock(Item):
    type: Literal["addresses"]
    items: Annotated[list[Address], Unique, Field(min_length=1)]


class LinkBlock(Item):
    type: Literal["link"]
    text: Words
    url: Words
    about: Words | None = None

    @model_validator(mode="after")
    def web_address(self) -> "LinkBlock":
        if not self.url.startswith(("https://", "http://", "{fact:")):
            raise ValueError("a web address starts with https://, or is a {fact:key}.")
        return self


# The tags start with a colon so that reading.py can take them out of the places it tells.
_TAGS: dict[str, str] = {
    **dict.fromkeys(("text", "tip", "warning"), ":text"),
    **{
        name: f":{name}"
        for name in [
            "heading",
            "image",
            "audio",
            "video",
            "steps",
            "dialogue",
            "word",
            "question",
            "checklist",
            "addresses",
            "link",
        ]
    },
}


def _tag_of(value: Any) -> str | None:
    name = value.get("type") if isinstance(value, dict) else getattr(value, "type", None)
    return _TAGS.get(name) if isinstance(name, str) else None


Block = Annotated[
    Annotated[TextBlock, Tag(":text")]
    | Annotated[HeadingBlock, Tag(":heading")]
    | Annotated[ImageBlock, Tag(":image")]
    | Annotated[AudioBlock, Tag(":audio")]
    | Annotated[VideoBlock, Tag(":video")]
    | Annotated[StepsBlock, Tag(":steps")]
    | Annotated[DialogueBlock, Tag(":dialogue")]
    | Annotated[WordBlock, Tag(":word")]
    | Annotated[QuestionBlock, Tag(":question")]
    | Annotated[ChecklistBlock, Tag(":checklist")]
    | Annotated[AddressesBlock, Tag(":addresses")]
    | Annotated[LinkBlock, Tag(":link")],
    Discriminator(
        _tag_of,
        custom_error_type="unknown_block",
        custom_error_message="no such block",
        custom_error_context={"error": f"type must be one of: {', '.join(_TAGS)}."},
    ),
]
