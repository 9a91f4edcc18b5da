from datetime import date

import pytest

from core import dates
from core.languages import list_languages

pytestmark = pytest.mark.once

DAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("language", "words"),
    [("nl", "23 november 2026"), ("fr", "23 novembre 2026"), ("en", "23 November 2026"), ("ar", "23 نوفمبر 2026")],
)
def test_a_date_in_words(language, words):
    assert dates.format_date(DAY, language=language) == words


@pytest.mark.parametrize("language", [language.code for language in list_languages()])
def test_every_language_has_its_own_months_with_latin_digits(language):
    text = dates.format_date(DAY, language=language)

    assert "23" in text and "2026" in text
    if language != "nl":
        assert text != dates.format_date(DAY, language="nl")


@pytest.mark.parametrize(("days", "words"), [(1, "1 dag"), (12, "12 dagen"), (90, "90 dagen"), (-3, "3 dagen")])
def test_days_have_their_plural_and_are_never_rounded_to_weeks(days, words):
    assert dates.format_days(days, language="nl") == words


def test_weekdays_have_names():
    assert dates.name_of_weekday(1, language="nl") == "maandag"
    assert dates.name_of_weekday(7, language="fr") == "dimanche"


def test_every_language_has_its_own_weekdays_whatever_was_read_before():
    dates.name_of_weekday(1, language="ps")

    assert dates.name_of_weekday(1, language="fr") == "lundi"
    assert dates.name_of_weekday(1, language="uk") == "понеділок"
    assert dates.name_of_weekday(1, language="nl") == "maandag"
