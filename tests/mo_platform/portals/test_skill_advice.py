"""What suits her: she opens it herself, or with her case worker beside her; before that nobody of the staff sees anything. Then a
person decides, she reads it, and asks for a talk."""

import pytest
from django.test import Client

from people.enums import Role
from people.models import Look
from pretrajectory.models import Advice
from tests.factories import OrganisationFactory, StaffFactory, make_newcomer
from tests.pretrajectory.factories import add_advice_rules, begin, load_tasks, screen_her
from tests.signing_in import sign_in_as_newcomer, sign_in_staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def worker():
    return StaffFactory(first_name="An", last_name="Maes")


@pytest.fixture
def amal(worker):
    return make_newcomer(case_worker=worker, languages=["ar"])


@pytest.fixture
def phone(amal) -> Client:
    return sign_in_as_newcomer(Client(), amal)


@pytest.fixture
def desk(worker) -> Client:
    return sign_in_staff(Client(), worker)


def skills_of(newcomer, more="") -> str:
    return f"/guide/newcomers/{newcomer.uuid}/skills/{more}"


def test_she_opens_her_advice_and_only_then_her_case_worker_sees_it(phone, desk, amal):
    screen_her(amal, is_assisted=True)
    before = desk.get(skills_of(amal)).content.decode()
    assert "Er wacht een advies op haar" in before
    assert "data-skill-level" not in before and "skill-list" not in before

    assert "/skills/advice/open/" in phone.get("/nl/skills/").content.decode()
    assert phone.get("/nl/skills/advice/").headers["Location"] == "/nl/skills/"
    assert not Advice.objects.exists(), "a page that is opened writes nothing"
    assert phone.post("/nl/skills/advice/open/").headers["Location"] == "/nl/skills/advice/"
    hers = phone.get("/nl/skills/advice/").content.decode()
    assert "Iemand heeft u geholpen" in hers and "Een mens beslist" in hers and "Dit is een proef" in hers
    assert phone.get("/ar/skills/advice/").content.decode().count("ما يناسبك الآن") >= 2

    after = desk.get(skills_of(amal)).content.decode()
    assert "Zij opende het zelf" in after and "met hulp" in after and "aanname van dit platform" in after
    assert 'lang="ar"' in after and "ساعدك شخص ما" in after
    assert after.count("data-skill-level") == 2 and "Niet geprobeerd: Wifi en data" in after


def test_they_look_at_it_together_and_that_is_written_down(phone, desk, amal):
    screen_her(amal)
    assert desk.post(skills_of(amal, "together/")).headers["Location"] == skills_of(amal)
    assert "Samen bekeken met An Maes" in desk.get(skills_of(amal)).content.decode()
    assert "Alleen online leren" in phone.get("/nl/skills/advice/").content.decode()
    assert Advice.objects.get().together_with.get_full_name() == "An Maes"
    assert Look.objects.filter(newcomer=amal, what="dossier").count() == 1, "one visit, one row"


@pytest.mark.parametrize("has_begun", [False, True])
def test_without_a_screening_that_is_over_there_is_nothing_to_open(phone, desk, amal, has_begun):
    load_tasks()
    add_advice_rules()
    if has_begun:
        begin(amal)
    assert "Nog geen screening" in desk.get(skills_of(amal)).content.decode()
    assert "advice/open" not in phone.get("/nl/skills/").content.decode()
    told = phone.post("/nl/skills/advice/open/", follow=True).content.decode()
    assert "Er is nog geen advies" in told
    assert "Er is nog niets te bekijken" in desk.post(skills_of(amal, "together/"), follow=True).content.decode()
    assert not Advice.objects.exists()


