"""The forms of a plan: each asks what one decision needs. What may follow what is decided by plans."""

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from core.dates import format_date
from core.forms import choice_field
from plans import api as plans
from plans.enums import ClockKind, ComponentStatus, Outcome

from .fields import DateField, describe_regions, reason_field, region_field
from .registration_day import ask_again


class PlanForm(forms.Form):
    """`plan` is the plans.PlanView the form is about, `today` the day in Brussels.

    `standing` names the fields that show what stands in the plan, to be corrected; `past` those with a day that cannot
    lie ahead, `since_registration` those with one that lies after the registration too.
    """

    standing: tuple[str, ...] = ()
    past: tuple[str, ...] = ()
    since_registration: tuple[str, ...] = ()

    def __init__(self, *args, plan, today: date, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.plan = plan
        self.today = today
        self.set_up()
        for name in (*self.past, *self.since_registration):
            self.fields[name].widget.attrs["max"] = today.isoformat()

    def clean(self):
        """Each day is judged beside the other fields, so that all that is wrong is said at once."""
        data = super().clean()
        for name in (*self.past, *self.since_registration):
            if data.get(name) and data[name] > self.today:
                self.add_error(name, _("This day lies in the future."))
        for name in self.since_registration:
            if data.get(name) and data[name] < self.plan.registered_on:
                day = format_date(self.plan.registered_on)
                self.add_error(name, _("This day lies before the registration (%(day)s).") % {"day": day})
        return data

    def set_up(self) -> None:
        """Fields that depend on the plan."""


class DecideComponentsForm(PlanForm):
    """For each component that is undecided: what, and why when it is not simply planned."""

    since_registration = ("decided_on",)

    decided_on = DateField(label=_("Decided on"))

    def set_up(self) -> None:
        self.fields["decided_on"].initial = self.today
        for component in self.list_open():
            self.fields[f"status_{component.code}"] = forms.ChoiceField(
                label=f"{component.code} · {component.code.label}",
                choices=[("", _("decide later")), *((status, status.label) for status in component.next_statuses)],
                required=False,
            )
            self.fields[f"reason_{component.code}"] = forms.CharField(
                label=_("Why %(component)s is not needed") % {"component": component.code},
                help_text=_(
                    "Needed when she is exempt or it is not applicable. She reads it on her plan page: of an illness write "
                    "“om medische redenen” and nothing more."
                ),
                max_length=1000,
                required=False,
            )

    def list_open(self) -> list:
        return [component for component in self.plan.components if not component.status.is_decided]

    def clean(self):
        data = super().clean()
        if not self.read_decisions():
            self.add_error(None, _("Decide about at least one part."))
        for code, status in self.read_decisions().items():
            if status in {ComponentStatus.EXEMPT, ComponentStatus.NOT_APPLICABLE} and not data.get(f"reason_{code}"):
                self.add_error(f"reason_{code}", _("Write down why."))
        return data

    def read_decisions(self) -> dict[str, str]:
        chosen = {component.code: self.cleaned_data.get(f"status_{component.code}") for component in self.list_open()}
        return {code: status for code, status in chosen.items() if status}

    def read_reasons(self) -> dict[str, str]:
        return {component.code: self.cleaned_data.get(f"reason_{component.code}", "") for component in self.list_open()}


class StatusForm(PlanForm):
    since_registration = ("decided_on",)

    status = forms.ChoiceField(label=_("New status"), widget=forms.RadioSelect)
    decided_on = DateField(label=_("From which day"))
    reason = reason_field(
        help_text=_(
            "Needed to exempt, stop or take up again. She reads it on her plan page: of an illness write “om medische "
            "redenen” and nothing more."
        )
    )
    reference = forms.CharField(
        label=_("Reference of the proof"),
        help_text=_("Needed when the goal is reached: number of the certificate or registration."),
        max_length=120,
        required=False,
    )

    def __init__(self, *args, component, **kwargs) -> None:
        self.component = component
        super().__init__(*args, **kwargs)

    def set_up(self) -> None:
        choice_field(self, "status").choices = [(status, status.label) for status in self.component.next_statuses]
        self.fields["decided_on"].initial = self.today

    def clean(self):
        data = super().clean()
        wanted = data.get("status")
        if not wanted:
            return data
        if plans.needs_reason(current=self.component.status, wanted=ComponentStatus(wanted)) and not data.get("reason"):
            self.add_error("reason", _("Write down why."))
        if wanted == ComponentStatus.GOAL_REACHED and not data.get("reference"):
            self.add_error("reference", _("Write down the reference of the proof."))
        return data


class CorrectStatusForm(PlanForm):
    """Another status, the same one from another day, or none: then it was not decided at all."""

    since_registration = ("decided_on",)

    status = forms.ChoiceField(label=_("Right status"), widget=forms.RadioSelect)
    decided_on = DateField(label=_("From which day"))
    reason = reason_field(label=_("What went wrong"), required=True)

    def __init__(self, *args, component, **kwargs) -> None:
        self.component = component
        super().__init__(*args, **kwargs)

    def set_up(self) -> None:
        # MO reaches its goal by an official result only
        choice_field(self, "status").choices = [
            (status, status.label)
            for status in ComponentStatus
            if not (self.component.code == "MO" and status == ComponentStatus.GOAL_REACHED)
        ]
        self.fields["decided_on"].initial = self.component.since


class DecidedDateForm(PlanForm):
    since_registration = ("decided_on",)

    decided_on = DateField(label=_("Decided on"))
    reason = reason_field(label=_("What went wrong"), required=True)

    def set_up(self) -> None:
        clock = self.plan.clock(ClockKind.COMPONENTS_DECIDED)
        self.fields["decided_on"].initial = clock and clock.met_on


class ContractForm(PlanForm):
    """Signing, or correcting the day when it was signed already."""

    since_registration = ("signed_on",)

    signed_on = DateField(label=_("Signed on"))
    reference = forms.CharField(label=_("Reference of the contract"), max_length=120, required=False)
    reason = reason_field(label=_("What went wrong"), required=True)

    def set_up(self) -> None:
        is_signed = self.plan.contract_signed_on is not None
        del self.fields["reference" if is_signed else "reason"]
        self.fields["signed_on"].initial = self.plan.contract_signed_on or self.today


#: A reason that may touch on health does not stand on her plan page.
_ELSEWHERE = _(
    "She reads this in “everything we keep about you”, not on her plan page: a phone is often shared. Of an illness write "
    "“om medische redenen” and nothing more."
)


#: Why a term stands still, in words that say nothing of a health. What is kept is the sentence, in Dutch as all reasons.
CAUSES = [
    ("medical", _("for medical reasons")),
    ("family", _("for family reasons")),
    ("work", _("work or training")),
    ("abroad", _("a stay abroad")),
    ("other", _("another reason")),
]


class SuspendForm(PlanForm):
    """The cause is chosen, so that nobody has to write about an illness; only “another reason” needs words."""

    kinds = forms.MultipleChoiceField(label=_("Which terms"), widget=forms.CheckboxSelectMultiple)
    from_date = DateField(label=_("From"), help_text=_("The first day that does not count."))
    until_date = DateField(
        label=_("Until"),
        required=False,
        help_text=_("The first day that counts again. Leave empty when you do not know it yet."),
    )
    cause = forms.ChoiceField(label=_("Why"), choices=CAUSES, widget=forms.RadioSelect)
    note = forms.CharField(label=_("Short explanation"), max_length=200, required=False, help_text=_ELSEWHERE)
    reference = forms.CharField(
        label=_("Reference of the attest (tijdelijke opschorting)"), max_length=120, required=False
    )

    def set_up(self) -> None:
        kinds = [clock.kind for clock in self.plan.clocks if clock.state.is_open]
        choice_field(self, "kinds").choices = [(kind, ClockKind(kind).label) for kind in kinds]
        self.fields["kinds"].initial = kinds
        self.fields["from_date"].initial = self.today

    def clean(self):
        data = super().clean()
        if data.get("cause") == "other" and not data.get("note"):
            self.add_error("note", _("Write down why."))
        return data

    def read_suspension(self) -> dict:
        """What `plans.suspend_clocks` takes: cause and explanation become one reason."""
        data = dict(self.cleaned_data)
        cause, note = data.pop("cause"), data.pop("note")
        label = str(dict(CAUSES)[cause])
        words = [note] if cause == "other" else [label, note]
        return data | {"reason": ": ".join(filter(None, words))}


class ResumeForm(PlanForm):
    kinds = forms.MultipleChoiceField(label=_("Which terms"), widget=forms.CheckboxSelectMultiple)
    until_date = DateField(label=_("Counts again from"), help_text=_("The first day that counts again."))
    reason = reason_field(help_text=_ELSEWHERE)

    def set_up(self) -> None:
        kinds = [
            clock.kind
            for clock in self.plan.clocks
            if any(pause.until_date is None and not pause.is_withdrawn for pause in clock.suspensions)
        ]
        choice_field(self, "kinds").choices = [(kind, ClockKind(kind).label) for kind in kinds]
        self.fields["kinds"].initial = kinds
        self.fields["until_date"].initial = self.today


class WithdrawForm(PlanForm):
    """`twins` are the terms that were suspended by the same act."""

    with_twins = forms.BooleanField(required=False, initial=True)
    reason = reason_field(label=_("What went wrong"), required=True, help_text=_ELSEWHERE)

    def __init__(self, *args, twins: list[ClockKind], **kwargs) -> None:
        self.twins = twins
        super().__init__(*args, **kwargs)

    def set_up(self) -> None:
        if not self.twins:
            del self.fields["with_twins"]
            return
        names = ", ".join(f"“{kind.label}”" for kind in self.twins)
        self.fields["with_twins"].label = _("Withdraw it for %(terms)s too: it was suspended together.") % {
            "terms": names
        }


class RegistrationForm(PlanForm):
    standing = ("registered_on", "regime")
    past = ("registered_on",)

    registered_on = DateField(label=_("Registered on (aanmelding)"))
    regime = region_field()
    reason = reason_field(label=_("What went wrong"), required=True)

    def set_up(self) -> None:
        for name in self.standing:
            self.fields[name].initial = getattr(self.plan, name)
        choice_field(self, "regime").choices = describe_regions(on=self.plan.registered_on)

    def clean(self):
        data = super().clean()
        day = data.get("registered_on")
        if day and day != self.plan.registered_on and data.get("regime"):
            ask_again(self, registered_on=day, regime=data["regime"], today=self.today)
        return data


class ResultForm(PlanForm):
    """The confirmed result of the official test; nothing else brings MO to its goal."""

    past = ("test_date",)

    outcome = forms.ChoiceField(label=_("Result"), choices=Outcome.choices, widget=forms.RadioSelect)
    test_date = DateField(label=_("Date of the test"))
    reference = forms.CharField(label=_("Reference of the official result"), max_length=120)


class CorrectResultForm(ResultForm):
    """What should have been written; begins as what stands there (`result`, a plans.ResultView)."""

    reason = reason_field(label=_("What went wrong"), required=True)

    def __init__(self, *args, result, **kwargs) -> None:
        self.result = result
        super().__init__(*args, **kwargs)

    def set_up(self) -> None:
        for name in ("outcome", "test_date", "reference"):
            self.fields[name].initial = getattr(self.result, name)
