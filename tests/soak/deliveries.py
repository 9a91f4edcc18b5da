"""The long trial of the delivery chain, with nothing pretended.

Real worker and beat processes on a real broker, a real receiving system that is made to fail, plans that change all the
while, and a worker that is killed without warning again and again. At the end every message must have had its effect
exactly once, in the order of its plan, under a valid signature.

    python -m tests.soak.deliveries --seconds 600

Runs on DATABASE_URL and CELERY_BROKER_URL (SQLite and files by default), with its own data in a temporary folder.
"""

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import asdict, dataclass
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from standardwebhooks import Webhook

ROOT = Path(__file__).resolve().parents[2]
SECRET = "whsec_" + "c29hay1zb2FrLXNvYWstc29hay1zb2FrLXNvYWshISE="


@dataclass
class Outcome:
    """What the trial found; `problems` must be empty."""

    messages: int
    effects: int
    repetitions: int
    refused_signatures: int
    kills: int
    p50_ms: int  # from the commit to the receiver, while nothing was in the way
    p95_ms: int
    problems: list[str]


class MoodyReceiver:
    """Takes, refuses, takes without saying so, or dawdles; keeps each message once, in order of arrival."""

    def __init__(self, chance: random.Random) -> None:
        self.effects: dict[str, tuple[float, dict]] = {}
        self.repetitions = self.refused_signatures = 0
        self.trouble = 0.0  # the share of requests that go wrong
        lock = threading.Lock()
        system = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["content-length"]))
                try:
                    event = Webhook(SECRET).verify(body, dict(self.headers.items()))
                except Exception:
                    system.refused_signatures += 1
                    return self._answer(401)
                mood = chance.random()
                if mood < system.trouble / 2:
                    return self._answer(503)
                with lock:
                    if event["id"] in system.effects:
                        system.repetitions += 1
                    else:
                        system.effects[event["id"]] = (time.time(), event)
                if mood < system.trouble:
                    return None  # it has its effect, and the sender never hears of it
                if mood > 0.9:
                    time.sleep(0.2)
                return self._answer(204)

            def _answer(self, status):
                self.send_response(status)
                self.send_header("content-length", "0")
                self.end_headers()

            def log_message(self, *args):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_port}/"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


class Processes:
    """Worker and beat, as `make demo` runs them."""

    def __init__(self, log: Path) -> None:
        self.log = log.open("ab")
        self.worker = self.beat = None

    def start(self) -> None:
        self.beat = self._run("beat", "--pidfile", "")
        self.start_worker()

    def start_worker(self) -> None:
        self.worker = self._run(
            "worker", "--pool", "threads", "--concurrency", "2", "--without-gossip", "--without-mingle"
        )

    def kill_worker(self) -> None:
        os.killpg(self.worker.pid, signal.SIGKILL)
        self.worker.wait()

    def stop(self) -> None:
        for process in (self.beat, self.worker):
            if process is not None and process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()

    def _run(self, *arguments: str) -> subprocess.Popen:
        command = [sys.executable, "-m", "celery", "-A", "mo_platform", *arguments, "--loglevel", "INFO"]
        return subprocess.Popen(command, cwd=ROOT, stdout=self.log, stderr=self.log, start_new_session=True)


