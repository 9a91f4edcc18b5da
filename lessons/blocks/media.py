"""Audio and video: a clip of the media library, which brings transcript and captions per language."""

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.blocks import SnippetChooserBlock

from .base import ContentBlock, LineBlock

CLIP_MODEL = "mo_media.Clip"


class AudioBlock(ContentBlock):
    audio = SnippetChooserBlock(CLIP_MODEL, label=_("Audio"), icon="media")
    title = LineBlock(label=_("Title"), max_length=120)

    class Meta:
        icon = "media"
        label = _("Audio")
        template = "lessons/blocks/audio.html"
        preview_value = {"audio": None, "title": "Een gesprek aan de telefoon"}


class VideoBlock(ContentBlock):
    video = SnippetChooserBlock(CLIP_MODEL, label=_("Video"), icon="media")
    title = LineBlock(label=_("Title"), max_length=120)

    class Meta:
        icon = "media"
        label = _("Video")
        template = "lessons/blocks/video.html"
        preview_value = {"video": None, "title": "Zo leest u de meter"}
