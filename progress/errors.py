"""What can be wrong with what was sent. `code` is stable (docs/reference/events.md); the message is for a person."""

from core.errors import DomainError


class BadEvents(DomainError):
    """The request cannot be read. Nothing of it is stored; `index` and `event_id` name the event at fault."""

    code = "not_an_object"
    http_status = 400

    def __init__(self, code: str, *, index: int | None = None, event_id: str = "", detail: str = "") -> None:
        super().__init__(detail or code, code=code)
        self.index = index
        self.event_id = event_id
        self.detail = detail


class UnknownTarget(BadEvents):
    """The request can be read, but speaks of a lesson, block, version or answer that does not exist. Nothing is stored."""

    http_status = 422


class UnknownPractice(DomainError):
    """There is no such set of practice questions of this person, or no such place in it."""

    code = "unknown_practice"


class NoQuestions(DomainError):
    """There is nothing to practise with."""

    code = "no_questions"


class UnknownAssignment(DomainError):
    """This person was not asked to practise that."""

    code = "unknown_assignment"


class AssignmentWithdrawn(DomainError):
    """What she was asked to practise is not asked any more."""

    code = "assignment_withdrawn"
