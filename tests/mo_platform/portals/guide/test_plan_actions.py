from datetime import date

import pytest

from curriculum.models import DatedRule
from people.enums import Role
from plans import api as plans
from plans.enums import ClockState, ComponentStatus
from plans.models import OutboxMessage
from tests.factories import NOW, make_newcomer

from .conftest import address, browser_of, read_marks, send, staff_in, text_of

ALL_PLANNED = {f"status_{code}": "planned" for code in ("MO", "NT2", "WERK", "PNT")} | {"decided_on": "2026-11-23"}


def plan_of(newcomer):
    return plans.get_plan(newcomer=newcomer, on=NOW.date())


@pytest.fixture
def decided(worker, newcomer):
    """A newcomer whose four parts are planned."""
    send(worker, address("decide_components", newcomer), ALL_PLANNED)
    return newcomer


@pytest.fixture
def suspended(worker, newcomer):
    send(worker, address("suspend_clocks", newcomer), SUSPENSION)
    return newcomer


SUSPENSION = {
    "kinds": ["components_decided", "contract_signed"],
    "from_date": "2026-11-16",
    "until_date": "",
    "cause": "medical",
    "reference": "ATT-1",
}


def test_deciding_all_parts_meets_the_term_of_thirty_days(worker, newcomer):
    form = ALL_PLANNED | {"status_WERK": "exempt", "reason_WERK": "Werkt al", "status_PNT": "not_applicable"}
    form["reason_PNT"] = "Studeert"

    response = send(worker, address("decide_components", newcomer), form, follow=True)

    plan = plan_of(newcomer)
    assert response.redirect_chain == [(address("dossier", newcomer), 302)]
    assert [str(component.status) for component in plan.components] == [
        "planned",
        "planned",
        "exempt",
        "not_applicable",
    ]
    assert plan.clock("components_decided").state == ClockState.MET
    assert "Werkt al" in text_of(response)


def test_some_parts_may_be_decided_later(worker, newcomer):
    send(worker, address("decide_components", newcomer), {"status_MO": "planned", "decided_on": "2026-11-23"})

    assert plan_of(newcomer).component("MO").status == ComponentStatus.PLANNED
    assert plan_of(newcomer).component("NT2").status == ComponentStatus.UNDECIDED
    told = text_of(worker.get(address("dossier", newcomer)))
    assert "Nog niet beslist: NT2, WERK, PNT. De termijn “onderdelen beslist” loopt door tot 2 december 2026." in told
    again = worker.get(address("decide_components", newcomer))
    assert "status_MO" not in again.context["form"].fields


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"decided_on": "2026-11-23"}, "__all__"),
        ({"status_MO": "exempt", "decided_on": "2026-11-23"}, "reason_MO"),
        ({"status_MO": "goal_reached", "decided_on": "2026-11-23"}, "status_MO"),
        ({"status_MO": "planned", "decided_on": "2026-11-01"}, "decided_on"),
        ({"status_MO": "planned", "decided_on": "2026-11-24"}, "decided_on"),
        ({"status_MO": "planned", "decided_on": ""}, "decided_on"),
    ],
)
def test_a_decision_that_cannot_stand_is_explained_and_nothing_changes(worker, newcomer, typed, field):
    response = send(worker, address("decide_components", newcomer), typed)

    assert response.status_code == 400
    assert field in response.context["form"].errors
    assert not any(component.status.is_decided for component in plan_of(newcomer).components)


def test_all_that_is_wrong_is_said_at_once(worker, newcomer):
    response = send(
        worker,
        address("decide_components", newcomer),
        {"status_MO": "exempt", "status_NT2": "not_applicable", "decided_on": "2026-11-24"},
    )

    assert set(response.context["form"].errors) == {"reason_MO", "reason_NT2", "decided_on"}
    reason = text_of(response).partition('<label for="id_reason_MO">')[2].partition("</label>")[0]
    assert "niet verplicht" not in reason and "mag leeg" not in reason


