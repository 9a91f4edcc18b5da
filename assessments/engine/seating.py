"""Guests and chairs: who sits where, so that as many chairs as can be are taken (a matching: Kuhn, 1955).

Who sits stays, and only moves to another chair where that makes room. So the guests who come first are sure of a chair, and the
more chairs there are for the others. Guests in company sit in one room.
"""

from collections.abc import Callable, Hashable, Sequence


class Seating[Guest: Hashable, Chair]:
    """Chairs and who sits in them. `fits`: whether a guest may sit in a chair; `room_of` a chair; `company_of` a guest, empty
    for who comes alone."""

    def __init__(
        self,
        chairs: Sequence[Chair],
        *,
        fits: Callable[[Guest, Chair], bool],
        room_of: Callable[[Chair], str],
        company_of: Callable[[Guest], str],
    ) -> None:
        self.taken: dict[int, Guest] = {}
        self._chairs = chairs
        self._fits = fits
        self._rooms = [room_of(chair) for chair in chairs]
        self._company_of = company_of
        self._fitting: dict[Guest, list[int]] = {}

    def has_chair_for(self, guest: Guest) -> bool:
        """Whether there is a chair, free or not, in which it may sit."""
        return bool(self._list_fitting(guest))

    def add_together(self, guests: Sequence[Guest]) -> bool:
        """Seat all of them in one room. False, and nobody of them sits, where that cannot be."""
        before = dict(self.taken)
        for room in dict.fromkeys(self._rooms):
            if all(self._seat(guest, room, may_part=False, asked=set()) for guest in guests):
                return True
            self.taken = dict(before)
        return False

    def add(self, guest: Guest, *, may_part: bool = False) -> None:
        """Seat one where its company sits already; `may_part`: in any room, and the company of others may part too."""
        if guest in self.taken.values():
            return
        company = self._company_of(guest)
        mates = [chair for chair, other in self.taken.items() if company and self._company_of(other) == company]
        rooms = [self._rooms[mates[0]]] if mates and not may_part else dict.fromkeys(self._rooms)
        for room in rooms:
            if self._seat(guest, room, may_part=may_part, asked=set()):
                return

    def _seat(self, guest: Guest, room: str, *, may_part: bool, asked: set[int]) -> bool:
        """Seat the guest in this room, where others move for it if they can. `asked`: the chairs that were tried before."""
        if len(self.taken) == len(self._chairs):
            return False
        chairs = [chair for chair in self._list_fitting(guest) if self._rooms[chair] == room and chair not in asked]
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

    def _list_fitting(self, guest: Guest) -> list[int]:
        if guest not in self._fitting:
            self._fitting[guest] = [number for number, chair in enumerate(self._chairs) if self._fits(guest, chair)]
        return self._fitting[guest]
