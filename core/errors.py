"""The errors of the domain. A view turns them into a sentence for a person; their text is therefore translatable."""


class DomainError(Exception):
    """Something the rules do not allow. `code` is stable, for programs and tests; the message is for a person."""

    code = "domain_error"

    def __init__(self, message: str = "", *, code: str | None = None) -> None:
        super().__init__(message)
        if code is not None:
            self.code = code


class NotAllowed(DomainError):
    """The actor may not do this. Views answer 404, so that a foreign object looks like a missing one."""

    code = "not_allowed"


class Conflict(DomainError):
    """The thing changed meanwhile, or exists already."""

    code = "conflict"
