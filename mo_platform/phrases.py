"""What the interface itself says in each language: the sentences of its buttons, headings and notices, as voices speak them."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from babel.messages.mofile import read_mo
from django.conf import settings
from django.utils.translation import to_locale

from core import languages
from media import api as media

DIGITS = "0123456789"  # the keys of the keypad
#: What a voice cannot speak as it stands: a value is put in (%, {), or there is HTML (<, &) or code (`) in it.
UNSPEAKABLE = frozenset("%{<&`")


def list_spoken(language: str) -> Iterator[media.SpokenText]:
    """Every learner-facing sentence of the interface without a value in it, the digits of the keypad, and what the
    language list says. Registered with media as a source."""
    code = languages.get_language(language).code
    for text in _list_texts(code):
        yield media.SpokenText(code, text, where="")


@cache  # catalogues do not change while the process runs
def _list_texts(code: str) -> tuple[str, ...]:
    about = languages.get_language(code)
    said = (media.normalise_spoken(text) for text in [about.endonym, about.not_yet, *_read_sentences(code), *DIGITS])
    return tuple(dict.fromkeys(text for text in said if _can_be_spoken(text)))


def _can_be_spoken(text: str) -> bool:
    return any(character.isalnum() for character in text) and not UNSPEAKABLE & set(text)


def _read_sentences(code: str) -> list[str]:
    """In the order of the catalogue. The Dutch one holds what staff read too, and English has none: there another
    language says which sentences learners read."""
    own = _read_catalogue(code) if _catalogue_of(code).exists() else {}
    if own and code != languages.SOURCE_LANGUAGE:
        return list(own.values())
    others = (language.code for language in languages.list_languages() if language.code != languages.SOURCE_LANGUAGE)
    other = next(code for code in others if _catalogue_of(code).exists())
    return [own.get(sentence, sentence if not own else "") for sentence in _read_catalogue(other)]


def _read_catalogue(code: str) -> dict[str, str]:
    """{English: translation} of the sentences that have no plural; forms of a number have the number in them."""
    with _catalogue_of(code).open("rb") as file:
        found = [(message.id, message.string) for message in read_mo(file)]
    return {text: said for text, said in found if text and isinstance(text, str) and isinstance(said, str)}


def _catalogue_of(code: str) -> Path:
    return Path(settings.LOCALE_PATHS[0]) / to_locale(code) / "LC_MESSAGES" / "django.mo"
