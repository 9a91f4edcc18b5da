from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine

from core.errors import Conflict
from interop import api as interop
from people import api as people
from people.enums import Role
from plans import api as plans
from plans.domain.completions import follow_completion
from plans.enums import MessageType
from progress.models import LessonProgress
from tests.factories import NOW, StaffFactory, make_newcomer
from tests.plans.factories import make_completion

from .conftest import MISSING, address, browser_of, read_marks, send, staff_in, text_of

ASKED = {"purpose": "question", "explanation": "Ze belde over haar contract"}


def looks_at(newcomer) -> list[tuple]:
    return [(look.user, look.what, look.purpose) for look in people.list_looks(newcomer=newcomer)]


def test_within_the_own_caseload_the_purpose_is_preset_and_one_visit_is_one_row(worker, case_worker, newcomer):
    for _ in range(3):
        assert worker.get(address("dossier", newcomer)).status_code == 200
    worker.get(address("suspend_clocks", newcomer))

    assert looks_at(newcomer) == [(case_worker, "dossier", "guidance")]


def test_after_an_hour_and_in_another_browser_it_is_another_visit(worker, case_worker, newcomer):
    worker.get(address("dossier", newcomer))
    browser_of(case_worker).get(address("dossier", newcomer))
    with time_machine.travel(NOW + timedelta(minutes=59), tick=False):
        worker.get(address("dossier", newcomer))
    assert len(looks_at(newcomer)) == 2

    with time_machine.travel(NOW + timedelta(minutes=61), tick=False):
        worker.get(address("dossier", newcomer))

    assert len(looks_at(newcomer)) == 3


def test_outside_the_own_caseload_a_purpose_is_asked_before_anything_is_shown(newcomer, colleague):
    browser = browser_of(colleague)

    response = browser.get(address("dossier", newcomer))
    assert response.url == address("dossier_purpose", newcomer)
    for name in ("suspend_clocks", "hand_over", "decide_components", "record_result"):
        assert browser.post(address(name, newcomer), {}).url == address("dossier_purpose", newcomer)
    assert looks_at(newcomer) == []
    asked = browser.get(address("dossier_purpose", newcomer))
    assert "02/11/2026" not in text_of(asked)
    assert "november" not in text_of(asked)

    opened = browser.post(address("dossier_purpose", newcomer), ASKED)
    assert opened.url == address("dossier", newcomer)
    assert browser.get(opened.url).status_code == 200
    assert looks_at(newcomer) == [(colleague, "dossier", "question")]
    assert people.list_looks(newcomer=newcomer)[0].explanation == "Ze belde over haar contract"


@pytest.mark.parametrize("purpose", ["", "curiosity", "guidance", "registration"])
def test_without_a_purpose_that_fits_the_dossier_stays_closed(newcomer, colleague, purpose):
    browser = browser_of(colleague)

    response = browser.post(address("dossier_purpose", newcomer), {"purpose": purpose})

    assert response.status_code == 400
    assert browser.get(address("dossier", newcomer)).status_code == 302
    assert looks_at(newcomer) == []


def test_an_open_dossier_opens_no_other(newcomer, case_worker, colleague):
    other = make_newcomer(case_worker=case_worker, first_name="Bilal")
    browser = browser_of(colleague)
    browser.post(address("dossier_purpose", newcomer), ASKED)

    assert browser.get(address("dossier", other)).status_code == 302
    assert looks_at(other) == []


def test_a_foreign_dossier_answers_exactly_like_a_missing_one(newcomer, other_office):
    stranger = staff_in(other_office, Role.CASE_WORKER)

    for name, extra in every_dossier_page():
        foreign = stranger.get(address(name, newcomer, **extra))
        missing = stranger.get(address(name, MISSING, **extra))
        assert foreign.status_code == missing.status_code == 404, name
        assert text_of(foreign).replace(str(newcomer.uuid), MISSING) == text_of(missing)
        assert stranger.post(address(name, newcomer, **extra), ASKED).status_code == 404
    assert looks_at(newcomer) == []


@pytest.mark.parametrize("role", [Role.DESK, Role.TEACHER, Role.TRANSLATOR, Role.AUDITOR, Role.PLATFORM_ADMIN])
def test_a_dossier_does_not_exist_for_other_roles(office, newcomer, role):
    browser = staff_in(office, role)

    for name, extra in every_dossier_page():
        assert browser.get(address(name, newcomer, **extra)).status_code == 404, name


