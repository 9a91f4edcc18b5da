"""What every page's frame needs: the site's name and the language it is written in."""

from django.conf import settings
from django.utils.translation import get_language

from core import languages


def page_frame(request) -> dict:
    """`site_name`, `language` (core.languages.Language of the page) and `interface_languages` (for the language menu)."""
    code = get_language() or languages.SOURCE_LANGUAGE
    return {
        "site_name": settings.SITE_NAME,
        "language": languages.get_language(code),
        "interface_languages": languages.list_interface_languages(),
    }
