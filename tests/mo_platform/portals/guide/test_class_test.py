"""A test on paper for a class: chosen by theme, drawn by a seed that the address carries, with an answer sheet and a key."""

import re
from datetime import date
from urllib.parse import urlencode

import pytest
from django.test import Client

from assessments import api as assessments
from assessments.models import BankQuestion
from curriculum.models import Theme, Track
from people.enums import Role
from tests.assessments.factories import make_bank, make_street
from tests.factories import NOW, OrganisationFactory, make_newcomer
from tests.signing_in import sign_in_as_newcomer

from .conftest import staff_in, text_of

SINCE = date(2022, 3, 1)
KINDS = ("single", "multiple", "true_false", "order", "match", "choose", "short_text", "hotspot")
KEYS = [f"{theme}-{number}" for theme in ("wonen", "werk") for number in range(1, 11)]
MOCK = ["wonen-1", "werk-6"]
ASKED = {"bank": "oefenbank", "language": "nl", "title": "Wonen en werk", "n-wonen": 5, "n-werk": 3, "seed": 7}


@pytest.fixture
def themes():
    track = Track.objects.create(key="mo", title={"nl": "MO"}, valid_from=SINCE)
    for order, key in enumerate(("wonen", "werk")):
        Theme.objects.create(key=key, track=track, title={"nl": key.title()}, order=order, valid_from=SINCE)


@pytest.fixture
def bank(themes):
    return make_bank(keys=KEYS, kinds=KINDS, mock=MOCK)


@pytest.fixture
def teacher(office):
    return staff_in(office, Role.TEACHER)


def print_test(browser, *, key=False, **changed):
    query = urlencode({name: value for name, value in (ASKED | changed).items() if value is not None})
    return browser.get(f"/guide/class-test/{'key' if key else 'print'}/?{query}", follow=True)


def stems_on(response) -> list[str]:
    return re.findall(r"Vraag ([\w-]+)\?", text_of(response))


def test_so_many_of_each_theme_are_printed_with_an_answer_sheet_and_never_one_of_a_mock_exam(teacher, bank):
    seen = set()
    for seed in range(1, 9):
        stems = stems_on(print_test(teacher, seed=seed))
        assert [stem.partition("-")[0] for stem in stems] == ["wonen"] * 5 + ["werk"] * 3
        assert len(set(stems)) == 8
        seen |= set(stems)
    assert not seen & set(MOCK) and len(seen) > 12
    page = text_of(print_test(teacher))
    assert "Antwoordblad" in page and page.count('class="paper-row"') == 8
    assert "Het zijn niet de vragen van de echte test." in page


def test_the_same_address_gives_the_same_sheets_and_their_key(teacher, bank):
    first, again, key = print_test(teacher), print_test(teacher), print_test(teacher, key=True)
    assert stems_on(first) == stems_on(again) == stems_on(key)
    (code,) = set(re.findall(r'class="paper-code number" dir="ltr">([\w-]+)<', text_of(first) + text_of(key)))
    assert code.startswith("7-") and f"stamp={code.removeprefix('7-')}" in first.redirect_chain[0][0]
    assert stems_on(print_test(teacher, seed=8)) != stems_on(first)


def test_the_sheets_of_the_class_hold_nothing_of_the_key(teacher, bank):
    page, key = text_of(print_test(teacher)), text_of(print_test(teacher, key=True))
    for told in ("Dat mag hij niet vragen.", "Goed gezien.", "→"):
        assert told not in page
    assert "Dat mag hij niet vragen." in key


