"""Which study form suits what she can do with her phone or computer: hers first; her case worker sees it from then on."""

from contextlib import suppress
from dataclasses import dataclass

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST, require_safe

from core import api as core
from mo_platform.navigation import portal_url
from people import api as people
from plans import api as plans
from pretrajectory import api as pretrajectory

from .skill_words import SKILL_ICONS

#: {form: (a drawing of the sprite, what it is)}
FORMS: dict[pretrajectory.StudyForm, tuple[str, str | Promise]] = {
    pretrajectory.StudyForm.SELF_STUDY_ONLINE: (
        "device",
        gettext_lazy("You follow the lessons on your own phone or computer, when it suits you."),
    ),
    pretrajectory.StudyForm.GUIDED_ONLINE: (
        "video",
        gettext_lazy("You follow the lessons on your own phone or computer, and a teacher helps you."),
    ),
    pretrajectory.StudyForm.BLENDED: (
        "swap",
        gettext_lazy("Some lessons at home on your phone or computer, some with a group and a teacher."),
    ),
    pretrajectory.StudyForm.VOORTRAJECT_FIRST: (
        "hand",
        gettext_lazy("First you practise here what is still missing. Then you go on to the lessons online."),
    ),
    pretrajectory.StudyForm.CLASS: (
        "users",
        gettext_lazy("You learn with a group and a teacher. You need no phone or computer for it."),
    ),
}
ONLINE = frozenset(
    {
        pretrajectory.StudyForm.SELF_STUDY_ONLINE,
        pretrajectory.StudyForm.GUIDED_ONLINE,
        pretrajectory.StudyForm.BLENDED,
    }
)
STANDINGS: dict[pretrajectory.Standing, str | Promise] = {
    pretrajectory.Standing.UNSURE: gettext_lazy("Not sure yet"),
    pretrajectory.Standing.NOT_YET: gettext_lazy("This I learn next"),
    pretrajectory.Standing.UNTRIED: gettext_lazy("Not tried yet"),
}


@dataclass(frozen=True, slots=True)
class ShownForm:
    """A study form: its name, what it is, a drawing of the sprite, and whether she has lessons online now."""

    name: str
    about: str
    icon: str
    is_online: bool


@dataclass(frozen=True, slots=True)
class ShownAdvice:
    """Advice in the words of the language in force. `can`: [(icon, skill)]; `missing`: [(icon, skill, how it stands)] of what the
    form `beyond` still asks, which is empty where there is none."""

    form: ShownForm
    can: tuple[tuple[str, str], ...]
    beyond: str
    missing: tuple[tuple[str, str, str], ...]
    is_assisted: bool


def show_form(form: str) -> ShownForm:
    chosen = pretrajectory.StudyForm(form)
    icon, about = FORMS[chosen]
    return ShownForm(str(chosen.label), str(about), icon, chosen in ONLINE)


def tell_advice(heard: pretrajectory.HeardAdvice) -> ShownAdvice:
    """The same for her and for her case worker."""
    return ShownAdvice(
        form=show_form(heard.form),
        can=tuple((SKILL_ICONS[skill], str(skill.label)) for skill in heard.can),
        beyond=str(heard.beyond.label) if heard.beyond else "",
        missing=tuple((SKILL_ICONS[skill], str(skill.label), str(STANDINGS[stand])) for skill, stand in heard.missing),
        is_assisted=heard.is_assisted,
    )


def tell_advice_in(heard: pretrajectory.HeardAdvice, language: str) -> ShownAdvice:
    """As she reads it, for a page in another language."""
    with override(language):
        return tell_advice(heard)


@people.newcomer_required
@cache_control(private=True, no_store=True)
@require_safe
def my_advice(request):
    """What she heard; before that, the way to it stands with what she can."""
    state = pretrajectory.get_advice_state(newcomer=request.newcomer)
    if state.heard is None:
        return redirect("skills")
    return render(request, "portals/learner/skill_advice.html", {"advice": tell_advice(state.heard)})


@people.newcomer_required
@require_POST
def open_advice(request):
    """She opens it: from now on it stays as it is, and her case worker sees it too."""
    try:
        pretrajectory.hear_advice(newcomer=request.newcomer, at=timezone.now())
    except pretrajectory.NothingToAdvise:
        messages.info(request, _("There is no advice yet. Do some tasks first."))
        return redirect("skills")
    return redirect("my_advice")


@people.newcomer_required
@require_POST
def ask_to_talk(request):
    """She wants to talk about how it was decided that she learns; her case worker sees it."""
    with suppress(core.NotAllowed):  # nothing was decided: the page does not offer it
        plans.ask_to_talk(newcomer=request.newcomer, at=timezone.now())
    return redirect(f"{portal_url('skills')}#decision")
