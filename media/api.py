"""The door of media."""

from .domain.contexts import CaptionTrack, ClipContext, PictureContext, clip_context, picture_context
from .domain.importing import BadFile, FileJournal, ImportedFile, import_clip, import_picture
from .domain.queries import UnknownMedia, get_clip, get_picture, list_clips, list_pictures
from .domain.svg import UnsafePicture, sanitise_svg

__all__ = [
    "BadFile",
    "CaptionTrack",
    "ClipContext",
    "FileJournal",
    "ImportedFile",
    "PictureContext",
    "UnknownMedia",
    "UnsafePicture",
    "clip_context",
    "get_clip",
    "get_picture",
    "import_clip",
    "import_picture",
    "list_clips",
    "list_pictures",
    "picture_context",
    "sanitise_svg",
]
