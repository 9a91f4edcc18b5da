"""Administrators and auditors see what left the house; only the first may steer it, and only their own."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from interop import api as interop
from interop.models import Delivery, DeliveryTry, Receiver, ReceiverChange
from people.enums import Role
from plans import api as plans
from plans.models import Plan
from tests.factories import NOW, StaffFactory, make_newcomer
from tests.people.staff_steps import give_app
from tests.signing_in import sign_in_staff

from .conftest import SECRET, register

LIST = "/guide/deliveries/"


def staff_client(role, office):
    user = StaffFactory(role=role, role__organisation=office)
    give_app(user)
    client = sign_in_staff(Client(), user)
    client.user = user
    return client


@pytest.fixture
def platform_client(office):
    return staff_client(Role.PLATFORM_ADMIN, office)


@pytest.fixture
def office_client(office):
    return staff_client(Role.ORG_ADMIN, office)


@pytest.fixture
def auditor_client(office):
    return staff_client(Role.AUDITOR, office)


@pytest.fixture
def foreign_plan(receiver, other_office, plan):
    worker = StaffFactory(role=Role.CASE_WORKER, role__organisation=other_office)
    return Plan.objects.get(newcomer=make_newcomer(case_worker=worker, first_name="Sara"))


def test_the_list_is_dutch_names_nobody_and_shows_the_office_its_own(
    plan, foreign_plan, office_client, auditor_client, platform_client
):
    own, foreign = (Delivery.objects.get(plan=item) for item in (plan, foreign_plan))
    for client in (office_client, auditor_client):
        page = client.get(LIST)
        text = page.content.decode()
        assert page.status_code == 200
        assert 'lang="nl"' in text
        assert str(own.uuid) in text and str(foreign.uuid) not in text
        assert "Haddad" not in text and "Amal" not in text
        assert page.headers["Cache-Control"].startswith("max-age=0, no-cache, no-store")
        assert client.get(reverse("interop:delivery", args=[foreign.uuid])).status_code == 404
    assert str(foreign.uuid) in platform_client.get(LIST).content.decode()


def test_rows_are_told_apart_by_what_changed_and_by_a_pseudonym(plan, office_client, case_worker):
    plans.decide_components(plan=plan, decisions={"NT2": "planned"}, by=case_worker, at=NOW)
    plans.suspend_clocks(
        plan=plan, kinds=["contract_signed"], from_date=NOW.date(), reason="Reis", by=case_worker, at=NOW
    )

    text = " ".join(office_client.get(LIST).content.decode().split())

    assert "status van een onderdeel gewijzigd · NT2" in text
    assert "termijn gewijzigd · contract ondertekend" in text
    assert f'<code dir="ltr">{str(plan.newcomer.uuid)[:8]}</code>' in text
    assert "Nummer in het plan" in text and ">Aantal<" not in text


def test_lists_take_the_same_number_of_queries_for_one_and_for_many(
    plan, platform_client, case_worker, django_assert_num_queries
):
    platform_client.get(LIST)
    with django_assert_num_queries(8):
        platform_client.get(LIST)
    for number in range(3):
        make_newcomer(case_worker=case_worker, first_name=f"Newcomer {number}")
    with django_assert_num_queries(8):
        platform_client.get(LIST)


def test_the_list_can_be_narrowed(plan, platform_client, case_worker):
    Delivery.objects.update(state="parked")
    make_newcomer(case_worker=case_worker, first_name="Sara")
    parked, waiting = Delivery.objects.get(state="parked"), Delivery.objects.get(state="pending")

    def shown(query):
        text = platform_client.get(LIST + query).content.decode()
        return [str(row.uuid) in text for row in (parked, waiting)]

    assert shown("") == [True, True]
    assert shown("?state=parked") == [True, False]
    assert shown("?state=pending&receiver=kbi") == [False, True]
    assert shown("?type=be.mo-platform.plan.opened.v1") == [True, True]
    assert shown("?type=be.mo-platform.test.v1") == [False, False]
    assert shown("?since=2026-11-24") == [False, False]
    assert shown("?state=nonsense&since=yesterday&page=99") == [True, True]


def test_every_try_is_shown_and_a_parked_one_is_sent_again(plan, platform_client, auditor_client, system):
    delivery = Delivery.objects.get()
    system.script = [503]
    interop.deliver(delivery_id=delivery.pk, at=timezone.now())
    Delivery.objects.update(state="parked")
    page = reverse("interop:delivery", args=[delivery.uuid])
    text = platform_client.get(page).content.decode()
    assert "503" in text
    assert DeliveryTry.objects.count() == 1
    assert reverse("interop:replay", args=[delivery.uuid]) in text
    assert reverse("interop:replay", args=[delivery.uuid]) not in auditor_client.get(page).content.decode()
    assert auditor_client.post(reverse("interop:replay", args=[delivery.uuid])).status_code == 404
    assert Delivery.objects.get().state == "parked"
    assert platform_client.post(reverse("interop:replay", args=[delivery.uuid])).status_code == 302
    assert Delivery.objects.get().state == "pending"
    platform_client.post(reverse("interop:replay", args=[delivery.uuid]), follow=True)  # again: says why not
    assert Delivery.objects.get().state == "pending"


def new_receiver(**fields):
    return {
        "code": "ocmw",
        "name": "OCMW Gent",
        "url": "http://127.0.0.1:9/",
        "legal_basis": "Decree on integration, art. 1.",
        "message_types": ["be.mo-platform.plan.contract_signed.v1"],
        "fields_sent": ["signed_on"],
    } | fields


def test_a_receiver_is_added_and_its_secret_is_shown_once(office, office_client):
    page = office_client.post(reverse("interop:receiver_new"), new_receiver(organisation=office.pk))
    receiver = Receiver.objects.get(code="ocmw")
    text = page.content.decode()
    secret = text[text.index("whsec_") :].split("<")[0]
    assert receiver.organisation == office
    assert secret not in receiver.secret_encrypted
    assert ReceiverChange.objects.get().by == office_client.user
    for address in ("interop:receiver", "interop:receiver_change"):
        assert secret not in office_client.get(reverse(address, args=["ocmw"])).content.decode()
    again = office_client.post(reverse("interop:receiver_new"), new_receiver(organisation=office.pk))
    assert Receiver.objects.count() == 1
    assert "whsec_" not in again.content.decode()


@pytest.mark.parametrize(
    "wrong",
    [
        {"organisation": "all"},  # an office administrator cannot listen to the whole platform
        {"organisation": "999999"},
        {"code": "new"},
        {"url": "ftp://example.org/"},
        {"legal_basis": " "},
        {"message_types": []},
        {"message_types": ["be.elsewhere.v1"]},
        {"fields_sent": ["first_name"]},
    ],
)
def test_what_is_wrong_is_refused_and_nothing_is_kept(office, office_client, wrong):
    page = office_client.post(reverse("interop:receiver_new"), new_receiver(organisation=office.pk) | wrong)
    assert page.status_code == 200
    assert Receiver.objects.count() == 0


def test_an_office_steers_its_own_receivers_and_only_reads_the_platforms(receiver, office, other_office, office_client):
    register(None, code="own", organisation=office)
    register(None, code="foreign", organisation=other_office)
    actions = ["receiver_pause", "receiver_resume", "receiver_test", "receiver_replay", "receiver_secret"]
    for action in actions:
        assert office_client.post(reverse(f"interop:{action}", args=["own"])).status_code in (200, 302)
        assert office_client.post(reverse(f"interop:{action}", args=["kbi"])).status_code == 404
        assert office_client.post(reverse(f"interop:{action}", args=["foreign"])).status_code == 404
    assert office_client.get(reverse("interop:receiver", args=["kbi"])).status_code == 200
    assert office_client.get(reverse("interop:receiver", args=["foreign"])).status_code == 404
    changed = set(ReceiverChange.objects.exclude(what="registered").values_list("receiver__code", "what"))
    assert changed == {("own", what) for what in ("paused", "resumed", "tested", "secret")}


@pytest.mark.parametrize("role", [Role.CASE_WORKER, Role.TEACHER, Role.TRANSLATOR, Role.DESK])
def test_other_roles_find_nothing_here(receiver, office, role):
    client = staff_client(role, office)
    for address in (LIST, reverse("interop:receivers"), reverse("interop:receiver", args=["kbi"])):
        assert client.get(address).status_code == 404


def test_a_change_keeps_the_old_values_in_the_log(receiver, platform_client, auditor_client):
    address = reverse("interop:receiver_change", args=["kbi"])
    assert auditor_client.get(address).status_code == 404
    assert platform_client.get(address).status_code == 200
    platform_client.post(address, new_receiver(name="Kruispuntbank 2", is_active="on"))
    change = ReceiverChange.objects.get(what="changed")
    assert change.details["name"] == {"from": "Kruispuntbank", "to": "Kruispuntbank 2"}
    assert change.details["fields"]["to"] == ["signed_on"]
    assert "name" in auditor_client.get(reverse("interop:receiver", args=["kbi"])).content.decode()


def test_pausing_holds_back_and_resuming_lets_go(plan, receiver, platform_client, system):
    platform_client.post(reverse("interop:receiver_pause", args=["kbi"]))
    assert interop.deliver(delivery_id=Delivery.objects.get().pk, at=timezone.now()) is None
    assert system.requests == []
    platform_client.post(reverse("interop:receiver_resume", args=["kbi"]))
    interop.deliver(delivery_id=Delivery.objects.get().pk, at=timezone.now())
    assert len(system.events) == 1


def test_after_renewal_both_secrets_sign_for_a_day(plan, receiver, platform_client, system):
    from standardwebhooks import Webhook, WebhookVerificationError

    text = platform_client.post(reverse("interop:receiver_secret", args=["kbi"])).content.decode()
    new = text[text.index("whsec_") :].split("<")[0]
    interop.deliver(delivery_id=Delivery.objects.get().pk, at=timezone.now())
    headers, body = system.requests[0]
    for secret in (new, SECRET):
        assert Webhook(secret).verify(body, headers)
    with pytest.raises(WebhookVerificationError):
        Webhook("whsec_" + "bm90LXRoZS1zZWNyZXQtYXQtYWxsISE=").verify(body, headers)
    Receiver.objects.update(previous_secret_until=timezone.now())
    interop.send_test_message(receiver=receiver, by=None, at=timezone.now())
    interop.deliver(delivery_id=Delivery.objects.latest("pk").pk, at=timezone.now())
    headers, body = system.requests[1]
    assert Webhook(new).verify(body, headers)
    with pytest.raises(WebhookVerificationError):
        Webhook(SECRET).verify(body, headers)


def test_a_secret_in_the_environment_is_read_there_and_only_from_variables_meant_for_it(
    receiver, monkeypatch, system, office_client, platform_admin
):
    from core.errors import DomainError, NotAllowed

    monkeypatch.setenv("MO_RECEIVER_KBI", SECRET)
    outside = register(system, code="outside", secret_variable="MO_RECEIVER_KBI", by=platform_admin)
    assert outside.secret_encrypted == ""
    interop.send_test_message(receiver=outside, by=None, at=NOW)
    interop.deliver(delivery_id=Delivery.objects.latest("pk").pk, at=timezone.now())
    assert len(system.events) == 1
    with pytest.raises(DomainError):
        register(system, code="sly", secret_variable="SECRET_KEY", by=platform_admin)
    with pytest.raises(NotAllowed):
        register(system, code="sly", secret_variable="MO_RECEIVER_KBI", by=office_client.user)


def test_a_secret_that_cannot_be_read_is_a_try_of_its_own_and_not_a_loss(plan, settings):
    from interop.domain.secrets import SecretMissing

    settings.SECRET_KEY = "changed without a fallback"
    with pytest.raises(SecretMissing):
        interop.deliver(delivery_id=Delivery.objects.get().pk, at=timezone.now())
    assert [row.error for row in DeliveryTry.objects.all()] == ["fault"]
    assert Delivery.objects.get().state == "pending"


def test_an_earlier_key_of_the_platform_still_opens_what_it_locked(plan, settings, system):
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "the new key"
    interop.deliver(delivery_id=Delivery.objects.get().pk, at=timezone.now())
    assert len(system.events) == 1
