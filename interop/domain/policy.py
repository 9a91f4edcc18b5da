"""What follows from a try. Pure: numbers in, a verdict out; chance is passed in."""

from dataclasses import dataclass
from datetime import timedelta

from ..enums import TryError

#: One try: connection and answer together. The claim is longer, so that a slow try is not taken over.
TRY_SECONDS = 10.0
CLAIM = timedelta(seconds=20)
#: A wake-up that was not followed in this time is lost (its worker died); the sweeper sends another.
WAKE_AGAIN = timedelta(seconds=10)

FIRST_WAIT = 2.0
LONGEST_WAIT = 6 * 3600.0
MOST_TRIES = 12  # a good day and a half with the waits above
MOST_TRIES_OF_A_REFUSED_BODY = 3
LONGEST_RETRY_AFTER = 3600.0

RESTS_AFTER = 3  # failed tries in a row
LONGEST_REST = 60.0

#: The receiver read the message and says the message itself is wrong: the same bytes will hardly do better.
BODY_REFUSED = frozenset({400, 406, 413, 415, 422})
GONE = 410


@dataclass(frozen=True, slots=True)
class Attempt:
    """How a try ended: a status code, or the kind of error. `retry_after` in seconds when the receiver asked for it."""

    status_code: int | None = None
    error: str = ""
    duration_ms: int = 0
    retry_after: float | None = None

    @property
    def is_delivered(self) -> bool:
        return self.status_code is not None and 200 <= self.status_code < 300

    @property
    def is_receivers_trouble(self) -> bool:
        """True when the receiver, not this message, is the trouble: it then rests for a while."""
        return not self.is_delivered and self.status_code not in BODY_REFUSED and self.error != TryError.FAULT


@dataclass(frozen=True, slots=True)
class Verdict:
    """One of: delivered, park, pause the receiver, or try again after `wait`."""

    is_delivered: bool = False
    parks: bool = False
    pauses_receiver: bool = False
    wait: timedelta = timedelta()


def judge(attempt: Attempt, *, attempts: int, chance: float) -> Verdict:
    """What to do after the `attempts`-th try (1 is the first); `chance` in [0, 1) spreads the waits."""
    if attempt.is_delivered:
        return Verdict(is_delivered=True)
    if attempt.status_code == GONE:
        return Verdict(pauses_receiver=True)
    most = MOST_TRIES_OF_A_REFUSED_BODY if attempt.status_code in BODY_REFUSED else MOST_TRIES
    if attempts >= most:
        return Verdict(parks=True)
    wait = min(FIRST_WAIT * 4.0 ** (attempts - 1), LONGEST_WAIT) * (0.75 + 0.5 * chance)
    if attempt.retry_after is not None:
        wait = max(wait, min(attempt.retry_after, LONGEST_RETRY_AFTER))
    return Verdict(wait=timedelta(seconds=wait))


def rest_after(failures: int) -> timedelta | None:
    """How long a receiver rests after so many failed tries in a row; None when it need not."""
    if failures < RESTS_AFTER:
        return None
    return timedelta(seconds=min(2.0 ** (failures - RESTS_AFTER + 1), LONGEST_REST))
