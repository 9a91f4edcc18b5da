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


def test_every_language_without_an_interface_says_so_in_its_own_script():
    silent = [language for language in core.list_languages() if not language.has_interface]

    assert len(silent) == 16
    for language in silent:
        letters = [letter for letter in language.not_yet if letter.isalpha()]
        assert letters, language.code
        assert {unicodedata.name(letter).split()[0] for letter in letters} == {SCRIPTS[language.script]}, language.code


def test_no_two_languages_say_it_in_the_same_words():
    sentences = [language.not_yet for language in core.list_languages() if language.not_yet]

    assert len(sentences) == len(set(sentences))


def test_a_language_with_an_interface_has_nothing_to_excuse():
    assert [language.code for language in core.list_interface_languages() if language.not_yet] == []
