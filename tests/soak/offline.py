"""The long trial of learners without a connection, with nothing pretended but the people.

A hundred of them study for three days of up to two hundred events each, on phones whose clocks are wrong by up to 26 hours,
some of them with another person's; phones are installed anew, people sign out, the line breaks within batches, batches come
shuffled, twice and from two tabs. A real server takes what arrives. At the end it has exactly what was acknowledged, each
event once and by the right person; what it says of every lesson is what a small model finds in those events.

    python -m tests.soak.offline --learners 100 --seed 7

Runs on DATABASE_URL (SQLite by default) and, where that is PostgreSQL and REDIS_URL is set, under the settings of production.
"""

import argparse
import json
import os
import random
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from tests.soak.phones import Counts, Person, Phone
from tests.soak.web import Line, Web

KINDS = ("single", "multiple", "true_false", "order", "match")
DAYS = 3
TOLERANCE = timedelta(minutes=5)  # a clock that is further ahead than this is marked


@dataclass
class Outcome:
    """What the trial found; `problems` must be empty. `unsure`: stored without the phone ever hearing of it, and then lost."""

    seed: int
    seconds: float = 0.0
    events: int = 0
    unsure: int = 0
    lost: int = 0
    completions: int = 0
    counts: dict[str, int] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)


class Trial:
    """Households of one to three people, each with a phone of her own, and one that all of them use. Needs content in the
    database, and a server that answers at `line`."""

    def __init__(self, *, line: Line, learners: int, events_a_day: int, seed: int, trouble: float = 0.3) -> None:
        self.line, self.events_a_day, self.seed, self.trouble = line, events_a_day, seed, trouble
        self.counts = Counts()
        self._make_content()
        self.households = self._make_households(learners)

    def run(self, *, at_once: int = 4) -> Outcome:
        began = datetime.now(UTC)
        with ThreadPoolExecutor(max_workers=at_once) as pool:
            list(pool.map(self._live, range(len(self.households))))
        ended = datetime.now(UTC)
        outcome = Outcome(seed=self.seed, seconds=round((ended - began).total_seconds(), 1))
        return Judge(self, outcome, receipt=(began, ended)).judge()

    def _make_content(self) -> None:
        from tests.progress.factories import blocks_of, make_module, questions_of

        modules = [make_module(lessons_wanted=2, kinds=KINDS, title=title) for title in ("Wonen", "Werk")]
        self.lessons = {
            page.translation_key: page.specific for module in modules for page in module.get_children().order_by("path")
        }
        self.modules = {m.translation_key: [page.translation_key for page in m.get_children()] for m in modules}
        self.questions = {key: questions_of(lesson) for key, lesson in self.lessons.items()}
        self.blocks = {key: blocks_of(lesson) for key, lesson in self.lessons.items()}

    def _make_households(self, learners: int) -> list[list[Person]]:
        from tests.factories import make_newcomer

        chance, households = random.Random(self.seed), []
        first = make_newcomer()
        others = (make_newcomer(case_worker=first.registered_by, first_name=f"N{n}") for n in range(learners - 1))
        people = [Person(newcomer, care=chance.uniform(0.3, 1)) for newcomer in (first, *others)]
        while people:
            size = chance.choice((1, 2, 2, 3))
            households.append(people[:size])
            people = people[size:]
        return households

    def _live(self, index: int) -> None:
        """Three days of one household, and what is left to send at their end."""
        from django.db import connections

        chance = random.Random(f"{self.seed}-{index}")
        people = self.households[index]
        phones = [
            Phone(self.line, chance=chance, counts=self.counts, sign_in=self._sign_in, trouble=self.trouble)
            for _ in range(len(people) + 1)
        ]
        try:
            for day in range(DAYS):
                morning = datetime.now(UTC) - timedelta(days=DAYS - day - 0.5)
                for person, own in zip(people, phones, strict=False):
                    self._study(person, chance.choice((own, own, phones[-1])), morning, chance)
            for phone in phones:
                for person in {owner.uuid: owner for owner, _event in phone.queue}.values():
                    phone.take(person)
                    phone.send()
        except Exception as problem:
            self.counts.note(f"household {index}: {problem!r}")
        finally:
            connections.close_all()

    def _study(self, person: Person, phone: Phone, morning: datetime, chance: random.Random) -> None:
        """One day of hers; sometimes there is a line in the evening, sometimes she signs out, sometimes the phone dies."""
        phone.take(person)
        steps = self._steps(person, chance)
        for number in range(chance.randint(0, self.events_a_day)):
            phone.do(next(steps), at=morning + timedelta(minutes=7 * number))
        if chance.random() < 0.4:
            phone.send()
        if chance.random() < 0.1:
            return phone.die()
        if chance.random() < 0.2:
            phone.sign_out()

    def _steps(self, person: Person, chance: random.Random) -> Iterator[dict]:
        """What she does, lesson after lesson, without an end."""
        from tests.progress.factories import answered, finished, opened, seen, ticked

        while True:
            lesson = self.lessons[chance.choice(list(self.lessons))]
            key, language = lesson.translation_key, {"language": chance.choice(("nl", "ar"))}
            checklist = next(str(block.id) for block in lesson.body if block.block_type == "checklist")
            steps = [opened(lesson, **language)]
            steps += [seen(lesson, block, **language) for block in self.blocks[key]]
            steps += [
                answered(lesson, version, right=chance.random() < 0.6, **language) for version in self.questions[key]
            ]
            steps += [
                ticked(lesson, checklist, item=item, checked=chance.random() < 0.7, **language) for item in ("a", "b")
            ]
            steps.append(finished(lesson, **language))
            yield from (step for step in steps if chance.random() < person.care)

    def _sign_in(self, person: Person) -> str:
        from django.conf import settings
        from django.test import Client

        from tests.signing_in import sign_in_as_newcomer

        self.counts.add("sign_ins")
        return sign_in_as_newcomer(Client(), person.newcomer).cookies[settings.SESSION_COOKIE_NAME].value


