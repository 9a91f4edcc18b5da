"""How ready a newcomer is for our own practice test, from her first answer to each question, in practice or in a mock exam.

It says nothing of the real test (docs/reference/readiness.md), and is hers: others see it only while she shows it (sharing.py).
"""

from collections.abc import Iterable
from dataclasses import dataclass

from assessments import api as assessments
from curriculum import api as curriculum

from .practised import list_practised

_FIRST = (assessments.Level.WEAK, assessments.Level.TOO_FEW, assessments.Level.FAIR, assessments.Level.STRONG)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where she stands in a section, a theme of a section, or an objective. `level` is None where no rule says what is
    needed; `is_offered`: there are questions in her language to practise it with."""

    key: str
    evidence: assessments.Evidence
    estimate: assessments.Estimate
    level: assessments.Level | None
    is_offered: bool = True


@dataclass(frozen=True, slots=True)
class SectionStanding:
    """A section of the test. `needed`: the share of it that must be right, None where no rule says it."""

    standing: Standing
    needed: float | None
    themes: tuple[Standing, ...]


@dataclass(frozen=True, slots=True)
class Readiness:
    """`band`: the chance to pass our practice test, None where no rule says what that takes. `next_theme`: what helps most
    now, empty for a mix of all. `weak_objectives`: those where she had at most half right, the weakest first."""

    answered: int
    band: assessments.Band | None
    sections: tuple[SectionStanding, ...]
    next_theme: str
    weak_objectives: tuple[str, ...]


def get_readiness(*, newcomer, language: str, blueprint: assessments.Blueprint | None) -> Readiness:
    """Where she stands by the rule of `blueprint`; `language`: in which she would go on practising."""
    first = _list_first(newcomer)
    region = curriculum.regime_of(newcomer.profile.region)
    offered = [item for item in assessments.list_practice_items(region=region) if language in item.languages]
    about = assessments.describe_bank_questions(question_ids=first)
    met = [(about[question], is_right) for question, is_right in first.items() if question in about]
    keys = (
        [section.key for section in blueprint.sections]
        if blueprint
        else sorted({item.section for item in offered} | {item.section for item, _is_right in met})
    )
    sections = tuple(_stand(key, blueprint, met, offered) for key in keys)
    evidence = {section.standing.key: section.standing.evidence for section in sections}
    band = None
    if blueprint:
        chance = min(assessments.find_chances(blueprint, evidence).values())
        band = assessments.tell_band(chance, evidence, blueprint)
    answered = sum(found.answered for found in evidence.values())
    return Readiness(answered, band, sections, _choose_theme(answered, sections), _list_weak(met))


def _list_first(newcomer) -> dict[int, bool]:
    """Whether her first answer to each question was right, wherever she gave it: later ones say what she remembered."""
    answers = [
        (question.answers[0][0], question.question_id, question.is_first_right)
        for question in list_practised(newcomer=newcomer)
    ]
    answers += [(sat.at, sat.question_id, sat.is_correct) for sat in assessments.list_sat_answers(newcomer=newcomer)]
    first: dict[int, bool] = {}
    for _at, question, is_right in sorted(answers):
        first.setdefault(question, is_right)
    return first


def _stand(key: str, blueprint, met, offered) -> SectionStanding:
    needed = assessments.find_needed_share(blueprint, key) if blueprint else None
    here = [(item, is_right) for item, is_right in met if item.section == key]
    open_themes = dict.fromkeys(item.theme for item in offered if item.section == key)
    themes = dict.fromkeys([*open_themes, *(item.theme for item, _is_right in here)])
    return SectionStanding(
        _judge(key, (is_right for _item, is_right in here), needed, is_offered=bool(open_themes)),
        needed,
        tuple(
            _judge(
                theme,
                (is_right for item, is_right in here if item.theme == theme),
                needed,
                is_offered=theme in open_themes,
            )
            for theme in themes
        ),
    )


def _judge(key: str, results: Iterable[bool], needed: float | None, *, is_offered: bool) -> Standing:
    given = list(results)
    evidence = assessments.Evidence(sum(given), len(given))
    estimate = assessments.estimate(evidence)
    level: assessments.Level | None = None
    if needed is not None:
        level = assessments.tell_level(evidence, needed)
    elif not estimate.is_enough:
        level = assessments.Level.TOO_FEW
    return Standing(key, evidence, estimate, level, is_offered)


def _choose_theme(answered: int, sections: Iterable[SectionStanding]) -> str:
    """While little is known a mix; then what a section lacks to be judged; then the weakest theme."""
    if answered < assessments.ENOUGH_FOR_CHANCE:
        return ""
    lacking = [
        section for section in sections if section.standing.evidence.answered < assessments.ENOUGH_IN_SECTION
    ] or sections
    choices = [(section.needed or 0, theme) for section in lacking for theme in section.themes if theme.is_offered]
    return min(choices, key=lambda choice: _rank(*choice))[1].key if choices else ""


def _rank(needed: float, theme: Standing) -> tuple[int, float]:
    place = _FIRST.index(theme.level) if theme.level else 0
    return place, theme.estimate.share - needed


def _list_weak(met) -> tuple[str, ...]:
    results: dict[str, list[bool]] = {}
    for item, is_right in met:
        results.setdefault(item.objective, []).append(is_right)
    weak = {key: sum(given) / len(given) for key, given in results.items() if sum(given) * 2 <= len(given)}
    return tuple(sorted(weak, key=lambda key: (weak[key], -len(results[key]), key)))
