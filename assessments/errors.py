"""What can go wrong with questions. `code` is stable, for programs; the message is for a person."""

from collections.abc import Mapping
from typing import Any

from core.errors import DomainError, NotAllowed


class InvalidQuestion(DomainError):
    """The question cannot be published as it is: its key or its texts contradict each other."""

    code = "invalid_question"


class InvalidCluster(DomainError):
    """What the questions of a cluster shall share cannot be published as it is."""

    code = "invalid_cluster"


class InvalidResponse(DomainError):
    """The response is not one this question can get. Nothing was scored."""

    code = "invalid_response"


class UnknownVersion(DomainError):
    """No question version has this id."""

    code = "unknown_version"


class InvalidCorrection(DomainError):
    """The key cannot be corrected so. `code`: `bad_key`, `nothing_changes`, `no_reason` or `not_of_a_bank`."""

    code = "invalid_correction"


class UnknownBlueprint(NotAllowed):
    """No test has this code, none that holds today, or none that is for the one who asks: all the same."""

    code = "unknown_blueprint"


class BankCannotFill(DomainError):
    """The bank has too few questions in this language for this test."""

    code = "bank_cannot_fill"


class UnknownAttempt(DomainError):
    """This person sits no such test. Another person's answers the same."""

    code = "unknown_attempt"


class AttemptClosed(DomainError):
    """The test was handed in, or its time is over. Nothing was stored."""

    code = "attempt_closed"


class AttemptPaused(DomainError):
    """She takes a break: first the test goes on, then she answers."""

    code = "attempt_paused"


class AnswerStands(DomainError):
    """In this test an answer is explained when it is given, and the first one stands. Nothing was stored."""

    code = "answer_stands"


class AnswerChanged(DomainError):
    """Another window has stored another answer since this one was shown. Nothing was stored.

    `revision` and `response`: what stands there now.
    """

    code = "answer_changed"

    def __init__(self, *, revision: int, response: Mapping[str, Any] | None) -> None:
        super().__init__(str(revision))
        self.revision, self.response = revision, response


class MissingText(DomainError):
    """The question does not exist in the language asked for. The caller decides what to offer instead, and says so."""

    code = "missing_text"


class UnknownQuestion(NotAllowed):
    """There is no such question in a bank that one may work on. Another organisation's answers the same."""

    code = "unknown_question"


class CopyChanged(DomainError):
    """Somebody else saved the question since this page was opened. Nothing was stored."""

    code = "copy_changed"


class StepRefused(DomainError):
    """The question cannot go this way from where it stands; the message says why."""

    code = "step_refused"