def test_a_status_moves_on_and_mo_never_reaches_its_goal_by_hand(worker, decided):
    send(worker, address("change_status", decided, code="NT2"), {"status": "running", "decided_on": "2026-11-23"})
    page = worker.get(address("change_status", decided, code="MO"))
    forced = send(
        worker,
        address("change_status", decided, code="MO"),
        {"status": "goal_reached", "reference": "X", "decided_on": "2026-11-23"},
    )

    assert plan_of(decided).component("NT2").status == ComponentStatus.RUNNING
    assert "goal_reached" not in dict(page.context["form"].fields["status"].choices)
    assert forced.status_code == 400
    assert plan_of(decided).component("MO").status == ComponentStatus.PLANNED


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"status": "exempt"}, "reason"),
        ({"status": "goal_reached"}, "reference"),
        ({"status": ""}, "status"),
        ({"status": "running", "decided_on": ""}, "decided_on"),
        ({"status": "running", "decided_on": "2026-11-24"}, "decided_on"),
        ({"status": "running", "decided_on": "2026-11-01"}, "decided_on"),
    ],
)
def test_what_a_status_needs_is_asked_at_its_line(worker, decided, typed, field):
    response = send(worker, address("change_status", decided, code="NT2"), {"decided_on": "2026-11-23"} | typed)

    assert response.status_code == 400
    assert set(response.context["form"].errors) == {field}
    assert plan_of(decided).component("NT2").status == ComponentStatus.PLANNED


def test_a_mistake_is_corrected_with_a_reason_and_stays_readable(worker, decided):
    send(
        worker,
        address("change_status", decided, code="WERK"),
        {"status": "exempt", "reason": "Werkt al", "decided_on": "2026-11-23"},
    )

    refused = send(
        worker,
        address("correct_status", decided, code="WERK"),
        {"status": "planned", "reason": " ", "decided_on": "2026-11-23"},
    )
    send(
        worker,
        address("correct_status", decided, code="WERK"),
        {"status": "planned", "reason": "Verkeerde persoon", "decided_on": "2026-11-23"},
    )

    assert refused.status_code == 400
    assert plan_of(decided).component("WERK").status == ComponentStatus.PLANNED
    page = text_of(worker.get(address("dossier", decided)))
    assert "Werkt al" in page
    assert "Verkeerde persoon" in page


def test_a_part_changes_from_the_day_that_is_typed(worker, decided):
    form = worker.get(address("change_status", decided, code="NT2")).context["form"]
    assert str(form["decided_on"].value()) == "2026-11-23"

    send(worker, address("change_status", decided, code="NT2"), {"status": "running", "decided_on": "2026-11-16"})

    assert plan_of(decided).component("NT2").since == date(2026, 11, 16)
    page = text_of(worker.get(address("dossier", decided)))
    assert "gepland → lopend, beslist op 16 nov 2026" in page
    told = OutboxMessage.objects.order_by("sequence").last()
    assert told.data["decided_on"] == "2026-11-16"


def test_a_part_that_was_not_decided_at_all_is_open_again_and_its_term_runs(worker, decided):
    url = address("correct_status", decided, code="WERK")
    typed = {"status": "undecided", "decided_on": "2026-11-23", "reason": "Verkeerd dossier"}
    assert plan_of(decided).clock("components_decided").state == ClockState.MET

    send(worker, url, typed)

    assert plan_of(decided).component("WERK").status == ComponentStatus.UNDECIDED
    assert plan_of(decided).clock("components_decided").state == ClockState.RUNNING
    assert "onderdelen beslist</strong>: 23 nov 2026 → niet meer gebeurd" in text_of(
        worker.get(address("dossier", decided))
    )
    assert "status_WERK" in worker.get(address("decide_components", decided)).context["form"].fields
    send(worker, address("decide_components", decided), {"status_WERK": "planned", "decided_on": "2026-11-20"})
    assert plan_of(decided).clock("components_decided").met_on == date(2026, 11, 20)


def test_only_the_day_of_a_part_may_be_what_was_wrong(worker, decided):
    url = address("correct_status", decided, code="NT2")
    same = {"status": "planned", "decided_on": "2026-11-23", "reason": "Tikfout"}

    assert set(send(worker, url, same).context["form"].errors) == {"status"}
    send(worker, url, same | {"decided_on": "2026-11-19"})

    assert plan_of(decided).component("NT2").since == date(2026, 11, 19)


