"""Days: today in Brussels, working days, Belgian public holidays. Pure."""

from datetime import date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

BRUSSELS = ZoneInfo("Europe/Brussels")
DAY = timedelta(days=1)


def brussels_date(at: datetime) -> date:
    """The calendar day in Brussels at a moment. A naive moment is refused: it names no day."""
    if at.tzinfo is None:
        raise ValueError("A moment needs a time zone.")
    return at.astimezone(BRUSSELS).date()


def easter_sunday(year: int) -> date:
    """Easter in the Gregorian calendar (the anonymous algorithm, Meeus/Jones/Butcher)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e, f = b // 4, b % 4, (b + 8) // 25
    g = (b - f + 1) // 3
    h = (19 * a + b - d - g + 15) % 30
    i, k = c // 4, c % 4
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


@cache
def public_holidays(year: int) -> frozenset[date]:
    """The ten legal public holidays of Belgium in a year (royal decree of 18 April 1974)."""
    easter = easter_sunday(year)
    fixed = [(1, 1), (5, 1), (7, 21), (8, 15), (11, 1), (11, 11), (12, 25)]
    return frozenset(
        [date(year, month, day) for month, day in fixed]
        + [easter + DAY, easter + 39 * DAY, easter + 50 * DAY]  # Easter Monday, Ascension, Whit Monday
    )


def is_public_holiday(day: date) -> bool:
    return day in public_holidays(day.year)


def is_weekend(day: date) -> bool:
    return day.weekday() > 4


def is_working_day(day: date) -> bool:
    return not is_weekend(day) and not is_public_holiday(day)


def add_months(day: date, months: int) -> date:
    """The same day of a later month, or its last day where it is shorter (31 January + 1 month: end of February)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    month += 1
    last = (date(year + month // 12, month % 12 + 1, 1) - DAY).day
    return date(year, month, min(day.day, last))
