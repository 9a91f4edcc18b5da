from datetime import date

import pytest

from core.errors import DomainError, NotAllowed
from people import api as people
from people.enums import LookPurpose, Role
from people.models import Newcomer
from tests.factories import NOW, StaffFactory, make_newcomer


def test_a_case_worker_registers_a_newcomer_into_her_own_caseload(case_worker):
    newcomer = make_newcomer(case_worker=case_worker, languages=("ti", "ar", "ti"))

    assert list(people.list_caseload(user=case_worker)) == [newcomer]
    assert newcomer.profile.languages == ["ti", "ar"]
    assert not newcomer.user.has_usable_password()


def test_nobody_registers_a_newcomer_for_another_office(case_worker, other_office):
    with pytest.raises(NotAllowed):
        make_newcomer(case_worker=case_worker, organisation=other_office)


def test_a_registration_in_the_future_is_refused(case_worker):
    with pytest.raises(DomainError) as refusal:
        make_newcomer(case_worker=case_worker, registered_on=date(2026, 11, 24))
    assert refusal.value.code == "registered_in_future"


@pytest.mark.parametrize("region", ["belgium", "", "Brussels"])
def test_a_region_that_nobody_knows_is_refused(case_worker, region):
    with pytest.raises(DomainError) as refusal:
        make_newcomer(case_worker=case_worker, region=region)
    assert refusal.value.code == "region_unknown"
    assert not Newcomer.objects.exists()


def test_a_foreign_newcomer_answers_like_a_missing_one(newcomer, other_office):
    stranger = StaffFactory(role=Role.CASE_WORKER, role__organisation=other_office)

    for uuid in (newcomer.uuid, "00000000-0000-4000-8000-000000000000"):
        with pytest.raises(NotAllowed):
            people.get_newcomer_for(user=stranger, uuid=uuid)


def test_the_desk_hands_out_cards_but_opens_no_dossier(newcomer, office):
    desk = StaffFactory(role=Role.DESK, role__organisation=office)

    assert people.get_newcomer_for_card(user=desk, uuid=newcomer.uuid) == newcomer
    with pytest.raises(NotAllowed):
        people.get_newcomer_for(user=desk, uuid=newcomer.uuid)


def test_a_handover_keeps_the_history(newcomer, case_worker, office):
    colleague = StaffFactory(role=Role.CASE_WORKER, role__organisation=office)

    people.hand_over_newcomer(newcomer=newcomer, to=colleague, by=case_worker, at=NOW)

    assert list(people.list_caseload(user=case_worker)) == []
    assert list(people.list_caseload(user=colleague)) == [newcomer]
    assert newcomer.caseload_entries.count() == 2


def test_a_look_outside_the_own_caseload_needs_a_purpose_and_she_can_read_it(newcomer, office):
    colleague = StaffFactory(role=Role.CASE_WORKER, role__organisation=office)

    assert people.needs_purpose(user=colleague, newcomer=newcomer)
    with pytest.raises(DomainError):
        people.record_look(user=colleague, newcomer=newcomer, purpose="", what="dossier", at=NOW)
    people.record_look(user=colleague, newcomer=newcomer, purpose=LookPurpose.STAND_IN, what="dossier", at=NOW)

    assert [(look.user, look.purpose) for look in people.list_looks(newcomer=newcomer)] == [(colleague, "stand_in")]
