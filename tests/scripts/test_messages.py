"""The catalogues: which sentences must exist in every language, and which in Dutch alone."""

import pytest
from babel import Locale
from django.utils import translation

from core import api as core
from core.dates import name_of_weekday
from scripts import messages

pytestmark = pytest.mark.once

TRANSLATED = [
    one for one in core.list_languages() if one.code not in ("nl", "en")
]  # our sentences are English in the code


@pytest.fixture(params=TRANSLATED, ids=lambda one: one.code)
def language(request):
    return request.param


def _catalogue_of(language):
    return messages.read_catalogue(messages.LOCALE / language.code.replace("-", "_") / "LC_MESSAGES" / "django.po")


def test_every_sentence_of_learners_stands_in_every_language(language):
    catalogue = _catalogue_of(language)
    wanted = messages.collect(with_staff=False)

    assert [one.id for one in wanted if one.id and not messages.is_translated(catalogue.get(one.id, one.context))] == []


def test_numbers_take_the_form_that_cldr_names(language):
    """One form of the catalogue for each plural category of the language, for every number of days that may stand there."""
    rule = Locale.parse(language.babel).plural_form
    with translation.override(language.code):
        shown = {
            count: translation.ngettext("%(count)s day left", "%(count)s days left", count) for count in range(131)
        }
    forms: dict[str, set[str]] = {}
    for count, text in shown.items():
        forms.setdefault(rule(count), set()).add(text)
    assert all(len(texts) == 1 for texts in forms.values()), forms
    assert _catalogue_of(language).num_plurals >= len(forms)


def test_django_itself_speaks_to_learners_in_their_language(language):
    from django import forms

    class Short(forms.Form):
        choice = forms.ChoiceField(choices=[("a", "a")])
        text = forms.CharField(max_length=2, min_length=2)

    with translation.override("nl"):
        dutch = _errors_of(Short)
    with translation.override(language.code):
        hers = _errors_of(Short)

    assert len(dutch) == len(hers) == 5
    assert not set(dutch) & set(hers)
    assert not [text for text in hers if text.startswith(("This field", "Select a valid", "Ensure this"))]


def _errors_of(form_class) -> list[str]:
    found = []
    for data in ({}, {"choice": "b", "text": "abc"}, {"choice": "a", "text": "a"}):
        found += [text for texts in form_class(data).errors.values() for text in texts]
    return found


def test_days_have_their_names_in_every_language_and_no_other_digits_than_ours(language):
    names = {name_of_weekday(day, language=language.code) for day in range(1, 8)}

    assert len(names) == 7
    assert not names & {name_of_weekday(day, language="nl") for day in range(1, 8)}


def test_what_newcomers_read_may_not_stand_where_only_dutch_is_asked(tmp_path):
    sheet = tmp_path / "mo_platform/portals/guide/sheet.py"
    page = tmp_path / "mo_platform/templates/portals/guide/sheet.html"
    dutch_page = tmp_path / "mo_platform/templates/portals/guide/dutch.html"
    for_newcomers = tmp_path / "mo_platform/portals/sheet.py"
    for path in (sheet, page, dutch_page):
        path.parent.mkdir(parents=True, exist_ok=True)
    for path in (sheet, for_newcomers):
        path.write_text('with translation.override(language):\n    title = _("How to sign in")\n')
    page.write_text('{% language code %}{% translate "How to sign in" %}{% endlanguage %}')
    dutch_page.write_text('{% translate "How to sign in" %}')

    faults = messages.find_misplaced(tmp_path)

    assert [fault.split()[0] for fault in faults] == [
        "mo_platform/portals/guide/sheet.py",
        "mo_platform/templates/portals/guide/sheet.html",
    ]


def test_the_house_keeps_to_it():
    assert messages.find_misplaced() == []
