"""What can go wrong with questions. `code` is stable, for programs; the message is for a person."""

from core.errors import DomainError


class InvalidQuestion(DomainError):
    """The question cannot be published as it is: its key or its texts contradict each other."""

    code = "invalid_question"


class InvalidResponse(DomainError):
    """The response is not one this question can get. Nothing was scored."""

    code = "invalid_response"


class UnknownVersion(DomainError):
    """No question version has this id."""

    code = "unknown_version"


class MissingText(DomainError):
    """The question does not exist in the language asked for. The caller decides what to offer instead, and says so."""

    code = "missing_text"