class Judge:
    """What the server has, against what the phones know."""

    def __init__(self, trial: Trial, outcome: Outcome, *, receipt: tuple[datetime, datetime]) -> None:
        from tests.progress.factories import wrong_response

        versions = [version for several in trial.questions.values() for version in several]
        self.wrong = {str(version.uuid): wrong_response(version) for version in versions}
        self.trial, self.outcome, self.receipt = trial, outcome, receipt
        self.outcome.problems += trial.counts.problems
        self.outcome.counts = dict(sorted(trial.counts.counter.items()))

    def judge(self) -> Outcome:
        from progress.models import Event

        people = [person for household in self.trial.households for person in household]
        for person in people:
            self._judge_person(person)
        if (number := Event.objects.count()) != self.outcome.events:
            self._note(f"{number - self.outcome.events} events of nobody here")
        if (stored := self.outcome.counts.get("stored", 0)) > self.outcome.events:
            self._note(f"{stored} times an event was called new, for {self.outcome.events} events")
        return self.outcome

    def _judge_person(self, person: Person) -> None:
        from progress.models import Event

        rows = list(Event.objects.filter(newcomer=person.newcomer).select_related("answer__version").order_by("pk"))
        stored = {str(row.event_id): _as_sent(row) for row in rows}
        must = {key: _as_claimed(event) for key, event in person.acknowledged.items()}
        may = {key: _as_claimed(event) for key, event in person.unsure.items() if key not in must}
        if len(rows) != len(stored):
            self._note(f"{person.uuid}: an event is there twice")
        if missing := set(must) - set(stored):
            self._note(f"{person.uuid}: {len(missing)} acknowledged events are missing")
        if more := set(stored) - set(must) - set(may):
            self._note(f"{person.uuid}: {len(more)} events that were never sent as hers")
        if other := [key for key, event in stored.items() if event != {**may, **must}.get(key, event)]:
            self._note(f"{person.uuid}: {len(other)} events are not what was done")
        for row in rows:
            self._judge_clock(row)
        for key in self.trial.lessons:
            self._judge_lesson(person, key, [row for row in rows if row.lesson_key == key])
        self._judge_modules(person)
        self.outcome.events += len(rows)
        self.outcome.unsure += len(set(stored) - set(must))
        self.outcome.lost += person.lost

    def _judge_clock(self, row) -> None:
        """The claim is kept beside the receipt; what counts is the claim, and never later than the receipt."""
        is_ahead = row.claimed_at > row.received_at + TOLERANCE
        if not self.receipt[0] <= row.received_at <= self.receipt[1]:
            self._note(f"{row}: received at {row.received_at}")
        if row.occurred_at != min(row.claimed_at, row.received_at) or row.clock_flag != ("future" if is_ahead else ""):
            self._note(f"{row}: claimed {row.claimed_at}, counts as {row.occurred_at} {row.clock_flag}")

    def _judge_lesson(self, person: Person, key, rows: list) -> None:
        from progress import api as progress
        from progress.models import Completion
        from tests.progress import model

        events = [_as_sent(row) | {"occurred_at": row.occurred_at} for row in rows]
        state = progress.get_lesson_state(newcomer=person.newcomer, lesson_key=key)
        if model.read(state) != model.add_up(events, is_right=self._is_right):
            self._note(f"{person.uuid}: lesson {key} is not the sum of its events")
        completion = Completion.objects.filter(newcomer=person.newcomer, kind="lesson", key=key).first()
        if completion is None:
            if self._find_completion(key, events) is not None:
                self._note(f"{person.uuid}: lesson {key} is complete, and nobody said so")
            return
        # Complete with the very request that brought the last of it, at the moment that the events until then give.
        of_request = [n for n, row in enumerate(rows) if row.received_at == completion.received_at]
        before, until = events[: min(of_request)], events[: max(of_request) + 1]
        if (
            self._find_completion(key, before) is not None
            or self._find_completion(key, until) != completion.completed_at
        ):
            self._note(f"{person.uuid}: lesson {key} was completed at {completion.completed_at}")

    def _find_completion(self, key, events: list[dict]) -> Any:
        from tests.progress import model

        questions = {str(version.question.block_id) for version in self.trial.questions[key]}
        return model.find_completion(events, questions=questions, last_block=self.trial.blocks[key][-1])

    def _is_right(self, event: dict) -> bool:
        return event["response"] != self.wrong[event["version"]]

    def _judge_modules(self, person: Person) -> None:
        from progress.models import Completion

        rows = Completion.objects.filter(newcomer=person.newcomer)
        done = {(row.kind, row.key): row.completed_at for row in rows}
        self.outcome.completions += len(done)
        for key, lessons in self.trial.modules.items():
            moments = [done.get(("lesson", lesson)) for lesson in lessons]
            if done.get(("module", key)) != (max(moments) if all(moments) else None):
                self._note(f"{person.uuid}: module {key} was completed at {done.get(('module', key))}")

    def _note(self, problem: str) -> None:
        self.outcome.problems.append(problem)


