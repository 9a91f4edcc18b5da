"""My plan: her dates, her parts, what counts, who decides; in plain words, with her case worker's numbers."""

from datetime import date

import pytest

from people.enums import Role
from plans import api as plans
from plans.enums import ComponentCode, ComponentStatus
from plans.models import Plan
from tests.factories import NOW, StaffFactory, make_newcomer
from tests.plans.factories import make_completion
from tests.signing_in import sign_in_staff

from .conftest import phone_of

pytestmark = pytest.mark.usefixtures("today", "curriculum_rows")


@pytest.fixture
def newcomer(curriculum_rows, case_worker, office):
    office.opening_hours = [[1, "09:00", "12:00"], [1, "13:00", "16:00"], [4, "09:00", "19:00"]]
    office.save()
    return make_newcomer(case_worker=case_worker, registered_on=date(2026, 11, 2))


def read(client, language="nl") -> str:
    response = client.get(f"/{language}/plan/")
    assert response.status_code == 200
    return response.content.decode()


def test_she_sees_where_she_is_and_by_when_what_must_be_decided(phone):
    text = read(phone)

    assert "2 november 2026" in text  # she registered
    assert "woensdag 2 december 2026" in text  # 30 days later
    assert "zondag 31 januari 2027" in text  # 90 days later
    assert text.count('aria-current="step"') == 1


@pytest.mark.parametrize(
    ("registered_on", "told"),
    [
        (date(2026, 11, 2), ([], ["Die dag valt in het weekend."])),  # Wednesday 2 December, Sunday 31 January
        (date(2026, 11, 20), (["Die dag valt in het weekend."], [])),  # Sunday 20 December, Thursday 18 February
        (date(2026, 10, 3), ([], ["Die dag is een feestdag in België."])),  # over already, Friday 1 January
    ],
)
def test_a_last_day_in_the_weekend_or_on_a_holiday_says_so(case_worker, registered_on, told):
    newcomer = make_newcomer(case_worker=case_worker, registered_on=registered_on)
    steps = phone_of(newcomer).get("/nl/plan/").context["steps"]
    assert tuple([line for line in step.lines if line.startswith("Die dag")] for step in steps[1:3]) == told


def test_the_dates_and_the_days_left_are_those_her_case_worker_sees(phone, newcomer):
    plan = plans.get_plan(newcomer=newcomer, on=date(2026, 11, 23))

    steps = phone.get("/nl/plan/").context["steps"]

    assert plan.clock("components_decided").days_left == 9
    assert "9" in steps[1].days_left
    assert str(plan.clock("contract_signed").days_left) in steps[2].days_left


def test_a_term_that_is_not_law_says_that_the_case_worker_confirms_it(phone):
    steps = phone.get("/nl/plan/").context["steps"]

    assert steps[1].unsure and steps[2].unsure


def test_dates_stand_in_her_language_and_dutch_names_are_marked_as_dutch(phone):
    text = read(phone, "ar")

    assert '<html lang="ar" dir="rtl"' in text
    assert "2 ديسمبر 2026" in text
    assert '<bdi lang="nl" dir="ltr">Nederlands als tweede taal (NT2)</bdi>' in text


def test_a_decided_and_signed_plan_moves_on(phone, newcomer, case_worker):
    plan = Plan.objects.get(newcomer=newcomer)
    plans.decide_components(
        plan=plan,
        decisions={
            ComponentCode.MO: ComponentStatus.PLANNED,
            ComponentCode.NT2: ComponentStatus.PLANNED,
            ComponentCode.WERK: ComponentStatus.PLANNED,
            ComponentCode.PNT: ComponentStatus.NOT_APPLICABLE,
        },
        by=case_worker,
        at=NOW,
        reasons={ComponentCode.PNT: "Zij werkt al."},
    )
    plans.sign_contract(plan=plan, signed_on=date(2026, 11, 23), by=case_worker, at=NOW)

    context = phone.get("/nl/plan/").context

    assert [step.state for step in context["steps"]] == ["done", "done", "done", "now"]
    assert {part.code: part.part.status for part in context["parts"]} == {
        "MO": ComponentStatus.PLANNED,
        "NT2": ComponentStatus.PLANNED,
        "WERK": ComponentStatus.PLANNED,
        "PNT": ComponentStatus.NOT_APPLICABLE,
    }


def test_a_passed_last_day_says_so_and_whom_to_call(case_worker):
    late = make_newcomer(case_worker=case_worker, registered_on=date(2026, 10, 1))

    steps = phone_of(late).get("/nl/plan/").context["steps"]

    assert [step.state for step in steps] == ["done", "late", "next", "next"]
    assert not steps[1].days_left


def test_a_term_that_stands_still_has_no_days_left(phone, newcomer, case_worker):
    plans.suspend_clocks(
        plan=Plan.objects.get(newcomer=newcomer),
        from_date=date(2026, 11, 20),
        until_date=None,
        reason="Zwangerschap",
        by=case_worker,
        at=NOW,
    )

    response = phone.get("/nl/plan/")

    assert [step.days_left for step in response.context["steps"]] == ["", "", "", ""]
    assert "Zwangerschap" not in response.content.decode()


