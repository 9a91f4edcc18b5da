"""The words of the plan."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ComponentCode(models.TextChoices):
    """The parts of a trajectory (*onderdelen*)."""

    MO = "MO", _("civic orientation")  # maatschappelijke oriëntatie
    NT2 = "NT2", _("Dutch as a second language")
    WERK = "WERK", _("registration with the employment service")  # VDAB, Actiris
    PNT = "PNT", _("participation and networking")  # participatie- en netwerktraject


class ComponentStatus(models.TextChoices):
    UNDECIDED = "undecided", _("not decided yet")
    NOT_APPLICABLE = "not_applicable", _("not applicable")
    EXEMPT = "exempt", _("exempt")  # vrijgesteld
    PLANNED = "planned", _("planned")
    RUNNING = "running", _("running")
    GOAL_REACHED = "goal_reached", _("goal reached")
    EFFORT_DECLARED = "effort_declared", _("effort declared")  # verklaring van geleverde inspanning
    STOPPED = "stopped", _("stopped")

    @property
    def is_decided(self) -> bool:
        return self is not ComponentStatus.UNDECIDED

    @property
    def is_required(self) -> bool:
        """True when the component is, or was, something the newcomer has to do."""
        return self not in {ComponentStatus.UNDECIDED, ComponentStatus.NOT_APPLICABLE, ComponentStatus.EXEMPT}

    @property
    def is_finished(self) -> bool:
        return self in {ComponentStatus.GOAL_REACHED, ComponentStatus.EFFORT_DECLARED}


class SupportCode(models.TextChoices):
    """Support beside the components: nothing that the law asks (docs/decisions/0011)."""

    VOORTRAJECT = "VOORTRAJECT", _("Practising with phone or computer")


class SupportStatus(models.TextChoices):
    NOT_STARTED = "not_started", _("Not started yet")
    RUNNING = "running", _("Busy")
    DONE = "done", _("Finished")
    BYPASSED = "bypassed", _("Not needed")  # a person decided that she goes on without it
    STOPPED = "stopped", _("Stopped")


class ClockKind(models.TextChoices):
    """The terms that start at the registration. The values are the codes of their rules in the curriculum."""

    COMPONENTS_DECIDED = "components_decided", _("components decided")
    CONTRACT_SIGNED = "contract_signed", _("contract signed")


class ClockState(models.TextChoices):
    """Where a clock stands on a given day. Computed, never stored: a stored state would lie the day after."""

    RUNNING = "running", _("running")
    SUSPENDED = "suspended", _("suspended")  # tijdelijk opgeschort
    OVERDUE = "overdue", _("overdue")
    MET = "met", _("done in time")
    MET_LATE = "met_late", _("done late")
    RETIRED = "retired", _("runs no longer")  # only in messages: a plan shows no such clock

    @property
    def is_open(self) -> bool:
        return self in {ClockState.RUNNING, ClockState.SUSPENDED, ClockState.OVERDUE}


class DecisionKind(models.TextChoices):
    """What a row of the log says."""

    PLAN_OPENED = "plan_opened", _("plan opened")
    STATUS = "status", _("status of a component")
    CONTRACT = "contract", _("contract signed")
    SUSPENSION = "suspension", _("clock suspended")
    RESUMPTION = "resumption", _("clock resumed")
    CLOCK = "clock", _("date of a clock")
    OFFICIAL_RESULT = "official_result", _("official result of the MO test")
    REGISTRATION = "registration", _("date of registration")
    REGIME = "regime", _("region whose rules hold")
    CLOCK_RETIRED = "clock_retired", _("clock runs no longer")
    DECIDED = "decided", _("day on which the components were decided")
    STUDY_FORM = "study_form", _("study form")
    SUPPORT = "support", _("Practising with phone or computer")


class Outcome(models.TextChoices):
    PASSED = "passed", _("passed")
    FAILED = "failed", _("not passed")


class MessageType(models.TextChoices):
    """The news a plan gives to other systems: types of CloudEvents (docs/reference/plan-messages.md)."""

    PLAN_OPENED = "be.mo-platform.plan.opened.v1", _("plan opened")
    REGISTRATION_CORRECTED = "be.mo-platform.plan.registration_corrected.v1", _("registration corrected")
    STATUS_CHANGED = "be.mo-platform.plan.component_status_changed.v1", _("status of a component changed")
    MODULE_COMPLETED = "be.mo-platform.plan.module_completed.v1", _("module completed")
    TRACK_COMPLETED = "be.mo-platform.plan.track_completed.v1", _("track completed")
    CONTRACT_SIGNED = "be.mo-platform.plan.contract_signed.v1", _("contract signed")
    CLOCK_CHANGED = "be.mo-platform.plan.clock_changed.v1", _("clock changed")
    RESULT_RECORDED = "be.mo-platform.plan.official_result_recorded.v1", _("official result recorded")
    STUDY_FORM_CHOSEN = "be.mo-platform.plan.study_form_chosen.v1", _("study form")
    SUPPORT_CHANGED = "be.mo-platform.plan.support_changed.v1", _("Practising with phone or computer")


#: What each message can say. A receiver's field profile picks from these; nothing else ever leaves.
MESSAGE_FIELDS: dict[str, tuple[str, ...]] = {
    MessageType.PLAN_OPENED: ("regime", "registered_on"),
    MessageType.REGISTRATION_CORRECTED: ("regime", "registered_on"),
    MessageType.STATUS_CHANGED: ("component", "from", "to", "decided_on", "is_correction"),
    MessageType.MODULE_COMPLETED: (
        "component",
        "module",
        "title",
        "nominal_minutes",
        "completed_on",
        "received_on",
        "evidence_minutes",
        "evidence_modules",
    ),
    MessageType.TRACK_COMPLETED: ("component", "track", "title", "completed_on", "received_on"),
    MessageType.CONTRACT_SIGNED: ("signed_on", "is_correction"),
    MessageType.CLOCK_CHANGED: ("clock", "state", "due_date", "anchor_date", "met_on", "confidence"),
    MessageType.STUDY_FORM_CHOSEN: ("component", "from", "to", "decided_on"),
    MessageType.SUPPORT_CHANGED: ("support", "from", "to", "decided_on", "practised_minutes"),
    MessageType.RESULT_RECORDED: ("component", "outcome", "test_date", "reference", "is_correction"),
}
