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
#: What a world finds wrong with its parameters, by a part of what it says, in the words of who wrote them.
_REFUSED: dict[str, str | Promise] = {
    "nothing hangs on this mail": gettext_lazy(
        "Nothing is attached to this e-mail. Attach a picture, or choose another."
    ),
    "a good mail does not go": gettext_lazy(
        "This e-mail is no rubbish. Tick at the e-mail that it is, or choose another."
    ),
    "the right one is not offered": gettext_lazy("This is not among what can be chosen."),
    "two pages have this address": gettext_lazy("Two pages have this address. Give each its own."),
    "needs a safe and an unsafe option": gettext_lazy("At least one choice must be safe, and at least one not."),
    "is no digits": gettext_lazy("A PIN has digits only."),
    "the secret of": gettext_lazy(
        "This is too short: a PIN has four digits or more, a password twelve letters or more."
    ),
    "a code of no digits": gettext_lazy("A code has digits only, four or more."),
    "is not to be answered so": gettext_lazy("She confirms what she began herself, and refuses what she did not."),
    "is on no day": gettext_lazy("This appointment stands on no day: there is nothing to call off."),
    "no reply": gettext_lazy("This answer does not belong to these messages."),
    "plane mode with wifi or data": gettext_lazy("In plane mode nothing else is switched on."),
    "without a code": gettext_lazy("This network has a lock and no code: nobody can join it."),
    "no false message": gettext_lazy("At least one message must be false."),
    "no good shop": gettext_lazy("At least one shop must be good."),
    "no bad shop": gettext_lazy("At least one shop must be one that is not to be trusted."),
    "nothing is called": gettext_lazy("There is nothing to do in this one now. Add it above, or choose another."),
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
    known = next((words for part, words in _REFUSED.items() if part in why), None)
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
