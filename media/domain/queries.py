"""Reads of media."""

from collections.abc import Iterable

from core.errors import DomainError

from ..models import Clip, Picture


class UnknownMedia(DomainError):
    code = "unknown_media"


def get_picture(*, key: str) -> Picture:
    """The picture with this stable key. Raises UnknownMedia."""
    try:
        return Picture.objects.get(key=key)
    except Picture.DoesNotExist:
        raise UnknownMedia(key) from None


def give_key(found: Picture | Clip) -> str:
    """The stable key of a picture, an audio or a video; one that was uploaded without a key gets one."""
    if not found.key:
        found.key = f"cms-{found.pk}"
        found.save(update_fields=["key"])
    return found.key


def get_clip(*, key: str) -> Clip:
    """The audio or video with this stable key. Raises UnknownMedia."""
    try:
        return Clip.objects.get(key=key)
    except Clip.DoesNotExist:
        raise UnknownMedia(key) from None


def list_pictures(*, keys: Iterable[str]) -> dict[str, Picture]:
    """Pictures by key with their sizes, in two queries; unknown keys are left out."""
    return {row.key: row for row in Picture.objects.filter(key__in=list(keys)).prefetch_related("renditions")}


def list_clips(*, keys: Iterable[str]) -> dict[str, Clip]:
    """Clips by key with their captions, in two queries; unknown keys are left out."""
    return {row.key: row for row in Clip.objects.filter(key__in=list(keys)).prefetch_related("captions")}
