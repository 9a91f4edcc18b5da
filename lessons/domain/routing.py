"""From an address to a page, from memory; and which addresses the page tree may not take."""

from django.conf import settings
from django.urls import Resolver404, resolve
from django.utils.translation import override

from core.api import SOURCE_LANGUAGE

from .catalogue import Entry, Route, get_catalogue


def find_route(*, language: str, path: str) -> Route | None:
    """What readers find at /<language>/<path>; None when there is nothing public."""
    return get_catalogue().routes.get((language, path))


def find_elsewhere(*, path: str) -> Entry | None:
    """The lesson or module that stands at this path in another language (translations keep the Dutch slugs)."""
    catalogue = get_catalogue()
    for code, _name in settings.LANGUAGES:
        if route := catalogue.routes.get((code, path)):
            return catalogue.lessons.get(route.key) or catalogue.modules_by_key.get(route.key)
    return None


def is_reserved_slug(slug: str) -> bool:
    """True when /<language>/<slug>/ belongs to the platform itself."""
    with override(SOURCE_LANGUAGE):
        try:
            match = resolve(f"/{SOURCE_LANGUAGE}/{slug}/")
        except Resolver404:
            return False
    return match.url_name != "wagtail_serve"
