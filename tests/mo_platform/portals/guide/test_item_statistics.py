"""Authors see how their questions do: the suspicious on top, small groups not told, nobody else's questions."""

import re

import pytest

from assessments.models import Bank, BankQuestion, Blueprint, BlueprintVersion, FormStatistic, ItemStatistic
from people.enums import OrganisationKind, Role
from people.models import Organisation
from tests.assessments.factories import make_bank
from tests.factories import NOW, OrganisationFactory

from .conftest import staff_in

PAGE = "/guide/questions/"
KEYS = ("wonen-1", "wonen-2", "wonen-3", "wonen-4")


@pytest.fixture
def ligo():
    make_bank(keys=KEYS, mock=KEYS)
    return Organisation.objects.get(code="ligo")


def tell(key, language="", **numbers):
    version = BankQuestion.objects.get(key=key).question.current
    known = {"people": 20, "facility": 0.75, "discrimination": 0.421, "unanswered": 0.05} if numbers else {}
    if not language:
        known["exposure"] = 0.5
    return ItemStatistic.objects.create(question_version=version, language=language, computed_at=NOW, **known | numbers)


def list_keys(page):
    return [shown["row"].key for shown in page.context["rows"]]


def test_the_suspicious_stand_on_top_with_why(ligo):
    tell("wonen-1", seconds=31.0, choices={"juist": 0.75, "fout-1": 0.2, "fout-2": 0})
    tell("wonen-2", facility=1.0, discrimination=None, reasons=["everybody_right"])
    tell("wonen-3", reasons=["negative_discrimination", "language_far_off"], languages_far_off=["ar"])
    tell("wonen-4", facility=0.0, reasons=["nobody_right"])
    page = staff_in(ligo, Role.TEACHER).get(PAGE)
    assert list_keys(page) == ["wonen-4", "wonen-3", "wonen-2", "wonen-1"]
    text = page.content.decode()
    for words in ("niemand had het juist", "één taal ligt ver van de andere: Arabisch", "iedereen had het juist"):
        assert words in text
    last = text[text.index("Vraag wonen-1?") :]
    assert '<progress class="progress-bar" value="75" max="100">' in last
    assert re.search(r"75 %: Neen\s*<strong>\(juist\)</strong>", last)
    assert "20 %: Ja<" in last and "5 %: geen antwoord" in last and "0,42" in last


def test_too_few_is_said_and_nothing_of_it_is_told(ligo):
    tell("wonen-1")
    page = staff_in(ligo, Role.ORG_ADMIN).get(PAGE).content.decode()
    assert page.count("te weinig") == 5
    assert "<progress" not in page


def test_one_language_at_a_time(ligo):
    tell("wonen-1", reasons=[], facility=0.5)
    tell("wonen-1", "nl", facility=0.9)
    tell("wonen-1", "ar")
    tell("wonen-2", facility=0.4)
    browser = staff_in(ligo, Role.TEACHER)
    in_dutch, in_arabic = browser.get(PAGE, {"language": "nl"}), browser.get(PAGE, {"language": "ar"})
    assert [(shown["row"].key, shown["percent"]) for shown in in_dutch.context["rows"]] == [("wonen-1", 90)]
    assert [shown["row"].is_hidden for shown in in_arabic.context["rows"]] == [True]
    assert "Niemand kreeg een vraag in deze taal" in browser.get(PAGE, {"language": "tr"}).content.decode()
    assert browser.get(PAGE, {"language": "xx"}).status_code == 400


def test_how_reliable_a_test_is(ligo):
    tell("wonen-1", facility=0.5)
    blueprint = Blueprint.objects.create(bank=Bank.objects.get(), code="proef")
    BlueprintVersion.objects.create(
        blueprint=blueprint,
        number=1,
        data={"title": {"nl": "Onze toets"}},
        uses=["mock"],
        valid_from=NOW.date(),
        at=NOW,
    )
    FormStatistic.objects.create(
        blueprint=blueprint, form_hash="a", items=41, people=12, reliability=0.834, computed_at=NOW
    )
    page = staff_in(ligo, Role.TEACHER).get(PAGE).content.decode()
    assert "KR-20" in page and "0,83" in page
    assert '<th scope="row">Onze toets</th>' in page


def test_questions_of_another_organisation_and_retired_ones_are_not_shown(ligo):
    tell("wonen-1", facility=0.5)
    tell("wonen-2", facility=0.5)
    BankQuestion.objects.filter(key="wonen-2").update(state="retired")
    assert list_keys(staff_in(ligo, Role.TEACHER).get(PAGE)) == ["wonen-1"]
    other = OrganisationFactory(code="intec", name="Intec", kind=OrganisationKind.PARTNER)
    page = staff_in(other, Role.TEACHER).get(PAGE)
    assert "Nog geen cijfers" in page.content.decode() and "wonen-1" not in page.content.decode()


@pytest.mark.parametrize("role", [Role.TRANSLATOR, Role.CASE_WORKER, Role.AUDITOR, Role.PLATFORM_ADMIN])
def test_others_find_nothing_there(ligo, role):
    tell("wonen-1", facility=0.5)
    assert staff_in(ligo, role).get(PAGE).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_more_questions_take_no_more_queries(ligo, django_assert_num_queries, count):
    for key in KEYS[:count]:
        tell(key, facility=0.5)
    browser = staff_in(ligo, Role.TEACHER)
    browser.get(PAGE)
    with django_assert_num_queries(7):
        browser.get(PAGE)
