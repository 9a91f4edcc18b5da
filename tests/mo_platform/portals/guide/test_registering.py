from datetime import date, datetime, timedelta

import pytest
import time_machine

from curriculum.models import DatedRule
from people import api as people
from people.enums import Obligation, Role
from people.models import Newcomer
from plans import api as plans
from plans.models import OutboxMessage
from tests.factories import NOW, StaffFactory, make_newcomer

from .conftest import browser_of, staff_in, text_of

TYPED = {
    "first_name": "Selam",
    "last_name": "Tesfay",
    "birth_date": "1994-05-17",
    "language_1": "ti",
    "language_2": "",
    "language_3": "ar",
    "language_4": "",
    "language_5": "",
    "registered_on": "2026-11-20",
    "region": "flanders",
    "obligation": "entitled",
    "phone": "0470 00 00 00",
    "email": "selam@example.org",
}


def register(browser, office, **typed):
    return browser.post("/guide/register/", {"office": office.pk} | TYPED | typed)


def test_a_newcomer_is_registered_in_a_minute_and_her_card_comes_next(worker, case_worker, office):
    response = register(worker, office)

    newcomer = Newcomer.objects.get()
    assert (response.status_code, response.url) == (302, f"/guide/newcomers/{newcomer.uuid}/card/")
    assert (str(newcomer), newcomer.birth_date, newcomer.obligation) == (
        "Selam Tesfay",
        date(1994, 5, 17),
        Obligation.ENTITLED,
    )
    assert (newcomer.phone, newcomer.email) == ("0470 00 00 00", "selam@example.org")
    assert newcomer.profile.languages == ["ti", "ar"]
    assert list(people.list_caseload(user=case_worker)) == [newcomer]
    assert plans.get_plan(newcomer=newcomer, on=NOW.date()).registered_on == date(2026, 11, 20)


def test_a_name_a_language_and_a_day_are_enough(worker, office):
    register(worker, office, last_name="", birth_date="", phone="", email="", language_3="", language_4="")

    assert Newcomer.objects.get().profile.languages == ["ti"]


def test_the_form_opens_with_today_and_every_language_of_the_registry(worker):
    page = worker.get("/guide/register/")

    assert 'value="2026-11-23"' in text_of(page)
    for name in ("Tigrinya", "ትግርኛ", "Arabisch", "العربية", "Nederlands"):
        assert name in text_of(page)


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"first_name": " "}, "first_name"),
        ({"language_1": ""}, "language_1"),
        ({"language_1": "xx"}, "language_1"),
        ({"language_4": "ti"}, "language_4"),
        ({"registered_on": "1993-01-01"}, "registered_on"),
        ({"registered_on": "1926-01-01", "is_day_right": "on"}, "registered_on"),
        ({"registered_on": "2026-11-24"}, "registered_on"),
        ({"registered_on": ""}, "registered_on"),
        ({"birth_date": "2030-01-01"}, "birth_date"),
        ({"birth_date": "1890-01-01"}, "birth_date"),
        ({"phone": "bel mij"}, "phone"),
        ({"email": "selam"}, "email"),
        ({"obligation": "perhaps"}, "obligation"),
        ({"region": "belgium"}, "region"),
        ({"region": ""}, "region"),
    ],
)
def test_what_is_wrong_is_said_at_its_line_and_the_rest_is_kept(worker, office, typed, field):
    response = register(worker, office, **typed)

    assert response.status_code == 400
    assert set(response.context["form"].errors) == {field}
    if field != "first_name":
        assert 'value="Selam"' in text_of(response)
    assert '<option value="ar" selected' in text_of(response)
    assert not Newcomer.objects.exists()


@pytest.mark.parametrize(
    ("registered_on", "said"),
    [
        ("2024-11-01", "1 november 2024 is meer dan twee jaar geleden."),
        ("2021-06-01", "Op die dag gold er geen regel voor “onderdelen beslist”, “contract ondertekend”"),
    ],
)
def test_a_day_that_looks_like_a_slip_is_asked_again_and_can_be_right(worker, office, registered_on, said):
    assert "is_day_right" not in text_of(worker.get("/guide/register/"))

    asked = register(worker, office, registered_on=registered_on)

    assert asked.status_code == 400
    assert said in text_of(asked)
    assert 'name="is_day_right"' in text_of(asked)
    assert not Newcomer.objects.exists()
    assert register(worker, office, registered_on=registered_on, is_day_right="on").status_code == 302
    assert plans.get_plan(newcomer=Newcomer.objects.get(), on=NOW.date()).registered_on == date.fromisoformat(
        registered_on
    )


def test_where_no_term_runs_anyway_an_ordinary_day_is_not_asked_again(worker, office):
    assert register(worker, office, region="brussels").status_code == 302


def test_somebody_of_the_same_name_and_birth_date_is_shown_before_a_second_one_is_made(worker, office, case_worker):
    twin = make_newcomer(case_worker=case_worker, first_name="Tesfay", last_name="selam", birth_date=date(1994, 5, 17))

    asked = register(worker, office)
    assert f"/guide/newcomers/{twin.uuid}/card/" in text_of(asked)
    assert 'name="is_another_person"' in text_of(asked)
    assert Newcomer.objects.count() == 1

    register(worker, office, is_another_person="on")
    assert Newcomer.objects.count() == 2


def test_pressing_the_button_twice_registers_her_once(worker, office):
    register(worker, office)
    register(worker, office)

    assert Newcomer.objects.count() == 1


