"""Taking over pictures, audio and video from a content pack."""

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models.signals import post_save
from django.utils.translation import gettext as _
from wagtail.images.fields import WagtailImageField
from wagtail.models import Collection

from core.errors import DomainError

from ..models import Caption, Clip, Picture, PictureRendition
from .svg import sanitise_svg

CREATED, CHANGED, UNCHANGED = "created", "changed", "unchanged"


class BadFile(DomainError):
    """A file of a pack cannot be used; the message says why."""

    code = "bad_file"


@dataclass(frozen=True)
class ImportedFile:
    """A file of a pack, in memory: its name and its bytes."""

    name: str
    content: bytes

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.content).hexdigest()

    def as_upload(self, key: str) -> ContentFile:
        # The name follows the content: an address that was sent to readers never shows something else.
        suffix = PurePath(self.name).suffix.lower()
        return ContentFile(self.content, name=f"{key[:60]}-{self.digest[:10]}{suffix}")


@dataclass
class FileJournal:
    """Files written in a transaction. The database forgets them on a rollback; the storage has to be told."""

    written: list[str] = field(default_factory=list)

    def note(self, *files) -> None:
        self.written += [file.name for file in files if file]

    def replace(self, name: str) -> None:
        """Delete a file that nobody points at any more, once the transaction is through."""
        if name:
            transaction.on_commit(lambda: default_storage.delete(name))

    @contextmanager
    def watching_renditions(self) -> Iterator[None]:
        """Note the sizes of pictures that are made meanwhile, too."""

        def on_saved(sender, instance, created, **_kwargs) -> None:
            if created:
                self.note(instance.file)

        post_save.connect(on_saved, sender=PictureRendition)
        try:
            yield
        finally:
            post_save.disconnect(on_saved, sender=PictureRendition)

    def undo(self) -> None:
        for name in self.written:
            default_storage.delete(name)
        self.written.clear()


def import_picture(
    *, key: str, file: ImportedFile, collection: Collection, values: dict[str, Any], journal: FileJournal
) -> tuple[Picture, str]:
    """Create or change the picture `key`. `values`: title, licence, author, source_url, is_decorative, alt_texts.

    Returns the picture and created, changed or unchanged. What staff changed since stays while the pack says the same.
    Raises BadFile or UnsafePicture.
    """
    if PurePath(file.name).suffix.lower() == ".svg":
        file = ImportedFile(file.name, sanitise_svg(file.content))
    pack_hash = _hash(values, file)
    picture = Picture.objects.filter(key=key).first() or Picture(key=key)
    if picture.pk and picture.pack_hash == pack_hash:
        return picture, UNCHANGED
    is_new = picture.pk is None
    old_name = picture.file.name
    _assign(picture, {**values, "collection": collection, "pack_hash": pack_hash})
    if is_new or hashlib.sha1(file.content, usedforsecurity=False).hexdigest() != picture.file_hash:
        picture.file = file.as_upload(key)
        try:
            _check_picture(file)
            picture.full_clean(exclude=["file", "uploaded_by_user", "tags"])
            picture._set_image_file_metadata()  # Wagtail's forms do the same; saving alone leaves size and hash empty
            picture.save()
        except (ValidationError, OSError, ValueError) as error:
            raise BadFile(
                _("“%(name)s” is no picture we can use: %(why)s") % {"name": file.name, "why": error}
            ) from error
        journal.note(picture.file)
        for rendition in picture.renditions.all():
            journal.replace(rendition.file.name)
            rendition.delete()
        if old_name != picture.file.name:
            journal.replace(old_name)
    else:
        picture.full_clean(exclude=["file", "uploaded_by_user", "tags"])
        picture.save()
    return picture, CREATED if is_new else CHANGED


def import_clip(
    *,
    key: str,
    file: ImportedFile,
    captions: dict[str, ImportedFile],
    collection: Collection,
    values: dict[str, Any],
    journal: FileJournal,
) -> tuple[Clip, str]:
    """Create or change the audio or video `key`, with its captions per language. As `import_picture`.

    `values`: title, kind, licence, author, source_url, transcripts.
    """
    pack_hash = _hash(values, file, *(captions[code] for code in sorted(captions)))
    clip = Clip.objects.filter(key=key).first() or Clip(key=key)
    if clip.pk and clip.pack_hash == pack_hash:
        return clip, UNCHANGED
    is_new = clip.pk is None
    old_names = [clip.file.name, *(caption.file.name for caption in clip.captions.all())]
    _assign(clip, {**values, "collection": collection, "pack_hash": pack_hash})
    clip.file = file.as_upload(key)
    new_captions = [
        Caption(clip=clip, language=code, file=caption.as_upload(f"{key}-{code}")) for code, caption in captions.items()
    ]
    try:
        clip.full_clean()
        for caption in new_captions:
            caption.full_clean(exclude=["clip"], validate_unique=False, validate_constraints=False)
    except ValidationError as error:
        raise BadFile(f"{file.name}: {' '.join(error.messages)}") from error
    clip.captions = new_captions
    clip.save()
    journal.note(clip.file, *(caption.file for caption in clip.captions.all()))
    for name in old_names:
        journal.replace(name or "")
    return clip, CREATED if is_new else CHANGED


def _check_picture(file: ImportedFile) -> None:
    """The checks of an upload in the CMS: known type, content of that type, size in bytes and pixels."""
    if not file.name.lower().endswith(".svg"):  # drawings went through their own allow list
        WagtailImageField().clean(ContentFile(file.content, name=file.name))


def _assign(row, values: dict[str, Any]) -> None:
    for name, value in values.items():
        setattr(row, name, value)


def _hash(values: dict[str, Any], *files: ImportedFile) -> str:
    content = {"values": values, "files": [(file.name, file.digest) for file in files]}
    return hashlib.sha256(json.dumps(content, sort_keys=True, default=str).encode()).hexdigest()
