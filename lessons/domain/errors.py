"""What can go wrong with lessons. `code` is stable; the message is for a person."""

from core.api import DomainError


class UnknownLesson(DomainError):
    """No published lesson (or module) has this key."""

    code = "unknown_lesson"


class PublishRefused(DomainError):
    """The page may not go live as it is: `dutch_not_live`, `untranslated`, `bad_question`."""

    code = "publish_refused"