def test_the_day_on_which_the_parts_were_decided_is_corrected_with_a_reason(worker, newcomer):
    url = address("correct_decided", newcomer)
    assert worker.get(url).headers["Location"] == address("dossier", newcomer)  # nothing is decided yet
    send(worker, address("decide_components", newcomer), ALL_PLANNED)
    assert url in text_of(worker.get(address("dossier", newcomer)))

    for wrong in ("2026-11-24", "2026-11-01", "2026-11-23"):
        assert send(worker, url, {"decided_on": wrong, "reason": "Tikfout"}).status_code == 400
    assert send(worker, url, {"decided_on": "2026-11-19", "reason": " "}).status_code == 400
    send(worker, url, {"decided_on": "2026-11-19", "reason": "Tikfout"})

    assert plan_of(newcomer).clock("components_decided").met_on == date(2026, 11, 19)
    (latest, *_earlier) = plan_of(newcomer).history
    assert (latest.what, latest.from_value, latest.to_value, latest.is_correction) == (
        "decided",
        "2026-11-23",
        "2026-11-19",
        True,
    )


def test_the_contract_is_signed_once_and_its_day_corrected_with_a_reason(worker, newcomer):
    url = address("sign_contract", newcomer)
    send(worker, url, {"signed_on": "2026-11-20", "reference": "C-77"})
    assert plan_of(newcomer).contract_signed_on == date(2026, 11, 20)

    assert send(worker, url, {"signed_on": "2026-11-19"}).status_code == 400
    send(worker, url, {"signed_on": "2026-11-19", "reason": "Tikfout"})

    assert plan_of(newcomer).contract_signed_on == date(2026, 11, 19)
    assert plan_of(newcomer).clock("contract_signed").state == ClockState.MET


@pytest.mark.parametrize("signed_on", ["2026-11-01", "2026-11-24", "soon", ""])
def test_a_contract_is_signed_between_registration_and_today(worker, newcomer, signed_on):
    response = send(worker, address("sign_contract", newcomer), {"signed_on": signed_on})

    assert response.status_code == 400
    assert plan_of(newcomer).contract_signed_on is None


def test_terms_stand_still_and_run_again_and_their_end_moves_along(worker, suspended):
    assert {clock.state for clock in plan_of(suspended).clocks} == {ClockState.SUSPENDED}
    assert "om medische redenen" in text_of(worker.get(address("dossier", suspended)))

    send(
        worker,
        address("resume_clocks", suspended),
        {"kinds": ["components_decided", "contract_signed"], "until_date": "2026-11-23"},
    )

    assert {clock.state for clock in plan_of(suspended).clocks} == {ClockState.RUNNING}
    assert plan_of(suspended).clock("components_decided").due_date == date(2026, 12, 9)


def test_a_suspension_by_mistake_is_withdrawn(worker, suspended):
    number = plan_of(suspended).clock("contract_signed").suspensions[0].id
    url = address("withdraw_suspension", suspended, number=number)
    asked = text_of(worker.get(url))
    assert "“contract ondertekend”, opgeschort vanaf 16 november 2026, nog zonder einde (om medische redenen)." in asked
    assert "Trek ze ook in voor “onderdelen beslist”" in asked

    send(worker, url, {"reason": "Andere persoon"})

    assert plan_of(suspended).clock("contract_signed").state == ClockState.RUNNING
    assert plan_of(suspended).clock("components_decided").state == ClockState.SUSPENDED


def test_what_was_suspended_together_is_withdrawn_together_when_asked(worker, suspended):
    names = text_of(worker.get(address("dossier", suspended)))
    assert names.count("Opschorting van “onderdelen beslist” intrekken") == 1
    assert names.count("Opschorting van “contract ondertekend” intrekken") == 1
    number = plan_of(suspended).clock("contract_signed").suspensions[0].id
    url = address("withdraw_suspension", suspended, number=number)

    send(worker, url, {"reason": "Andere persoon", "with_twins": "on"})

    assert {clock.state for clock in plan_of(suspended).clocks} == {ClockState.RUNNING}
    lines = [row for row in plan_of(suspended).history if row.reason == "Andere persoon"]
    assert {(row.subject, row.is_correction) for row in lines} == {
        ("components_decided", True),
        ("contract_signed", True),
    }


