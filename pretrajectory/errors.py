"""What can go wrong in the voortraject. `code` is stable, for programs; the message is for a person."""

from core.errors import Conflict, DomainError, NotAllowed


class BadTask(DomainError):
    """A task cannot be used as it is written."""

    code = "bad_task"


class UnknownTask(NotAllowed):
    """There is no such task, or it is not theirs."""

    code = "unknown_task"


class TaskChanged(Conflict):
    """Somebody else saved the task since it was opened."""

    code = "task_changed"


class TaskStepRefused(DomainError):
    """The task cannot go that step: `not_now`, `not_whole`, `own_work`."""

    code = "not_now"


class BadReport(DomainError):
    """What the browser sent is no report of a task. Nothing was stored."""

    code = "bad_report"


class UnknownTry(NotAllowed):
    """There is no such try, or it is somebody else's."""

    code = "unknown_try"


class ReportStands(DomainError):
    """Another report of this try was stored before."""

    code = "report_stands"


class BadScore(DomainError):
    """A score of another instrument cannot be: `code` says why (unknown_area, off_scale, day_ahead, other_scale)."""

    code = "bad_score"


class BadInstrument(DomainError):
    """An instrument cannot be written down so: `code` says why (instrument_taken, bad_scale)."""

    code = "bad_instrument"


class NothingToAdvise(DomainError):
    """No screening of hers is over, it found nothing, or no rule of advice holds."""

    code = "nothing_to_advise"