def test_an_administrator_reads_with_a_purpose_and_decides_nothing(office, newcomer):
    browser = staff_in(office, Role.ORG_ADMIN)
    browser.post(address("dossier_purpose", newcomer), {"purpose": "check"})

    page = text_of(browser.get(address("dossier", newcomer)))

    assert address("decide_components", newcomer) not in page
    assert address("suspend_clocks", newcomer) not in page
    assert browser.get(address("suspend_clocks", newcomer)).status_code == 404


def test_who_administers_here_and_guides_elsewhere_decides_nothing_here(office, other_office, newcomer):
    administrator = StaffFactory(role=Role.ORG_ADMIN, role__organisation=office)
    administrator.memberships.create(organisation=other_office, role=Role.CASE_WORKER)
    browser = browser_of(administrator)
    browser.post(address("dossier_purpose", newcomer), {"purpose": "check"})

    assert browser.post(address("sign_contract", newcomer), {"signed_on": "2026-11-20"}).status_code == 404
    assert plans.get_plan(newcomer=newcomer, on=NOW.date()).contract_signed_on is None


def test_the_dossier_shows_terms_with_their_source_and_how_sure_it_is(worker, newcomer):
    page = worker.get(address("dossier", newcomer))

    assert "Conceptnota inburgering" in text_of(page)
    (decided, sign, confidence), _signed = page.context["clocks"]
    assert (sign.state, decided.days, confidence) != ("", None, "law")
    assert sign.state == "ok"


def test_the_dossier_shows_evidence_and_lessons_but_no_answer(worker, newcomer):
    follow_completion(completion=make_completion(newcomer.pk), at=NOW)
    LessonProgress.objects.create(
        newcomer=newcomer,
        lesson_key=uuid4(),
        last_language="ar",
        last_at=NOW,
        answered_count=7,
        correct_count=3,
        question_count=9,
        state={"answers": {"b": {"is_correct": False, "response": {"choice": "SECRET"}}}},
    )

    page = worker.get(address("dossier", newcomer))

    assert [(line.title, line.minutes) for line in page.context["evidence"]] == [("Wonen", 120)]
    (path,) = page.context["paths"]
    assert [(line.language, line.completed_at) for line in path.lessons] == [("Arabisch", None)]
    assert "SECRET" not in text_of(page)
    assert "3/9" not in text_of(page)


def test_the_dossier_tells_who_guided_her_and_who_looked(worker, case_worker, newcomer, colleague):
    browser_of(colleague).post(address("dossier_purpose", newcomer), ASKED)

    page = text_of(worker.get(address("dossier", newcomer)))

    assert "Jan Claes" in page
    assert "Ze belde over haar contract" in page
    assert case_worker.get_full_name() in page


def test_the_dossier_tells_what_went_to_which_system_but_not_what_of_others(worker, case_worker, newcomer):
    interop.register_receiver(
        code="kbi",
        name="Kruispuntbank",
        url="https://kbi.example/inbox",
        message_types=[MessageType.CONTRACT_SIGNED],
        fields=["signed_on"],
        legal_basis="protocol",
        by=None,
        at=NOW,
    )
    other = make_newcomer(case_worker=case_worker, first_name="Bilal")
    for somebody in (newcomer, other):
        plan = plans.get_plan_record(newcomer=somebody)
        plans.sign_contract(plan=plan, signed_on=NOW.date(), by=case_worker, at=NOW)

    told = worker.get(address("dossier", newcomer)).context["told"]

    assert [(line.what, line.receiver, line.state) for line in told] == [
        (MessageType.CONTRACT_SIGNED, "Kruispuntbank", "pending")
    ]


def test_a_name_typed_as_markup_stays_text(worker, case_worker):
    evil = make_newcomer(case_worker=case_worker, first_name="<script>alert(1)</script>", last_name='"><img>')

    for name in ("dossier", "newcomer_card", "hand_over", "handover_link"):
        page = text_of(worker.get(address(name, evil)))
        assert "<script>alert" not in page
        assert '"><img>' not in page


