"""The registry: what is said to who reads only a language that we do not speak."""

import unicodedata

from core import api as core

SCRIPTS = {
    "Latn": "LATIN",
    "Arab": "ARABIC",
    "Ethi": "ETHIOPIC",
    "Cyrl": "CYRILLIC",
    "Armn": "ARMENIAN",
    "Tibt": "TIBETAN",
}


def test_every_language_can_say_in_its_own_script_that_it_is_not_offered():
    hidden = [language for language in core.list_languages() if language.code != core.SOURCE_LANGUAGE]

    assert len(hidden) == 19
    for language in hidden:
        letters = [letter for letter in language.not_yet if letter.isalpha()]
        assert letters, language.code
        assert {unicodedata.name(letter).split()[0] for letter in letters} == {SCRIPTS[language.script]}, language.code


def test_no_two_languages_say_it_in_the_same_words():
    sentences = [language.not_yet for language in core.list_languages() if language.not_yet]

    assert len(sentences) == len(set(sentences))


def test_all_twenty_have_an_interface():
    assert len(core.list_languages()) == len(core.list_offered_languages()) == 20
