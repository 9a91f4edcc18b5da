"""Voices for texts: who may be heard, what a recording becomes, what takes whose place."""

import hashlib
import re
import secrets
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from core.errors import Conflict
from core.languages import get_language
from core.sanitise import strip_bidi_controls

from ..enums import NarrationState, VoiceKind
from ..models import Narration
from ..signals import voices_changed
from .sound import EncodedSound

FOLDER = "narrations"  # heard by everybody
WAITING_FOLDER = "recordings"  # nobody has listened yet: domain.serving keeps it private
SUFFIXES = ("opus", "mp3")
LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"
WHITE = re.compile(r"\s+")
_TRIES = 4


@dataclass(frozen=True, slots=True)
class Voice:
    """How a text can be heard: `token` names its files; `bytes` is what the heavier one costs to load.

    `sentences`: [start in ms, first character, character after the last], where known.
    """

    token: str
    is_machine: bool
    bytes: int
    duration_ms: int
    sentences: tuple[tuple[int, int, int], ...] = ()


type SpokenKey = tuple[str, str]  # (language, hash of the spoken text)


def normalise_spoken(text: str) -> str:
    """The text as it is spoken: what cannot be heard (space, direction marks, ways to write one letter) is the same."""
    return WHITE.sub(" ", strip_bidi_controls(unicodedata.normalize("NFC", text))).strip()


def hash_spoken(text: str) -> str:
    """What names the spoken text: SHA-256, 64 hexadecimal digits."""
    return hashlib.sha256(normalise_spoken(text).encode()).hexdigest()


def find_voices(keys: Iterable[SpokenKey]) -> dict[SpokenKey, Voice]:
    """The voice to play for each text that has one, in one query. A person goes before a machine."""
    wanted = set(keys)
    if not wanted:
        return {}
    rows = Narration.objects.accepted().people_first().filter(text_hash__in={text_hash for _code, text_hash in wanted})
    found: dict[SpokenKey, Voice] = {}
    for row in rows:
        key = (row.language, row.text_hash)
        if key in wanted:
            found.setdefault(key, describe_voice(row))
    return found


def list_voiced_languages() -> list[str]:
    """The languages in which anything can be heard."""
    return sorted(Narration.objects.accepted().order_by().values_list("language", flat=True).distinct())


@dataclass(frozen=True, slots=True)
class VoiceFile:
    """The two files of a voice, by their size; a browser needs one of them."""

    token: str
    opus_bytes: int
    mp3_bytes: int

    @property
    def bytes(self) -> int:
        """What it costs at most."""
        return max(self.opus_bytes, self.mp3_bytes)


def list_voice_files(*, tokens: Iterable[str]) -> list[VoiceFile]:
    """The files of these voices, in one query; what is heard no longer has none."""
    rows = Narration.objects.accepted().filter(token__in=set(tokens)).order_by("token")
    return [VoiceFile(*row) for row in rows.values_list("token", "opus_bytes", "mp3_bytes")]


def describe_voice(row: Narration) -> Voice:
    return Voice(
        token=row.token,
        is_machine=row.is_machine,
        bytes=max(row.opus_bytes, row.mp3_bytes),
        duration_ms=row.duration_ms,
        sentences=tuple((start, first, end) for start, first, end in row.sentences),
    )


def voices_url() -> str:
    """The address before the token and suffix of a voice."""
    return default_storage.url(f"{FOLDER}/")


def keep_recording(
    *, language: str, text: str, sound: EncodedSound, credit: str = "", at: datetime, **more
) -> Narration:
    """A recording by a person that somebody still has to listen to."""
    return _create(VoiceKind.HUMAN, NarrationState.WAITING, language, text, sound, at, credit=credit, **more)


def add_narration(
    *, language: str, text: str, sound: EncodedSound, credit: str, user, at: datetime, organisation=None
) -> Narration:
    """A recording by a person that an editor of `organisation` brought herself: it is heard at once."""
    with transaction.atomic():
        row = keep_recording(language=language, text=text, sound=sound, credit=credit, at=at, organisation=organisation)
        return accept_narration(narration=row, user=user, at=at)


def add_machine_voice(
    *, language: str, text: str, sound: EncodedSound, voice: str, sentences: Sequence[Sequence[int]], at: datetime
) -> Narration:
    """A machine reads this text from now on; `voice` names the engine and its voice. Says nothing to readers yet: the
    caller sends `voices_changed` once for all it made."""

    def replace() -> Narration:
        _replace(language, hash_spoken(text), VoiceKind.MACHINE, at)
        return _create(
            VoiceKind.MACHINE,
            NarrationState.ACCEPTED,
            language,
            text,
            sound,
            at,
            voice=voice,
            sentences=[list(part) for part in sentences],
            decided_at=at,
        )

    return _one_after_the_other(replace)


def accept_narration(*, narration: Narration, user, at: datetime) -> Narration:
    """Somebody listened and it is good: readers hear it, in the place of an older one. Raises Conflict."""

    def replace() -> Narration:
        row = _lock_waiting(narration)
        _replace(row.language, row.text_hash, row.kind, at)
        _decide(row, NarrationState.ACCEPTED, user, at)
        _move_files(row, WAITING_FOLDER, FOLDER)
        voices_changed.send(sender=Narration)
        return row

    return _one_after_the_other(replace)


