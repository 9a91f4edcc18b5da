"""Many people sit a mock exam at the same moment, each saving an answer every few seconds: how long does an answer take?

Requests go out by the clock, whether or not earlier ones have come back, and each is measured from the moment at which it was
due: a server that falls behind cannot hide it. Over a few kept connections, as a proxy in front of the server has them.

    python -m tests.soak.takers --takers 2000 --every 15 --seconds 120

Runs on DATABASE_URL and TEST_REDIS_URL (SQLite and no cache by default), with its own data in a temporary folder.
"""

import argparse
import asyncio
import json
import os
import sys
import tempfile
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path
from uuid import uuid4

from tests.soak.web import CSRF, Web

CONNECTIONS = 32


@dataclass
class Outcome:
    """What the trial found; `problems` must be empty. Times in milliseconds, from when an answer was due to when it was
    acknowledged."""

    takers: int
    saved: int = 0
    per_second: float = 0
    p50_ms: int = 0
    p95_ms: int = 0
    p99_ms: int = 0
    problems: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Save:
    due: float  # seconds after the start
    request: bytes


def prepare(takers: int) -> list[list[tuple[str, str, dict]]]:
    """For each taker her answers in order: session, address and body."""
    from django.core.management import call_command
    from django.test import Client
    from django.utils import timezone

    from assessments import api as assessments
    from assessments.models import Attempt
    from people.models import Newcomer
    from tests.assessments.factories import make_mock_exam
    from tests.factories import NOW, make_newcomer
    from tests.signing_in import sign_in_as_newcomer

    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    call_command("load_curriculum", verbosity=0)
    first = make_newcomer(at=NOW)
    for index in range(takers - 1):
        make_newcomer(case_worker=first.registered_by, first_name=f"Newcomer {index}", at=NOW)
    keys = tuple(f"wonen-{number}" for number in range(41))
    data = {
        "sections": {"practical": {"draws": [{"count": 41, "tags": ["practical"]}]}},
        "outcomes": {"passed": {"correct": 20}},
    }
    make_mock_exam(data=data, keys=keys, values=0)
    at = timezone.now()
    sitting = assessments.start_attempt(
        taker=assessments.Taker(first), code="mo-mock", language="nl", regime="flanders", on=at.date(), at=at
    )
    drawn = Attempt.objects.get(uuid=sitting.uuid)
    responses = [
        assessments.right_response_of(version=assessments.get_question_version(version_id=place["version"]))
        for place in drawn.form
    ]
    newcomers = list(Newcomer.objects.select_related("user").order_by("pk"))
    others = {newcomer.pk: _copy(drawn, newcomer) for newcomer in newcomers if newcomer.pk != drawn.newcomer_id}
    Attempt.objects.bulk_create(others.values(), batch_size=200)
    everybody = []
    for newcomer in newcomers:
        session = sign_in_as_newcomer(Client(), newcomer).cookies["sessionid"].value
        address = f"/nl/mock/{others.get(newcomer.pk, drawn).uuid}/answers/"
        everybody.append(
            [
                (session, address, {"number": number, "response": response, "base": 0, "save": str(uuid4())})
                for number, response in enumerate(responses, start=1)
            ]
        )
    return everybody


def _copy(attempt, newcomer):
    names = [field.attname for field in attempt._meta.concrete_fields if field.name not in ("id", "uuid", "newcomer")]
    return type(attempt)(newcomer=newcomer, **{name: getattr(attempt, name) for name in names})


def schedule(everybody, *, every: float, seconds: float, port: int) -> list[Save]:
    """Takers begin one after the other within the first interval, so that the load is even from then on."""
    saves = []
    for index, answers in enumerate(everybody):
        for number, (session, address, body) in enumerate(answers):
            due = index * every / len(everybody) + number * every
            if due < seconds:
                saves.append(Save(due, _write(session, address, json.dumps(body).encode(), port)))
    return sorted(saves, key=lambda save: save.due)


def _write(session: str, address: str, body: bytes, port: int) -> bytes:
    head = [
        f"POST {address} HTTP/1.1",
        f"Host: 127.0.0.1:{port}",
        "Content-Type: application/json",
        f"X-CSRFToken: {CSRF}",
        f"Cookie: sessionid={session}; csrftoken={CSRF}",
        f"Content-Length: {len(body)}",
    ]
    return "\r\n".join([*head, "", ""]).encode() + body


async def drive(saves: list[Save], *, port: int, outcome: Outcome) -> list[float]:
    """Send each when it is due; how long each took, in seconds."""
    queue: asyncio.Queue[Save | None] = asyncio.Queue()
    took: list[float] = []
    start = time.perf_counter()

    async def send() -> None:
        reader = writer = None
        while (save := await queue.get()) is not None:
            for is_last in (False, True):  # a kept connection may have been closed meanwhile
                try:
                    if writer is None:
                        reader, writer = await asyncio.open_connection("127.0.0.1", port)
                    writer.write(save.request)
                    status, body = await _read(reader)
                    break
                except (OSError, asyncio.IncompleteReadError) as trouble:
                    writer = None
                    status, body = 0, repr(trouble).encode()
                    if is_last:
                        break
            took.append(time.perf_counter() - start - save.due)
            if status != 200 or b'"revision": 1' not in body:
                outcome.problems.append(f"{status}: {body[:200]!r}")
        if writer is not None:
            writer.close()

    senders = [asyncio.create_task(send()) for _ in range(CONNECTIONS)]
    for save in saves:
        await asyncio.sleep(max(0, start + save.due - time.perf_counter()))
        queue.put_nowait(save)
    for _ in senders:
        queue.put_nowait(None)
    await asyncio.gather(*senders)
    return took


async def _read(reader: asyncio.StreamReader) -> tuple[int, bytes]:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
    length = int(head.split("content-length: ", 1)[1].split("\r\n", 1)[0])
    return int(head[9:12]), await reader.readexactly(length)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--takers", type=int, default=2000)
    parser.add_argument("--every", type=float, default=15, help="seconds between two answers of a taker")
    parser.add_argument("--seconds", type=float, default=120)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="mo-soak-") as folder:
        os.environ |= {"VAR_DIR": folder, "DJANGO_SETTINGS_MODULE": "mo_platform.settings.dev"}
        if redis := os.environ.get("TEST_REDIS_URL"):
            os.environ["REDIS_URL"] = redis
        import django

        django.setup()
        everybody = prepare(arguments.takers)
        outcome = Outcome(takers=arguments.takers)
        web = Web(Path(folder) / "web.log")
        web.start()
        try:
            port = web.line.port
            saves = schedule(everybody, every=arguments.every, seconds=arguments.seconds, port=port)
            took = sorted(asyncio.run(drive(saves, port=port, outcome=outcome)))
        finally:
            web.kill()
        outcome.saved, outcome.per_second = len(took), round(len(took) / arguments.seconds, 1)
        outcome.p50_ms, outcome.p95_ms, outcome.p99_ms = (
            round(1000 * took[min(len(took) - 1, int(len(took) * share))]) for share in (0.5, 0.95, 0.99)
        )
        if outcome.problems:
            print((Path(folder) / "web.log").read_text(errors="replace")[-50_000:], file=sys.stderr)
    outcome.problems = outcome.problems[:20]
    print(json.dumps(asdict(outcome), indent=2))
    return 1 if outcome.problems else 0


if __name__ == "__main__":
    sys.exit(main())
