"""Forms of the media library."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.images.forms import BaseImageForm


class PictureForm(BaseImageForm):
    """A picture says what it shows in Dutch, or that it is decorative; and under which licence it is used."""

    def clean(self):
        cleaned = super().clean()
        alt = (cleaned.get("alt_texts") or {}).get("nl")
        if "alt_texts" in self.fields and not alt and not cleaned.get("is_decorative"):
            self.add_error(
                "alt_texts", ValidationError(_("Say in Dutch what the picture shows, or mark it as decorative."))
            )
        if "licence" in self.fields and not cleaned.get("licence"):
            self.add_error("licence", ValidationError(_("Under which licence may we show it?")))
        return cleaned
