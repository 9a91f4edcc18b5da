"""Rows of the curriculum, one at a time."""

from datetime import date

from curriculum.models import Fact, Objective, Theme, Track


def add_fact(key: str, *, text: str = "3 maanden huur", claim: str = "") -> Fact:
    """A fact; without `text` it has no words to stand in a sentence."""
    return Fact.objects.create(
        key=key,
        kind="amount",
        region="flanders",
        display={"nl": text} if text else {},
        statement={"nl": claim or f"Het is {text}."},
        source_name="test",
        confidence="official",
    )


def add_objective(key: str, *, theme: str) -> Objective:
    track, _created = Track.objects.get_or_create(key="mo", defaults=_about("mo"))
    found, _created = Theme.objects.get_or_create(key=theme, defaults=_about(theme) | {"track": track})
    return Objective.objects.create(theme=found, key=key, **_about(key))


def _about(key: str) -> dict:
    return {"title": {"nl": key.capitalize()}, "valid_from": date(2022, 3, 1)}