def test_a_finished_module_counts_with_its_hours_but_never_reaches_the_goal(phone, newcomer):
    completion = make_completion(newcomer.pk, nominal_minutes=480)
    plans_follow(completion)

    response = phone.get("/ar/plan/")
    parts = {part.code: part for part in response.context["parts"]}

    assert "السكن" in response.content.decode()
    assert response.context["plan"].evidence_minutes == 480
    assert parts["MO"].part.evidence_minutes == 480
    assert not parts["MO"].part.status.is_finished


def test_a_title_without_translation_is_marked_as_dutch(phone, newcomer):
    plans_follow(make_completion(newcomer.pk, title={"nl": "Wonen"}))

    assert '<strong lang="nl" dir="ltr">Wonen</strong>' in read(phone, "ar")


def plans_follow(completion):
    from plans.domain.completions import follow_completion

    follow_completion(completion=completion, at=NOW)


def test_fees_are_information_with_their_source(phone):
    fees = phone.get("/nl/plan/").context["fees"]

    assert ["90" in fees[0].text, "90" in fees[1].text, "180" in fees[2].text] == [True, True, True]
    assert all(fee.source_name and fee.checked for fee in fees)


def test_in_brussels_the_trajectory_is_free_and_work_is_found_through_actiris(newcomer, phone):
    Plan.objects.filter(newcomer=newcomer).update(regime="brussels")

    response = phone.get("/nl/plan/")

    assert len(response.context["fees"]) == 1
    assert "Actiris" in response.content.decode()


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("nl", ["Gewest: Brussel.", "De regels van dit gewest gelden nu voor uw plan: Brussel."]),
        ("ar", ["الإقليم: بروكسل.", "تسري الآن على خطتك قواعد هذا الإقليم: بروكسل."]),
    ],
)
def test_a_corrected_region_stands_on_her_plan_in_words_without_a_borrowed_last_day(
    newcomer, phone, case_worker, language, said
):
    plans.correct_registration(
        plan=Plan.objects.get(newcomer=newcomer),
        registered_on=date(2026, 11, 2),
        regime="brussels",
        by=case_worker,
        at=NOW,
        reason="Woont in Molenbeek",
    )

    response = phone.get(f"/{language}/plan/")

    assert all(sentence in response.content.decode() for sentence in said)
    assert [step.state for step in response.context["steps"]] == ["done", "now", "next", "next"]
    assert not any(step.days_left for step in response.context["steps"])
    assert len(response.context["decisions"]) == 4  # the plan, the region, and two terms that run no longer
    assert "2 december 2026" not in response.content.decode()


def test_a_plan_without_terms_moves_on_all_the_same(newcomer, phone, case_worker):
    plan = Plan.objects.get(newcomer=newcomer)
    done = {"plan": plan, "by": case_worker, "at": NOW}
    plans.correct_registration(registered_on=plan.registered_on, regime="brussels", reason="Woont in Jette", **done)
    plans.decide_components(decisions=dict.fromkeys(ComponentCode, ComponentStatus.PLANNED), **done)
    plans.sign_contract(signed_on=date(2026, 11, 20), **done)

    steps = phone.get("/nl/plan/").context["steps"]

    assert [step.state for step in steps] == ["done", "done", "done", "now"]
    assert "20 november 2026" in steps[2].lines[0]


def test_without_a_plan_the_page_helps(phone, newcomer):
    Plan.objects.filter(newcomer=newcomer).delete()

    text = read(phone)

    assert "Kantoor Gent" in text and "timeline" not in text


def test_she_sees_who_guides_her_and_when_the_office_is_open(phone, case_worker):
    text = read(phone, "fr")

    assert case_worker.get_full_name() in text
    assert "lundi" in text and "09:00" in text and "16:00" in text


def test_a_guest_signs_in_first_and_staff_find_nothing_here(client, office):
    assert client.get("/ar/plan/").headers["Location"] == "/ar/sign-in/?next=/ar/plan/"

    sign_in_staff(client, StaffFactory(role=Role.CASE_WORKER, role__organisation=office))
    assert client.get("/nl/plan/").status_code == 404


def test_another_newcomers_module_never_stands_on_my_plan(phone, case_worker):
    other = make_newcomer(case_worker=case_worker, first_name="Samira")
    plans_follow(make_completion(other.pk, title={"nl": "Geheim van Samira"}))

    text = read(phone)

    assert "Geheim van Samira" not in text and "Samira" not in text