@pytest.mark.parametrize("kind", ["single", "multiple", "choose", "true_false"])
def test_the_letters_of_the_key_are_those_on_the_paper(teacher, bank, kind):
    BankQuestion.objects.exclude(question__current__kind=kind).update(state="retired")
    asked = {"n-wonen": 1, "n-werk": 0}
    page, key = text_of(print_test(teacher, **asked)), text_of(print_test(teacher, key=True, **asked))
    version = BankQuestion.objects.get(key=stems_on(print_test(teacher, **asked))[0]).question.current
    right = assessments.show_solution(version=version, language="nl")["solution"]
    told = [("Waar" if right else "Niet waar")] if isinstance(right, bool) else right
    lines = dict(re.findall(r'paper-label" dir="ltr">(\w)</span>.*?<div lang="nl"[^>]*>(.*?)</div>', page))
    letters = re.search(r"<strong>([^<]+)</strong> ·", key)[1].split(", ")
    assert [lines[letter] for letter in letters] == told and all(f"<li>{text}</li>" in key for text in told)
    assert page.count('class="bubble"') == len(lines)


def test_an_order_and_a_match_are_answered_by_letters_in_boxes(teacher, bank):
    BankQuestion.objects.exclude(key__in=["wonen-4", "wonen-5"]).update(state="retired")
    asked = {"n-wonen": 2, "n-werk": 0}
    page, key = text_of(print_test(teacher, **asked)), text_of(print_test(teacher, key=True, **asked))
    assert "bubble" not in page and page.count('class="box"') > 4
    order = re.search(r"<strong>(\w(?: → \w)+)</strong>", key)[1].split(" → ")
    steps = dict(re.findall(r'paper-label" dir="ltr">(\w)</span>[^/]*?<div lang="nl"[^>]*>(nl stap \d)</div>', page))
    assert [steps[letter] for letter in order] == [f"nl stap {number}" for number in range(1, len(order) + 1)]
    assert re.search(r"<strong>1 \w, 2 \w", key)


def test_an_answer_in_words_has_a_line_and_the_key_says_it(teacher, bank):
    BankQuestion.objects.exclude(key="wonen-7").update(state="retired")
    asked = {"n-wonen": 1, "n-werk": 0}
    page, key = text_of(print_test(teacher, **asked)), text_of(print_test(teacher, key=True, **asked))
    accepted = BankQuestion.objects.get(key="wonen-7").question.current.key["accepted"]["nl"][0]
    assert '<span class="paper-marks"><span class="paper-blank"></span></span>' in page and accepted not in page
    assert f"<li>{accepted}</li>" in key and "<strong>" not in key.partition('class="paper-key"')[2]


def test_a_place_in_a_picture_is_asked_by_its_letter(teacher, bank):
    make_street()
    BankQuestion.objects.exclude(key="wonen-8").update(state="retired")
    asked = {"n-wonen": 1, "n-werk": 0, "language": "ar", "has_dutch": "on"}
    page, key = text_of(print_test(teacher, **asked)), text_of(print_test(teacher, key=True, **asked))
    assert page.count('<svg class="hotspot"') == 1 and "is-right" not in page
    letters = re.findall(r'text-anchor="middle" font-size="46">(\w)</text>', page)
    assert letters == ["A", "B", "C"] == re.findall(r'paper-label" dir="ltr">(\w)</span>', page)
    assert page.count('class="bubble"') == 3
    version = BankQuestion.objects.get(key="wonen-8").question.current
    (right,) = assessments.show_solution(version=version, language="nl")["solution"]
    told = re.search(r"<strong>(\w)</strong> ·", key)[1]
    assert f"<li>{right}</li>" in key and letters[version.part_ids.index(version.key["correct"][0])] == told


def test_in_arabic_it_reads_from_the_right_says_that_it_is_a_draft_and_has_the_dutch_beside_it(teacher, bank):
    page = text_of(print_test(teacher, language="ar", has_dutch="on"))
    assert '<article class="paper has-dutch" lang="ar" dir="rtl">' in page
    assert "ورقة الإجابات" in page and "draft-label" in page
    assert len(stems_on(print_test(teacher, language="ar", has_dutch="on"))) == 8
    alone = print_test(teacher, language="ar")
    assert stems_on(alone) == [] and len(stems_on(print_test(teacher, language="ar", key=True))) == 8
    assert "draft-label" not in text_of(print_test(teacher))


