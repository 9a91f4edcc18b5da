"""A short text in several languages: one JSON value {language code: text}, edited as one line per language.

Nothing falls back silently: whoever reads gets the text together with the language it really is in.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _

from . import languages


@dataclass(frozen=True, slots=True)
class LanguageText:
    """`text` in `language`; `is_missing` when that is not the language that was asked for (then mark it up)."""

    text: str
    language: str
    is_missing: bool = False

    def __str__(self) -> str:
        return self.text

    def __bool__(self) -> bool:
        return bool(self.text)

    @property
    def direction(self) -> str:
        return languages.get_language(self.language).direction


def read_in(texts: Mapping[str, str], language: str) -> LanguageText:
    """The text in `language`, or in the language it is a regional form of; else the Dutch, marked as missing."""
    known = languages.get_language(language) if languages.is_known_language(language) else None
    code = known.code if known else language
    if texts.get(code):
        return LanguageText(texts[code], code)
    if known and known.inherits and texts.get(known.inherits):
        return LanguageText(texts[known.inherits], known.inherits)
    source = languages.SOURCE_LANGUAGE
    return LanguageText(texts.get(source, ""), source, is_missing=True)


class LanguageTextWidget(forms.MultiWidget):
    """One labelled line (or, when `is_long`, one box) per language, each with its own `lang` and `dir`."""

    def __init__(self, attrs=None, *, is_long: bool = False) -> None:
        self.languages = languages.list_languages()
        kind = forms.Textarea if is_long else forms.TextInput
        super().__init__(
            {
                item.code.lower().replace("-", "_"): kind(
                    {"lang": item.code, "dir": item.direction, "aria-label": item.endonym}
                )
                for item in self.languages
            },
            attrs,
        )

    def decompress(self, value) -> list[str]:
        return [(value or {}).get(item.code, "") for item in self.languages]

    def render(self, name, value, attrs=None, renderer=None):
        """Dutch and the languages that have a text stand open; the long tail of empty ones is folded away."""
        subwidgets = self.get_context(name, value, attrs)["widget"]["subwidgets"]
        is_open, folded = [], []
        for item, sub in zip(self.languages, subwidgets, strict=True):
            line = (
                item.code,
                item.direction,
                item.endonym,
                self._render(sub["template_name"], {"widget": sub}, renderer),
            )
            (is_open if sub["value"] or item.code == languages.SOURCE_LANGUAGE else folded).append(line)
        row = '<p><bdi lang="{0}" dir="{1}">{2}</bdi> ({0}){3}</p>'
        return format_html(
            "<div>{}<details><summary>{}</summary>{}</details></div>",
            format_html_join("", row, is_open),
            _("Other languages"),
            format_html_join("", row, folded),
        )


class LanguageTextFormField(forms.MultiValueField):
    widget = LanguageTextWidget

    def __init__(self, **kwargs) -> None:
        for unused in ("encoder", "decoder"):
            kwargs.pop(unused, None)
        self.languages = languages.list_languages()
        fields = [forms.CharField(required=False) for _item in self.languages]
        super().__init__(fields, require_all_fields=False, **kwargs)

    def compress(self, data_list) -> dict[str, str]:
        return {item.code: text.strip() for item, text in zip(self.languages, data_list, strict=False) if text.strip()}


class LanguageTextField(models.JSONField):
    """{language code: text}. Codes must stand in the registry and texts may not be empty."""

    description = _("Text in several languages")

    def __init__(self, *args, is_long: bool = False, **kwargs) -> None:
        self.is_long = is_long  # whole paragraphs instead of one line
        kwargs.setdefault("default", dict)
        super().__init__(*args, **kwargs)

    def validate(self, value, model_instance) -> None:
        super().validate(value, model_instance)
        if not isinstance(value, dict):
            raise ValidationError(_("Expected a text per language."), code="not_per_language")
        for code, text in value.items():
            if not languages.is_known_language(code) or languages.get_language(code).code != code:
                raise ValidationError(
                    _("“%(code)s” is not a language of the registry."), code="unknown_language", params={"code": code}
                )
            if not isinstance(text, str) or not text.strip():
                raise ValidationError(_("The text in “%(code)s” is empty."), code="empty_text", params={"code": code})

    def formfield(self, **kwargs):
        if self.is_long:
            kwargs.setdefault("widget", LanguageTextWidget(is_long=True))
        return super().formfield(**{"form_class": LanguageTextFormField, **kwargs})
