"""The long trial of the events' address, with nothing pretended.

A real web server that is killed without warning again and again. Every newcomer sends from several tabs at once: the same
batch from each, shuffled, until it is acknowledged. Between them come batches that must be refused. At the end everything
that was acknowledged is there once, answers are numbered without a gap, and each summary is the sum of its events.

    python -m tests.soak.events --seconds 300

Runs on DATABASE_URL (SQLite by default), with its own data in a temporary folder.
"""

import argparse
import contextlib
import http.client
import json
import os
import random
import sys
import tempfile
import threading
import time
from collections import Counter
from dataclasses import asdict, dataclass, field
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

from tests.soak.web import EVENTS, Web

KINDS = ("single", "true_false", "order")
TABS = 3
PATIENCE = 60.0  # seconds in which a batch must be taken, kills included


@dataclass
class Outcome:
    """What the trial found; `problems` must be empty."""

    events: int = 0
    batches: int = 0
    sent_again: int = 0  # the server died before it answered
    refused: int = 0
    completions: int = 0
    kills: int = 0
    problems: list[str] = field(default_factory=list)


@dataclass
class Learner:
    """A newcomer with her session. `sent` are the ids of all events that were acknowledged."""

    newcomer: object
    session: str
    sent: set[str] = field(default_factory=set)
    stored: Counter = field(default_factory=Counter)  # how often each id was called new


