"""Forms of what several questions are about."""

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _

from assessments import api as assessments
from core import languages
from lessons import api as lessons
from media import api as media

from .choosing import QuestionsField
from .showing import name_row

PLACE = "place-"


class ParagraphsField(lessons.ExplanationField):
    """Paragraphs; those without a word are none."""

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        return text if strip_tags(text).strip() else ""


class ClusterForm(forms.Form):
    """What several questions are about, in Dutch, and which questions in which order. All of it may wait."""

    base = forms.IntegerField(widget=forms.HiddenInput())
    keeps_translations = forms.BooleanField(
        label=_("Only a slip of the pen: the translations stay true"), required=False
    )

    def __init__(
        self, data: Any = None, *, bank, editing: assessments.ClusterEditing | None = None, added: Sequence[str] = ()
    ) -> None:
        """`added`: keys of questions that are chosen to be put in already."""
        dutch = editing.content["languages"].get(languages.SOURCE_LANGUAGE, {}) if editing else {}
        self.editing = editing
        self.members = assessments.list_members(editing) if editing else []
        initial = {"base": editing.revision if editing else 0, "title": dutch.get("title"), "text": dutch.get("text")}
        if editing:
            initial |= _find_media(editing.content)
        super().__init__(data, initial=initial)
        self.fields["title"] = lessons.LineField(language=languages.SOURCE_LANGUAGE, label=_("Title (optional)"))
        self.fields["text"] = ParagraphsField(label=str(_("Text")))
        self.fields["picture"] = lessons.make_picture_field(label=str(_("Picture")))
        self.fields["recording"] = lessons.make_recording_field(label=str(_("Audio or video")))
        for place, row in enumerate(self.members, 1):
            self.fields[f"{PLACE}{row.pk}"] = forms.IntegerField(
                label=name_row(row), required=False, min_value=1, max_value=99, initial=place
            )
        self.fields["added"] = QuestionsField(
            bank=bank,
            editing=editing,
            label=_("Questions to put in"),
            required=False,
            help_text=_("They come after those that are in."),
            initial=added,
        )

    def clean(self) -> dict[str, Any]:
        cleaned = cast(dict[str, Any], super().clean())
        if not any(cleaned.get(name) for name in ("text", "picture", "recording")):
            raise ValidationError(_("Write a text, or choose a picture, an audio or a video."))
        return cleaned

    @property
    def places(self) -> list[forms.BoundField]:
        return [self[f"{PLACE}{row.pk}"] for row in self.members]

    @property
    def content(self) -> dict[str, Any]:
        """As assessments stores it; a question without a number is taken out."""
        told = self.cleaned_data
        kept = [(told[f"{PLACE}{row.pk}"], row.key) for row in self.members if told.get(f"{PLACE}{row.pk}")]
        return {
            "languages": {languages.SOURCE_LANGUAGE: {"title": told["title"], "text": told["text"]}},
            **{name: media.give_key(told[name]) if told.get(name) else "" for name in ("picture", "recording")},
            "questions": [*(key for _place, key in sorted(kept)), *told["added"]],
        }


class ClusterTranslationForm(forms.Form):
    """The texts that the Dutch has, in one language."""

    base = forms.IntegerField(widget=forms.HiddenInput())

    def __init__(self, data: Any = None, *, editing: assessments.ClusterEditing, language: str) -> None:
        dutch = editing.content["languages"].get(languages.SOURCE_LANGUAGE, {})
        own = editing.content["languages"].get(language, {})
        super().__init__(data, initial={"base": editing.revision, **own})
        if dutch.get("title"):
            self.fields["title"] = lessons.LineField(language=language, label=_("Title"))
        if dutch.get("text"):
            self.fields["text"] = ParagraphsField(label=str(_("Text")))

    @property
    def texts(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in ("title", "text") if name in self.cleaned_data}


def _find_media(content: dict[str, Any]) -> dict[str, Any]:
    """The picture and the recording in the library; None for what it has lost."""
    pictures = media.list_pictures(keys=[content["picture"]]) if content["picture"] else {}
    clips = media.list_clips(keys=[content["recording"]]) if content["recording"] else {}
    return {"picture": pictures.get(content["picture"]), "recording": clips.get(content["recording"])}
