"""What the questions of a cluster share, drawn once for all of them: a text, a picture or a recording, read aloud on request."""

from dataclasses import dataclass
from functools import partial
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import override

from assessments import api as assessments
from curriculum import api as curriculum
from media import api as media

from .generation import get_voices
from .memory import remember
from .pictures import BLOCK_WIDTH, show_clip, show_picture
from .sound import LISTEN_HERE, give_voice


@dataclass(frozen=True, slots=True)
class SharedStem:
    """`kind`: text, picture, video or audio, the first of these that there is; what stands above it is said by it."""

    kind: str
    html: SafeString


def draw_shared(*, shared: Any, language: str, can_listen: bool = True) -> SharedStem:
    """What a question version shares with others, as HTML, with a button that reads it where each text has a voice
    (`can_listen`). Raises MissingText."""
    heard = can_listen and language in get_voices().languages
    if shared.pk is None:  # a preview, stored nowhere
        return _draw(shared, language, heard)
    key = ("shared stem", shared.pk, language, heard, curriculum.facts_stamp())
    return remember(key, partial(_draw, shared, language, heard))


def _draw(version: Any, language: str, is_heard: bool) -> SharedStem:
    shared = assessments.show_shared(shared=version, language=language)
    picture = _find_picture(shared["picture"])
    clip = show_clip(_find_clip(shared["recording"]), language=language)
    context = {
        "shared": shared,
        "picture": show_picture(picture, language=language, width=BLOCK_WIDTH),
        "clip": clip,
        "reading": {"language": language},
    }
    with override(language):
        html = render_to_string("lessons/includes/shared_stem.html", context)
    kind = "text" if shared["text"] else clip.kind if clip else "picture"
    return SharedStem(
        kind, give_voice(html, language=language) if is_heard else SafeString(html.replace(LISTEN_HERE, ""))
    )


def _find_picture(key: str) -> Any:
    """None where there is none, and where the library has lost it."""
    return media.list_pictures(keys=[key]).get(key) if key else None


def _find_clip(key: str) -> Any:
    return media.list_clips(keys=[key]).get(key) if key else None