class Trial:
    """Newcomers who study at once, and a server that dies."""

    def __init__(self, *, learners: int, seed: int, var: Path) -> None:
        self.chance = random.Random(seed)
        self.outcome = Outcome()
        self.web = Web(var / "web.log")
        self._lock = threading.Lock()
        self._ended = threading.Event()
        self._fill(learners)

    def run(self, *, seconds: float, kill_every: float) -> Outcome:
        self.web.start()
        seeds = [self.chance.random() for _ in self.learners]
        students = [
            threading.Thread(target=self._study, args=[learner, random.Random(seed)])
            for learner, seed in zip(self.learners, seeds, strict=True)
        ]
        try:
            for student in students:
                student.start()
            for _ in range(max(1, int(seconds / kill_every))):
                time.sleep(kill_every)
                self.web.kill()
                self.outcome.kills += 1
                self.web.start()
            self._ended.set()
            for student in students:
                student.join(timeout=3 * PATIENCE)
        finally:
            self.web.kill()
        self._judge()
        return self.outcome

    def _fill(self, learners: int) -> None:
        from django.core.management import call_command
        from django.test import Client

        from people.models import Newcomer
        from tests.factories import NOW, make_newcomer
        from tests.progress.factories import make_module, questions_of
        from tests.signing_in import sign_in_as_newcomer

        call_command("migrate", verbosity=0)
        call_command("collectstatic", verbosity=0, interactive=False)
        call_command("load_curriculum", verbosity=0)
        module = make_module(lessons_wanted=2, kinds=KINDS)
        self.lessons = [page.specific for page in module.get_children()]
        self.questions = {lesson.pk: questions_of(lesson) for lesson in self.lessons}
        first = make_newcomer(at=NOW)
        for index in range(learners - 1):
            make_newcomer(case_worker=first.registered_by, first_name=f"Newcomer {index}", at=NOW)
        self.learners = []
        for newcomer in Newcomer.objects.order_by("pk"):
            client = sign_in_as_newcomer(Client(), newcomer)
            self.learners.append(Learner(newcomer, client.cookies["sessionid"].value))

    def _study(self, learner: Learner, chance: random.Random) -> None:
        """Batch after batch, each from all tabs at once; the first round walks through the lessons to their end."""
        try:
            for lesson in self.lessons:
                self._send_from_every_tab(learner, self._walk(lesson, chance), chance)
            while not self._ended.is_set():
                self._send_from_every_tab(learner, self._some_more(chance), chance)
                self._try_what_must_be_refused(learner, chance)
        except Exception as trouble:
            self._note(f"{learner.newcomer.pk}: {trouble!r}")
        finally:
            from django.db import connection

            connection.close()

    def _walk(self, lesson, chance: random.Random) -> list[dict]:
        from django.utils import timezone

        from tests.progress.factories import walk_through

        return walk_through(lesson, start=timezone.now() - timedelta(hours=2), right=chance.random() < 0.5)

    def _some_more(self, chance: random.Random) -> list[dict]:
        from django.utils import timezone

        from tests.progress.factories import answered, opened

        events = []
        for _ in range(chance.choice((1, 1, 1, 5, 20))):
            lesson, at = chance.choice(self.lessons), timezone.now() - timedelta(seconds=chance.random() * 3600)
            version = chance.choice(self.questions[lesson.pk])
            answer = answered(lesson, version, right=chance.random() < 0.5, at=at)
            events.append(answer if chance.random() < 0.8 else opened(lesson, at=at))
        return events

    def _send_from_every_tab(self, learner: Learner, events: list[dict], chance: random.Random) -> None:
        """Returns when each tab was told that all of it is stored."""
        orders = [events, *(chance.sample(events, len(events)) for _ in range(TABS - 1))]
        tabs = [threading.Thread(target=self._send, args=[learner, order]) for order in orders]
        for tab in tabs:
            tab.start()
        for tab in tabs:
            tab.join()

    def _send(self, learner: Learner, events: list[dict]) -> None:
        """Until it is acknowledged, as a phone does."""
        body, end = json.dumps({"events": events}), time.monotonic() + PATIENCE
        while time.monotonic() < end:
            try:
                status, answer = self.web.line.post(EVENTS, body, learner.session)
            except (OSError, http.client.HTTPException, ValueError):  # ValueError: it died within its answer
                with self._lock:
                    self.outcome.sent_again += 1
                time.sleep(0.1)
                continue
            if status != 200:
                return self._note(f"{status} for a good batch: {answer}")
            return self._acknowledge(learner, answer["results"])
        return self._note("a good batch was never taken")

    def _acknowledge(self, learner: Learner, results: list[dict]) -> None:
        with self._lock:
            self.outcome.batches += 1
            for result in results:
                learner.sent.add(result["id"])
                learner.stored[result["id"]] += result["status"] == "stored"
                if result["status"] not in ("stored", "duplicate"):
                    self.outcome.problems.append(f"{result['status']} for a good event")

    def _try_what_must_be_refused(self, learner: Learner, chance: random.Random) -> None:
        """Something malformed, forged or foreign beside one good event: a clear 4xx, and the good one is not stored."""
        from tests.progress.factories import answered, opened

        lesson = self.lessons[0]
        answer = answered(lesson, self.questions[lesson.pk][0])
        bad = [
            {"events": [opened(lesson), answer | {"is_correct": True, "points": 99}]},
            {"events": [opened(lesson), opened(uuid4())]},
            {"events": [opened(lesson), answer | {"version": str(uuid4())}]},
            {"events": [opened(lesson), answer | {"occurred_at": "yesterday"}]},
            {"events": [opened(lesson)], "newcomer": str(uuid4())},
            {"events": [opened(lesson)] * 501},
        ]
        body = json.dumps(chance.choice(bad))
        with contextlib.suppress(OSError, http.client.HTTPException, ValueError):
            status, answer = self.web.line.post(EVENTS, body, learner.session)
            if not 400 <= status < 500 or not answer["error"]["code"]:
                self._note(f"{status} for a bad batch: {answer}")
            with self._lock:
                self.outcome.refused += 1

    def _note(self, problem: str) -> None:
        with self._lock:
            self.outcome.problems.append(problem)

    def _judge(self) -> None:
        for learner in self.learners:
            self._judge_one(learner)

    def _judge_one(self, learner: Learner) -> None:
        from plans.models import Evidence
        from progress.models import Answer, Completion, Event, LessonProgress

        who = learner.newcomer
        events = [str(one) for one in Event.objects.filter(newcomer=who).values_list("event_id", flat=True)]
        if Counter(events) != Counter(learner.sent):
            lost, more = learner.sent - set(events), set(events) - learner.sent
            self._note(f"{who.pk}: {len(lost)} acknowledged events are missing, {len(more)} others are there")
        if twice := [one for one, times in learner.stored.items() if times > 1]:
            self._note(f"{who.pk}: {len(twice)} events were called new more than once")
        numbers: dict[int, list[int]] = {}
        for question, number in Answer.objects.filter(newcomer=who).values_list("question_id", "number"):
            numbers.setdefault(question, []).append(number)
        if any(sorted(several) != list(range(1, len(several) + 1)) for several in numbers.values()):
            self._note(f"{who.pk}: answers are not numbered 1, 2, 3 …")
        kinds = sorted(Completion.objects.filter(newcomer=who).values_list("kind", flat=True))
        if kinds != ["lesson", "lesson", "module"]:
            self._note(f"{who.pk}: completed {kinds}")
        if (evidence := Evidence.objects.filter(plan__newcomer=who).count()) != 1:
            self._note(f"{who.pk}: {evidence} pieces of evidence for one module")
        for row in LessonProgress.objects.filter(newcomer=who):
            self._judge_summary(row)
        self.outcome.events += len(events)
        self.outcome.completions += len(kinds)

    def _judge_summary(self, row) -> None:
        from django.forms.models import model_to_dict

        from progress.domain.rebuilding import rebuild_progress

        before = model_to_dict(row, exclude=["version"])
        rebuilt = rebuild_progress(newcomer=row.newcomer, lesson_key=row.lesson_key)
        after = model_to_dict(rebuilt, exclude=["version"])
        if before != after:
            self._note(f"{row}: the summary is not the sum of its events")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=300)
    parser.add_argument("--learners", type=int, default=6)
    parser.add_argument("--kill-every", type=float, default=10, help="seconds between two kills of the web server")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="mo-soak-") as folder:
        os.environ |= {"VAR_DIR": folder, "DJANGO_SETTINGS_MODULE": "mo_platform.settings.dev"}
        import django

        django.setup()
        trial = Trial(learners=arguments.learners, seed=arguments.seed, var=Path(folder))
        outcome = trial.run(seconds=arguments.seconds, kill_every=arguments.kill_every)
        if outcome.problems:
            print((Path(folder) / "web.log").read_text(errors="replace")[-100_000:], file=sys.stderr)
    outcome.problems = outcome.problems[:20]
    print(json.dumps(asdict(outcome), indent=2))
    return 1 if outcome.problems else 0


if __name__ == "__main__":
    sys.exit(main())