def test_a_suspension_made_alone_offers_no_other(worker, newcomer):
    send(worker, address("suspend_clocks", newcomer), SUSPENSION | {"kinds": ["contract_signed"]})
    number = plan_of(newcomer).clock("contract_signed").suspensions[0].id

    assert "with_twins" not in text_of(worker.get(address("withdraw_suspension", newcomer, number=number)))


def test_nobody_withdraws_a_suspension_of_somebody_else(worker, suspended, case_worker):
    other = make_newcomer(case_worker=case_worker, first_name="Bilal")
    number = plan_of(suspended).clock("contract_signed").suspensions[0].id

    send(worker, address("withdraw_suspension", other, number=number), {"reason": "Andere persoon"})

    assert plan_of(suspended).clock("contract_signed").state == ClockState.SUSPENDED


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"cause": ""}, "cause"),
        ({"cause": "ziekenhuis"}, "cause"),
        ({"cause": "other"}, "note"),
        ({"from_date": "2026-11-01"}, "from_date"),
        ({"until_date": "2026-11-16"}, "until_date"),
        ({"kinds": []}, "kinds"),
        ({"kinds": ["forever"]}, "kinds"),
    ],
)
def test_a_suspension_that_cannot_stand_is_explained_at_its_line(worker, newcomer, typed, field):
    response = send(worker, address("suspend_clocks", newcomer), SUSPENSION | typed)

    assert response.status_code == 400
    assert set(response.context["form"].errors) == {field}
    assert {clock.state for clock in plan_of(newcomer).clocks} == {ClockState.RUNNING}


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ({"cause": "medical"}, "om medische redenen"),
        ({"cause": "family", "note": "tot de verhuizing"}, "om familiale redenen: tot de verhuizing"),
        ({"cause": "other", "note": "Brand in de woning"}, "Brand in de woning"),
    ],
)
def test_the_cause_of_a_suspension_is_chosen_and_a_short_explanation_may_follow(worker, newcomer, typed, reason):
    page = text_of(worker.get(address("suspend_clocks", newcomer)))
    assert "<textarea" not in page

    send(worker, address("suspend_clocks", newcomer), SUSPENSION | typed)

    assert [clock.suspensions[0].reason for clock in plan_of(newcomer).clocks] == [reason, reason]


def test_two_suspensions_do_not_share_a_day(worker, suspended):
    response = send(worker, address("suspend_clocks", suspended), SUSPENSION | {"from_date": "2026-11-20"})

    assert response.status_code == 400
    assert "from_date" in response.context["form"].errors


def test_the_day_of_registration_is_corrected_and_both_terms_move(worker, newcomer):
    send(
        worker,
        address("correct_registration", newcomer),
        {"registered_on": "2026-11-05", "regime": "flanders", "reason": "Aanmelding was later"},
    )

    assert plan_of(newcomer).clock("components_decided").due_date == date(2026, 12, 5)
    assert plan_of(newcomer).clock("contract_signed").due_date == date(2027, 2, 3)


def test_an_old_day_of_registration_is_asked_again_and_one_before_birth_refused(worker, case_worker):
    newcomer = make_newcomer(case_worker=case_worker, birth_date=date(1994, 5, 17))
    url = address("correct_registration", newcomer)
    typed = {"regime": "flanders", "reason": "Zij was al aangemeld"}

    before_birth = send(worker, url, typed | {"registered_on": "1993-01-01", "is_day_right": "on"})
    assert set(before_birth.context["form"].errors) == {"registered_on"}
    asked = send(worker, url, typed | {"registered_on": "2021-06-01"})
    assert "is meer dan twee jaar geleden" in text_of(asked) and 'name="is_day_right"' in text_of(asked)
    assert plan_of(newcomer).registered_on == date(2026, 11, 2)

    send(worker, url, typed | {"registered_on": "2021-06-01", "is_day_right": "on"})
    assert (plan_of(newcomer).registered_on, plan_of(newcomer).clocks) == (date(2021, 6, 1), ())


TO_BRUSSELS = {"registered_on": "2026-11-02", "regime": "brussels", "reason": "Zij woont in Molenbeek"}


