"""Blueprints from plain data (docs/reference/blueprints.md)."""

from collections.abc import Mapping, Set
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any

from .blueprints import (
    Aid,
    Blueprint,
    Cut,
    Draw,
    Every,
    Feedback,
    Measure,
    Order,
    Rule,
    Section,
    Some,
    Tally,
    is_reached,
    list_cuts,
)

#: What may stand beside the sections and outcomes, and beside a pass rule that says these.
BESIDES_RULE = frozenset({"minutes", "feedback", "retake_days", "accommodations", "title", "description"})


class BadBlueprint(ValueError):
    """The blueprint contradicts itself. `place`: where, as in `sections.values.draws.0`; `code`: what, for programs."""

    def __init__(self, place: str, code: str, **details: Any) -> None:
        super().__init__(f"{place}: {code}" + "".join(f" {name}={value}" for name, value in details.items()))
        self.place, self.code, self.details = place, code, details


def read_blueprint(data: Mapping[str, Any]) -> Blueprint:
    """A blueprint from plain data (docs/reference/blueprints.md). Raises BadBlueprint: what cannot be drawn, passed or
    failed is refused here, and not when somebody sits the test."""
    _check_names("blueprint", data, {"sections", "outcomes"}, BESIDES_RULE | {"outcome_titles"})
    sections = tuple(_read_section(key, value) for key, value in _mapping("sections", data["sections"]).items())
    outcomes = {
        name: _read_rule(f"outcomes.{name}", value) for name, value in _mapping("outcomes", data["outcomes"]).items()
    }
    minutes = data.get("minutes")
    blueprint = Blueprint(
        sections,
        outcomes,
        minutes=None if minutes is None else _whole("minutes", minutes, least=1),
        feedback=_choice("feedback", data.get("feedback", Feedback.AT_END), Feedback),
        retake_days=_whole("retake_days", data.get("retake_days", 0)),
        accommodations=_read_aids(data.get("accommodations")),
        title=_texts("title", data.get("title", {})),
        description=_texts("description", data.get("description", {})),
        outcome_titles=_read_outcome_titles(data.get("outcome_titles", {}), outcomes),
    )
    _check_cuts(blueprint)
    return blueprint


def read_pass_rule(value: Mapping[str, Any]) -> Blueprint:
    """The blueprint of a dated pass rule of the curriculum (see `write_pass_rule`)."""
    return read_blueprint(write_pass_rule(value))


def write_pass_rule(value: Mapping[str, Any]) -> dict[str, Any]:
    """A dated pass rule of the curriculum as the data of a blueprint: sections of so many items that carry the section as
    their tag; each cut to be reached, or (`needs: total`) their sum anywhere."""
    sections = {
        section["code"]: {"draws": [{"count": section["items"], "tags": [section["code"]]}]}
        for section in value["sections"]
    }
    cuts = [{"correct": section["pass_at"], "section": section["code"]} for section in value["sections"]]
    total = {"correct": sum(section["pass_at"] for section in value["sections"])}
    return {"sections": sections, "outcomes": {"passed": total if value.get("needs") == "total" else {"every": cuts}}}


def _read_section(key: str, data: Any) -> Section:
    place = f"sections.{key}"
    _check_names(place, _mapping(place, data), {"draws"}, {"order", "title"})
    draws = data["draws"]
    if not isinstance(draws, list) or not draws:
        raise BadBlueprint(f"{place}.draws", "empty")
    return Section(
        key,
        tuple(_read_draw(f"{place}.draws.{number}", draw) for number, draw in enumerate(draws)),
        order=_choice(f"{place}.order", data.get("order", Order.RANDOM), Order),
        title=_texts(f"{place}.title", data.get("title", {})),
    )


def _read_draw(place: str, data: Any) -> Draw:
    optional = {"themes", "objectives", "region", "tags", "points", "is_scored"}
    _check_names(place, _mapping(place, data), {"count"}, optional)
    points = _number(f"{place}.points", data.get("points", 1))
    if points <= 0:
        raise BadBlueprint(f"{place}.points", "too_small")
    is_scored = data.get("is_scored", True)
    if not isinstance(is_scored, bool):
        raise BadBlueprint(f"{place}.is_scored", "not_true_or_false")
    return Draw(
        count=_whole(f"{place}.count", data["count"], least=1),
        themes=_names(f"{place}.themes", data.get("themes", [])),
        objectives=_names(f"{place}.objectives", data.get("objectives", [])),
        region=str(data.get("region", "")),
        tags=_names(f"{place}.tags", data.get("tags", [])),
        points=points,
        is_scored=is_scored,
    )


