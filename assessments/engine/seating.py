"""Guests and chairs: who sits where, so that as many chairs as can be are taken (a matching: Kuhn, 1955).

Who sits stays, and only moves to another chair where that makes room. So the guests who come first are sure of a chair, and the
more chairs there are for the others. Guests in company sit in one room.
"""

from collections.abc import Callable, Hashable, Sequence
from functools import cache


class Seating[Guest: Hashable]:
    """Chairs and who sits in them. `rooms`: that of each chair; `chairs_for` a guest: the chairs in which it may sit;
    `company_of` a guest, empty for who comes alone."""

    def __init__(
        self,
        rooms: Sequence[str],
        *,
        chairs_for: Callable[[Guest], Sequence[int]],
        company_of: Callable[[Guest], str],
    ) -> None:
        self.taken: dict[int, Guest] = {}
        self._rooms = rooms
        self._chairs_for = cache(chairs_for)
        self._company_of = company_of
        #: Chairs from which nobody can be moved any more, for who keeps its company and for who may part from it.
        self._closed: dict[bool, set[int]] = {False: set(), True: set()}

    @property
    def is_full(self) -> bool:
        return len(self.taken) == len(self._rooms)

    def has_chair_for(self, guest: Guest) -> bool:
        """Whether there is a chair, free or not, in which it may sit."""
        return bool(self._chairs_for(guest))

    def add_together(self, guests: Sequence[Guest]) -> bool:
        """Seat all of them in one room. False, and nobody of them sits, where that cannot be."""
        if self.is_full:
            return False
        before, closed = dict(self.taken), set(self._closed[False])
        for room in dict.fromkeys(self._rooms):
            if all(self._find_seat(guest, room, may_part=False) for guest in guests):
                return True
            if len(guests) > 1:  # some of them sat, and others may have moved for them
                self.taken, self._closed[False] = dict(before), set(closed)
        return False

    def add(self, guest: Guest, *, may_part: bool = False) -> None:
        """Seat one where its company sits already; `may_part`: in any room, and the company of others may part too."""
        if self.is_full or guest in self.taken.values():
            return
        company = self._company_of(guest)
        mates = [chair for chair, other in self.taken.items() if company and self._company_of(other) == company]
        rooms = [self._rooms[mates[0]]] if mates and not may_part else dict.fromkeys(self._rooms)
        for room in rooms:
            if self._find_seat(guest, room, may_part=may_part):
                return

    def _find_seat(self, guest: Guest, room: str, *, may_part: bool) -> bool:
        """As `_seat`. What was asked in vain need not be asked again: no later guest makes room there."""
        asked = set(self._closed[may_part])
        if self._seat(guest, room, may_part=may_part, asked=asked):
            return True
        self._closed[may_part] |= asked
        return False

    def _seat(self, guest: Guest, room: str, *, may_part: bool, asked: set[int]) -> bool:
        """Seat the guest in this room, where others move for it if they can. `asked`: the chairs that were tried before."""
        if self.is_full:
            return False
        chairs = [chair for chair in self._chairs_for(guest) if self._rooms[chair] == room and chair not in asked]
        for chair in chairs:
            if chair not in self.taken:
                self.taken[chair] = guest
                return True
        for chair in chairs:
            if chair not in asked:
                asked.add(chair)
                if self._move(chair, may_part=may_part, asked=asked):
                    self.taken[chair] = guest
                    return True
        return False

    def _move(self, chair: int, *, may_part: bool, asked: set[int]) -> bool:
        """Seat who sits here elsewhere; in the same room where it has company."""
        guest, room = self.taken[chair], self._rooms[chair]
        stays = self._company_of(guest) and not may_part
        rooms = [room] if stays else dict.fromkeys(self._rooms)
        return any(self._seat(guest, other, may_part=may_part, asked=asked) for other in rooms)
