from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import AbstractImage, AbstractRendition
from wagtail.images.models import Image as WagtailImage


class Picture(AbstractImage):
    """A picture with its licence, and what it shows in every language.

    `alt_texts` maps a language code to one sentence. A decorative picture has none.

    pii: none (no pictures of identifiable people without their consent).
    """

    key = models.SlugField(_("key"), max_length=100, blank=True, help_text=_("Stable id in a content pack."))
    licence = models.CharField(_("licence"), max_length=60, blank=True)
    author = models.CharField(_("author"), max_length=120, blank=True)
    source_url = models.URLField(_("source"), blank=True)
    is_decorative = models.BooleanField(_("decorative"), default=False)
    alt_texts = models.JSONField(_("alternative texts"), default=dict, blank=True)

    admin_form_fields = (*WagtailImage.admin_form_fields, "licence", "author", "source_url", "is_decorative")

    class Meta(AbstractImage.Meta):
        constraints = [
            models.UniqueConstraint(fields=["key"], condition=~models.Q(key=""), name="one_picture_per_key"),
        ]


class PictureRendition(AbstractRendition):
    """A size of a picture. pii: none."""

    image = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("image", "filter_spec", "focal_point_key"), name="unique_rendition"),
        ]
