"""A question that stands in no lesson: drawn and read aloud as lessons do it with theirs.

What is heard before an answer is the stem and what can be chosen, in the order in which they are shown; the voices of why an
answer is right come with the explanation (progress.render_feedback) and stand in no page before.
"""

from collections.abc import Mapping
from functools import partial
from typing import Any
from uuid import UUID

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import override

from assessments import api as assessments
from curriculum import api as curriculum
from media import api as media

from .generation import get_voices
from .memory import remember
from .pictures import BLOCK_WIDTH, show_picture
from .sharing import draw_shared
from .sound import LISTEN_HERE, give_voice
from .speech import list_passages

#: A picture with areas is drawn in a space so many units wide, whatever its size on the page.
UNITS = 1000


def draw_question(*, version: Any, language: str, can_listen: bool = True) -> SafeString:
    """The stem and the fields of a question version as HTML, without form, key or explanation; with a button that reads them
    where each has a voice (`can_listen`: not when it is only looked at again). Raises MissingText."""
    heard = can_listen and language in get_voices().languages
    if version.pk is None:  # a preview, stored nowhere
        return _draw(version, language, heard)
    key = ("question", version.uuid, language, heard, curriculum.facts_stamp())
    return remember(key, partial(_draw, version, language, heard))


def list_question_texts(*, version_id: UUID, language: str) -> tuple[str, ...]:
    """All that is said of a question in a language, before an answer and after it. Raises UnknownVersion, MissingText."""
    key = ("texts of a question", version_id, language, curriculum.facts_stamp())
    return remember(key, partial(_list_texts, version_id, language))


def can_hear_questions(*, language: str) -> bool:
    """Whether any question of the banks is read aloud in a language."""
    if language not in get_voices().languages:
        return False
    return remember(
        ("questions are heard", language, curriculum.facts_stamp()),
        lambda: any(
            "data-listen" in draw_question(version=assessments.get_question_version(version_id=uuid), language=language)
            for _theme, uuid in assessments.list_asked(language=language)
        ),
    )


def draw_areas(*, picture: Mapping[str, Any], language: str) -> SafeString:
    """The picture of a question as assessments shows it, with its areas and nothing to press."""
    return render_to_string("lessons/includes/question_picture.html", lay_out(picture, language=language))


def lay_out(picture: Mapping[str, Any], *, language: str) -> dict[str, Any]:
    """What the template needs: `shown`, the picture (None when the library has lost it: its areas still have words), its
    `width` and `height` in units, and the `areas` in units too."""
    try:
        found = media.get_picture(key=picture["key"])
    except media.UnknownMedia:
        return {"shown": None}
    shown = show_picture(found, language=language, width=BLOCK_WIDTH)
    height = round(UNITS * shown.height / shown.width) if shown and shown.width else UNITS
    return {
        "shown": shown,
        "width": UNITS,
        "height": height,
        "areas": [area | _measure(area["area"], height) for area in picture["areas"]],
    }


def _draw(version: Any, language: str, is_heard: bool) -> SafeString:
    question = assessments.presentation(version=version, language=language)
    context = {
        "question": question,
        "block_id": f"q-{version.uuid}",
        "described_by": "shared-stem" if version.shared else "",
    }
    if picture := question.get("picture"):
        context |= lay_out(picture, language=language)
    with override(language):
        html = render_to_string("lessons/includes/question_alone.html", context)
    return give_voice(html, language=language) if is_heard else SafeString(html.replace(LISTEN_HERE, ""))


def _list_texts(version_id: UUID, language: str) -> tuple[str, ...]:
    version = assessments.get_question_version(version_id=version_id)
    drawn = draw_question(version=version, language=language, can_listen=False)
    shared = [draw_shared(shared=version.shared, language=language, can_listen=False).html] if version.shared else []
    pieces = [
        *shared,
        drawn,
        *assessments.list_explanations(version=version, language=language),
    ]
    spoken = [part for piece in pieces for part in list_passages(piece, language=language)]
    return tuple(dict.fromkeys(part.text for part in spoken if part.language == language))


def _measure(area: list[int], height: int) -> dict[str, int]:
    left, top, width, tall = area
    return {
        "x": left * UNITS // 100,
        "y": top * height // 100,
        "width": width * UNITS // 100,
        "height": tall * height // 100,
    }
