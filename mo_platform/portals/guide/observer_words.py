"""What an observer asks somebody to do on a real device, for each skill: something easy and something harder."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from pretrajectory import api as pretrajectory

_Skill = pretrajectory.Skill
#: {skill: (at level 1, at level 2)}
_THINGS: dict[_Skill, tuple[str | Promise, str | Promise]] = {
    _Skill.TOUCH: (_("Opens an app or a program."), _("Makes a picture larger and moves it.")),
    _Skill.KEYBOARD: (_("Types a first name."), _("Types a made-up e-mail address with @ and corrects a letter.")),
    _Skill.CONNECTION: (_("Shows whether there is wifi."), _("Joins a network with a code.")),
    _Skill.BROWSER: (_("Opens a page and goes back."), _("Searches for a library and opens its page in a new tab.")),
    _Skill.READING_AIDS: (_("Makes the letters larger."), _("Puts a page in another language.")),
    _Skill.PASSWORD: (
        _("Unlocks a device of the office with a given PIN."),
        _("Makes up a long password that is not hers."),
    ),
    _Skill.EMAIL: (_("Opens a mail of the observer."), _("Answers it and adds a picture.")),
    _Skill.MESSAGES: (_("Reads a message with an appointment."), _("Puts the appointment in a calendar.")),
    _Skill.VIDEO_CALL: (
        _("Joins a call of the observer."),
        _("Switches the microphone off and on, and finds the camera."),
    ),
    _Skill.IDENTITY: (
        _("Says what to do when an app asks something that she did not begin."),
        _("Tells the steps of signing in, without doing it."),
    ),
    _Skill.FORMS: (_("Fills in a made-up name and a date."), _("Adds a photo of a sheet of paper and sends the form.")),
    _Skill.SAFETY: (_("Says which of two messages is false."), _("Signs out on a device that others use.")),
    _Skill.LEARNING: (_("Goes on in a lesson that was begun."), _("Finds an exercise and hands it in.")),
}


@dataclass(frozen=True, slots=True)
class Thing:
    """A skill with what is watched of it, the easy thing first."""

    skill: str
    steps: tuple[str, str]


def list_things() -> list[Thing]:
    """In the order of the screening."""
    return [Thing(str(skill.label), (str(_THINGS[skill][0]), str(_THINGS[skill][1]))) for skill in _Skill]
