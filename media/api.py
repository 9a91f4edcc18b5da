"""The door of media."""

from .domain.contexts import CaptionTrack, ClipContext, PictureContext, clip_context, picture_context
from .domain.importing import BadFile, FileJournal, ImportedFile, import_clip, import_picture
from .domain.narrations import (
    Voice,
    accept_narration,
    add_machine_voice,
    add_narration,
    find_voices,
    hash_spoken,
    keep_recording,
    normalise_spoken,
    refuse_narration,
    voices_url,
    withdraw_narration,
)
from .domain.queries import UnknownMedia, get_clip, get_picture, list_clips, list_pictures
from .domain.sound import BadSound, EncodedSound, encode_sound
from .domain.speaking import NoVoice, ask_to_speak, list_jobs, list_machine_languages, stop_speaking, work_on
from .domain.spoken import (
    SpokenText,
    VoiceCount,
    count_voices,
    list_missing,
    list_spoken,
    list_stale,
    register_source,
)
from .domain.svg import UnsafePicture, sanitise_svg

__all__ = [
    "BadFile",
    "BadSound",
    "CaptionTrack",
    "ClipContext",
    "EncodedSound",
    "FileJournal",
    "ImportedFile",
    "NoVoice",
    "PictureContext",
    "SpokenText",
    "UnknownMedia",
    "UnsafePicture",
    "Voice",
    "VoiceCount",
    "accept_narration",
    "add_machine_voice",
    "add_narration",
    "ask_to_speak",
    "clip_context",
    "count_voices",
    "encode_sound",
    "find_voices",
    "get_clip",
    "get_picture",
    "hash_spoken",
    "import_clip",
    "import_picture",
    "keep_recording",
    "list_clips",
    "list_jobs",
    "list_machine_languages",
    "list_missing",
    "list_pictures",
    "list_spoken",
    "list_stale",
    "normalise_spoken",
    "picture_context",
    "refuse_narration",
    "register_source",
    "sanitise_svg",
    "stop_speaking",
    "voices_url",
    "withdraw_narration",
    "work_on",
]
