"""Which items of a bank make up one form: unseen ones first, by a seed, so that the same seed draws the same form.

Draws may want the same items (a theme and a tag). Each item goes to one of them, and a form is found whenever there is one:
this is a matching of places with items (Kuhn, 1955), looked for among the unseen items first.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from random import Random

from .blueprints import Blueprint, Draw, Order, Section


@dataclass(frozen=True, slots=True)
class BankItem:
    """An item that may be drawn. `region`: empty when it holds everywhere. One on trial stands only where nothing is
    counted, and comes first there."""

    key: str
    theme: str
    objective: str = ""
    region: str = ""
    tags: frozenset[str] = frozenset()
    is_on_trial: bool = False


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
    shuffled.sort(key=lambda item: (item.key in seen, not item.is_on_trial))
    places, taken = _match(blueprint, shuffled, fresh=sum(item.key not in seen for item in items))
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
        form += own if section.order is Order.FIXED else chance.sample(own, len(own))
    return tuple(form)


def find_shortages(blueprint: Blueprint, bank: Iterable[BankItem]) -> tuple[Shortage, ...]:
    """What the bank lacks for this blueprint; empty when every form can be filled."""
    return _list_shortages(*_match(blueprint, list(bank), fresh=0))


@dataclass(frozen=True, slots=True)
class _Place:
    section: Section
    draw: Draw
    number: int


def _match(blueprint: Blueprint, items: Sequence[BankItem], *, fresh: int) -> tuple[list[_Place], dict[int, BankItem]]:
    """Places and the item in each. The first `fresh` items are tried alone before the others join: an item that stands in
    a form never leaves it again, it only moves to another place."""
    places = [
        _Place(section, draw, number)
        for section in blueprint.sections
        for number, draw in enumerate(section.draws)
        for _ in range(draw.count)
    ]
    fitting = [[index for index, item in enumerate(items) if suits(item, place.draw)] for place in places]
    holder: dict[int, int] = {}  # item → the place it stands in

    def seat(place: int, most: int, tried: set[int]) -> bool:
        for index in fitting[place]:
            if index >= most or index in tried:
                continue
            tried.add(index)
            if index not in holder or seat(holder[index], most, tried):
                holder[index] = place
                return True
        return False

    open_places = list(range(len(places)))
    for most in (fresh, len(items)):
        open_places = [place for place in open_places if not seat(place, most, set())]
    return places, {place: items[index] for index, place in holder.items()}


def _list_shortages(places: list[_Place], taken: dict[int, BankItem]) -> tuple[Shortage, ...]:
    wanted: dict[tuple[str, int], list[bool]] = {}
    for number, place in enumerate(places):
        wanted.setdefault((place.section.key, place.number), []).append(number in taken)
    return tuple(
        Shortage(section, draw, len(found), sum(found)) for (section, draw), found in wanted.items() if not all(found)
    )