def test_an_unknown_birth_date_warns_too_but_another_one_does_not(worker, office, case_worker):
    make_newcomer(case_worker=case_worker, first_name="Selam", last_name="Tesfay", birth_date=date(1960, 1, 1))
    register(worker, office)
    assert Newcomer.objects.count() == 2

    register(worker, office, birth_date="")
    assert Newcomer.objects.count() == 2


def test_a_same_name_in_another_office_is_nobodys_business_here(worker, office, other_office):
    there = browser_of(case_worker_of(other_office))
    register(there, other_office)

    register(worker, office)

    assert Newcomer.objects.filter(organisation=office).count() == 1


def test_nobody_registers_for_an_office_that_is_not_hers(worker, other_office):
    response = register(worker, other_office)

    assert response.status_code == 400
    assert not Newcomer.objects.exists()


def test_just_after_midnight_in_brussels_today_is_today(worker, office):
    with time_machine.travel(datetime.fromisoformat("2026-11-24T00:30:00+01:00"), tick=False):
        register(worker, office, registered_on="2026-11-24")

    assert plans.get_plan(newcomer=Newcomer.objects.get(), on=NOW.date()).registered_on == NOW.date() + timedelta(1)


@pytest.mark.parametrize("role", [Role.DESK, Role.TEACHER, Role.TRANSLATOR, Role.AUDITOR, Role.PLATFORM_ADMIN])
def test_registering_does_not_exist_for_other_roles(office, role):
    browser = staff_in(office, role)

    assert browser.get("/guide/register/").status_code == 404
    assert register(browser, office).status_code == 404


def case_worker_of(organisation):
    return StaffFactory(role=Role.CASE_WORKER, role__organisation=organisation)


def test_the_form_names_the_terms_as_their_rules_stand_and_how_sure_they_are(worker):
    page = text_of(worker.get("/guide/register/"))

    assert "“onderdelen beslist”: binnen 30 dagen na de aanmelding (beleidstekst, nog niet gecontroleerd)." in page
    assert "“contract ondertekend”: binnen 90 dagen na de aanmelding (beleidstekst, nog niet gecontroleerd)." in page


def test_another_rule_gives_another_sentence(worker):
    rule = DatedRule.objects.get(code="contract_signed")
    rule.value = rule.value | {"days": 45}
    rule.confidence, rule.checked_on = "official", date(2026, 11, 1)
    rule.save()

    page = text_of(worker.get("/guide/register/"))

    assert "binnen 45 dagen na de aanmelding (officiële pagina, gecontroleerd op 1 november 2026)." in page
    assert "90 dagen" not in page


def test_without_a_rule_the_form_says_that_no_term_runs(worker):
    DatedRule.objects.get(code="contract_signed").delete()

    assert (
        "“contract ondertekend”: er is geen regel bekend, dus er loopt geen termijn."
        in text_of(worker.get("/guide/register/")).partition("Brussel<br>")[0]
    )


def test_the_form_begins_with_flanders_and_invents_no_term_for_brussels(worker):
    flanders, brussels = worker.get("/guide/register/").context["form"]["region"]

    assert flanders.data["selected"] and not brussels.data["selected"]
    assert "binnen 30 dagen" in str(flanders.choice_label)
    assert str(brussels.choice_label).count("er is geen regel bekend, dus er loopt geen termijn") == 2
    assert "binnen" not in str(brussels.choice_label)


def test_who_lives_in_brussels_gets_a_plan_under_the_rules_of_brussels_without_borrowed_terms(worker, office):
    response = register(worker, office, region="brussels")

    newcomer = Newcomer.objects.get()
    plan = plans.get_plan(newcomer=newcomer, on=NOW.date())
    assert response.status_code == 302
    assert (newcomer.profile.region, plan.regime, plan.clocks) == ("brussels", "brussels", ())
    assert OutboxMessage.objects.get().data == {"regime": "brussels", "registered_on": "2026-11-20"}


def test_a_rule_of_brussels_starts_its_own_term(worker, office):
    rule = DatedRule.objects.get(code="contract_signed")
    rule.pk, rule.regime, rule.value = None, "brussels", rule.value | {"days": 60}
    rule.save()

    register(worker, office, region="brussels")

    (clock,) = plans.get_plan(newcomer=Newcomer.objects.get(), on=NOW.date()).clocks
    assert (clock.kind, clock.due_date) == ("contract_signed", date(2027, 1, 19))


def test_one_line_for_a_language_is_open_until_another_is_asked_for(worker, office):
    def count_open(page):
        return text_of(page).count('<details class="another" open>')

    fresh = worker.get("/guide/register/")
    assert (text_of(fresh).count('<details class="another"'), count_open(fresh)) == (4, 0)
    assert count_open(register(worker, office, first_name="")) == 2, "what was typed in the third line stays in sight"


@pytest.mark.parametrize(
    ("typed", "first"),
    [({"first_name": "", "email": "geen"}, "first_name"), ({"registered_on": "", "email": "geen"}, "registered_on")],
)
def test_the_first_field_that_is_wrong_has_the_focus(worker, office, typed, first):
    form = register(worker, office, **typed).context["form"]
    assert [name for name, field in form.fields.items() if field.widget.attrs.get("autofocus")] == [first]


def test_one_box_stands_above_a_form_that_was_refused(worker, office):
    assert text_of(register(worker, office, first_name="")).count("notice-error") == 1
