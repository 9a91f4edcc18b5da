"""Which items of a bank make up one form: unseen ones first, by a seed, so that the same seed draws the same form.

Draws may want the same items (a theme and a tag). Each item goes to one of them, and a form is found whenever there is one
(seating.py).

Items of one cluster stand together in a section, in the order of the cluster. A draw counts items, whatever cluster they are of:
a cluster that does not fit into what is left of the draws is left out, and taken in part only where nothing else fills a place.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from random import Random

from .blueprints import Blueprint, Draw, Order, Section
from .seating import Seating


@dataclass(frozen=True, slots=True)
class BankItem:
    """An item that may be drawn. `region`: empty when it holds everywhere. One on trial stands only where nothing is
    counted, and comes first there. `cluster`: what it shares a text or picture with, at which `place`; empty for most."""

    key: str
    theme: str
    objective: str = ""
    region: str = ""
    tags: frozenset[str] = frozenset()
    is_on_trial: bool = False
    cluster: str = ""
    place: int = 0


@dataclass(frozen=True, slots=True)
class FormItem:
    """A place of a form: which item stands there, in which section, for how much."""

    section: str
    item: BankItem
    draw: Draw


@dataclass(frozen=True, slots=True)
class Shortage:
    """A draw that the bank cannot fill: `found` of the `wanted` items. Other draws may have taken what it could have."""

    section: str
    draw: int
    wanted: int
    found: int


class BankTooSmall(ValueError):
    """The bank cannot fill this blueprint; `shortages` says where."""

    def __init__(self, shortages: tuple[Shortage, ...]) -> None:
        super().__init__(f"{len(shortages)} draws cannot be filled")
        self.shortages = shortages


def suits(item: BankItem, draw: Draw) -> bool:
    """An item without a region suits every region; a draw without one takes items of any region."""
    return (
        (not draw.themes or item.theme in draw.themes)
        and (not draw.objectives or item.objective in draw.objectives)
        and (not draw.region or item.region in ("", draw.region))
        and draw.tags <= item.tags
        and not (item.is_on_trial and draw.is_scored)
    )


def draw_form(
    blueprint: Blueprint, bank: Iterable[BankItem], *, seen: Collection[str] = (), seed: int
) -> tuple[FormItem, ...]:
    """A form, section by section, each in its order. Items whose key is in `seen` come only where others lack.

    Raises BankTooSmall.
    """
    items = list(bank)
    chance = Random(seed)  # noqa: S311 (whoever knows the seed shall get the same form)
    shuffled = chance.sample(items, len(items))
    shuffled.sort(key=lambda item: not item.is_on_trial)
    places = _list_places(blueprint)
    fresh = [item for item in shuffled if item.key not in seen]
    met = [item for item in shuffled if item.key in seen]
    taken = _seat(places, [fresh, met])
    if shortages := _list_shortages(places, taken):
        raise BankTooSmall(shortages)
    rank = {item.key: number for number, item in enumerate(items)}
    form: list[FormItem] = []
    for section in blueprint.sections:
        own = [
            FormItem(section.key, taken[number], place.draw)
            for number, place in enumerate(places)
            if place.section is section
        ]
        own.sort(key=lambda part: (section.draws.index(part.draw), rank[part.item.key]))
        groups = gather(own, lambda part: (part.item.cluster, part.item.place))
        form += [
            part
            for group in (groups if section.order is Order.FIXED else chance.sample(groups, len(groups)))
            for part in group
        ]
    return tuple(form)


def find_shortages(blueprint: Blueprint, bank: Iterable[BankItem]) -> tuple[Shortage, ...]:
    """What the bank lacks for this blueprint; empty when every form can be filled."""
    places = _list_places(blueprint)
    return _list_shortages(places, _seat(places, [list(bank)]))


def gather[Part](parts: Iterable[Part], place_of: Callable[[Part], tuple[str, int]]) -> list[list[Part]]:
    """The parts in groups, each where its first one stood: those of a cluster together, in its order; the others alone.
    `place_of`: the cluster of a part, empty for none, and its place in it."""
    groups: dict[str, list[Part]] = {}
    for number, part in enumerate(parts):
        groups.setdefault(place_of(part)[0] or f"#{number}", []).append(part)
    return [sorted(group, key=lambda part: place_of(part)[1]) for group in groups.values()]


@dataclass(frozen=True, slots=True)
class _Place:
    section: Section
    draw: Draw
    number: int


def _list_places(blueprint: Blueprint) -> list[_Place]:
    return [
        _Place(section, draw, number)
        for section in blueprint.sections
        for number, draw in enumerate(section.draws)
        for _ in range(draw.count)
    ]


def _seat(places: Sequence[_Place], rounds: Iterable[list[BankItem]]) -> dict[int, BankItem]:
    """Which item stands in each place, as far as there are any; those of the first round before the others."""
    of_draw: dict[tuple[str, int], list[int]] = {}
    for number, place in enumerate(places):
        of_draw.setdefault((place.section.key, place.number), []).append(number)
    draws = [(places[numbers[0]].draw, numbers) for numbers in of_draw.values()]
    seating = Seating[BankItem](
        [place.section.key for place in places],
        chairs_for=lambda item: [number for draw, numbers in draws if suits(item, draw) for number in numbers],
        company_of=lambda item: item.cluster,
    )
    for items in rounds:
        groups = gather(filter(seating.has_chair_for, items), lambda item: (item.cluster, item.place))
        left_out = [item for group in groups if not seating.add_together(group) for item in group]
        for item in left_out:
            seating.add(item)
        for item in left_out:  # the counts of the draws come before the company of a cluster
            seating.add(item, may_part=True)
    return seating.taken


def _list_shortages(places: Sequence[_Place], taken: dict[int, BankItem]) -> tuple[Shortage, ...]:
    wanted: dict[tuple[str, int], list[bool]] = {}
    for number, place in enumerate(places):
        wanted.setdefault((place.section.key, place.number), []).append(number in taken)
    return tuple(
        Shortage(section, draw, len(found), sum(found)) for (section, draw), found in wanted.items() if not all(found)
    )
