"""Nobody stays with a case worker who left: the office sees who is without one, and a colleague takes her over."""

import pytest
from django.urls import reverse

from core.errors import Conflict, DomainError, NotAllowed
from people import api as people
from people.enums import Role
from people.models import Newcomer
from tests.factories import NOW, StaffFactory, make_newcomer

from .conftest import MISSING, browser_of, staff_in


def leave(person, how: str) -> None:
    if how == "account stopped":
        person.is_active = False
        person.save()
    elif how == "role ended":
        person.memberships.all().delete()
    else:
        person.memberships.update(role=Role.ORG_ADMIN)


LEAVING = pytest.mark.parametrize("how", ["account stopped", "role ended", "became administrator"])


def names_in(response) -> list[str]:
    return [str(row.newcomer) for row in response.context["rows"]]


def take_over(client, newcomer, to=None):
    url = reverse("take_over", kwargs={"uuid": getattr(newcomer, "uuid", newcomer)})
    return client.get(url) if to is None else client.post(url, {"to": to.pk})


@LEAVING
def test_the_newcomers_of_who_left_stand_without_a_case_worker(newcomer, case_worker, colleague, phone, how):
    guided = make_newcomer(case_worker=colleague, first_name="Bilal")
    leave(case_worker, how)

    seen = browser_of(colleague).get("/guide/caseload/?scope=nobody")

    assert names_in(seen) == ["Amal Haddad"]
    assert seen.context["without_guide"] == 1
    assert reverse("take_over", kwargs={"uuid": newcomer.uuid}) in seen.content.decode()
    assert people.get_case_worker(newcomer=newcomer) is None
    assert case_worker.get_full_name() not in phone.get("/nl/help/").content.decode()
    assert people.get_case_worker(newcomer=guided) == colleague


def test_who_is_guided_is_not_in_that_list(newcomer, worker):
    seen = worker.get("/guide/caseload/?scope=nobody")

    assert names_in(seen) == [] and seen.context["without_guide"] == 0


def test_a_colleague_takes_her_over_and_it_is_kept_who_arranged_it(newcomer, case_worker, colleague):
    leave(case_worker, "account stopped")
    browser = browser_of(colleague)

    assert take_over(browser, newcomer).context["form"]["to"].initial == colleague.pk
    assert take_over(browser, newcomer, to=colleague).headers["Location"] == reverse("caseload")

    first, second = newcomer.caseload_entries.order_by("pk")
    assert (first.case_worker, first.ended_at, first.started_by) == (case_worker, NOW, case_worker)
    assert (second.case_worker, second.ended_at, second.started_by) == (colleague, None, colleague)
    assert list(people.list_caseload(user=colleague)) == [newcomer]
    assert not newcomer.looks.exists()  # a list is no look, and nothing more was shown


def test_an_administrator_gives_her_to_a_case_worker_but_does_not_guide(newcomer, case_worker, colleague, office):
    administrator = StaffFactory(role=Role.ORG_ADMIN, role__organisation=office)
    leave(case_worker, "role ended")
    browser = browser_of(administrator)

    assert take_over(browser, newcomer, to=administrator).status_code == 400
    assert people.get_case_worker(newcomer=newcomer) is None
    take_over(browser, newcomer, to=colleague)

    entry = newcomer.caseload_entries.get(ended_at__isnull=True)
    assert (entry.case_worker, entry.started_by) == (colleague, administrator)
    with pytest.raises(NotAllowed):
        people.hand_over_newcomer(newcomer=newcomer, to=administrator, by=administrator, at=NOW)


def test_who_has_a_case_worker_is_not_taken_over(newcomer, case_worker, colleague):
    browser = browser_of(colleague)

    assert take_over(browser, newcomer, to=colleague).headers["Location"] == reverse("caseload")
    with pytest.raises(Conflict):
        people.take_over_newcomer(newcomer=newcomer, to=colleague, by=colleague, at=NOW)
    assert people.get_case_worker(newcomer=newcomer) == case_worker


