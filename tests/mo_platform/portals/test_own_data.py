"""All her data, to read and to take along; and one function that erases her, after which nothing names her."""

import json
import re
from datetime import date, timedelta
from io import StringIO

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import models
from django.test import Client

from core.append_only import AppendOnlyError
from core.errors import DomainError, NotAllowed
from interop import api as interop
from interop.models import Delivery
from people import api as people
from people.domain.devices import enrol_device
from people.domain.links import create_handover_link
from people.domain.own_data import hash_person
from people.enums import LookPurpose, Role
from people.models import Erasure, Look, Newcomer, User
from plans import api as plans
from tests.factories import NOW, StaffFactory, make_newcomer
from tests.signing_in import sign_in_as_newcomer, sign_in_staff

from .conftest import answer, post_event

pytestmark = pytest.mark.usefixtures("today", "curriculum_rows")


@pytest.fixture
def amal(curriculum_rows, course, case_worker):
    return fill(make_newcomer(case_worker=case_worker, birth_date=date(1990, 5, 17), email="amal@example.org"), course)


@pytest.fixture
def samira(curriculum_rows, course, case_worker):
    return fill(make_newcomer(case_worker=case_worker, first_name="Samira", last_name="Nouri"), course)


def fill(newcomer, course):
    """She studied, something was decided, somebody looked, another system was told: a row of every kind."""
    name, by = newcomer.first_name, newcomer.registered_by
    receiver, _secret = interop.register_receiver(
        code=f"system-{name.lower()}",
        name=f"Register {name}",
        url="http://127.0.0.1:9/",
        message_types=["be.mo-platform.plan.clock_changed.v1"],
        fields=["due_date"],
        legal_basis="Protocol 12",
        organisation=newcomer.organisation,
        by=None,
        at=NOW,
    )
    phone = sign_in_as_newcomer(Client(), newcomer)
    answer(phone, course.contract, "vraag-1")
    answer(phone, course.contract, "vraag-2", language="nl", is_right=False)
    answer(phone, course.deposit, "vraag-3", language="nl")
    post_event(phone, course.deposit, "lesson.finished", "nl")
    people.issue_card(newcomer=newcomer, by=by, at=NOW)
    people.set_pin(newcomer=newcomer, pictures=["key", "cup", "tree"], at=NOW)
    enrol_device(newcomer=newcomer, label=f"Telefoon van {name}", is_own=True, at=NOW)
    create_handover_link(newcomer=newcomer, by=by, at=NOW)
    newcomer.privacy_notices.create(version="1", language="ar", at=NOW)
    people.record_look(
        user=by, newcomer=newcomer, purpose=LookPurpose.CHECK, what="dossier", at=NOW, explanation=f"Over {name}"
    )
    newcomer.detail_changes.create(changes={"phone": ["", f"0470 {name}"]}, reason=f"{name} belde", by=by, at=NOW)
    plan = plans.get_plan_record(newcomer=newcomer)
    plans.decide_components(plan=plan, decisions={"PNT": "exempt"}, reasons={"PNT": f"{name} werkt al."}, by=by, at=NOW)
    plans.suspend_clocks(plan=plan, from_date=date(2026, 11, 20), reason=f"{name} is ziek", by=by, at=NOW)
    plans.record_official_result(
        plan=plan, outcome="failed", test_date=date(2026, 11, 20), reference=f"T-{name}", by=by, at=NOW
    )
    newcomer.pending_plan_updates.create(completion_id=f"c-{name}", facts={}, error="", created_at=NOW, next_try_at=NOW)
    Delivery.objects.filter(plan=plan, receiver=receiver).update(state="delivered", delivered_at=NOW)
    return newcomer


def read(newcomer, language="nl") -> str:
    response = sign_in_as_newcomer(Client(), newcomer).get(f"/{language}/data/")
    assert response.status_code == 200
    return response.content.decode()


def take(newcomer) -> dict:
    response = sign_in_as_newcomer(Client(), newcomer).get("/nl/data/file/")
    assert response.headers["Content-Disposition"] == 'attachment; filename="2026-11-23-data.json"'
    assert response.headers["Cache-Control"] == "private, no-store"
    return json.loads(response.content)


