"""Answers that are typed, as Moodle writes them: which are accepted, and what is lost."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from assessments import api as assessments

from .neutral import Unsupported
from .texts import line_from_plain

_NEAR = 0.1  # percent
_WILD = re.compile(r"(?<!\\)\*")


@dataclass(frozen=True, slots=True)
class TypedAnswer:
    """An answer of a file: its text as it stands there, its points in percent, whether something is said when it is given."""

    text: str
    weight: float = 100
    has_feedback: bool = False


def read_typed(answers: Iterable[TypedAnswer]) -> tuple[dict[str, Any], list[str]]:
    """The key, and what is lost. Answers that count the same here are one. Raises Unsupported."""
    accepted: dict[str, str] = {}
    lost: list[str] = []
    for answer in answers:
        if answer.has_feedback:
            lost.append(_("the feedback of the answers"))
        if 0 < answer.weight < 100 - _NEAR:
            lost.append(_("points for answers that are partly right or wrong"))
        if answer.weight < 100 - _NEAR:
            continue
        if _WILD.search(answer.text):
            raise Unsupported(_("a * in its answers stands for anything"))
        text, lost_text = line_from_plain(answer.text.replace("\\*", "*"))
        lost += lost_text
        accepted.setdefault(assessments.normalise_answer(text), text)
    if not accepted:
        raise Unsupported(_("none of its answers is wholly right"))
    if mistake := assessments.find_answers_mistake(answers=list(accepted.values())):
        raise Unsupported(assessments.say_mistake(mistake))
    return {"accepted": list(accepted.values())}, lost


def write_typed(text: str) -> str:
    """An answer in which * is only a star."""
    return text.replace("*", "\\*")
