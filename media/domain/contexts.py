"""What a template needs to show a picture, an audio or a video in a language."""

from dataclasses import dataclass

from core.language_text import LanguageText
from core.languages import get_language

from ..models import Clip, Picture
from .formats import SERVED_TYPES

QUALITY = 75


@dataclass(frozen=True, slots=True)
class PictureContext:
    """`alt` is in the reader's language or empty. `bytes` is what the picture costs to load.

    An attribute cannot say that it is Dutch in the middle of Arabic. So where the alternative text is missing in the
    reader's language, `alt` is empty, `alt_missing` is true and `alt_dutch` is to be shown as a caption with lang="nl".
    """

    url: str
    alt: str
    width: int
    height: int
    bytes: int
    alt_missing: bool = False
    alt_dutch: str = ""


@dataclass(frozen=True, slots=True)
class CaptionTrack:
    url: str
    language: str
    label: str


@dataclass(frozen=True, slots=True)
class ClipContext:
    """`transcript` says in which language it is; `is_missing` when that is not the reader's."""

    url: str
    kind: str
    mime: str
    title: str
    seconds: int
    bytes: int
    spoken_language: str
    transcript: LanguageText
    captions: tuple[CaptionTrack, ...]


def picture_context(*, picture: Picture, language: str, width: int) -> PictureContext:
    """The picture at most `width` pixels wide: a webp of its own, or the drawing itself when it is an SVG."""
    if picture.is_svg():
        shown = min(width, picture.width)
        height = round(picture.height * shown / picture.width) if picture.width else picture.height
        url, weight = picture.file.url, picture.get_file_size()
    else:
        rendition = picture.get_rendition(f"width-{width}|format-webp|webpquality-{QUALITY}")
        shown, height = rendition.width, rendition.height
        url, weight = rendition.url, rendition.byte_size or 0
    alt = picture.alt_in(language)
    return PictureContext(
        url=url,
        alt="" if alt.is_missing else alt.text,
        width=shown,
        height=height,
        bytes=weight,
        alt_missing=alt.is_missing,
        alt_dutch=alt.text if alt.is_missing else "",
    )


def clip_context(*, clip: Clip, language: str) -> ClipContext:
    """The clip with its transcript and captions. Captions in the reader's language come first."""
    captions = sorted(clip.captions.all(), key=lambda caption: (caption.language != language, caption.language))
    return ClipContext(
        url=clip.file.url,
        kind=clip.kind,
        mime=SERVED_TYPES[(clip.file.name or "").rsplit(".", 1)[-1].lower()],
        title=clip.title,
        seconds=clip.duration_seconds or 0,
        bytes=clip.byte_size or 0,
        spoken_language=clip.spoken_language,
        transcript=clip.transcript_in(language),
        captions=tuple(
            CaptionTrack(caption.file.url, caption.language, get_language(caption.language).endonym)
            for caption in captions
        ),
    )
