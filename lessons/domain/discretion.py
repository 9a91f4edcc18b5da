"""Sensitive lessons (violence, contraception, orientation): what is said of them where others may look.

The list of lessons names them, so that she can find them. Everything that follows from her reading one does not: there a
lesson is called by its place in the module.
"""

from django.utils.translation import gettext as _
from django.utils.translation import override

from .catalogue import LessonEntry, PageText, get_catalogue

LEFT_COOKIE = "mo_left"  # when the way out was last taken on this phone, in milliseconds; gone within the hour
LEFT_FOR = 3600  # seconds


def neutral_title(entry: LessonEntry, language: str) -> str:
    """What a sensitive lesson is called, in the language of a page."""
    total = len(get_catalogue().modules_by_key[entry.module_key].lessons)
    with override(language):
        return _("Lesson %(number)s of %(total)s") % {"number": entry.number, "total": total}


def discreet_title(entry: LessonEntry, language: str) -> str:
    """The title of a lesson in `language` (or in Dutch), or what a sensitive one is called instead."""
    text = entry.read_in(language)
    return neutral_title(entry, text.language) if entry.is_sensitive else text.title


def discreet_text(entry: LessonEntry, language: str) -> PageText:
    """The lesson as its neighbours point at it."""
    text = entry.read_in(language)
    if not entry.is_sensitive:
        return text
    title = neutral_title(entry, text.language)
    return PageText(page_id=text.page_id, language=text.language, title=title, url=text.url)


def may_open(*, opened: str, left: str) -> bool:
    """Whether a sensitive lesson is shown: she pressed on after the warning, and has not left since.

    `opened` is what the address says (when the warning was shown), `left` the cookie; both in milliseconds.
    """
    return bool(opened) and _read(opened) > _read(left)


def _read(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 15 else 0
