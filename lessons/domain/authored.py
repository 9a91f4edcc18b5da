"""A question that stands in no lesson, in the editor that authors know from lessons."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.admin.rich_text import get_rich_text_editor_widget
from wagtail.blocks import Block, BlockField
from wagtail.blocks.list_block import ListBlock, ListBlockValidationError
from wagtail.blocks.struct_block import StructBlock, StructBlockValidationError
from wagtail.images.blocks import ImageChooserBlock
from wagtail.snippets.blocks import SnippetChooserBlock

from assessments import api as assessments
from assessments.enums import QuestionKind
from core.api import SOURCE_LANGUAGE, STORED_TEXT, clean_html, get_language, strip_bidi_controls
from media import api as media

from ..blocks.bank_question import BankQuestionBlock, read_area
from ..blocks.base import RICH_TEXT_FEATURES
from ..blocks.media import CLIP_MODEL
from .markup import list_markup_mistakes
from .questions import PARTS, read_key, read_texts


def make_question_field() -> BlockField:
    """The field of a form that edits a question in Dutch: kind, texts, right answers."""
    return BlockField(block=BankQuestionBlock(), label="")


def list_question_mistakes(error: ValidationError, *, name: str) -> list[tuple[str, str]]:
    """What is wrong in the field of a question that bears this name: the id of the place on the page, and a sentence."""
    return list(_walk_mistakes(BankQuestionBlock(), error, name, ""))


def _walk_mistakes(
    block: Block, error: ValidationError, prefix: str, label: str, number: str = ""
) -> Iterator[tuple[str, str]]:
    """`label` and `number`: what the field is called, and of a row of a list which one it is."""
    if isinstance(error, StructBlockValidationError):
        for name, part in error.block_errors.items():
            child = block.child_blocks[name]
            yield from _walk_mistakes(child, part, f"{prefix}-{name}", child.label, number)
    elif isinstance(error, ListBlockValidationError):
        for sentence in error.non_block_errors:
            yield _find_first_field(block, prefix), f"{label}: {sentence}"
        for row, part in error.block_errors.items():
            yield from _walk_mistakes(block.child_block, part, f"{prefix}-{row}-value", label, f" {row + 1}")
    else:
        yield _find_place(block, prefix), f"{label}{number}: {' '.join(error.messages)}"


def _find_first_field(block: ListBlock, prefix: str) -> str:
    row = block.child_block
    names = list(row.child_blocks) if isinstance(row, StructBlock) else []
    return "-".join([prefix, "0-value", *names[:1]])


def _find_place(block: Block, prefix: str) -> str:
    """The input; where that is hidden behind something else, what stands above it."""
    is_seen = isinstance(block.field.widget, forms.TextInput | forms.Select)
    return prefix if is_seen else f"{prefix}-errors"


class LineField(forms.CharField):
    """One line of a translation, with the markup of lessons; it may wait for its text."""

    def __init__(self, *, language: str, **kwargs: Any) -> None:
        code = get_language(language)
        widget = forms.Textarea(attrs={"rows": 2, "lang": code.code, "dir": code.direction})
        super().__init__(required=False, widget=widget, **kwargs)

    def clean(self, value: Any) -> str:
        text = " ".join(strip_bidi_controls(super().clean(value)).split())
        if mistakes := list(list_markup_mistakes(text)):
            raise ValidationError(mistakes)
        return text


class ExplanationField(forms.CharField):
    """Paragraphs of a translation, in the editor of lessons; they may wait for their text."""

    def __init__(self, *, label: str) -> None:
        widget = get_rich_text_editor_widget(features=RICH_TEXT_FEATURES)
        widget.options["ariaLabel"] = label
        super().__init__(required=False, widget=widget, label=label)

    def clean(self, value: Any) -> str:
        text = strip_block_keys(clean_html(super().clean(value), allow=STORED_TEXT))
        if mistakes := list(list_markup_mistakes(text)):
            raise ValidationError(mistakes)
        return text


def make_picture_field(*, label: str) -> forms.Field:
    """A picture of the media library, or none."""
    return _name_field(ImageChooserBlock(required=False).field, label)


def make_recording_field(*, label: str) -> forms.Field:
    """An audio or video of the media library, or none."""
    return _name_field(SnippetChooserBlock(CLIP_MODEL, required=False).field, label)


def _name_field(field: forms.Field, label: str) -> forms.Field:
    """The field of a block bears the name of its place in a form; a block has its label beside it."""
    field.label = label
    return field


class AnswersField(forms.CharField):
    """What a short text accepts in one language, an answer a line; it may wait."""

    def __init__(self, *, language: str, label: str) -> None:
        code = get_language(language)
        widget = forms.Textarea(attrs={"rows": 4, "lang": code.code, "dir": code.direction})
        super().__init__(required=False, widget=widget, label=label)

    def clean(self, value: Any) -> list[str]:
        lines = [" ".join(strip_bidi_controls(line).split()) for line in super().clean(value).splitlines()]
        answers = [line for line in lines if line]
        if answers and assessments.find_answers_mistake(answers=answers):
            raise ValidationError(
                _("An answer a line, each with letters or digits, at most 100 of them, and none twice.")
            )
        return answers


def read_question_form(value: Any) -> dict[str, Any]:
    """What the field says, as freeze_question asks it: in Dutch alone."""
    kind, texts = str(value["kind"]), read_texts(value)
    texts["explanation"] = strip_block_keys(texts["explanation"])
    content: dict[str, Any] = {"kind": kind, "key": {}, "languages": {SOURCE_LANGUAGE: texts}}
    if kind != QuestionKind.SHORT_TEXT:
        content["key"] = read_key(value)
    else:
        answers = [strip_bidi_controls(answer).strip() for answer in value["answers"]]
        content["key"] = {"accepted": {SOURCE_LANGUAGE: answers}}
        content["key"] |= {"forgives_typo": True} if value["forgives_typo"] else {}
    if kind == QuestionKind.HOTSPOT:
        areas = {part.id: read_area(part.value["area"]) for part in value["options"].bound_blocks}
        content["picture"] = {"key": media.give_key(value["picture"]), "areas": areas}
    return content


def strip_block_keys(html: str) -> str:
    """Without the names that the editor gives to paragraphs: they change with every save, and the words do not."""
    return re.sub(r' data-block-key="[^"]*"', "", html)


def fill_question_form(content: Mapping[str, Any]) -> Any:
    """The value of the field for a question. Its parts keep their ids: translations and answers hang on them."""
    kind, key = content["kind"], content["key"]
    texts = content["languages"].get(SOURCE_LANGUAGE, {})
    data: dict[str, Any] = {
        "kind": kind,
        "stem": texts.get("stem", ""),
        "explanation": texts.get("explanation", ""),
        "answer": key.get("value"),
        "answers": [
            {"type": "item", "id": f"a{number}", "value": answer}
            for number, answer in enumerate(key.get("accepted", {}).get(SOURCE_LANGUAGE, ()))
        ],
        "forgives_typo": key.get("forgives_typo", False),
    }
    areas = content.get("picture", {}).get("areas", {})
    if picture := content.get("picture"):
        found = media.list_pictures(keys=[picture["key"]]).get(picture["key"])
        data["picture"] = found.pk if found else None
    if place := PARTS.get(kind):
        name, fields = place
        parts = texts.get(name, {})
        order = key.get("order") or list(parts)
        data[name] = [
            {
                "type": "item",
                "id": part,
                "value": {
                    **{field: parts[part].get(field, "") for field in fields},
                    **({"correct": part in key.get("correct", ())} if name == "options" else {}),
                    **({"area": " ".join(map(str, areas[part]))} if part in areas else {}),
                },
            }
            for part in order
        ]
    return BankQuestionBlock().to_python(data)