def _read_rule(place: str, data: Any) -> Rule:
    """`{every: [rule, …]}`, `{some: [rule, …]}`, or `{correct | points | percent: number, section: key}`."""
    _mapping(place, data)
    for word, make in (("every", Every), ("some", Some)):
        if word in data:
            _check_names(place, data, {word})
            if not isinstance(data[word], list) or not data[word]:
                raise BadBlueprint(f"{place}.{word}", "empty")
            return make(tuple(_read_rule(f"{place}.{word}.{number}", part) for number, part in enumerate(data[word])))
    measures = [measure for measure in Measure if measure in data]
    if len(measures) != 1:
        raise BadBlueprint(place, "needs_one_measure")
    _check_names(place, data, {measures[0].value}, {"section"})
    return Cut(measures[0], _number(f"{place}.{measures[0]}", data[measures[0]]), data.get("section"))


def _check_cuts(blueprint: Blueprint) -> None:
    """Every cut can be reached, and none by an empty paper."""
    most = {
        section.key: sum(
            (
                Tally(draw.count, draw.count, draw.count * draw.points, draw.count * draw.points)
                for draw in section.draws
                if draw.is_scored
            ),
            Tally(),
        )
        for section in blueprint.sections
    }
    for name, rule in blueprint.outcomes.items():
        for cut in list_cuts(rule):
            place = f"outcomes.{name}"
            if cut.section is not None and cut.section not in most:
                raise BadBlueprint(place, "no_such_section", section=cut.section)
            if cut.minimum <= 0:
                raise BadBlueprint(place, "reached_by_nothing", minimum=cut.minimum, section=cut.section)
            if not is_reached(cut, most):
                raise BadBlueprint(place, "cannot_be_reached", minimum=cut.minimum, section=cut.section)


def _read_aids(names: Any) -> frozenset[Aid]:
    """All of them where nothing is said."""
    if names is None:
        return frozenset(Aid)
    if not isinstance(names, list):
        raise BadBlueprint("accommodations", "not_a_list_of_names")
    return frozenset(_choice("accommodations", name, Aid) for name in names)


def _read_outcome_titles(data: Any, outcomes: Mapping[str, Rule]) -> dict[str, dict[str, str]]:
    if not isinstance(data, Mapping):
        raise BadBlueprint("outcome_titles", "not_a_mapping")
    if unknown := set(data) - set(outcomes):
        raise BadBlueprint("outcome_titles", "unknown", name=min(unknown))
    return {name: _texts(f"outcome_titles.{name}", texts) for name, texts in data.items()}


def _texts(place: str, value: Any) -> dict[str, str]:
    """A text by language code; empty where nothing is said."""
    if not isinstance(value, Mapping) or not all(isinstance(text, str) and text.strip() for text in value.values()):
        raise BadBlueprint(place, "not_texts_by_language")
    return dict(value)


def _mapping(place: str, value: Any) -> Mapping[str, Any]:
    if not isinstance(value, Mapping) or not value:
        raise BadBlueprint(place, "empty" if value in ({}, None) else "not_a_mapping")
    return value


def _check_names(place: str, data: Mapping[str, Any], needed: set[str], optional: Set[str] = frozenset()) -> None:
    if missing := needed - set(data):
        raise BadBlueprint(place, "missing", name=min(missing))
    if unknown := set(data) - needed - optional:
        raise BadBlueprint(place, "unknown", name=min(unknown))


def _whole(place: str, value: Any, *, least: int = 0) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise BadBlueprint(place, "not_a_whole_number")
    if value < least:
        raise BadBlueprint(place, "too_small")
    return value


def _number(place: str, value: Any) -> Decimal:
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        number = Decimal("NaN")
    if isinstance(value, bool) or not number.is_finite():
        raise BadBlueprint(place, "not_a_number")
    return number


def _names(place: str, value: Any) -> frozenset[str]:
    if not isinstance(value, list) or not all(isinstance(name, str) and name for name in value):
        raise BadBlueprint(place, "not_a_list_of_names")
    return frozenset(value)


def _choice[Choice: StrEnum](place: str, value: Any, choices: type[Choice]) -> Choice:
    try:
        return choices(value)
    except ValueError:
        raise BadBlueprint(place, "unknown_choice", value=value) from None
