"""What every page's frame needs: the site's name, the language it is written in, and how its reader likes to see it."""

from django.conf import settings
from django.utils.translation import get_language

from core import languages

from .navigation import portal_url

THEME_COOKIE = "mo_theme"
SAVER_COOKIE = "mo_saver"
THEMES = ("light", "dark")


def page_frame(request) -> dict:
    """`site_name`, `language` (core.languages.Language of the page), `interface_languages`, `home_url`, `theme`, `saves_data`.

    `theme` is "light", "dark" or "" (as the phone has it); `saves_data` is True when the reader or her phone asks
    for little data. Nothing here reads the database or the session, so that error pages may use it too.
    """
    code = get_language() or languages.SOURCE_LANGUAGE
    theme = request.COOKIES.get(THEME_COOKIE, "")
    return {
        "site_name": settings.SITE_NAME,
        "language": languages.get_language(code),
        "interface_languages": languages.list_interface_languages(),
        "home_url": portal_url("home"),
        "theme": theme if theme in THEMES else "",
        "saves_data": _saves_data(request),
    }


def _saves_data(request) -> bool:
    chosen = request.COOKIES.get(SAVER_COOKIE)
    if chosen in ("on", "off"):
        return chosen == "on"
    return request.headers.get("Save-Data", "").lower() == "on"
