"""What a reader's browser asks for, and which of our languages answers it."""

from django.http import HttpRequest
from django.utils.translation.trans_real import parse_accept_lang_header

from core import languages
from core.languages import SOURCE_LANGUAGE, Language

from . import phone

ENTRANCES = ("/", "/card/")


def list_asked_languages(request: HttpRequest) -> list[Language]:
    """Those of the browser's languages that the registry knows, best first; "uk-UA" asks for "uk", "fa-AF" for Dari."""
    asked: dict[str, Language] = {}
    for tag, _weight in parse_accept_lang_header(request.headers.get("Accept-Language", "")):
        code = tag if languages.is_known_language(tag) else tag.partition("-")[0]
        if languages.is_known_language(code):
            language = languages.get_language(code)
            asked.setdefault(language.code, language)
    return list(asked.values())


def find_unspoken_language(request: HttpRequest) -> Language | None:
    """The language that the browser asks for first, when readers are not offered it (yet)."""
    first = next(iter(list_asked_languages(request)), None)
    return first if first is not None and not languages.is_offered(first) else None


def choose_language(request: HttpRequest) -> Language:
    """For an address that names no language: that in which a page was read last, else what the browser asks for.

    At an entrance the browser comes first: who comes in is perhaps not the one who read here before.
    """
    last = phone.get_last_language(request)
    if last is None or (request.path in ENTRANCES and says_language(request)):
        return choose_offered_language(request)
    return last


def says_language(request: HttpRequest) -> bool:
    """Whether the browser asks for any language that readers are offered."""
    return any(languages.is_offered(language) for language in list_asked_languages(request))


def choose_offered_language(request: HttpRequest) -> Language:
    """The first language the browser asks for that readers are offered, else Dutch.

    Where we do not speak the very first, Dutch comes after the others (English above all): she is still learning it.
    """
    offered = [language for language in list_asked_languages(request) if languages.is_offered(language)]
    if find_unspoken_language(request) is not None:
        offered.sort(key=lambda language: language.code == SOURCE_LANGUAGE)
    return offered[0] if offered else languages.get_language(SOURCE_LANGUAGE)