def test_a_wrong_region_is_corrected_and_the_dossier_says_what_holds_now(worker, suspended):
    form = worker.get(address("correct_registration", suspended)).context["form"]
    assert form["regime"].value() == "flanders"

    response = send(worker, address("correct_registration", suspended), TO_BRUSSELS, follow=True)

    plan, text = plan_of(suspended), text_of(response)
    assert (plan.regime, plan.clocks, len(plan.missing_clocks)) == ("brussels", (), 2)
    assert "Gewest: Brussel. De regels van dit gewest gelden voor dit plan." in text
    assert "Vlaanderen → Brussel" in text
    assert text.count("Termijn loopt niet meer: ") == 2
    assert text.count("Zij woont in Molenbeek") == 3  # at the region, and at each term that runs no longer
    assert "om medische redenen" in text  # why a term stood still stays in the history
    suspended.refresh_from_db()
    assert suspended.profile.region == "brussels"


def test_the_caseload_counts_no_term_that_runs_no_longer(worker, suspended):
    send(worker, address("correct_registration", suspended), TO_BRUSSELS)

    for state in ("late", "soon", "suspended", "ok", "met"):
        assert str(suspended) not in text_of(worker.get(f"/guide/caseload/?clock={state}")).partition("<table")[2]
    assert str(suspended) in text_of(worker.get("/guide/caseload/"))


@pytest.mark.parametrize(
    ("typed", "field"),
    [({"regime": "belgium"}, "regime"), ({"regime": ""}, "regime"), ({"reason": " "}, "reason")],
)
def test_a_region_that_cannot_stand_is_explained_at_its_line_and_nothing_changes(worker, newcomer, typed, field):
    response = send(worker, address("correct_registration", newcomer), TO_BRUSSELS | typed)

    assert response.status_code == 400
    assert set(response.context["form"].errors) == {field}
    assert (plan_of(newcomer).regime, len(plan_of(newcomer).clocks)) == ("flanders", 2)


def sent_by(form) -> dict:
    """What a browser sends of a form that is shown: every field with what stands in it."""
    return {field.html_name: str(field.value() or "") for field in form}


def traces_of(newcomer) -> tuple:
    plan = plan_of(newcomer)
    messages = OutboxMessage.objects.count()
    return plan.registered_on, plan.regime, [clock.due_date for clock in plan.clocks], len(plan.history), messages


@pytest.fixture
def other(colleague, newcomer):
    """The browser of a colleague who has opened the dossier."""
    browser = browser_of(colleague)
    browser.post(address("dossier_purpose", newcomer), {"purpose": "stand_in"})
    return browser


def test_a_form_opened_before_a_colleague_corrected_takes_nothing_back(worker, newcomer, other):
    url = address("correct_registration", newcomer)
    form = worker.get(url).context["form"]
    stale = sent_by(form) | read_marks(worker, url)
    send(other, url, sent_by(form) | {"regime": "brussels", "reason": "Woont in Jette"})
    stood = traces_of(newcomer)
    assert stood[1] == "brussels"

    response = worker.post(url, stale | {"registered_on": "2026-11-05", "reason": "Aanmelding was later"})

    text = text_of(response)
    assert response.status_code == 400
    assert traces_of(newcomer) == stood
    assert "Een collega heeft dit intussen gewijzigd" in text
    assert "gewest waarvan de regels gelden: Vlaanderen → Brussel (Jan Claes, 23 nov 2026 10:00)" in text
    assert sent_by(response.context["form"]) == {
        "registered_on": "2026-11-02",
        "regime": "brussels",
        "reason": "Aanmelding was later",
    }

    shown = sent_by(response.context["form"]) | {"seen": response.context["seen"]}  # now she has read it
    worker.post(url, shown | {"registered_on": "2026-11-05"})
    assert traces_of(newcomer)[:2] == (date(2026, 11, 5), "brussels")


def test_a_part_moved_in_one_window_is_not_moved_unseen_in_another(worker, decided):
    url = address("change_status", decided, code="NT2")
    opened_before = read_marks(worker, url)
    send(worker, url, {"status": "running", "decided_on": "2026-11-23"})

    response = worker.post(
        url, opened_before | {"status": "exempt", "reason": "Heeft een attest", "decided_on": "2026-11-23"}
    )

    text = text_of(response)
    assert response.status_code == 400
    assert plan_of(decided).component("NT2").status == ComponentStatus.RUNNING
    assert "status van een onderdeel: NT2: gepland → lopend" in text
    assert "Els Peeters" in text
    assert sent_by(response.context["form"]) == {
        "status": "exempt",
        "decided_on": "2026-11-23",
        "reason": "Heeft een attest",
        "reference": "",
    }
    assert list(response.context["form"].errors) == ["__all__"]

    worker.post(
        url,
        {
            "seen": response.context["seen"],
            "status": "exempt",
            "reason": "Heeft een attest",
            "decided_on": "2026-11-23",
        },
    )
    assert plan_of(decided).component("NT2").status == ComponentStatus.EXEMPT