def test_when_the_bank_changed_the_old_address_says_so(teacher, bank):
    address = print_test(teacher).redirect_chain[0][0]
    BankQuestion.objects.filter(key__in=stems_on(teacher.get(address))[:1]).update(state="retired")
    assert "gewijzigd sinds deze test is afgedrukt" in text_of(teacher.get(address))
    assert "gewijzigd sinds" in text_of(teacher.get(address.replace("/print/", "/key/")))


@pytest.mark.parametrize(
    ("changed", "fields"),
    [
        ({"n-wonen": 10}, {"n-wonen"}),  # one of them is kept for a mock exam
        ({"n-wonen": -1}, {"n-wonen"}),
        ({"n-wonen": 0, "n-werk": ""}, {"__all__"}),
        ({"title": " "}, {"title"}),
        ({"title": "x" * 81}, {"title"}),
        ({"seed": "x"}, {"seed"}),
    ],
)
def test_what_cannot_be_printed_is_said_and_the_form_keeps_the_rest(teacher, bank, changed, fields):
    response = print_test(teacher, **changed)
    assert response.status_code == 400 and set(response.context["form"].errors) == fields
    assert response.text.count("notice-error") == 1
    assert 'class="paper' not in response.content.decode()


@pytest.mark.parametrize("changed", [{"bank": "geen"}, {"language": "xx"}, {"language": "tr"}, {"bank": None}])
def test_an_unknown_bank_or_language_leads_to_the_form(teacher, bank, changed):
    response = print_test(teacher, **changed)
    assert response.status_code == 200 and 'name="n-wonen"' in response.content.decode()


def test_the_form_offers_each_theme_with_how_many_there_are(teacher, bank):
    page = text_of(teacher.get("/guide/class-test/"))
    assert "0 tot 9 vragen" in page and "Nederlands ernaast" not in page
    page = text_of(teacher.get("/guide/class-test/", {"language": "ar", "title": "Mijn klas", "n-werk": "4"}))
    assert "Nederlands ernaast" in page and 'value="Mijn klas"' in page and "kladversie" in page
    assert 'href="/guide/class-test/"' in page, "it stands in the menu"


def test_without_a_bank_it_says_so(teacher):
    assert "geen vragen om af te drukken" in text_of(teacher.get("/guide/class-test/"))


def test_who_teaches_or_guides_prints_others_find_nothing(office, bank):
    partner = OrganisationFactory(code="ligo")
    for browser in (
        staff_in(partner, Role.TEACHER),
        staff_in(office, Role.CASE_WORKER),
        staff_in(office, Role.ORG_ADMIN),
    ):
        assert len(stems_on(print_test(browser))) == 8
    newcomer = sign_in_as_newcomer(Client(), make_newcomer(at=NOW))
    for browser in (staff_in(office, Role.DESK), staff_in(office, Role.AUDITOR), newcomer):
        for path in ("", "print/", "key/"):
            assert browser.get(f"/guide/class-test/{path}?{urlencode(ASKED)}").status_code == 404


def test_what_several_questions_are_about_stands_once_above_them_in_both_languages(teacher, themes):
    make_bank(keys=["wonen-1", "wonen-2"], clusters={"brief": ("wonen-1", "wonen-2")})
    page = text_of(print_test(teacher, language="ar", has_dutch="on", **{"n-wonen": 2, "n-werk": None}))
    assert page.count("نص للأسئلة من 1 إلى 2") == page.count("Tekst bij vragen 1 tot en met 2") == 1
    assert page.count("U betaalt op 5 mei.") == page.count("تدفع يوم 5 أيار.") == 1
    assert page.index("U betaalt op 5 mei.") < page.index("Vraag wonen-1?")