def run_trial(
    *, calm: float, seconds: float, plans: int, trouble: float, kill_every: float, seed: int, var: Path
) -> Outcome:
    """Change plans in peace for `calm` seconds, to see how fast news travels; then for `seconds` in trouble, killing the
    worker every `kill_every` seconds; then wait until all is told."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.utils import timezone

    from interop import api as interop

    call_command("migrate", verbosity=0)
    call_command("load_curriculum", verbosity=0)
    chance = random.Random(seed)
    receiver = MoodyReceiver(random.Random(seed + 1))
    interop.connect_receiver(code="soak", name="Soak", url=receiver.url, secret=SECRET, at=timezone.now())
    newcomers = _make_newcomers(plans)
    processes = Processes(var / "workers.log")
    processes.start()
    kills = 0
    try:
        _wait_until_told(timedelta(seconds=120))  # the worker is up and has told that the plans were opened
        calm_from = time.time()
        _study(newcomers, chance, seconds=calm)
        _wait_until_told(timedelta(seconds=60))
        calm_until = time.time()
        receiver.trouble = trouble
        while kills * kill_every < seconds:
            _study(newcomers, chance, seconds=kill_every)
            processes.kill_worker()
            processes.start_worker()
            kills += 1
        receiver.trouble = 0.0
        _wait_until_told(timedelta(seconds=180))
    finally:
        processes.stop()
    return _judge(receiver, kills, calm=(calm_from, calm_until))


def _study(newcomers: list, chance: random.Random, *, seconds: float) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        _complete_a_module(chance.choice(newcomers))
        time.sleep(chance.random() * 0.4)


def _make_newcomers(number: int) -> list:
    from people.models import Newcomer
    from tests.factories import NOW, make_newcomer

    first = make_newcomer(at=NOW)
    for index in range(number - 1):
        make_newcomer(case_worker=first.registered_by, first_name=f"Newcomer {index}", at=NOW)
    return list(Newcomer.objects.all())


def _complete_a_module(newcomer) -> None:
    """What progress does when a module is complete: the row and its announcement in one transaction."""
    from django.db import transaction
    from django.utils import timezone

    from progress.models import Completion
    from progress.signals import completion_recorded
    from tests.plans.factories import make_completion

    now = timezone.now()
    with transaction.atomic():
        completion = make_completion(newcomer.pk, completed_at=now, received_at=now)
        completion_recorded.send(sender=Completion, completion=completion)


def _wait_until_told(patience: timedelta) -> None:
    from interop.enums import OPEN_STATES
    from interop.models import Delivery
    from plans.models import PendingUpdate

    end = time.monotonic() + patience.total_seconds()
    while time.monotonic() < end:
        if (
            not Delivery.objects.filter(state__in=OPEN_STATES).exists()
            and not PendingUpdate.objects.filter(resolved_at__isnull=True).exists()
        ):
            return
        time.sleep(0.2)


def _judge(receiver: MoodyReceiver, kills: int, *, calm: tuple[float, float]) -> Outcome:
    from interop.models import Delivery
    from plans.models import Evidence, OutboxMessage
    from progress.models import Completion

    problems, waits = [], []
    messages = {str(row.pk): row for row in OutboxMessage.objects.all()}
    if Evidence.objects.count() != Completion.objects.count():
        problems.append(f"{Completion.objects.count()} completions, {Evidence.objects.count()} pieces of evidence")
    if missing := set(messages) - set(receiver.effects):
        states = dict(Delivery.objects.filter(webhook_id__in=missing).values_list("webhook_id", "state"))
        problems.append(f"{len(missing)} messages without effect: {sorted(set(states.values()))}")
    if invented := set(receiver.effects) - set(messages):
        problems.append(f"{len(invented)} effects without a message")
    last: dict[str, int] = {}
    for webhook_id, (at, event) in receiver.effects.items():  # in order of arrival
        subject, sequence = event["subject"], int(event["sequence"])
        if sequence != last.get(subject, 0) + 1:
            problems.append(f"{subject}: {sequence} after {last.get(subject, 0)}")
        last[subject] = sequence
        written_at = messages[webhook_id].created_at.timestamp() if webhook_id in messages else 0.0
        if calm[0] <= written_at <= calm[1]:
            waits.append(at - written_at)
    undelivered = Delivery.objects.exclude(state="delivered").count()
    if undelivered:
        problems.append(f"{undelivered} deliveries are not marked as delivered")
    waits.sort()
    return Outcome(
        messages=len(messages),
        effects=len(receiver.effects),
        repetitions=receiver.repetitions,
        refused_signatures=receiver.refused_signatures,
        kills=kills,
        p50_ms=int(waits[len(waits) // 2] * 1000) if waits else 0,
        p95_ms=int(waits[int(len(waits) * 0.95)] * 1000) if waits else 0,
        problems=problems[:20],
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--calm", type=float, default=30, help="seconds without trouble, in which speed is measured")
    parser.add_argument("--seconds", type=float, default=300, help="seconds of trouble")
    parser.add_argument("--plans", type=int, default=10)
    parser.add_argument("--trouble", type=float, default=0.2, help="share of requests that go wrong")
    parser.add_argument("--kill-every", type=float, default=15, help="seconds between two kills of the worker")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="mo-soak-") as folder:
        os.environ |= {"VAR_DIR": folder, "DJANGO_SETTINGS_MODULE": "mo_platform.settings.dev"}
        outcome = run_trial(
            calm=arguments.calm,
            seconds=arguments.seconds,
            plans=arguments.plans,
            trouble=arguments.trouble,
            kill_every=arguments.kill_every,
            seed=arguments.seed,
            var=Path(folder),
        )
        if outcome.problems or os.environ.get("SOAK_LOG"):
            print((Path(folder) / "workers.log").read_text(errors="replace")[-600000:], file=sys.stderr)
    print(json.dumps(asdict(outcome), indent=2))
    return 1 if outcome.problems else 0


if __name__ == "__main__":
    sys.exit(main())
