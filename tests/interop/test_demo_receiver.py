"""The receiver of the demo stands for any other system: it trusts signatures alone and keeps each message once."""

import json
import threading
import urllib.error
import urllib.request

import pytest
from django.utils import timezone

from interop import api as interop
from interop.demo_receiver import make_server
from interop.models import Delivery, Receiver
from plans.models import Plan
from tests.factories import make_newcomer
from tests.plans.conftest import deadline_rules  # noqa: F401

from .conftest import SECRET


@pytest.fixture
def start(tmp_path):
    servers = []

    def start_on(file=tmp_path / "inbox.jsonl"):
        server = make_server(port=0, secret=SECRET, file=file)
        server.url = f"http://127.0.0.1:{server.server_port}/"
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        servers.append(server)
        return server

    yield start_on
    for server in servers:
        server.shutdown()
        server.server_close()


def fetch(url, data=None, headers=None):
    request = urllib.request.Request(url, data=data, headers=headers or {})
    try:
        with urllib.request.urlopen(request, timeout=5) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


@pytest.fixture
def told(start, deadline_rules, case_worker):  # noqa: F811
    """The demo's receiver is connected and a newcomer was registered."""
    server = start()
    interop.connect_receiver(code="demo", name="Demo", url=server.url, secret=SECRET, at=timezone.now())
    server.newcomer = make_newcomer(case_worker=case_worker)
    interop.deliver(delivery_id=Delivery.objects.get().pk, at=timezone.now())
    return server


def test_news_is_kept_shown_and_survives_a_restart(told, start, tmp_path):
    kept = json.loads(fetch(told.url + "events.json")[1])
    assert [entry["event"]["type"] for entry in kept["messages"]] == ["be.mo-platform.plan.opened.v1"]
    page = fetch(told.url)[1]
    assert str(told.newcomer.uuid) in page and "Haddad" not in page
    with (tmp_path / "inbox.jsonl").open("a") as lines:
        lines.write('{"webhook_id": "cut off by a power fail')
    again = json.loads(fetch(start().url + "events.json")[1])
    assert again["messages"] == kept["messages"]


def test_a_repetition_has_no_effect(told):
    Delivery.objects.update(state="pending", delivered_at=None)
    interop.deliver(delivery_id=Delivery.objects.get().pk, at=timezone.now())
    kept = json.loads(fetch(told.url + "events.json")[1])
    assert (len(kept["messages"]), kept["repeated"], kept["refused"]) == (1, 1, 0)


def test_a_wrong_signature_a_missing_one_and_a_huge_body_are_refused(told):
    stamped = {"webhook-id": "x", "webhook-timestamp": str(int(timezone.now().timestamp()))}
    assert fetch(told.url, b"{}")[0] == 401
    assert fetch(told.url, b"{}", stamped | {"webhook-signature": "v1,AAAA"})[0] == 401
    assert fetch(told.url, b"{}", stamped | {"webhook-signature": "nonsense"})[0] == 401
    assert fetch(told.url, b"{}", {"content-length": "999999999"})[0] == 413
    kept = json.loads(fetch(told.url + "events.json")[1])
    assert (len(kept["messages"]), kept["refused"]) == (1, 3)


def test_connecting_again_moves_it_and_keeps_one_receiver(told, start, tmp_path):
    elsewhere = start(tmp_path / "other.jsonl")
    interop.connect_receiver(code="demo", name="Demo", url=elsewhere.url, secret=SECRET, at=timezone.now())
    assert Receiver.objects.get().url == elsewhere.url
    assert Plan.objects.count() == 1
