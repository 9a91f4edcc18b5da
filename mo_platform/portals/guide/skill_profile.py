"""What a newcomer can do with her device, and the advice that she heard, in words for her case worker. Before she heard it there
is nothing to show."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core import api as core
from pretrajectory import api as pretrajectory

from ..skill_advice import ShownAdvice, tell_advice, tell_advice_in
from ..skill_words import SKILL_ICONS

_LEVELS: tuple[str | Promise, ...] = (_("not yet"), _("the simple things"), _("the harder things too"))


@dataclass(frozen=True, slots=True)
class SkillLine:
    """A skill: what she most probably can, and how probable each level is, in hundredths [(from, how much), …]."""

    icon: str
    skill: str
    level: int
    words: str
    is_sure: bool
    chance: int
    bars: tuple[tuple[int, int], ...]
    tries: int


@dataclass(frozen=True, slots=True)
class ShownProfile:
    """`untried`: names of skills; `advice` in Dutch; `told` as she reads it, in the language `told_in`, None where that
    is Dutch too."""

    heard: pretrajectory.HeardAdvice
    lines: tuple[SkillLine, ...]
    untried: tuple[str, ...]
    advice: ShownAdvice
    told: ShownAdvice | None
    told_in: str


def describe_profile(heard: pretrajectory.HeardAdvice, *, newcomer) -> ShownProfile:
    best = next((code for code in newcomer.profile.languages if core.is_known_language(code)), core.SOURCE_LANGUAGE)
    told = tell_advice_in(heard, best) if best != core.SOURCE_LANGUAGE else None
    return ShownProfile(
        heard,
        lines=tuple(_draw(one, one.level) for one in heard.profile if one.level is not None),
        untried=tuple(str(one.skill.label) for one in heard.profile if one.level is None),
        advice=tell_advice(heard),
        told=told,
        told_in=best,
    )


def _draw(found: pretrajectory.Believed, level: int) -> SkillLine:
    shares = [round(100 * chance) for chance in found.chances]
    return SkillLine(
        icon=SKILL_ICONS[found.skill],
        skill=str(found.skill.label),
        level=level,
        words=str(_LEVELS[level]),
        is_sure=found.is_sure,
        chance=shares[level],
        bars=tuple((sum(shares[:number]), share) for number, share in enumerate(shares)),
        tries=found.tries,
    )