def test_she_reads_each_decision_and_its_reason_behind_a_tap(phone, newcomer, case_worker):
    plan = Plan.objects.get(newcomer=newcomer)
    plans.decide_components(
        plan=plan, decisions={"PNT": "exempt"}, reasons={"PNT": "Zij <b>werkt</b> al."}, by=case_worker, at=NOW
    )
    plans.correct_component_status(
        plan=plan, code="PNT", status="planned", by=case_worker, at=NOW, reason="Het was haar broer."
    )

    response = phone.get("/ar/plan/")
    corrected, exempted, opened = response.context["decisions"]
    text = response.content.decode()

    assert (corrected.reason, corrected.is_correction) == ("Het was haar broer.", True)
    assert (exempted.reason, exempted.is_correction, exempted.is_by_person) == ("Zij <b>werkt</b> al.", False, True)
    assert opened.reason == ""
    assert '<q lang="nl" dir="ltr">Zij &lt;b&gt;werkt&lt;/b&gt; al.</q>' in text
    assert text.index("<details") < text.index("Zij &lt;b&gt;") < text.index("</details>", text.index("Zij &lt;b&gt;"))
    assert '<details class="panel" open' not in text
    assert case_worker.last_name not in text[text.index('id="decided"') : text.index('id="who"')]


def test_why_a_term_stands_still_is_read_among_her_data_only(phone, newcomer, case_worker):
    plan = Plan.objects.get(newcomer=newcomer)
    done = {"plan": plan, "by": case_worker, "at": NOW}
    wrong = plans.suspend_clocks(
        from_date=date(2026, 11, 18),
        until_date=date(2026, 11, 19),
        reason="Zwangerschap",
        kinds=["contract_signed"],
        **done,
    )
    plans.correct_suspension(suspension_id=wrong[0].pk, reason="Zwangerschap was later", **done)
    plans.suspend_clocks(from_date=date(2026, 11, 20), reason="Zwangerschap", kinds=["contract_signed"], **done)
    plans.resume_clocks(until_date=date(2026, 11, 22), reason="Bevallen", **done)

    response = phone.get("/nl/plan/")
    lines = response.context["decisions"]

    assert [(line.is_elsewhere, line.reason) for line in lines] == [(True, "")] * 4 + [(False, "")]
    assert [line.is_correction for line in lines] == [False, False, True, False, False]
    assert all(word not in response.content.decode() for word in ("Zwangerschap", "Bevallen"))
    assert 'href="/nl/data/"' in response.content.decode()
    assert "Zwangerschap was later" in phone.get("/nl/data/").content.decode()


def test_what_the_platform_did_by_itself_is_not_laid_to_a_person(phone, newcomer, case_worker):
    plan = Plan.objects.get(newcomer=newcomer)
    plans.decide_components(plan=plan, decisions={"MO": "planned"}, by=case_worker, at=NOW)
    plans_follow(make_completion(newcomer.pk))

    lines = phone.get("/nl/plan/").context["decisions"]

    assert [line.is_by_person for line in lines] == [False, True, True]


def test_every_kind_of_decision_has_its_sentence(phone, newcomer, case_worker):
    plan = Plan.objects.get(newcomer=newcomer)
    done = {"plan": plan, "by": case_worker, "at": NOW}
    plans.correct_registration(registered_on=date(2026, 11, 1), reason="Attest", **done)
    plans.sign_contract(signed_on=date(2026, 11, 20), **done)
    plans.record_official_result(outcome="failed", test_date=date(2026, 11, 20), reference="T-1", **done)

    texts = [line.text for line in phone.get("/nl/plan/").context["decisions"]]

    assert len(texts) == 4 and all(texts)  # what only follows (two clocks counted anew, one met) is not told twice
    assert "20 november 2026" in texts[1] and "1 november 2026" in texts[2]


def test_a_corrected_day_of_the_decision_and_a_part_that_is_open_again_have_their_sentences(
    phone, newcomer, case_worker
):
    done = {"plan": Plan.objects.get(newcomer=newcomer), "by": case_worker, "at": NOW}
    plans.decide_components(decisions=dict.fromkeys(ComponentCode, ComponentStatus.PLANNED), **done)
    plans.correct_decided_date(decided_on=date(2026, 11, 19), reason="Tikfout", **done)
    plans.correct_component_status(code="WERK", status="undecided", reason="Verkeerd dossier", **done)

    texts = [line.text for line in phone.get("/nl/plan/").context["decisions"]]

    assert texts[1] == "Over de onderdelen van uw plan is beslist op 19 november 2026."
    assert texts[0].endswith("Nog niet beslist")


def test_the_plan_is_never_kept_by_a_shared_phone(phone):
    assert phone.get("/nl/plan/").headers["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("modules", [1, 3])
def test_the_number_of_queries_does_not_grow(phone, newcomer, modules, django_assert_num_queries):
    for _number in range(modules):
        plans_follow(make_completion(newcomer.pk))
    phone.get("/nl/plan/")

    # stamp of the content, user with newcomer and profile, office, case worker, plan (7), what she began and completed (2);
    # the session comes from the cache, the fees from the process
    with django_assert_num_queries(15):
        phone.get("/nl/plan/")
