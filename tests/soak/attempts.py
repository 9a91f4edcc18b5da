"""The long trial of tests that are sat, with nothing pretended.

Takers sit test after test of 33 questions over HTTP, change answers, send again what was not acknowledged and press "hand in"
five times; some just stop, and their time runs out. Meanwhile the web server, the worker and the database are killed without
warning (kill -9). The journal of what was acknowledged is kept here, outside of all of them, and judges at the end: nothing of it
is lost, each test has one result, which is that of the journal, and no test is stuck.

    python -m tests.soak.attempts --sessions 200 --kills 60 --own-database

Runs on DATABASE_URL (SQLite by default) with its own data; with --own-database on a PostgreSQL of its own, which is killed too.
"""

import argparse
import contextlib
import http.client
import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from tests.soak.deliveries import Processes
from tests.soak.web import CSRF, Web

QUESTIONS = 33
PATIENCE = 120.0  # seconds in which one request must be taken, kills included
KINDS = ("single", "multiple", "true_false", "order", "match")
ABANDONED = 0.1  # the share of tests that are left and end by the clock
FORM = "application/x-www-form-urlencoded"


@dataclass
class Outcome:
    """What the trial found; `problems` must be empty."""

    sessions: int = 0
    acknowledged: int = 0
    sent_again: int = 0  # the server died before it answered
    by_time: int = 0
    kills: dict[str, int] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)


class OwnDatabase:
    """A PostgreSQL of the trial's own, which may be killed."""

    def __init__(self, folder: Path) -> None:
        self._bin = _find_postgres()
        self._user = "postgres" if os.geteuid() == 0 else None  # PostgreSQL refuses to run as root
        self._data = folder / "postgresql"
        self._data.mkdir()
        if self._user:
            folder.chmod(0o755)
            shutil.chown(self._data, self._user)
        self._log = (folder / "postgresql.log").open("ab")
        self._run("initdb", "-D", str(self._data), "-U", "postgres", "-A", "trust", "-E", "UTF8").wait()
        self.port = Web(folder / "port.log").line.port  # a free one
        self._process: subprocess.Popen | None = None
        self.url = f"postgres://postgres@127.0.0.1:{self.port}/postgres"

    def start(self) -> None:
        import psycopg

        self._process = self._run("postgres", "-D", str(self._data), "-p", str(self.port), "-k", str(self._data))
        end = time.monotonic() + 60
        while time.monotonic() < end:
            with contextlib.suppress(psycopg.OperationalError), psycopg.connect(self.url, connect_timeout=2):
                return
            time.sleep(0.1)
        raise RuntimeError("PostgreSQL does not start")

    def kill(self) -> None:
        assert self._process is not None, "it was started"
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()

    def _run(self, name: str, *arguments: str) -> subprocess.Popen:
        command = [str(self._bin / name), *arguments]
        return subprocess.Popen(
            command, stdout=self._log, stderr=self._log, start_new_session=True, user=self._user, cwd=self._data
        )


def _find_postgres() -> Path:
    """The programs of the newest PostgreSQL of this machine. Raises FileNotFoundError."""
    if found := shutil.which("initdb"):
        return Path(found).parent
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if not versions:
        raise FileNotFoundError("initdb: no PostgreSQL is installed here (on Debian: apt install postgresql)")
    return versions[-1].parent


