"""What is wrong with a pack: collected, with file and place, and told all at once."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from core.api import DomainError

Place = tuple[str | int, ...]


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """`place` is the path inside the file, in the words of the file; `line` counts from 1, 0 when unknown."""

    file: str
    line: int
    place: str
    text: str

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}" if self.line else self.file
        return f"{where}: {self.place}: {self.text}" if self.place else f"{where}: {self.text}"


@dataclass
class Problems:
    found: list[Problem] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.found)

    def add(self, file, place: Place, text: str) -> None:
        """`file` is a reading.PackFile, or the name of a file that is not there."""
        if isinstance(file, str):
            self.found.append(Problem(file, 0, describe(place), text))
        else:
            self.found.append(Problem(file.name, file.find_line(place), describe(place), text))

    def raise_if_any(self) -> None:
        if self.found:
            raise BadPack(self.found)


class BadPack(DomainError):
    """The pack cannot be loaded; nothing was written. `problems` says why, in the order of the files."""

    code = "bad_pack"

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = sorted(set(problems))
        super().__init__("\n".join(str(problem) for problem in self.problems))


def describe(place: Place) -> str:
    """A path inside a file as people write it: blocks → intro → text."""
    return " → ".join(str(step + 1) if isinstance(step, int) else step for step in place)
