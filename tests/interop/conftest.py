import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from standardwebhooks import Webhook

from curriculum.models import DatedRule  # noqa: F401  (rules come from the plans fixtures below)
from interop import api as interop
from people.enums import Role
from plans.enums import MessageType
from plans.models import Plan
from tests.factories import NOW, StaffFactory, make_newcomer
from tests.plans.conftest import deadline_rules  # noqa: F401

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
EVERYTHING = interop.ALL_FIELDS


class ReceivingSystem:
    """Another system on this machine, with a real socket. It answers what `script` says, then 204."""

    def __init__(self) -> None:
        self.script: list = []
        self.requests: list[tuple[dict[str, str], bytes]] = []
        system = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["content-length"]))
                system.requests.append(({name.lower(): value for name, value in self.headers.items()}, body))
                answer = system.script.pop(0) if system.script else 204
                if callable(answer):
                    answer(self)
                else:
                    self.send_response(answer)
                    self.send_header("content-length", "0")
                    self.end_headers()

            def log_message(self, *args):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.port = self.server.server_port
        self.url = f"http://127.0.0.1:{self.port}/inbox?from=mo"
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()

    @property
    def events(self) -> list[dict]:
        """What arrived, verified with the receiver's own copy of the secret; raises when a signature is wrong."""
        return [Webhook(SECRET).verify(body, headers) for headers, body in self.requests]

    @property
    def ids(self) -> list[str]:
        return [json.loads(body)["id"] for _headers, body in self.requests]

    @property
    def sequences(self) -> list[int]:
        return [int(json.loads(body)["sequence"]) for _headers, body in self.requests]


@pytest.fixture
def system():
    system = ReceivingSystem()
    yield system
    system.close()


def register(system, **fields):
    receiver, _secret = interop.register_receiver(
        **{
            "code": "kbi",
            "name": "Kruispuntbank",
            "url": system.url if system else "http://127.0.0.1:9/inbox",
            "message_types": MessageType.values,
            "fields": EVERYTHING,
            "legal_basis": "Protocol 2026/1, public task.",
            "secret": SECRET,
            "by": None,
            "at": NOW,
        }
        | fields
    )
    return receiver


@pytest.fixture
def receiver(db, system):
    return register(system)


@pytest.fixture
def newcomer(receiver, deadline_rules, case_worker):  # noqa: F811
    """Registered after the receiver, so that one message, "plan opened", waits for it."""
    return make_newcomer(case_worker=case_worker)


@pytest.fixture
def plan(newcomer):
    return Plan.objects.get(newcomer=newcomer)


@pytest.fixture
def platform_admin(office):
    return StaffFactory(role=Role.PLATFORM_ADMIN, role__organisation=office)


def wait_for(condition, *, seconds=10.0):
    """Wait until something is so; fails the test when it is not in time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return
        time.sleep(0.02)
    raise AssertionError("it did not happen in time")
