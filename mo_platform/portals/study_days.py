"""What to do on which day before the test: pure, the same for the same day, date and themes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

#: A mock exam this many days before the test.
MOCK_DAYS_BEFORE = (9, 5, 2)
SHOWN_DAYS = 7


class StudyKind(StrEnum):
    """What a day is for."""

    THEME = "theme"
    REPEAT = "repeat"
    MOCK = "mock"
    REST = "rest"


@dataclass(frozen=True, slots=True)
class StudyDay:
    """One day of the plan; `theme` is the key of the theme to practise, only on a day for a theme."""

    day: date
    kind: StudyKind
    theme: str | None = None


@dataclass(frozen=True, slots=True)
class DoneDay:
    """What she did on a day: so many answers to practice questions, of which themes (keys, the most first), and the mock exams
    that she began then and ended."""

    day: date
    answered: int = 0
    themes: tuple[str, ...] = ()
    exams: tuple[Any, ...] = ()

    def does(self, planned: StudyDay) -> bool:
        """Whether what was planned for the day was done, or at least begun."""
        match planned.kind:
            case StudyKind.THEME:
                return planned.theme in self.themes
            case StudyKind.MOCK:
                return bool(self.exams)
            case StudyKind.REPEAT:
                return self.answered > 0
        return False


def make_study_days(*, today: date, test_on: date, themes: Sequence[str]) -> list[StudyDay]:
    """The coming seven days, and after them the days of a mock exam and the day of rest; none once the test is here.

    `themes` come in the order in which to practise them, each in turn, with a day to repeat after every two.
    """
    days, turn = [], 0
    for ahead in range((test_on - today).days):
        day, left = today + timedelta(days=ahead), (test_on - today).days - ahead
        if left == 1:
            days.append(StudyDay(day, StudyKind.REST))
        elif left in MOCK_DAYS_BEFORE:
            days.append(StudyDay(day, StudyKind.MOCK))
        elif ahead < SHOWN_DAYS:
            turn += 1
            if turn % 3 == 0 or not themes:
                days.append(StudyDay(day, StudyKind.REPEAT))
            else:
                days.append(StudyDay(day, StudyKind.THEME, themes[(turn - turn // 3 - 1) % len(themes)]))
    return days