def test_for_another_office_she_is_not_there_and_an_administrator_opens_nothing(amal):
    screen_her(amal)
    stranger = sign_in_staff(Client(), StaffFactory(role__organisation=OrganisationFactory(code="atlas")))
    admin = sign_in_staff(Client(), StaffFactory(role=Role.ORG_ADMIN))
    for client in (stranger, admin):
        for act in ("together/", "talked/", "decide/"):
            assert client.post(skills_of(amal, act)).status_code == 404
    assert stranger.get(skills_of(amal)).status_code == 404
    assert admin.get(skills_of(amal)).headers["Location"].endswith("/purpose/"), (
        "outside the caseload a purpose is asked"
    )
    assert not Advice.objects.exists()


def decide(desk, newcomer, **choice):
    page = desk.get(skills_of(newcomer, "decide/"))
    return desk.post(skills_of(newcomer, "decide/"), choice | {"seen": page.context["seen"]})


def test_her_case_worker_decides_something_else_with_a_reason_and_she_reads_it_and_asks_for_a_talk(phone, desk, amal):
    screen_her(amal)
    phone.post("/nl/skills/advice/open/")
    assert "Alleen online leren (geadviseerd)" in desk.get(skills_of(amal, "decide/")).content.decode()
    refused = decide(desk, amal, form="class", voortraject="stopped", reason="")
    assert refused.status_code == 400 and refused.context["form"].errors["reason"]
    assert "I want to talk" not in phone.get("/en/skills/").content.decode()

    why = "Er start volgende week een groep in uw straat."
    assert decide(desk, amal, form="class", voortraject="stopped", reason=why).status_code == 302
    hers = phone.get("/en/skills/").content.decode()
    assert "Learning in a class" in hers and why in hers
    plan = phone.get("/en/plan/").content.decode()
    assert "How you learn: Learning in a class" in plan and "It is no duty and has no term." in plan and why in plan

    assert phone.post("/en/skills/talk/").headers["Location"] == "/en/skills/#decision"
    phone.post("/en/skills/talk/")
    assert "Your case worker knows it." in phone.get("/en/skills/").content.decode()
    caseload = desk.get("/guide/caseload/", {"clock": "talk"}).content.decode()
    assert "Amal" in caseload and "wil praten" in caseload
    assert "Zij wil praten" in desk.get(f"/guide/newcomers/{amal.uuid}/").content.decode()
    assert "Zij wil praten" in desk.get(skills_of(amal)).content.decode()

    desk.post(skills_of(amal, "talked/"))
    assert "Zij wil praten" not in desk.get(skills_of(amal)).content.decode()
    assert not desk.get("/guide/caseload/", {"clock": "talk"}).context["rows"]
    assert "I want to talk about this" in phone.get("/en/skills/").content.decode()


def test_nothing_is_decided_while_an_advice_waits_nor_on_what_a_colleague_changed(phone, desk, amal):
    screen_her(amal)
    assert "Zij hoort het eerst" in desk.get(skills_of(amal, "decide/"), follow=True).content.decode()
    phone.post("/nl/skills/advice/open/")
    old = desk.get(skills_of(amal, "decide/")).context["seen"]
    decide(desk, amal, form="self_study_online", voortraject="goes_on")
    late = {"form": "class", "voortraject": "goes_on", "reason": "Toch niet.", "seen": old}
    assert "Een collega heeft dit intussen gewijzigd" in desk.post(skills_of(amal, "decide/"), late).content.decode()
    assert "Alleen online leren" in phone.get("/nl/skills/").content.decode()


def test_the_voortraject_can_be_passed_by_without_a_screening(desk, amal):
    wrong = decide(desk, amal, form="blended", voortraject="done", reason="Zij kan dit al.")
    assert "Zij deed er nog niets van" in wrong.content.decode()
    assert decide(desk, amal, form="blended", voortraject="bypassed", reason="Zij kan dit al.").status_code == 302
    page = desk.get(skills_of(amal)).content.decode()
    assert 'data-support="bypassed"' in page and "Zij kan dit al." in page


def test_a_wish_to_talk_needs_a_decision(phone, desk, amal):
    assert phone.post("/nl/skills/talk/").status_code == 302
    assert not desk.get("/guide/caseload/", {"clock": "talk"}).context["rows"]