#: A page of each decision, what is typed there, and what a colleague decides meanwhile.
STALE = [
    (
        "change_status",
        "NT2",
        {"status": "exempt", "reason": "Attest", "decided_on": "2026-11-23"},
        ("change_status", "NT2", {"status": "running", "decided_on": "2026-11-23"}),
    ),
    (
        "correct_status",
        "NT2",
        {"status": "exempt", "reason": "Attest", "decided_on": "2026-11-23"},
        ("change_status", "NT2", {"status": "running", "decided_on": "2026-11-23"}),
    ),
    (
        "sign_contract",
        "",
        {"signed_on": "2026-11-20"},
        ("sign_contract", "", {"signed_on": "2026-11-19", "reference": "C-1"}),
    ),
    (
        "suspend_clocks",
        "",
        {"kinds": ["contract_signed"], "from_date": "2026-11-23", "cause": "medical"},
        (
            "suspend_clocks",
            "",
            {"kinds": ["contract_signed"], "from_date": "2026-11-16", "until_date": "2026-11-18", "cause": "abroad"},
        ),
    ),
    (
        "record_result",
        "",
        {"outcome": "failed", "test_date": "2026-11-20", "reference": "MO-1"},
        ("record_result", "", {"outcome": "failed", "test_date": "2026-11-19", "reference": "MO-2"}),
    ),
]


@pytest.mark.parametrize(("name", "code", "typed", "meanwhile"), STALE)
def test_no_decision_stands_on_a_page_that_is_no_longer_true(worker, decided, other, name, code, typed, meanwhile):
    kwargs = {"code": code} if code else {}
    url, theirs = address(name, decided, **kwargs), address(meanwhile[0], decided, **kwargs)
    opened_before = read_marks(worker, url)
    assert send(other, theirs, meanwhile[2]).status_code == 302
    stood = traces_of(decided)

    response = worker.post(url, opened_before | typed)

    assert response.status_code == 400
    assert "Jan Claes" in response.context["form"].non_field_errors()[0]
    assert traces_of(decided) == stood
    again = worker.post(url, typed | {"seen": response.context["seen"], "reason": "Nog altijd"})
    assert again.status_code == 302, again.context["form"].errors


def test_parts_that_a_colleague_decided_meanwhile_are_named_and_the_rest_can_still_be_decided(worker, newcomer, other):
    url = address("decide_components", newcomer)
    opened_before = read_marks(worker, url)
    send(other, url, {"status_MO": "planned", "decided_on": "2026-11-20"})

    response = worker.post(url, opened_before | ALL_PLANNED)
    assert "status van een onderdeel: MO: nog niet beslist → gepland" in text_of(response)
    assert not plan_of(newcomer).component("NT2").status.is_decided

    worker.post(url, ALL_PLANNED | {"seen": response.context["seen"]})
    assert all(component.status.is_decided for component in plan_of(newcomer).components)


def test_a_suspension_that_a_colleague_withdrew_is_not_withdrawn_again_and_the_page_says_who_did(
    worker, suspended, other
):
    number = plan_of(suspended).clock("contract_signed").suspensions[0].id
    url = address("withdraw_suspension", suspended, number=number)
    opened_before = read_marks(worker, url)
    send(other, url, {"reason": "Andere persoon"})
    stood = traces_of(suspended)

    response = worker.post(url, opened_before | {"reason": "Vergissing"}, follow=True)

    assert "Dat kan niet meer." in text_of(response)
    assert "Jan Claes" in text_of(response)
    assert traces_of(suspended) == stood


