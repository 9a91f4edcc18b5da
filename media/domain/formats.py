"""Which files we take and serve, and as what. Everything else is handed out as a download, never as a document."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from tinytag import TinyTag, TinyTagException

PICTURE_TYPES = {
    "avif": "image/avif",
    "gif": "image/gif",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "webp": "image/webp",
    "svg": "image/svg+xml",
}
AUDIO_TYPES = {"mp3": "audio/mpeg", "m4a": "audio/mp4", "ogg": "audio/ogg", "opus": "audio/ogg"}
VIDEO_TYPES = {"mp4": "video/mp4"}  # the one that every phone plays
CAPTION_TYPES = {"vtt": "text/vtt; charset=utf-8"}
CLIP_EXTENSIONS = {*AUDIO_TYPES, *VIDEO_TYPES}
SERVED_TYPES = {**PICTURE_TYPES, **AUDIO_TYPES, **VIDEO_TYPES, **CAPTION_TYPES}


def read_seconds(file) -> int:
    """The length of an audio or video file in whole seconds, rounded. Raises ValidationError when it has none."""
    position = file.tell()
    file.seek(0)
    try:
        duration = TinyTag.get(filename=file.name, file_obj=file, tags=False).duration
    except (TinyTagException, OSError, ValueError) as error:
        raise ValidationError({"file": _("This file cannot be played.")}, code="unplayable") from error
    finally:
        file.seek(position)
    if not duration:
        raise ValidationError({"file": _("This file cannot be played.")}, code="unplayable")
    return max(1, round(duration))