class Trial:
    """Takers who sit tests, and servers that die."""

    def __init__(
        self, *, takers: int, sessions: int, think: float, seed: int, var: Path, database: OwnDatabase | None
    ) -> None:
        self.chance = random.Random(seed)
        self.outcome = Outcome()
        self.sessions, self.think, self.database = sessions, think, database
        self.web, self.workers = Web(var / "web.log"), Processes(var / "worker.log")
        self.journal: dict[str, dict[int, dict[int, dict]]] = {}  # attempt -> place -> revision -> response
        self.left: set[str] = set()  # attempts that nobody handed in
        self._lock = threading.Lock()
        self._kills: Counter[str] = Counter()
        self._fill(takers)

    def run(self, *, kills: int, with_worker: bool) -> Outcome:
        self.web.start()
        if with_worker:
            self.workers.start()
        threads = [
            threading.Thread(target=self._sit_tests, args=[session, random.Random(self.chance.random())])
            for session in self.taker_sessions
        ]
        try:
            for thread in threads:
                thread.start()
            victims = ["web", *(["worker"] if with_worker else []), *(["database"] if self.database else [])]
            while any(thread.is_alive() for thread in threads):
                time.sleep(self.chance.uniform(0.3, 2))
                done = sum(self._kills.values())
                if done < kills * (self.outcome.sessions + 8) / self.sessions:  # over the whole of the trial
                    self._kill(victims[done % len(victims)])
            if with_worker:
                _again(self._wait_for_the_sweeper)
        finally:
            self.web.kill()
            self.workers.stop()
        _again(self._judge)
        self.outcome.kills = dict(self._kills)
        return self.outcome

    def _kill(self, victim: str) -> None:
        match victim:
            case "web":
                self.web.kill()
                self.web.start()
            case "worker":
                self.workers.kill_worker()
                self.workers.start_worker()
            case _:
                assert self.database is not None
                self.database.kill()
                self.database.start()
        self._kills[victim] += 1

    def _fill(self, takers: int) -> None:
        from django.core.management import call_command
        from django.test import Client

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
        keys = tuple(f"wonen-{number}" for number in range(QUESTIONS))
        data = {
            "sections": {"practical": {"draws": [{"count": QUESTIONS, "tags": ["practical"]}]}},
            "outcomes": {"passed": {"correct": 17}},
        }
        make_mock_exam(data=data, keys=keys, values=0, kinds=KINDS)
        self.taker_sessions = [
            sign_in_as_newcomer(Client(), newcomer).cookies["sessionid"].value
            for newcomer in Newcomer.objects.order_by("pk")
        ]

    def _sit_tests(self, session: str, chance: random.Random) -> None:
        try:
            while self._take_one():
                self._sit(session, chance)
        except Exception as trouble:
            self._note(repr(trouble))
        finally:
            from django.db import connection

            connection.close()

    def _take_one(self) -> bool:
        with self._lock:
            is_more = self.outcome.sessions < self.sessions
            self.outcome.sessions += is_more
            return is_more

    def _sit(self, session: str, chance: random.Random) -> None:
        """One test from start to end; the next test of the same newcomer is another attempt."""
        _status, address = self._insist(session, "/nl/mock/start/", urlencode({"test": "mo-mock-timed"}), kind=FORM)
        attempt = re.search(r"/mock/([\w-]{36})/", address)[1]
        versions = _again(lambda: self._list_versions(attempt))
        for number, version in enumerate(versions, start=1):
            for revision in range(1 + (chance.random() < 0.1)):
                self._answer(session, attempt, number, version, base=revision, chance=chance)
                time.sleep(chance.uniform(0, 2 * self.think))
        if chance.random() < ABANDONED:
            _again(lambda: self._run_out(attempt))
            with self._lock:
                self.left.add(attempt)
            self._see_the_end(session, attempt)
            return
        presses = [
            threading.Thread(
                target=self._insist, args=[session, f"/nl/mock/{attempt}/hand-in/", ""], kwargs={"kind": FORM}
            )
            for _press in range(5)
        ]
        for press in presses:
            press.start()
        for press in presses:
            press.join()

    def _answer(
        self, session: str, attempt: str, number: int, version: Any, *, base: int, chance: random.Random
    ) -> None:
        from assessments import api as assessments
        from tests.progress.factories import wrong_response

        is_right = chance.random() < 0.6
        choose = (
            (lambda: assessments.right_response_of(version=version)) if is_right else lambda: wrong_response(version)
        )
        response = _again(choose)
        body = json.dumps({"number": number, "response": response, "base": base, "save": str(uuid4())})
        status, text = self._insist(session, f"/nl/mock/{attempt}/answers/", body, kind="application/json")
        if status != 200:
            return self._note(f"{status} for a good answer: {text[:300]}")
        told = json.loads(text)
        if told["revision"] != base + 1:
            self._note(f"revision {told['revision']} was acknowledged instead of {base + 1}")
        with self._lock:
            self.journal.setdefault(attempt, {}).setdefault(number, {})[told["revision"]] = response
            self.outcome.acknowledged += 1

    def _see_the_end(self, session: str, attempt: str) -> None:
        """After the time an answer is refused, whoever closes the test."""
        body = json.dumps({"number": 1, "response": {"value": True}, "base": 99, "save": str(uuid4())})
        status, text = self._insist(session, f"/nl/mock/{attempt}/answers/", body, kind="application/json")
        if status != 409 or "attempt_closed" not in text:
            self._note(f"{status} for an answer after the time: {text[:300]}")

    def _insist(self, session: str, path: str, body: str, *, kind: str) -> tuple[int, str]:
        """Until it is answered, as a phone does. The status, and the address or the text of the answer."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            connection = http.client.HTTPConnection("127.0.0.1", self.web.line.port, timeout=30)
            headers = {"Content-Type": kind, "X-CSRFToken": CSRF, "Cookie": f"sessionid={session}; csrftoken={CSRF}"}
            try:
                connection.request("POST", path, body.encode(), headers)
                answer = connection.getresponse()
                text = answer.read().decode("utf-8", "replace")
                if answer.status < 500:
                    return answer.status, answer.headers.get("Location") or text
            except (OSError, http.client.HTTPException):
                pass
            finally:
                connection.close()
            with self._lock:
                self.outcome.sent_again += 1
            time.sleep(0.2)
        raise RuntimeError(f"{path} was never taken")

    def _list_versions(self, attempt: str) -> list:
        from assessments import api as assessments
        from assessments.models import Attempt

        form = Attempt.objects.get(uuid=attempt).form
        return [assessments.get_question_version(version_id=place["version"]) for place in form]

    def _run_out(self, attempt: str) -> None:
        from django.utils import timezone

        from assessments.models import Attempt

        past = timezone.now() - timedelta(seconds=1)
        Attempt.objects.filter(uuid=attempt, closed_at__isnull=True).update(due_at=past)

    def _wait_for_the_sweeper(self) -> None:
        """One more test is left without a look: only the worker can end it."""
        from django.utils import timezone

        from assessments import api as assessments
        from assessments.models import Attempt
        from people.models import Newcomer

        taker, at = assessments.Taker(Newcomer.objects.order_by("pk")[0]), timezone.now()
        sitting = assessments.start_attempt(
            taker=taker, code="mo-mock-timed", language="nl", regime="flanders", on=at.date(), at=at
        )
        self._run_out(str(sitting.uuid))
        end = time.monotonic() + 90
        while time.monotonic() < end and Attempt.objects.filter(uuid=sitting.uuid, closed_at__isnull=True).exists():
            time.sleep(0.5)

    def _judge(self) -> None:
        from assessments.domain.presenting import score_response
        from assessments.models import Attempt, AttemptAnswer, AttemptResult

        stuck = Attempt.objects.filter(closed_at__isnull=True).count()
        if stuck:
            self._note(f"{stuck} tests are stuck")
        results = Counter(AttemptResult.objects.values_list("attempt__uuid", flat=True))
        for row in Attempt.objects.all():
            attempt, told = str(row.uuid), self.journal.get(str(row.uuid), {})
            if results[row.uuid] != 1:
                self._note(f"{attempt}: {results[row.uuid]} results")
            stored = {
                (number, revision): response
                for number, revision, response in AttemptAnswer.objects.filter(attempt=row).values_list(
                    "number", "revision", "response"
                )
            }
            known = {(number, revision): said for number, all_ in told.items() for revision, said in all_.items()}
            if lost := [place for place, said in known.items() if stored.get(place) != said]:
                self._note(f"{attempt}: {len(lost)} acknowledged answers are lost")
            if more := set(stored) - set(known):
                self._note(f"{attempt}: {len(more)} answers are there twice or were never sent")
            last = {number: all_[max(all_)] for number, all_ in told.items()}
            right = sum(
                score_response(version=version, response=last[number]).is_correct
                for number, version in enumerate(self._list_versions(attempt), start=1)
                if number in last
            )
            result = AttemptResult.objects.filter(attempt=row).first()
            if result and sum(section["correct"] for section in result.sections.values()) != right:
                self._note(f"{attempt}: the result is not that of the journal")
            self.outcome.by_time += row.ended_by == "time"
        if self.outcome.by_time < len(self.left):
            self._note(f"{len(self.left)} tests were left, {self.outcome.by_time} ended by the clock")

    def _note(self, problem: str) -> None:
        with self._lock:
            self.outcome.problems.append(problem)


def _again[T](look: Callable[[], T]) -> T:
    """What the trial itself reads while the database dies."""
    from django.db import Error, close_old_connections, connection

    end = time.monotonic() + PATIENCE
    while True:
        try:
            return look()
        except Error:
            if time.monotonic() > end:
                raise
            connection.close()
            close_old_connections()
            time.sleep(0.2)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sessions", type=int, default=200)
    parser.add_argument("--takers", type=int, default=6, help="who sit tests at the same time")
    parser.add_argument("--think", type=float, default=0.25, help="seconds between two answers of a taker, on average")
    parser.add_argument("--kills", type=int, default=60)
    parser.add_argument("--own-database", action="store_true", help="a PostgreSQL of its own, which is killed too")
    parser.add_argument("--no-worker", action="store_true")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="mo-soak-") as folder:
        os.environ |= {"VAR_DIR": folder, "DJANGO_SETTINGS_MODULE": "mo_platform.settings.dev"}
        database = OwnDatabase(Path(folder)) if arguments.own_database else None
        if database is not None:
            database.start()
            os.environ["DATABASE_URL"] = database.url
        try:
            import django

            django.setup()
            trial = Trial(
                takers=arguments.takers,
                sessions=arguments.sessions,
                think=arguments.think,
                seed=arguments.seed,
                var=Path(folder),
                database=database,
            )
            outcome = trial.run(kills=arguments.kills, with_worker=not arguments.no_worker)
        finally:
            if database is not None:
                database.kill()
        if outcome.problems:
            print((Path(folder) / "web.log").read_text(errors="replace")[-100_000:], file=sys.stderr)
    outcome.problems = outcome.problems[:20]
    print(json.dumps(asdict(outcome), indent=2))
    return 1 if outcome.problems else 0


if __name__ == "__main__":
    sys.exit(main())
