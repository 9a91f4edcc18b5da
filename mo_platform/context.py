"""What every page's frame needs: the site's name, the language it is written in, and how its reader likes to see it."""

from django.conf import settings
from django.utils.translation import get_language

from core import languages
from people.api import KEEPS_COOKIE, WAITS_COOKIE

from . import phone
from .navigation import portal_url


def page_frame(request) -> dict:
    """`site_name`, `language` (core.languages.Language of the page), `interface_languages`, `home_url`, `theme`,
    `saves_data`, `is_link_slow`, `counts_data`, `keeps`, `waits`.

    `theme` is "light", "dark" or "" (as the phone has it); `saves_data` is True when the reader, her phone or her
    connection asks for little data; `is_link_slow` when she chose nothing and the last two do, so that a page can say
    why. `counts_data`: she wants to see how much the site fetched. `keeps`: lessons or unsent work are kept on this
    phone; `waits`: answers of a mock exam. Nothing here reads the database or the session, so that error pages may use it too.
    """
    code = get_language() or languages.SOURCE_LANGUAGE
    chosen, is_link_slow = phone.get_saver(request), phone.is_link_slow(request)
    return {
        "site_name": settings.SITE_NAME,
        "language": languages.get_language(code),
        "interface_languages": languages.list_offered_languages(),
        "home_url": portal_url("home"),
        "theme": phone.get_theme(request),
        "saves_data": is_link_slow if chosen is None else chosen,
        "is_link_slow": is_link_slow and chosen is None,
        "counts_data": phone.counts_data(request),
        "keeps": bool(request.COOKIES.get(KEEPS_COOKIE)),
        "waits": bool(request.COOKIES.get(WAITS_COOKIE)),
    }
