"""Dates and hours in words, in every language of the registry, with Latin digits: people match them to Belgian paper.

Django has no date formats for several of our languages and would show Dutch months; CLDR (Babel) has all of them.
"""

from datetime import date, datetime, time, timedelta

from babel import Locale
from babel.dates import format_date as babel_date
from babel.dates import format_timedelta as babel_timedelta
from babel.dates import get_day_names
from django.utils import timezone
from django.utils.translation import get_language

from .languages import SOURCE_LANGUAGE
from .languages import get_language as find_language

_LATIN = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹༠༡༢༣༤༥༦༧༨༩", "012345678901234567890123456789")


def format_date(value: date | datetime | None, *, language: str | None = None, style: str = "long") -> str:
    """A date in words ("23 november 2026"). `style` is a CLDR length: short, medium, long or full. Empty for None."""
    if value is None:
        return ""
    day = timezone.localtime(value).date() if isinstance(value, datetime) else value
    return babel_date(day, format=style, locale=_locale(language)).translate(_LATIN)


def format_time(value: time | datetime) -> str:
    """Hours and minutes, 24-hour clock, as on Belgian paper: "14:05"."""
    moment = timezone.localtime(value) if isinstance(value, datetime) else value
    return f"{moment:%H:%M}"


def format_days(days: int, *, language: str | None = None) -> str:
    """A number of days with its right plural: "1 dag", "12 dagen"."""
    text = babel_timedelta(timedelta(days=abs(days)), granularity="day", threshold=10_000, locale=_locale(language))
    return text.translate(_LATIN)


def name_of_weekday(number: int, *, language: str | None = None) -> str:
    """The name of an ISO weekday, 1 (Monday) to 7."""
    # Not "stand-alone": once Babel has read Pashto, it gives Pashto stand-alone names for most other languages.
    return get_day_names("wide", "format", locale=_locale(language))[number - 1]


def _locale(language: str | None) -> Locale:
    return Locale.parse(find_language(language or get_language() or SOURCE_LANGUAGE).babel)
