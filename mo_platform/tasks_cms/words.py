"""What the pages of the tasks say about steps, states and refusals."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pretrajectory import api as pretrajectory

STEPS: dict[str, str | Promise] = {
    pretrajectory.TaskStep.WRITTEN: gettext_lazy("Written"),
    pretrajectory.TaskStep.TRANSLATED: gettext_lazy("Translated"),
    pretrajectory.TaskStep.PUBLISHED: gettext_lazy("Published"),
    pretrajectory.TaskStep.WITHDRAWN: gettext_lazy("Withdrawn"),
    pretrajectory.TaskStep.REVIVED: gettext_lazy("Brought back"),
    pretrajectory.TaskStep.DISCARDED: gettext_lazy("Changes thrown away"),
}
#: What the buttons say.
DO: dict[str, str | Promise] = {
    pretrajectory.TaskStep.PUBLISHED: gettext_lazy("Publish: newcomers get it"),
    pretrajectory.TaskStep.WITHDRAWN: gettext_lazy("Withdraw: nobody gets it any more"),
    pretrajectory.TaskStep.REVIVED: gettext_lazy("Bring back the last version"),
    pretrajectory.TaskStep.DISCARDED: gettext_lazy("Throw the changes away"),
}
STATES: dict[str, str | Promise] = {
    pretrajectory.TaskState.DRAFT: gettext_lazy("Draft"),
    pretrajectory.TaskState.GIVEN: gettext_lazy("Published"),
    pretrajectory.TaskState.CHANGED: gettext_lazy("Published, with changes that wait"),
    pretrajectory.TaskState.WITHDRAWN: gettext_lazy("Withdrawn"),
}
#: What a world finds wrong with its parameters, in the words of who wrote them.
_REFUSED: dict[str, str | Promise] = {
    "nothing hangs on this mail": gettext_lazy(
        "Nothing is attached to this e-mail. Attach a picture, or choose another."
    ),
    "a good mail does not go": gettext_lazy(
        "This e-mail is no rubbish. Tick at the e-mail that it is, or choose another."
    ),
    "the right one is not offered": gettext_lazy("This is not among what can be chosen."),
    "two pages have this address": gettext_lazy("Two pages have this address. Give each its own."),
}
_STEP_REFUSED: dict[str, str | Promise] = {
    "not_now": gettext_lazy("This task does not stand where that can be done. Look at it again."),
    "not_whole": gettext_lazy("It is not finished: look at what is still to do."),
    "own_work": gettext_lazy("You wrote this yourself: somebody else must look at it and publish it."),
}
_DOUBTS: dict[str, str | Promise] = {
    pretrajectory.Doubt.TOO_FAST: gettext_lazy("too fast for a hand"),
    pretrajectory.Doubt.TOO_LONG: gettext_lazy("too many steps"),
}


def say_refused(why: str) -> str:
    """What a world says of its parameters; of what only files can get wrong, as it stands."""
    known = _REFUSED.get(why)
    return str(known) if known else _("The little world cannot be like this (%(why)s).") % {"why": why}


def say_step_refused(code: str) -> str:
    return str(_STEP_REFUSED[code])


def say_changed() -> str:
    return _("Somebody else saved this task since you opened it. What you wrote stands below, and is not saved yet.")


def say_verdict(*, is_done: bool, doubt: str, gave_up: bool) -> str:
    """What would have been thought of a trial."""
    if doubt:
        return _("This try would not count (%(why)s).") % {"why": _DOUBTS.get(doubt, doubt)}
    if is_done:
        return _("Done: the server says so too. Nothing of this was kept.")
    return _("Skipped: nothing of this was kept.") if gave_up else _("Not done. Nothing of this was kept.")