def refuse_narration(*, narration: Narration, reason: str, user, at: datetime) -> Narration:
    """Somebody listened and it will not do, because of `reason`. The sound itself is not kept. Raises Conflict."""
    with transaction.atomic():
        row = _lock_waiting(narration)
        row.refusal_reason = reason
        _decide(row, NarrationState.REFUSED, user, at)
        _delete_files_on_commit(row, WAITING_FOLDER)
    return row


def withdraw_narration(*, narration: Narration, user, at: datetime) -> None:
    """It is heard no longer, and its sound is deleted: the speaker asked for it, or it was wrong after all."""
    with transaction.atomic():
        row = Narration.objects.select_for_update().get(pk=narration.pk)
        _log(row, "media.voice_withdrawn", user, at, deleted=True)
        row.delete()
        _delete_files_on_commit(row, FOLDER, WAITING_FOLDER)
        if NarrationState(row.state).is_heard:
            voices_changed.send(sender=Narration)


def put_back_earlier(*, language: str, text_hash: str, user, at: datetime) -> Narration | None:
    """What the last recording of a person took the place of is heard again; None when there was nothing."""
    with transaction.atomic():
        row = find_earlier(language=language, text_hash=text_hash)
        if row is not None:
            _decide(row, NarrationState.ACCEPTED, user, at)
            voices_changed.send(sender=Narration)
    return row


def find_earlier(*, language: str, text_hash: str) -> Narration | None:
    """The recording of a person that made room last, for this text."""
    rows = Narration.objects.by_people().filter(language=language, text_hash=text_hash, state=NarrationState.REPLACED)
    return rows.select_related("kit").order_by("-decided_at", "-pk").first()


def voice_url(*, narration: Narration, suffix: str = "mp3") -> str:
    """Where the sound of a voice that is heard lies."""
    return default_storage.url(_path(FOLDER, narration.token, suffix))


def open_recording(*, narration: Narration, suffix: str):
    """The sound of a recording, waiting or heard, as an open file."""
    folder = WAITING_FOLDER if narration.state == NarrationState.WAITING else FOLDER
    return default_storage.open(_path(folder, narration.token, suffix))


def _create(kind, state, language, text, sound: EncodedSound, at, **more) -> Narration:
    row = Narration(
        language=get_language(language).code,
        text=normalise_spoken(text),
        text_hash=hash_spoken(text),
        kind=kind,
        state=state,
        token="".join(secrets.choice(LETTERS) for _place in range(10)),
        duration_ms=sound.duration_ms,
        opus_bytes=len(sound.opus),
        mp3_bytes=len(sound.mp3),
        created_at=at,
        **more,
    )
    folder = FOLDER if NarrationState(state).is_heard else WAITING_FOLDER
    with transaction.atomic():
        row.save(force_insert=True)
        _store(folder, row.token, (sound.opus, sound.mp3))
    return row


def _one_after_the_other(replace: Callable[[], Narration]) -> Narration:
    """Somebody else may give the same text a voice at the same moment: then hers is there first, and this one takes its
    place."""
    for _attempt in range(_TRIES):
        try:
            with transaction.atomic():
                return replace()
        except IntegrityError:
            continue
    with transaction.atomic():
        return replace()


def _lock_waiting(narration: Narration) -> Narration:
    row = Narration.objects.select_for_update().filter(pk=narration.pk).first()
    if row is None or row.state != NarrationState.WAITING:
        raise Conflict(_("Somebody has decided about this recording already."))
    return row


def _decide(row: Narration, state: NarrationState, user, at: datetime) -> None:
    row.state, row.decided_by, row.decided_at = state, user, at
    row.save(update_fields=["state", "decided_by", "decided_at", "refusal_reason"])
    _log(row, f"media.voice_{state}", user, at)


def _log(row: Narration, action: str, user, at: datetime, **more) -> None:
    """Kept in Wagtail's log, which stays when the voice goes. Nothing there names the speaker."""
    if user is not None:  # a speaker with a link, or a machine
        log(row, action, user=user, timestamp=at, data={"language": row.language}, **more)


def _replace(language: str, text_hash: str, kind: str, at: datetime) -> None:
    """What was heard so far makes room. Its files stay: pages that were just sent still name them."""
    Narration.objects.accepted().filter(language=language, text_hash=text_hash, kind=kind).update(
        state=NarrationState.REPLACED, decided_at=at
    )


def _path(folder: str, token: str, suffix: str) -> str:
    return f"{folder}/{token}.{suffix}"


def _store(folder: str, token: str, contents: Iterable[bytes]) -> None:
    for suffix, content in zip(SUFFIXES, contents, strict=True):
        default_storage.save(_path(folder, token, suffix), ContentFile(content))


def _move_files(row: Narration, old: str, new: str) -> None:
    contents = []
    for suffix in SUFFIXES:
        with default_storage.open(_path(old, row.token, suffix)) as file:
            contents.append(file.read())
    _store(new, row.token, contents)
    _delete_files_on_commit(row, old)


def _delete_files_on_commit(row: Narration, *folders: str) -> None:
    names = [_path(folder, row.token, suffix) for folder in folders for suffix in SUFFIXES]
    for name in names:
        transaction.on_commit(partial(default_storage.delete, name), robust=True)
