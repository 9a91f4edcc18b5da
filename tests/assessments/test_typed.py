"""What is typed is compared with what is accepted: how it is written does not count, what it says does."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.engine.items import BadItem, BadResponse, build_item
from assessments.engine.scoring import score
from assessments.engine.typed import MAX_LETTERS, normalise

pytestmark = pytest.mark.once


def make_item(*answers, forgives_typo=False, **languages):
    accepted = {"nl": list(answers)} | languages
    return build_item(kind="short_text", ids=[], key={"accepted": accepted, "forgives_typo": forgives_typo})


def is_right(item, text) -> bool:
    return score(item, {"text": text}).is_correct


@pytest.mark.parametrize(
    ("accepted", "typed"),
    [
        ("de huurwaarborg", "  De   HUURWAARBORG. "),
        ("de huurwaarborg", "«de huurwaarborg»"),
        ("Straße", "STRASSE"),
        ("café", "cafe\u0301"),
        ("café", "ＣＡＦÉ"),
        ("İstanbul", "istanbul"),
        ("ızgara", "IZGARA"),
        ("112", "١١٢"),
        ("112", "۱۱۲"),
        ("112", "༡༡༢"),
        ("112", "፻፲፪"),
        ("20003", "፪፼፫"),
        ("90 euro", "٩٠ Euro!"),
        ("می‌شود", "میشود"),
        ("الحَرَم", "\u200fالحَرَم\u200f؟"),
    ],
)
def test_how_it_is_written_does_not_count(accepted, typed):
    assert is_right(make_item(accepted), typed)


@pytest.mark.parametrize(
    ("accepted", "typed"),
    [
        ("112", "110"),
        ("de huur", "de huurwaarborg"),
        ("café", "cafe"),
        ("3 maanden", "3maanden"),
        ("huur", "huur waarborg"),
    ],
)
def test_what_it_says_does(accepted, typed):
    assert not is_right(make_item(accepted), typed)


def test_what_is_right_in_one_language_is_right_in_all():
    item = make_item("de waarborg", ar=["التأمين"])
    assert is_right(item, "التأمين") and is_right(item, "De waarborg")


@pytest.mark.parametrize("typed", ["huurwarborg", "huurwaarbrog", "huurwaarborgg", "uurwaarborg", "huurwaarborh"])
def test_a_typing_mistake_counts_unless_the_question_forgives_it(typed):
    assert not is_right(make_item("huurwaarborg"), typed)
    assert is_right(make_item("huurwaarborg", forgives_typo=True), typed)


@pytest.mark.parametrize(
    ("accepted", "typed"),
    [("huur", "huurt"), ("11222", "11223"), ("huurwaarborg", "huurwarbrg"), ("lange woorden", "langee woordenn")],
)
def test_a_short_word_a_number_and_two_mistakes_are_never_forgiven(accepted, typed):
    assert not is_right(make_item(accepted, forgives_typo=True), typed)


@given(st.text())
def test_the_form_of_a_form_is_itself(text):
    assert normalise(normalise(text)) == normalise(text)


@given(st.text(st.characters(categories=("L", "N", "P", "Zs")), max_size=40).filter(normalise), st.booleans())
def test_an_accepted_answer_is_right_however_it_is_cased_and_surrounded(answer, forgives):
    item = make_item(answer, forgives_typo=forgives)
    assert is_right(item, answer) and is_right(item, f" «{answer}» ")
    assert is_right(item, answer.upper().lower()) or answer.upper().lower().casefold() != answer.casefold()


@pytest.mark.parametrize(
    ("response", "code"),
    [
        ({}, "nothing_typed"),
        ({"text": ""}, "nothing_typed"),
        ({"text": " ?! "}, "nothing_typed"),
        ({"text": "a\nb"}, "not_a_line"),
        ({"text": "a\x00"}, "not_a_line"),
        ({"text": "\ud800"}, "not_a_line"),
        ({"text": ["a"]}, "not_a_line"),
        ({"text": "a" * (MAX_LETTERS + 1)}, "too_long"),
        ({"text": "a", "is_correct": True}, "wrong_fields"),
        ({"choice": "a"}, "wrong_fields"),
    ],
)
def test_what_is_no_line_of_text_is_refused(response, code):
    with pytest.raises(BadResponse) as refusal:
        score(make_item("a"), response)
    assert refusal.value.code == code


@pytest.mark.parametrize(
    "key",
    [
        {},
        {"accepted": {}},
        {"accepted": ["a"]},
        {"accepted": {"nl": []}},
        {"accepted": {"nl": ["?"]}},
        {"accepted": {"nl": ["a\nb"]}},
        {"accepted": {"nl": ["a" * (MAX_LETTERS + 1)]}},
        {"accepted": {"nl": ["Ja", "ja."]}},
        {"accepted": {"nl": ["a"]}, "forgives_typo": "yes"},
        {"accepted": {"nl": ["a"]}, "wildcards": True},
    ],
)
def test_a_key_that_can_be_compared_with_nothing_is_refused(key):
    with pytest.raises(BadItem):
        build_item(kind="short_text", ids=[], key=key)