def rows_of(data: dict) -> dict[str, list]:
    return {section["name"]: section["rows"] for section in data["sections"]}


def names_of(text: str) -> list[str]:
    return re.findall(r'data-section="([\w.]+)"', text)


ALL_KINDS = {
    "mo_people.newcomer",
    "mo_people.user",
    "mo_people.learningprofile",
    "mo_people.card",
    "mo_people.picturepin",
    "mo_people.device",
    "mo_people.handoverlink",
    "mo_people.privacynoticeseen",
    "mo_people.caseloadentry",
    "mo_people.detailchange",
    "mo_people.look",
    "mo_progress.event",
    "mo_progress.answer",
    "mo_progress.lessonprogress",
    "mo_progress.completion",
    "mo_plans.plan",
    "mo_plans.plancomponent",
    "mo_plans.plandecision",
    "mo_plans.clock",
    "mo_plans.suspension",
    "mo_plans.officialresult",
    "mo_plans.outboxmessage",
    "mo_plans.pendingupdate",
    "mo_interop.delivery",
    "mo_interop.receiver",
}


def test_she_takes_everything_with_her_and_nothing_of_anybody_else(amal, samira):
    data = take(amal)
    rows = rows_of(data)

    assert set(rows) == ALL_KINDS
    assert {key: rows["mo_people.newcomer"][0][key] for key in ("first_name", "birth_date", "email")} == {
        "first_name": "Amal",
        "birth_date": "1990-05-17",
        "email": "amal@example.org",
    }
    assert [(row["given"], row["is_correct"]) for row in rows["mo_progress.answer"]][2] == (True, True)
    assert rows["mo_progress.answer"][0]["question"] and rows["mo_progress.answer"][0]["lesson"]
    assert "Amal werkt al." in [row["reason"] for row in rows["mo_plans.plandecision"]]
    assert {row["reason"] for row in rows["mo_plans.suspension"]} == {"Amal is ziek"}
    assert {row["legal_basis"] for row in rows["mo_interop.delivery"]} == {"Protocol 12"}
    assert rows["mo_people.device"][-1]["label"] == "Telefoon van Amal"
    text = json.dumps(data, ensure_ascii=False)
    others = {str(samira.uuid), "Nouri", "Over Samira", "Samira werkt al.", "T-Samira", "Telefoon van Samira"}
    assert [mark for mark in others if mark in text] == []


def test_no_secret_and_no_name_of_a_look_leaves(amal, case_worker):
    text = json.dumps(take(amal))

    secrets = [
        *amal.cards.values_list("code_hash", flat=True),
        *amal.devices.values_list("token_hash", flat=True),
        *amal.handover_links.values_list("token_hash", flat=True),
        amal.picture_pin.pin_hash,
        amal.user.password,
    ]
    assert [secret for secret in secrets if secret in text] == []
    assert all("user" not in row for row in rows_of(json.loads(text))["mo_people.look"])


def test_she_reads_the_same_in_her_language_with_dutch_marked_as_dutch(amal):
    text = read(amal, "ar")

    assert set(names_of(text)) == ALL_KINDS
    assert '<html lang="ar" dir="rtl"' in text
    assert '<bdi lang="nl" dir="ltr">Amal werkt al.</bdi>' in text
    assert "17 مايو 1990" in text  # with the digits of Belgian paper
    assert "None" not in text


def test_every_field_that_a_system_may_be_sent_has_words(amal):
    from interop.privacy import _FIELDS

    assert [name for name in interop.ALL_FIELDS if name not in _FIELDS] == []
    profile = rows_of(take(amal))["mo_interop.receiver"][0]
    assert profile["fields"] == [str(_FIELDS["due_date"])] and profile["legal_basis"] == "Protocol 12"


