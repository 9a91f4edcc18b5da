"""What the interface itself says in each language: the sentences of its buttons, headings and notices, as voices speak them."""

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from babel.messages.mofile import read_mo
from django.conf import settings
from django.utils.translation import to_locale

from core import languages
from media import api as media

from .spoken_values import PLACES, list_values, list_words

#: What a voice cannot speak as it stands: a value is put in (%, {), or there is HTML (<, &) or code (`) in it.
UNSPEAKABLE = frozenset("%{<&`")

type Forms = tuple[str, ...]  # a sentence of a catalogue in one language: one form, or one for each kind of number


def list_spoken(language: str) -> Iterator[media.SpokenText]:
    """Every learner-facing sentence of the interface without a value in it, what the language list says, the pieces of the
    sentences with a value, and the values: digits of the keypad, numbers, months, days. Registered with media as a source."""
    code = languages.get_language(language).code
    for text in _list_texts(code):
        yield media.SpokenText(code, text, where="")


@cache  # catalogues do not change while the process runs
def _list_texts(code: str) -> tuple[str, ...]:
    about, sentences = languages.get_language(code), list(_read_sentences(code))
    whole = [form for forms in sentences for form in forms]
    pieces = list_words(form for form in whole if PLACES.search(form) and "`" not in form)
    said = map(media.normalise_spoken, [about.endonym, about.not_yet, *whole, *pieces, *list_values(code)])
    return tuple(dict.fromkeys(text for text in said if _can_be_spoken(text)))


def _can_be_spoken(text: str) -> bool:
    return any(character.isalnum() for character in text) and not UNSPEAKABLE & set(text)


def _read_sentences(code: str) -> Iterator[Forms]:
    """In the order of the catalogue. The Dutch one holds what staff read too, and English has none: there another
    language says which sentences learners read."""
    own = _read_catalogue(code) if _catalogue_of(code).exists() else {}
    if own and code != languages.SOURCE_LANGUAGE:
        return (forms for _english, forms in own.values())
    others = (language.code for language in languages.list_languages() if language.code != languages.SOURCE_LANGUAGE)
    other = next(code for code in others if _catalogue_of(code).exists())
    asked = _read_catalogue(other)
    return (own[key][1] if key in own else english for key, (english, _forms) in asked.items() if key in own or not own)


def _read_catalogue(code: str) -> dict[str, tuple[Forms, Forms]]:
    """{English sentence: its forms in English, and in the language}."""
    with _catalogue_of(code).open("rb") as file:
        messages = [(_list_forms(message.id), _list_forms(message.string)) for message in read_mo(file)]
    return {english[0]: (english, forms) for english, forms in messages if any(english) and all(forms)}


def _list_forms(text: str | Sequence[str] | None) -> Forms:
    return (text,) if isinstance(text, str) else tuple(text or ())


def _catalogue_of(code: str) -> Path:
    return Path(settings.LOCALE_PATHS[0]) / to_locale(code) / "LC_MESSAGES" / "django.mo"