@pytest.mark.parametrize("number", [1, 3])
def test_a_dossier_costs_the_same_whatever_she_did(worker, newcomer, django_assert_num_queries, number):
    for _ in range(number):
        follow_completion(completion=make_completion(newcomer.pk), at=NOW)
        LessonProgress.objects.create(newcomer=newcomer, lesson_key=uuid4(), last_language="ar", last_at=NOW)
        people.record_look(user=newcomer.registered_by, newcomer=newcomer, purpose="guidance", what="dossier", at=NOW)
    worker.get(address("dossier", newcomer))

    with django_assert_num_queries(22):
        worker.get(address("dossier", newcomer))


def test_a_newcomer_is_handed_over_within_the_office_and_the_history_stays(worker, case_worker, newcomer, colleague):
    page = worker.get(address("hand_over", newcomer))
    assert [str(choice) for _value, choice in page.context["form"].fields["to"].choices] == ["Jan Claes"]

    send(worker, address("hand_over", newcomer), {"to": colleague.pk})

    assert list(people.list_caseload(user=colleague)) == [newcomer]
    assert list(people.list_caseload(user=case_worker)) == []
    assert [entry.case_worker for entry in people.list_caseload_history(newcomer=newcomer)] == [colleague, case_worker]


def test_who_was_handed_over_meanwhile_is_not_handed_over_unseen(worker, newcomer, office, colleague):
    third = StaffFactory(role=Role.CASE_WORKER, role__organisation=office, first_name="Noor", last_name="Maes")
    url = address("hand_over", newcomer)
    opened_before = read_marks(worker, url)
    administrator = browser_of(StaffFactory(role=Role.ORG_ADMIN, role__organisation=office, last_name="Baert"))
    administrator.post(address("dossier_purpose", newcomer), {"purpose": "check"})
    send(administrator, url, {"to": colleague.pk})

    worker.post(address("dossier_purpose", newcomer), {"purpose": "stand_in"})
    response = worker.post(url, opened_before | {"to": third.pk})

    assert response.status_code == 400
    assert people.get_case_worker(newcomer=newcomer) == colleague
    assert "Jan Claes begeleidt de inburgeraar nu; Els Baert heeft dat geregeld op 23 november 2026" in text_of(
        response
    )
    assert response.context["form"]["to"].value() == str(third.pk)

    worker.post(url, {"to": third.pk, "replaces": response.context["replaces"]})
    assert people.get_case_worker(newcomer=newcomer) == third


def test_two_who_hand_over_at_the_same_moment_do_not_both_win(newcomer, case_worker, colleague, office):
    third = StaffFactory(role=Role.CASE_WORKER, role__organisation=office)
    entry = people.get_caseload_entry(newcomer=newcomer)
    people.hand_over_newcomer(newcomer=newcomer, to=colleague, by=case_worker, at=NOW, replaces=entry)

    with pytest.raises(Conflict, check=lambda error: error.code == "caseload_changed"):
        people.hand_over_newcomer(newcomer=newcomer, to=third, by=case_worker, at=NOW, replaces=entry)
    assert people.get_case_worker(newcomer=newcomer) == colleague


def test_nobody_hands_over_to_another_office_to_the_desk_or_to_who_left(worker, newcomer, office, other_office):
    stranger = StaffFactory(role=Role.CASE_WORKER, role__organisation=other_office)
    desk = StaffFactory(role=Role.DESK, role__organisation=office)
    gone = StaffFactory(role=Role.CASE_WORKER, role__organisation=office, is_active=False)

    for wrong in (stranger, desk, gone):
        assert send(worker, address("hand_over", newcomer), {"to": wrong.pk}).status_code == 400
    assert newcomer.caseload_entries.count() == 1


def test_without_colleagues_the_page_says_so(worker, newcomer):
    assert "empty-state" in text_of(worker.get(address("hand_over", newcomer)))


def every_dossier_page() -> list[tuple[str, dict]]:
    plain = (
        "dossier",
        "dossier_purpose",
        "hand_over",
        "decide_components",
        "sign_contract",
        "correct_registration",
        "record_result",
        "suspend_clocks",
        "resume_clocks",
    )
    return [
        *((name, {}) for name in plain),
        ("change_status", {"code": "MO"}),
        ("correct_status", {"code": "MO"}),
        ("withdraw_suspension", {"number": 1}),
    ]
