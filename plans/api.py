"""The door of plans."""

from .domain.calendars import brussels_date, is_public_holiday, is_weekend
from .domain.clock_changes import correct_decided_date, correct_suspension, resume_clocks, suspend_clocks
from .domain.components import correct_component_status, decide_components, set_component_status
from .domain.opening import correct_contract_date, correct_registration, open_plan, sign_contract
from .domain.pending import NoPlan
from .domain.queries import (
    ClockView,
    ComponentView,
    DecisionView,
    EvidenceView,
    PlanSummary,
    PlanView,
    find_registered_on,
    find_study_form,
    get_plan,
    get_plan_record,
    list_plan_summaries,
)
from .domain.reports import count_clock_states, count_component_statuses, count_registered
from .domain.results import correct_official_result, record_official_result
from .domain.study_forms import (
    GOES_ON,
    SupportView,
    ask_to_talk,
    choose_study_form,
    find_talk_wish,
    finish_talk,
    get_support,
    needs_reason_for,
)
from .domain.sweeping import sweep_pending_updates
from .domain.writing import assert_unchanged
from .rules import can_change_plan, list_next_statuses, needs_reason

__all__ = [
    "GOES_ON",
    "ClockView",
    "ComponentView",
    "DecisionView",
    "EvidenceView",
    "NoPlan",
    "PlanSummary",
    "PlanView",
    "SupportView",
    "ask_to_talk",
    "assert_unchanged",
    "brussels_date",
    "can_change_plan",
    "choose_study_form",
    "correct_component_status",
    "correct_contract_date",
    "correct_decided_date",
    "correct_official_result",
    "correct_registration",
    "correct_suspension",
    "count_clock_states",
    "count_component_statuses",
    "count_registered",
    "decide_components",
    "find_registered_on",
    "find_study_form",
    "find_talk_wish",
    "finish_talk",
    "get_plan",
    "get_plan_record",
    "get_support",
    "is_public_holiday",
    "is_weekend",
    "list_next_statuses",
    "list_plan_summaries",
    "needs_reason",
    "needs_reason_for",
    "open_plan",
    "record_official_result",
    "resume_clocks",
    "set_component_status",
    "sign_contract",
    "suspend_clocks",
    "sweep_pending_updates",
]
