"""Pictures, audio and video of a lesson as the page shows them."""

from media import api as media

BLOCK_WIDTH = 640
STEP_WIDTH = 320
CARD_WIDTH = 320


def show_picture(picture, *, language: str, width: int) -> media.PictureContext | None:
    """The picture for a page, or None when there is none."""
    return media.picture_context(picture=picture, language=language, width=width) if picture else None


def show_clip(clip, *, language: str) -> media.ClipContext | None:
    """The audio or video for a page, or None when there is none."""
    return media.clip_context(clip=clip, language=language) if clip else None
