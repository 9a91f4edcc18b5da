"""Opening hours and study time in the words of the reader."""

from collections.abc import Sequence

from babel import Locale
from babel.lists import format_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core import languages
from core.dates import name_of_weekday


def list_opening_hours(rows: Sequence[Sequence], language: str) -> list[str]:
    """One line per weekday that is open, in the order of the week. `rows` are [weekday 1-7, opens, closes]."""
    locale = Locale.parse(languages.get_language(language).babel)
    times: dict[int, list[str]] = {}
    for weekday, opens, closes in sorted(rows, key=lambda row: (row[0], row[1])):
        times.setdefault(weekday, []).append(_("%(opens)s to %(closes)s") % {"opens": opens, "closes": closes})
    return [
        _("%(weekday)s: %(times)s")
        % {"weekday": name_of_weekday(weekday, language=language), "times": format_list(spans, locale=locale)}
        for weekday, spans in times.items()
    ]


def format_minutes(minutes: int) -> str:
    """ "8 uur" or "1 uur 30 minuten", in the language in force (Babel lacks the hours of several of ours)."""
    hours, rest = divmod(minutes, 60)
    parts = [ngettext("%(count)s hour", "%(count)s hours", hours) % {"count": hours}] if hours else []
    if rest or not hours:
        parts.append(ngettext("%(count)s minute", "%(count)s minutes", rest) % {"count": rest})
    return " ".join(parts)