def test_a_foreign_newcomer_is_not_taken_over_and_answers_like_a_missing_one(newcomer, case_worker, other_office):
    leave(case_worker, "account stopped")
    stranger = StaffFactory(role=Role.CASE_WORKER, role__organisation=other_office)
    browser = browser_of(stranger)

    answers = [take_over(browser, uuid, to=stranger) for uuid in (newcomer.uuid, MISSING)]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert names_in(browser.get("/guide/caseload/?scope=nobody")) == []
    with pytest.raises(NotAllowed):
        people.take_over_newcomer(newcomer=newcomer, to=stranger, by=stranger, at=NOW)


@pytest.mark.parametrize("role", [Role.DESK, Role.AUDITOR, Role.TEACHER])
def test_other_roles_take_nobody_over(newcomer, case_worker, colleague, office, role):
    leave(case_worker, "account stopped")

    assert take_over(staff_in(office, role), newcomer, to=colleague).status_code == 404
    assert people.get_case_worker(newcomer=newcomer) is None


def register(client, **fields):
    data = {"first_name": "Rim", "language_1": "ar", "registered_on": "2026-11-20"}
    return client.post("/guide/register/", data | {"region": "flanders", "obligation": "obliged"} | fields)


def test_an_administrator_who_registers_chooses_who_guides(case_worker, office):
    administrator = StaffFactory(role=Role.ORG_ADMIN, role__organisation=office)
    browser = browser_of(administrator)

    assert browser.get("/guide/register/").context["form"].fields["case_worker"].required
    refused = register(browser, office=office.pk)
    assert refused.status_code == 400 and "case_worker" in refused.context["form"].errors
    assert not Newcomer.objects.exists()
    register(browser, office=office.pk, case_worker=case_worker.pk)

    entry = Newcomer.objects.get().caseload_entries.get()
    assert (entry.case_worker, entry.started_by) == (case_worker, administrator)


def test_somebody_of_another_office_or_without_the_role_cannot_be_chosen(case_worker, office, other_office):
    administrator = StaffFactory(role=Role.ORG_ADMIN, role__organisation=office)
    stranger = StaffFactory(role=Role.CASE_WORKER, role__organisation=other_office)
    stopped = StaffFactory(role=Role.CASE_WORKER, role__organisation=office, is_active=False)
    browser = browser_of(administrator)

    for person in (administrator, stranger, stopped):
        assert register(browser, office=office.pk, case_worker=person.pk).status_code == 400
        with pytest.raises(DomainError, check=lambda error: error.code == "case_worker_missing"):
            people.register_newcomer(
                first_name="Rim",
                languages=["ar"],
                organisation=office,
                registered_on=NOW.date(),
                registered_by=administrator,
                case_worker=person,
                at=NOW,
            )
    assert not Newcomer.objects.exists()


def test_an_office_without_case_workers_says_so(office):
    administrator = StaffFactory(role=Role.ORG_ADMIN, role__organisation=office)

    response = register(browser_of(administrator), office=office.pk)

    assert response.status_code == 400 and response.context["form"].errors["case_worker"]


def test_a_case_worker_is_asked_nothing_and_guides_whom_she_registers(worker, case_worker, office):
    assert "case_worker" not in worker.get("/guide/register/").context["form"].fields
    register(worker, office=office.pk)

    assert people.get_case_worker(newcomer=Newcomer.objects.get()) == case_worker


def test_the_dossier_says_who_arranged_what_and_that_she_left(newcomer, case_worker, colleague):
    people.hand_over_newcomer(newcomer=newcomer, to=colleague, by=case_worker, at=NOW)
    leave(colleague, "role ended")
    third = StaffFactory(role=Role.CASE_WORKER, role__organisation=newcomer.organisation)
    browser = browser_of(third)
    browser.post(reverse("dossier_purpose", kwargs={"uuid": newcomer.uuid}), {"purpose": "stand_in"})

    seen = browser.get(reverse("dossier", kwargs={"uuid": newcomer.uuid}))

    assert seen.context["guide"] is None
    assert [entry.started_by for entry in seen.context["guides"]] == [case_worker, case_worker]
    assert reverse("take_over", kwargs={"uuid": newcomer.uuid}) in seen.content.decode()