@pytest.mark.parametrize("seen", [{}, {"seen": ""}, {"seen": "gisteren"}, {"seen": "9" * 5000}])
def test_a_form_that_does_not_say_what_was_read_is_refused_in_words_and_nothing_changes(worker, newcomer, seen):
    stood = traces_of(newcomer)

    response = worker.post(address("correct_registration", newcomer), TO_BRUSSELS | seen)

    form = response.context["form"]
    assert response.status_code == 400
    assert set(form.errors) == {"__all__"}
    assert "kwam niet volledig aan" in text_of(response)
    assert traces_of(newcomer) == stood
    assert sent_by(form) == {
        "registered_on": "2026-11-02",
        "regime": "flanders",
        "reason": TO_BRUSSELS["reason"],
    }


@pytest.mark.parametrize("name", ["decide_components", "sign_contract", "suspend_clocks", "correct_registration"])
def test_no_go_back_leads_to_the_dossier_and_sends_nothing(worker, newcomer, name):
    page = text_of(worker.get(address(name, newcomer)))

    assert f'<a class="button button-secondary" href="{address("dossier", newcomer)}"><span>Nee, ga terug' in page
    assert page.partition("<main")[2].count('type="submit"') == 1


def test_a_slip_does_not_make_a_stale_form_fresh(worker, newcomer):
    url = address("correct_registration", newcomer)
    opened_before = read_marks(worker, url)
    send(worker, url, TO_BRUSSELS)

    slip = worker.post(url, opened_before | {"registered_on": "2026-11-05", "regime": "flanders", "reason": " "})

    assert slip.status_code == 400
    assert list(slip.context["form"].errors) == ["__all__"]
    assert slip.context["form"]["regime"].value() == "brussels"


def test_who_decides_nothing_about_her_corrects_no_region(newcomer, office, other_office):
    url = address("correct_registration", newcomer)

    for browser in (
        staff_in(office, Role.ORG_ADMIN),
        staff_in(office, Role.DESK),
        staff_in(other_office, Role.CASE_WORKER),
    ):
        assert browser.post(url, TO_BRUSSELS).status_code == 404
    assert plan_of(newcomer).regime == "flanders"


def test_only_the_official_result_brings_mo_to_its_goal(worker, decided):
    send(
        worker, address("record_result", decided), {"outcome": "passed", "test_date": "2026-11-21", "reference": "MO-9"}
    )

    assert plan_of(decided).component("MO").status == ComponentStatus.GOAL_REACHED
    again = send(
        worker, address("record_result", decided), {"outcome": "passed", "test_date": "2026-11-21", "reference": "MO-9"}
    )
    assert again.status_code == 400


RESULT = {"outcome": "passed", "test_date": "2026-11-21", "reference": "MO-9"}


@pytest.fixture
def passed(worker, decided):
    """A newcomer whose official result says that she passed."""
    send(worker, address("record_result", decided), RESULT)
    return decided


def correction_of(newcomer, number=0):
    return address("correct_result", newcomer, number=plan_of(newcomer).results[number].id)


def test_a_wrong_result_is_corrected_with_a_reason_and_both_stay_readable(worker, passed):
    page = worker.get(address("dossier", passed))
    assert correction_of(passed) in text_of(page)
    form = worker.get(correction_of(passed)).context["form"]
    assert [str(form[name].value()) for name in RESULT] == list(RESULT.values())

    response = send(
        worker, correction_of(passed), RESULT | {"outcome": "failed", "reason": "Twee mensen met een naam"}, follow=True
    )

    plan = plan_of(passed)
    assert [(row.outcome, row.is_corrected, row.corrects_id) for row in plan.results] == [
        ("passed", True, None),
        ("failed", False, plan.results[0].id),
    ]
    assert plan.component("MO").status == ComponentStatus.RUNNING
    assert [(row.what, row.to_value, row.is_correction) for row in plan.history[:2]] == [
        ("status", "running", True),
        ("official_result", "failed", True),
    ]
    text = text_of(response)
    assert text.count("Twee mensen met een naam") == 3  # at the result, and in the two lines of the history
    assert address("correct_result", passed, number=plan.results[0].id) not in text
    assert address("correct_result", passed, number=plan.results[1].id) in text