def test_the_page_is_hers_alone(client, amal, case_worker):
    for address in ("/nl/data/", "/nl/data/file/"):
        assert client.get(address).headers["Location"] == f"/nl/sign-in/?next={address}"
    sign_in_staff(client, case_worker)
    for address in ("/nl/data/", "/nl/data/file/"):
        assert client.get(address).status_code == 404


def test_the_way_there_stands_where_she_reads_who_looked_and_in_what_we_know(amal):
    phone = sign_in_as_newcomer(Client(), amal)

    for address in ("/nl/looks/", "/nl/privacy/"):
        assert 'href="/nl/data/"' in phone.get(address).content.decode()


def test_a_copy_by_the_operator_stands_in_the_log_that_she_reads(amal, tmp_path):
    file = tmp_path / "amal.json"

    call_command("export_newcomer", str(amal.uuid), output=file, stdout=StringIO())

    data = json.loads(file.read_text())
    assert set(rows_of(data)) == ALL_KINDS
    assert file.stat().st_mode & 0o077 == 0
    look = Look.objects.filter(newcomer=amal).latest("pk")
    assert (look.role, look.purpose, look.what) == (Role.PLATFORM_ADMIN, LookPurpose.OWN_DATA, "export")
    line = sign_in_as_newcomer(Client(), amal).get("/nl/looks/").context["days"][0]
    assert str(line.groups[-1].who) or line.groups[0].who


def test_a_copy_of_nobody_and_over_an_existing_file_is_refused(amal, tmp_path):
    file = tmp_path / "amal.json"
    file.write_text("mine")

    with pytest.raises(CommandError, match="Nobody"):
        call_command("export_newcomer", "00000000-0000-4000-8000-000000000000")
    with pytest.raises(CommandError):
        call_command("export_newcomer", str(amal.uuid), output=file)
    with pytest.raises(CommandError):
        call_command("export_newcomer", str(amal.uuid), language="xx")
    assert file.read_text() == "mine"


def erase(newcomer, **fields):
    return people.erase_newcomer(
        **{"uuid": newcomer.uuid, "reason": "Op haar vraag", "by": "beheer", "at": NOW} | fields
    )


def everything_stored() -> str:
    """Every row of every table of ours and of the parts we stand on, as one text."""
    return json.dumps(
        {model._meta.label: list(model._base_manager.values()) for model in apps.get_models()},
        default=str,
        ensure_ascii=False,
    )


def counts_of(person) -> dict[str, int]:
    """{model: rows that point at a newcomer or at her account}, over all apps."""
    found = {}
    for model in apps.get_models():
        for field in model._meta.get_fields():
            if field.concrete and isinstance(field, models.ForeignKey) and field.related_model in {Newcomer, User}:
                key = person["newcomer"] if field.related_model is Newcomer else person["user"]
                number = model._base_manager.filter(**{field.attname: key}).count()
                found[model._meta.label] = found.get(model._meta.label, 0) + number
    return {label: number for label, number in found.items() if number}


def test_after_erasing_no_row_anywhere_names_her_and_the_facts_of_others_stand(amal, samira):
    person = {"newcomer": amal.pk, "user": amal.user_id}
    other = {"newcomer": samira.pk, "user": samira.user_id}
    marks = [
        str(amal.uuid),
        amal.uuid.hex,
        "Amal werkt",
        "Over Amal",
        "Haddad",
        "amal@example.org",
        "T-Amal",
        "van Amal",
    ]
    before, others = everything_stored(), counts_of(other)
    assert [mark for mark in marks if mark not in before] in ([], [str(amal.uuid)], [amal.uuid.hex])
    assert len(counts_of(person)) > 12

    erasure = erase(amal)

    after = everything_stored()
    assert [mark for mark in marks if mark in after] == []
    assert counts_of(person) == {}
    assert counts_of(other) == others
    assert set(rows_of(take(samira))) == ALL_KINDS
    assert erasure.rows["mo_people.Newcomer"] == erasure.rows["mo_plans.Plan"] == 1
    assert erasure.rows["mo_progress.Answer"] == 3