def _as_sent(row) -> dict:
    """An event of the database as a phone would tell it."""
    event = {
        "id": str(row.event_id),
        "type": row.type,
        "lesson": str(row.lesson_key),
        "language": row.language,
        "occurred_at": row.claimed_at,
        **row.data,
    }
    if row.block_id:
        event["block"] = str(row.block_id)
    if row.type == "question.answered":
        event |= {"version": str(row.answer.version.uuid), "response": row.answer.response}
    return event


def _as_claimed(event: dict) -> dict:
    return event | {"occurred_at": datetime.fromisoformat(event["occurred_at"])}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--learners", type=int, default=100)
    parser.add_argument("--events-a-day", type=int, default=200, help="at most, for each learner")
    parser.add_argument("--seed", type=int, default=None, help="of an earlier run, to take the same choices again")
    arguments = parser.parse_args()
    seed = random.SystemRandom().randrange(1_000_000) if arguments.seed is None else arguments.seed
    print(f"seed {seed}", flush=True)
    with tempfile.TemporaryDirectory(prefix="mo-soak-") as folder:
        is_production = _choose_settings(folder)
        import django

        django.setup()
        from django.core.cache import cache
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        call_command("collectstatic", verbosity=0, interactive=False)
        call_command("load_curriculum", verbosity=0)
        cache.clear()
        web = Web(Path(folder) / "web.log", is_https=is_production)
        trial = Trial(line=web.line, learners=arguments.learners, events_a_day=arguments.events_a_day, seed=seed)
        web.start()
        try:
            outcome = trial.run()
        finally:
            web.stop()
        if outcome.problems:
            print((Path(folder) / "web.log").read_text(errors="replace")[-100_000:], file=sys.stderr)
    outcome.problems = outcome.problems[:20]
    print(json.dumps(asdict(outcome), indent=2))
    return 1 if outcome.problems else 0


def _choose_settings(folder: str) -> bool:
    """Those of production where its servers are; else those of one machine."""
    is_production = "postgres" in os.environ.get("DATABASE_URL", "") and bool(os.environ.get("REDIS_URL"))
    os.environ |= {"VAR_DIR": folder, "DJANGO_SETTINGS_MODULE": "mo_platform.settings.dev"}
    if is_production:
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "mo_platform.settings.production",
            "SECRET_KEY": "s" * 50,
            "CARD_PEPPER": "p" * 32,
            "ALLOWED_HOSTS": "127.0.0.1,testserver",
            "PUBLIC_URL": "http://127.0.0.1",
            "CELERY_BROKER_URL": os.environ.get("CELERY_BROKER_URL", "memory://"),
        }
    return is_production


if __name__ == "__main__":
    sys.exit(main())
