import uuid
from pathlib import PurePath

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import FileExtensionValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import CollectionMember
from wagtail.search import index

from core.language_text import LanguageText, LanguageTextField, read_in
from core.languages import is_known_language

from ..domain.formats import AUDIO_TYPES, CLIP_EXTENSIONS, VIDEO_TYPES, read_seconds
from ..enums import ClipKind


def clip_path(clip: "Clip", filename: str) -> str:
    """A name of its own for every file: what was sent to readers under an address never changes."""
    return f"clips/{uuid.uuid4().hex}{PurePath(filename).suffix.lower()}"


def caption_path(caption: "Caption", filename: str) -> str:
    return f"captions/{uuid.uuid4().hex}.vtt"


class Clip(CollectionMember, index.Indexed, ClusterableModel):
    """Audio or video with its licence and, per language, what is said in it.

    pii: none (no recordings of identifiable people without their consent).
    """

    key = models.SlugField(_("key"), max_length=100, blank=True, help_text=_("Stable id in a content pack."))
    title = models.CharField(_("title"), max_length=255)
    kind = models.CharField(_("kind"), max_length=10, choices=ClipKind.choices)
    file = models.FileField(
        _("file"), upload_to=clip_path, validators=[FileExtensionValidator(sorted(CLIP_EXTENSIONS))]
    )
    spoken_language = models.CharField(_("spoken language"), max_length=10, default="nl")
    transcripts = LanguageTextField(_("transcripts"), is_long=True, blank=True)
    licence = models.CharField(_("licence"), max_length=60)
    author = models.CharField(_("author"), max_length=120)
    source_url = models.URLField(_("source"), blank=True)
    duration_seconds = models.PositiveIntegerField(null=True, editable=False)
    byte_size = models.PositiveBigIntegerField(null=True, editable=False)
    pack_hash = models.CharField(max_length=64, blank=True, editable=False)  # what a pack last said of it
    uploaded_by_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    search_fields = [
        *CollectionMember.search_fields,
        index.SearchField("title", boost=10),
        index.AutocompleteField("title"),
        index.FilterField("kind"),
        index.FilterField("uploaded_by_user"),
    ]

    class Meta:
        verbose_name = _("audio or video")
        verbose_name_plural = _("audio and video")
        constraints = [
            models.UniqueConstraint(fields=["key"], condition=~models.Q(key=""), name="one_clip_per_key"),
        ]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        super().clean()
        wanted = AUDIO_TYPES if self.kind == ClipKind.AUDIO else VIDEO_TYPES
        extension = PurePath(self.file.name or "").suffix.lower().lstrip(".")
        if extension in CLIP_EXTENSIONS and extension not in wanted:
            raise ValidationError({"kind": _("The file is of the other kind.")}, code="wrong_kind")
        if not is_known_language(self.spoken_language):
            raise ValidationError({"spoken_language": _("This language is not in the registry.")})
        if self.file and not getattr(self.file, "_committed", True):
            self.measure_file()

    def measure_file(self) -> None:
        """Set size and length from a file that is not saved yet. Raises ValidationError when it cannot be played."""
        self.byte_size = self.file.size
        self.duration_seconds = read_seconds(self.file)

    def transcript_in(self, language: str) -> LanguageText:
        return read_in(self.transcripts, language)


class Caption(models.Model):
    """Subtitles of a clip in one language, as WebVTT. pii: none."""

    clip = ParentalKey(Clip, on_delete=models.CASCADE, related_name="captions")
    language = models.CharField(_("language"), max_length=10)
    file = models.FileField(_("file"), upload_to=caption_path, validators=[FileExtensionValidator(["vtt"])])

    class Meta:
        constraints = [models.UniqueConstraint(fields=["clip", "language"], name="one_caption_per_language")]

    def __str__(self) -> str:
        return f"{self.clip}: {self.language}"

    def clean(self) -> None:
        super().clean()
        if not is_known_language(self.language):
            raise ValidationError({"language": _("This language is not in the registry.")})
        if self.file and not getattr(self.file, "_committed", True):
            start = self.file.read(16)
            self.file.seek(0)
            if not start.removeprefix(b"\xef\xbb\xbf").startswith(b"WEBVTT"):
                raise ValidationError({"file": _("This is not a WebVTT file.")}, code="no_webvtt")
