"""An author finds a fact by its words, its key or its theme, page by page, and keeps it beside a question."""

import pytest

from tests.curriculum.factories import add_fact

from .test_bank_in_cms import fields, url_of

ADDRESS = "/cms/questions/facts/"


@pytest.fixture
def facts(bank):
    add_fact("mobiliteit-gordel", text="", claim="Wie in een auto zit, draagt een gordel.")


def keys_of(browser, **asked):
    return [told["key"] for told in browser.get(ADDRESS, asked).context["page"]]


@pytest.mark.parametrize("asked", ["auto gordel", "GORDEL", "mobiliteit-"])
def test_a_fact_is_found_by_its_words_and_its_key(facts, teacher, asked):
    assert keys_of(teacher, q=asked) == ["mobiliteit-gordel"]


def test_a_fact_is_found_by_the_theme_of_the_questions_that_rest_on_it(facts, bank, teacher):
    bank.questions.update(theme="wonen", fact_keys=["huurwaarborg-maximum"])
    assert keys_of(teacher, q="wonen") == ["huurwaarborg-maximum"]


def test_only_words_that_fit_a_sentence_are_offered_there(facts, teacher):
    assert keys_of(teacher) == ["huurwaarborg-maximum", "mobiliteit-gordel"]
    assert keys_of(teacher, for_text="True") == ["huurwaarborg-maximum"]


def test_many_facts_come_page_by_page(facts, teacher):
    for number in range(20):
        add_fact(f"werk-{number:02}")
    assert len(keys_of(teacher, q="werk-")) == 10
    assert keys_of(teacher, q="werk-", p=2)[0] == "werk-10"


def test_translators_look_for_facts_too_and_guests_do_not(facts, translator, client):
    assert keys_of(translator, q="gordel")
    assert client.get(ADDRESS).status_code in (302, 404)


def test_chosen_facts_show_their_words_and_stay(bank, teacher):
    assert teacher.post(url_of(), fields()).status_code == 302
    page = teacher.get(url_of()).text
    assert 'name="fact_keys" value="huurwaarborg-maximum" checked' in page
    refused = teacher.post(url_of(), fields(base=1, fact_keys=["niets"]))
    assert refused.status_code == 400 and refused.context["form"].errors["fact_keys"]