def test_the_proof_of_an_erasure_names_nobody_and_stays(amal):
    erasure = erase(amal)

    assert (erasure.reason, erasure.by, erasure.at) == ("Op haar vraag", "beheer", NOW)
    assert erasure.person_hash == hash_person(amal.uuid)
    assert str(amal.uuid) not in str(vars(erasure))
    for attempt in (erasure.save, erasure.delete, Erasure.objects.all().delete):
        with pytest.raises(AppendOnlyError):
            attempt()


def test_her_phones_are_signed_out_everywhere(amal):
    enrolled, elsewhere = sign_in_as_newcomer(Client(), amal), Client()
    elsewhere.force_login(amal.user, backend="people.backends.NewcomerBackend")

    erase(amal)

    for phone in (enrolled, elsewhere):
        assert phone.get("/nl/plan/").headers["Location"].startswith("/nl/sign-in/")


@pytest.mark.parametrize(
    ("reason", "code"),
    [
        (" ", "reason_missing"),
        ("Amal vroeg het", "reason_names_her"),
        ("mevrouw HADDAD", "reason_names_her"),
        ("mail van amal@example.org", "reason_names_her"),
    ],
)
def test_a_reason_is_needed_and_does_not_name_her(amal, reason, code):
    with pytest.raises(DomainError, check=lambda error: error.code == code):
        erase(amal, reason=reason)
    assert Newcomer.objects.filter(pk=amal.pk).exists() and not Erasure.objects.exists()


def test_nobody_is_erased_twice_and_a_missing_person_is_refused(amal):
    erase(amal)

    with pytest.raises(NotAllowed):
        erase(amal)


def test_when_one_rule_fails_nothing_is_gone(amal, monkeypatch):
    before = counts_of({"newcomer": amal.pk, "user": amal.user_id})

    def fail(**kwargs):
        raise RuntimeError("no sessions today")

    monkeypatch.setattr("people.privacy.end_all_sessions", fail)  # the last rule: all the others have run
    with pytest.raises(RuntimeError):
        erase(amal)

    assert counts_of({"newcomer": amal.pk, "user": amal.user_id}) == before
    assert not Erasure.objects.exists()


def test_a_message_on_its_way_when_she_is_erased_leaves_nothing_behind(amal):
    from interop.domain import deliveries
    from interop.domain.policy import Attempt

    delivery = Delivery.objects.filter(plan__newcomer=amal).select_related("receiver", "message").first()
    erase(amal)

    assert deliveries._finish(delivery, Attempt(status_code=200), NOW + timedelta(seconds=1)) is True
    assert not Delivery.objects.exists()


def run_erase(newcomer, monkeypatch, typed: str, **options) -> str:
    out = StringIO()
    monkeypatch.setattr("builtins.input", lambda question: typed)
    call_command("erase_newcomer", str(newcomer.uuid), reason="Op haar vraag", stdout=out, **options)
    return out.getvalue()


def test_the_operator_erases_after_typing_her_name_and_hears_whom_to_tell(amal, monkeypatch):
    told = run_erase(amal, monkeypatch, "Amal", by="beheer")

    assert not Newcomer.objects.filter(uuid=amal.uuid).exists()
    assert Erasure.objects.get().by == "beheer"
    assert "Tell Register Amal" in told


def test_another_answer_erases_nobody(amal, monkeypatch):
    with pytest.raises(CommandError, match="Nothing was erased"):
        run_erase(amal, monkeypatch, "yes")
    with pytest.raises(CommandError, match="Nothing was erased: "):
        call_command("erase_newcomer", str(amal.uuid), reason="Amal vroeg het", no_input=True)
    with pytest.raises(CommandError, match="Nobody"):
        call_command("erase_newcomer", "00000000-0000-4000-8000-000000000000", reason="x", no_input=True)
    assert Newcomer.objects.filter(uuid=amal.uuid).exists()


def test_a_staff_look_at_the_erased_is_gone_from_the_log_of_the_office(amal, office):
    auditor = StaffFactory(role=Role.AUDITOR, role__organisation=office)
    erase(amal)

    assert not people.list_looks_for_audit(user=auditor).exists()
