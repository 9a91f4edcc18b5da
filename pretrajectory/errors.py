"""What can go wrong in the voortraject. `code` is stable, for programs; the message is for a person."""

from core.errors import DomainError, NotAllowed


class BadTask(DomainError):
    """A task cannot be used as it is written."""

    code = "bad_task"


class BadReport(DomainError):
    """What the browser sent is no report of a task. Nothing was stored."""

    code = "bad_report"


class UnknownTry(NotAllowed):
    """There is no such try, or it is somebody else's."""

    code = "unknown_try"


class ReportStands(DomainError):
    """Another report of this try was stored before."""

    code = "report_stands"


class NothingToAdvise(DomainError):
    """No screening of hers is over, it found nothing, or no rule of advice holds."""

    code = "nothing_to_advise"
