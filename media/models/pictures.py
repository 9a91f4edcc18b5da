from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import AbstractImage, AbstractRendition
from wagtail.images.models import Image as WagtailImage

from core.language_text import LanguageText, LanguageTextField, read_in


class Picture(AbstractImage):
    """A picture with its licence, and what it shows in every language.

    `alt_texts` maps a language code to one sentence. A decorative picture has none.

    pii: none (no pictures of identifiable people without their consent).
    """

    key = models.SlugField(_("key"), max_length=100, blank=True, help_text=_("Stable id in a content pack."))
    licence = models.CharField(_("licence"), max_length=60, blank=True)
    author = models.CharField(_("author"), max_length=120, blank=True)
    source_url = models.URLField(_("source"), blank=True)
    is_decorative = models.BooleanField(
        _("decorative"), default=False, help_text=_("It says nothing that the text does not say.")
    )
    alt_texts = LanguageTextField(
        _("alternative texts"), blank=True, help_text=_("What the picture shows, in one sentence.")
    )
    pack_hash = models.CharField(max_length=64, blank=True, editable=False)  # what a pack last said of it

    admin_form_fields = (
        *(name for name in WagtailImage.admin_form_fields if name != "description"),
        "is_decorative",
        "alt_texts",
        "licence",
        "author",
        "source_url",
    )

    class Meta(AbstractImage.Meta):
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        constraints = [
            models.UniqueConstraint(fields=["key"], condition=~models.Q(key=""), name="one_picture_per_key"),
        ]

    @property
    def default_alt_text(self) -> str:
        """What Wagtail shows beside its own thumbnails: the Dutch text."""
        return "" if self.is_decorative else self.alt_texts.get("nl", self.title)

    def alt_in(self, language: str) -> LanguageText:
        """What the picture shows, in `language`; where that is missing, the Dutch, marked as missing."""
        if self.is_decorative:
            return LanguageText("", language)
        return read_in(self.alt_texts, language)


class PictureRendition(AbstractRendition):
    """A size of a picture. pii: none."""

    image = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="renditions")
    byte_size = models.PositiveIntegerField(null=True, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("image", "filter_spec", "focal_point_key"), name="unique_rendition"),
        ]

    def save(self, *args, **kwargs):
        # Asked for on every lesson page; a storage elsewhere would be asked over the network each time.
        if self.byte_size is None and self.file:
            self.byte_size = self.file.size
        super().save(*args, **kwargs)
