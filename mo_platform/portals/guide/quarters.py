"""The periods of a report: calendar quarters and nothing else, so that no period lies within another. Pure."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

#: Quarters of this year and of so many before it can be chosen.
YEARS_BEFORE = 2


@dataclass(frozen=True, slots=True)
class Quarter:
    """Three calendar months; `number` is 1 to 4. As text, in an address or a file name: `2026-4`."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> Self:
        return cls(day.year, (day.month + 2) // 3)

    @property
    def first_day(self) -> date:
        return date(self.year, 3 * self.number - 2, 1)

    @property
    def last_day(self) -> date:
        next_month = date(self.year, 3 * self.number, 1) + timedelta(days=31)
        return next_month.replace(day=1) - timedelta(days=1)

    def __str__(self) -> str:
        return f"{self.year}-{self.number}"


def list_quarters(*, on: date) -> list[Quarter]:
    """The quarters that can be chosen on a day: the latest first, the one of that day included, none in the future."""
    latest = Quarter.of(on)
    return [
        Quarter(year, number)
        for year in range(on.year, on.year - YEARS_BEFORE - 1, -1)
        for number in (4, 3, 2, 1)
        if year < latest.year or number <= latest.number
    ]
