"""A question that stands in no lesson, drawn as lessons draw theirs."""

from collections.abc import Mapping
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from assessments import api as assessments
from media import api as media

from .pictures import BLOCK_WIDTH, show_picture

#: A picture with areas is drawn in a space so many units wide, whatever its size on the page.
UNITS = 1000


def draw_question(*, version: Any, language: str) -> SafeString:
    """The stem and the fields of a question version as HTML, without form, key or explanation. Raises MissingText."""
    question = assessments.presentation(version=version, language=language)
    context = {"question": question, "block_id": f"q-{version.uuid}"}
    if picture := question.get("picture"):
        context |= lay_out(picture, language=language)
    return render_to_string("lessons/includes/question_choices.html", context)


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


def _measure(area: list[int], height: int) -> dict[str, int]:
    left, top, width, tall = area
    return {
        "x": left * UNITS // 100,
        "y": top * height // 100,
        "width": width * UNITS // 100,
        "height": tall * height // 100,
    }
