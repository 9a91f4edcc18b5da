"""A question that stands in no lesson, in the editor that authors know from lessons."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from wagtail.admin.rich_text import get_rich_text_editor_widget
from wagtail.blocks import BlockField

from core.api import SOURCE_LANGUAGE, STORED_TEXT, clean_html, get_language, strip_bidi_controls

from ..blocks.bank_question import WRITTEN_KINDS, BankQuestionBlock
from ..blocks.base import RICH_TEXT_FEATURES
from .markup import list_markup_mistakes
from .questions import PARTS, read_key, read_texts


def can_be_written(kind: str) -> bool:
    """True for the kinds that the editor knows."""
    return kind in WRITTEN_KINDS


def make_question_field() -> BlockField:
    """The field of a form that edits a question in Dutch: kind, texts, right answers."""
    return BlockField(block=BankQuestionBlock(), label="")


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
        text = clean_html(super().clean(value), allow=STORED_TEXT)
        if mistakes := list(list_markup_mistakes(text)):
            raise ValidationError(mistakes)
        return text


def read_question_form(value: Any) -> dict[str, Any]:
    """What the field says, as freeze_question asks it: in Dutch alone."""
    return {
        "kind": str(value["kind"]),
        "key": read_key(value),
        "languages": {SOURCE_LANGUAGE: read_texts(value)},
    }


def fill_question_form(content: Mapping[str, Any]) -> Any:
    """The value of the field for a question. Its parts keep their ids: translations and answers hang on them."""
    kind, key = content["kind"], content["key"]
    texts = content["languages"].get(SOURCE_LANGUAGE, {})
    data: dict[str, Any] = {
        "kind": kind,
        "stem": texts.get("stem", ""),
        "explanation": texts.get("explanation", ""),
        "answer": key.get("value"),
    }
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
                },
            }
            for part in order
        ]
    return BankQuestionBlock().to_python(data)
