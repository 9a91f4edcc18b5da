"""In which order the parts of an item are shown, and under which names, so that neither betrays the key."""

import hashlib
import hmac

from .items import Item, Kind


def shown_id(*, salt: str, side: str, part: str) -> str:
    """The name of a part in a page: stable for one salt, meaningless without it. `side`: option, left or right."""
    digest = hmac.new(salt.encode(), f"{side}:{part}".encode(), hashlib.sha256)
    return f"o{digest.hexdigest()[:10]}"


def shuffle(parts: tuple[str, ...], *, seed: str) -> tuple[str, ...]:
    """The parts in an order that depends on the seed alone (the same on every machine and Python)."""
    return tuple(sorted(parts, key=lambda part: hashlib.sha256(f"{seed}:{part}".encode()).digest()))


def display_order(item: Item, *, seed: str) -> tuple[str, ...]:
    """The parts as they are shown. Choices keep the author's order. Three or more parts of an order or of the right
    side of a match never stand in the order of the key; two are tossed, for a rule would tell the answer."""
    if item.kind not in (Kind.ORDER, Kind.MATCH):
        return item.ids
    solved = item.key if item.kind is Kind.ORDER else tuple(item.key[left] for left in item.ids)
    shown = shuffle(item.ids, seed=seed)
    return shown[1:] + shown[:1] if shown == solved and len(shown) > 2 else shown