def test_other_systems_hear_the_correction_after_the_mistake_and_then_the_status(worker, passed):
    before = OutboxMessage.objects.count()
    send(worker, correction_of(passed), RESULT | {"outcome": "failed", "reason": "Verkeerde persoon"})

    told = list(OutboxMessage.objects.order_by("sequence"))[before:]
    assert [(message.type.split(".")[-2], message.data["is_correction"]) for message in told] == [
        ("official_result_recorded", True),
        ("component_status_changed", True),
    ]
    assert (told[0].data["outcome"], told[1].data["from"], told[1].data["to"]) == ("failed", "goal_reached", "running")
    mistake = OutboxMessage.objects.get(type=told[0].type, data__is_correction=False)
    assert mistake.scope == told[0].scope
    assert mistake.sequence < told[0].sequence


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"outcome": "failed", "reason": " "}, "reason"),
        ({"reason": "Niets veranderd"}, "__all__"),
        ({"test_date": "2026-11-24", "reason": "Morgen"}, "test_date"),
        ({"reference": "", "reason": "Zonder"}, "reference"),
        ({"reference": "MO-8", "reason": "Van een andere toets"}, "reference"),
    ],
)
def test_a_correction_that_cannot_stand_is_explained_and_nothing_changes(worker, passed, typed, field):
    send(worker, address("record_result", passed), RESULT | {"reference": "MO-8", "test_date": "2026-11-20"})

    response = send(worker, correction_of(passed), RESULT | typed)

    assert response.status_code == 400
    assert set(response.context["form"].errors) == {field}
    assert not any(row.is_corrected for row in plan_of(passed).results)
    assert plan_of(passed).component("MO").status == ComponentStatus.GOAL_REACHED


def test_a_result_is_corrected_once_and_only_through_its_own_plan(worker, passed, case_worker, other_office):
    url = correction_of(passed)
    other = make_newcomer(case_worker=case_worker, first_name="Sara")
    number = plan_of(passed).results[0].id
    assert worker.get(address("correct_result", other, number=number)).status_code == 404
    assert staff_in(other_office, Role.CASE_WORKER).post(url, RESULT | {"reason": "x"}).status_code == 404
    assert staff_in(passed.organisation, Role.ORG_ADMIN).post(url, RESULT | {"reason": "x"}).status_code == 404
    assert len(plan_of(passed).results) == 1

    send(worker, url, RESULT | {"outcome": "failed", "reason": "Verkeerde persoon"})
    again = send(worker, url, RESULT | {"outcome": "failed", "reason": "Nog eens"}, follow=True)

    assert "notice-info" in text_of(again)
    assert len(plan_of(passed).results) == 2


def test_what_a_colleague_did_meanwhile_is_said_instead_of_done_twice(worker, decided):
    late = send(worker, address("decide_components", decided), ALL_PLANNED, follow=True)

    assert late.redirect_chain == [(address("dossier", decided), 302)]
    assert "notice-info" in text_of(late)
    assert worker.get(address("change_status", decided, code="XX")).status_code == 404


def test_a_colleague_of_the_office_decides_after_saying_why_she_looks(decided, colleague):
    browser = browser_of(colleague)
    browser.post(address("dossier_purpose", decided), {"purpose": "stand_in"})

    send(browser, address("change_status", decided, code="NT2"), {"status": "running", "decided_on": "2026-11-23"})

    (latest, *_earlier) = plan_of(decided).history
    assert (latest.subject, latest.to_value, latest.decided_by) == ("NT2", "running", "Jan Claes")


def test_the_contract_page_names_the_term_that_was_frozen_in_this_plan(worker, newcomer, case_worker):
    rule = DatedRule.objects.get(code="contract_signed")
    rule.value = rule.value | {"days": 45}
    rule.save()
    later = make_newcomer(case_worker=case_worker, registered_on=date(2026, 11, 2))

    assert "De termijn van 90 dagen eindigt daarmee (beleidstekst, nog niet gecontroleerd)." in text_of(
        worker.get(address("sign_contract", newcomer))
    )
    assert "De termijn van 45 dagen eindigt daarmee" in text_of(worker.get(address("sign_contract", later)))


def test_the_contract_page_invents_no_term_where_no_rule_was_known(worker, case_worker):
    DatedRule.objects.get(code="contract_signed").delete()
    unruled = make_newcomer(case_worker=case_worker, registered_on=date(2026, 11, 2))

    assert "Voor deze termijn is geen regel bekend, dus er eindigt geen termijn mee." in text_of(
        worker.get(address("sign_contract", unruled))
    )
