"""Simulated people and their phones: what is done is queued as js/phone.js queues it, and leaves over a line that breaks."""

import json
import random
import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from tests.soak.web import EVENTS, Line

MOST, BYTES = 20, 6000  # of a batch, as in js/phone.js
SKEW = timedelta(hours=26)
TRIES = 60  # of one batch; more often than that is a server that does not take it


@dataclass
class Person:
    """A newcomer and what is known of her events, by id: `acknowledged`, or `unsure`: all of it went out, no answer came."""

    newcomer: Any
    care: float  # the share of a lesson's steps that she does
    acknowledged: dict[str, dict] = field(default_factory=dict)
    unsure: dict[str, dict] = field(default_factory=dict)
    lost: int = 0  # went down with a phone, never sent

    @property
    def uuid(self) -> str:
        return str(self.newcomer.uuid)


@dataclass
class Counts:
    """What happened, added up by several threads."""

    counter: Counter = field(default_factory=Counter)
    problems: list[str] = field(default_factory=list)
    _lock: Any = field(default_factory=threading.Lock)

    def add(self, what: str, number: int = 1) -> None:
        with self._lock:
            self.counter[what] += number

    def note(self, problem: str) -> None:
        with self._lock:
            self.problems.append(problem)


class Phone:
    """A phone of one or several people: its clock, its queue, and who is signed in."""

    def __init__(
        self, line: Line, *, chance: random.Random, counts: Counts, sign_in: Callable[[Person], str], trouble: float
    ) -> None:
        self._line, self._chance, self._counts, self._sign_in = line, chance, counts, sign_in
        self.trouble = trouble  # the share of what is sent that goes wrong
        self.queue: list[tuple[Person, dict]] = []
        self.person: Person | None = None
        self._session = ""
        self._set_clock()

    def _set_clock(self) -> None:
        self.skew = self._chance.choice((-1, 1)) * self._chance.uniform(0.3, 1) * SKEW

    def do(self, event: dict, *, at: datetime) -> None:
        """She does something; the phone's clock says when."""
        assert self.person is not None, "somebody is signed in"
        event |= {
            "id": str(UUID(int=self._chance.getrandbits(128), version=4)),
            "occurred_at": (at + self.skew).isoformat(),
        }
        self.queue.append((self.person, event))

    def take(self, person: Person) -> None:
        """Somebody takes the phone: who was signed in before is out, and what she left waits for her."""
        if self.person is person:
            return
        if self.person is not None:
            self.sign_out()
        self.person, self._session = person, self._sign_in(person)
        self._send_as_the_wrong_one()

    def sign_out(self) -> None:
        """The session ends on the server; what is sent with it afterwards is refused."""
        status, _answer = self._line.post("/nl/sign-out/", "", self._session, kind="application/x-www-form-urlencoded")
        self._expect(status == 302, f"{status} when signing out")
        self._counts.add("sign_outs")
        if waiting := [event for owner, event in self.queue if owner is self.person]:
            self._refused(self.person, waiting, {401: "sign_in"})
        self.person = None

    def _send_as_the_wrong_one(self) -> None:
        for owner, event in self.queue:
            if owner is not self.person:
                return self._refused(owner, [event], {403: "other_person"})

    def _refused(self, owner: Person, events: list[dict], expected: dict[int, str]) -> None:
        status, answer = self._line.post(EVENTS, _write(owner, events[:MOST]), self._session)
        code = answer.get("error", {}).get("code")
        self._expect(expected.get(status) == code, f"{status} {code} instead of {expected}")
        self._counts.add("refused")

    def die(self) -> None:
        """The app is installed anew: what was not acknowledged is gone, and so is the session; the clock is another."""
        for owner, event in self.queue:
            owner.lost += event["id"] not in {**owner.acknowledged, **owner.unsure}
        self.queue, self.person = [], None
        self._set_clock()
        self._counts.add("reinstalls")

    def send(self) -> None:
        """Everything of hers, batch after batch, each again until it is acknowledged."""
        if self._chance.random() < 0.4:
            self._chance.shuffle(self.queue)
        tries = 0
        while batch := self._choose_batch():
            tries += 1
            if tries > TRIES + len(batch):
                return self._counts.note(f"{self.person.uuid}: a good batch is not taken")
            luck = self._chance.random() / self.trouble if self.trouble else 1.0
            if luck < 0.5:
                self._break_off(batch, share=self._chance.choice([tenth / 10 for tenth in range(1, 10)]))
            elif luck < 0.75:
                self._break_off(batch, share=1.0)
            elif luck < 1.0:
                self._send_from_two_tabs(batch)
                tries = 0
            else:
                self._post(batch)
                tries = 0

    def _choose_batch(self) -> list[dict]:
        """Hers, in the order of the queue; now and then as much as the server takes, as another program would send it."""
        hers = [event for owner, event in self.queue if owner is self.person]
        if self._chance.random() < 0.05:
            return hers[:500]
        size, batch = 0, []
        for event in hers[:MOST]:
            size += len(json.dumps(event))
            if batch and size > BYTES:
                break
            batch.append(event)
        return batch

    def _break_off(self, batch: list[dict], *, share: float) -> None:
        status = self._line.break_off(EVENTS, _write(self.person, batch), self._session, share=share)
        self._counts.add("requests")
        self._counts.add("broken_off")
        if share >= 1:
            known = self.person.acknowledged if status == 200 else self.person.unsure
            known |= {event["id"]: event for event in batch}

    def _send_from_two_tabs(self, batch: list[dict]) -> None:
        """Two pages of a browser that knows no locks: partly the same events, in another order, at the same moment."""
        more = [event for owner, event in self.queue if owner is self.person][: 2 * MOST]
        other = self._chance.sample(more, len(more))
        tabs = [threading.Thread(target=self._post, args=[events]) for events in (batch, other)]
        for tab in tabs:
            tab.start()
        for tab in tabs:
            tab.join()
        self._counts.add("from_two_tabs")

    def _post(self, batch: list[dict]) -> None:
        try:
            status, answer = self._line.post(EVENTS, _write(self.person, batch), self._session)
        except OSError as problem:
            return self._counts.note(f"{self.person.uuid}: {problem!r}")
        self._counts.add("requests")
        if status == 503:  # a server that is busy says so, and takes it later
            return self._counts.add("busy")
        if not self._expect(status == 200, f"{status} for a good batch: {answer}"):
            return None
        results = {result["id"]: result["status"] for result in answer["results"]}
        self._expect(set(results.values()) <= {"stored", "duplicate"}, f"{set(results.values())} for good events")
        self._counts.add("stored", sum(status == "stored" for status in results.values()))
        self._counts.add("duplicates", sum(status == "duplicate" for status in results.values()))
        self.person.acknowledged |= {event["id"]: event for event in batch if event["id"] in results}
        self.queue = [(owner, event) for owner, event in self.queue if event["id"] not in results]

    def _expect(self, is_so: bool, problem: str) -> bool:
        if not is_so:
            self._counts.note(problem)
        return is_so


def _write(owner: Person, events: list[dict]) -> str:
    return json.dumps({"newcomer": owner.uuid, "events": events})
