"""The form with which a case worker decides how a newcomer learns MO, and what becomes of the voortraject."""

from collections.abc import Callable

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core import api as core
from core.forms import choice_field
from plans import api as plans
from plans.enums import SupportStatus
from pretrajectory import api as pretrajectory

from .fields import reason_field
from .plan_forms import PlanForm

_NEXT: dict[str, str | Promise] = {
    plans.GOES_ON: _("she begins with it, or goes on with it"),
    SupportStatus.DONE.value: _("she has done it"),
    SupportStatus.BYPASSED.value: _("she goes on without it (bypassed)"),
    SupportStatus.STOPPED.value: _("she stopped it"),
}
_REFUSALS: dict[str, str | Promise] = {
    "advice_not_heard": _("An advice waits that she has not heard. She hears it first, or together with you."),
    "goes_on": _("Who practises first goes on with the voortraject: choose that below."),
    "nothing_done": _("She did nothing of it yet. She can go on without it, with a reason."),
}


class StudyFormForm(PlanForm):
    """`advised`: the form that she heard, empty without an advice."""

    form = forms.ChoiceField(
        label=_("How she learns MO"), choices=pretrajectory.StudyForm.choices, widget=forms.RadioSelect
    )
    voortraject = forms.ChoiceField(label=_("The voortraject"), choices=list(_NEXT.items()), widget=forms.RadioSelect)
    reason = reason_field(
        help_text=_(
            "Needed where you choose something else than the advice, where there is none, and where she goes on without the "
            "voortraject or stopped it. She reads it beside the decision, perhaps on a shared phone. Of an illness write “om "
            "medische redenen” and nothing more."
        )
    )

    def __init__(self, *args, advised: str, **kwargs) -> None:
        self.advised = advised
        super().__init__(*args, **kwargs)

    def set_up(self) -> None:
        chosen = self.plan.study_form.to_value if self.plan.study_form else ""
        choice_field(self, "form").choices = [
            (form.value, _("%(form)s (advised)") % {"form": form.label} if form.value == self.advised else form.label)
            for form in pretrajectory.StudyForm
        ]
        self.fields["form"].initial = chosen or self.advised
        stands = self.plan.voortraject
        is_open = stands in {None, SupportStatus.NOT_STARTED, SupportStatus.RUNNING}
        self.fields["voortraject"].initial = plans.GOES_ON if is_open or stands is None else stands.value

    def clean(self):
        data = super().clean()
        form, voortraject, reason = (data.get(name, "") for name in ("form", "voortraject", "reason"))
        is_needed = plans.needs_reason_for(form=form, advised=self.advised, voortraject=voortraject)
        if form and voortraject and is_needed and not reason.strip():
            self.add_error("reason", _("Write down why."))
        return data


def in_words(act: Callable[[], object]) -> None:
    """Refusals of the domain in words that staff read."""
    try:
        act()
    except core.DomainError as refused:
        if refused.code not in _REFUSALS:
            raise
        raise core.DomainError(str(_REFUSALS[refused.code]), code=refused.code) from refused
