"""A translator for whom languages were chosen writes these, and reads the others with a word why."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from assessments.models import WorkingCopy
from people.models import Membership

from .test_bank_in_cms import LIST, url_of

FRENCH, ARABIC = "in/fr/", "in/ar/"
WORDS = {"stem": "Combien ?", "base": 0}


@pytest.fixture
def of_french(translator):
    """The translator, who translates into French alone."""
    Membership.objects.filter(user=translator.user).update(languages=["fr"])
    return translator


def test_she_writes_her_own_language_and_reads_another(bank, of_french):
    own, other = of_french.get(url_of(page=FRENCH)).text, of_french.get(url_of(page=ARABIC)).text
    assert '<button class="button" type="submit">' in own and "is niet een van de talen" not in own
    assert '<button class="button" type="submit">' not in other and "<textarea" not in other
    assert "Arabisch is niet een van de talen waarin u vertaalt" in other
    assert "لا" in other, "the translation is there to read"


def test_what_is_not_hers_to_write_is_not_stored(bank, of_french):
    assert of_french.post(url_of(page=ARABIC), WORDS).status_code == 404
    assert not WorkingCopy.objects.exists()
    assert of_french.post(url_of(page=FRENCH), WORDS).status_code == 302
    assert WorkingCopy.objects.get().content["languages"]["fr"]["stem"] == "Combien ?"


def test_she_brings_back_files_of_her_language_alone(bank, of_french):
    page = of_french.get(f"{LIST}oefenbank/files/").text
    assert 'id="po-fr"' in page and 'id="po-ar"' not in page
    data = {"file": SimpleUploadedFile("ar.po", of_french.get(f"{LIST}oefenbank/po/ar/").content)}
    assert of_french.post(f"{LIST}oefenbank/po/ar/", data).status_code == 404


def test_without_a_choice_she_translates_into_all_and_who_writes_always_does(bank, translator, teacher):
    Membership.objects.filter(user=teacher.user).update(languages=["fr"])
    for browser in (translator, teacher):
        assert '<button class="button" type="submit">' in browser.get(url_of(page=ARABIC)).text
