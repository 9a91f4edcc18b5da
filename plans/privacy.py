"""What she may take with her, and what erasing her does. A plan goes as a whole: its parts hang on it."""

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from core.language_text import read_in
from core.languages import SOURCE_LANGUAGE
from core.privacy import STAFF_NAME, TECHNICAL, PrivacyRule, delete_rows, keep, register, rows_of
from pretrajectory.enums import Skill, StudyForm

from .enums import ClockKind, ComponentCode, ComponentStatus, Outcome, SupportCode, SupportStatus
from .models import (
    Clock,
    Evidence,
    OfficialResult,
    OutboxMessage,
    PendingUpdate,
    Plan,
    PlanComponent,
    PlanDecision,
    PlanSupport,
    SupportEvidence,
    Suspension,
    TalkWish,
)

_THE_PLAN = "the plan it belongs to, which is hers"


def _part(model, title, labels, left_out=(), *, path="plan", dutch=(), export=None) -> PrivacyRule:
    """The rule of a part of the plan: it goes with the plan, so erasing it alone does nothing."""
    return PrivacyRule(
        model,
        export or rows_of(model, f"{path}__newcomer", list(labels)),
        keep,
        title=title,
        labels=labels,
        left_out=({"plan": _THE_PLAN} if path == "plan" else {}) | dict(left_out),
        dutch=frozenset(dutch),
    )


def _export_plan(newcomer) -> list[dict]:
    names = ["registered_on", "contract_signed_on", "regime", "opened_at", "uuid"]
    return [
        row | {"regime": _WORDS.get(row["regime"], row["regime"])} for row in rows_of(Plan, "newcomer", names)(newcomer)
    ]


def _export_decisions(newcomer) -> list[dict]:
    rows = rows_of(PlanDecision, "plan__newcomer", list(_DECISION))(newcomer)
    for row in rows:
        row["subject"] = _WORDS.get(row["subject"], row["subject"])
        row["from_value"], row["to_value"] = (_WORDS.get(row[name], row[name]) for name in ("from_value", "to_value"))
    return rows


def _export_evidence(newcomer) -> list[dict]:
    rows = rows_of(Evidence, "plan__newcomer", list(_EVIDENCE))(newcomer)
    language = get_language() or SOURCE_LANGUAGE
    return [row | {"titles": read_in(row["titles"], language)} for row in rows]


def _export_practice(newcomer) -> list[dict]:
    return [
        {
            "completed_at": row.completed_at,
            "minutes": round(row.seconds / 60, 1),
            "skill": Skill(row.skill).label if row.skill in Skill.values else row.skill,
            "code": row.code,
            "source_id": row.source_id,
        }
        for row in SupportEvidence.objects.filter(plan__newcomer=newcomer).order_by("pk")
    ]


#: Codes that stand in a line of the log, in words.
_WORDS = {
    str(value): label
    for enum in (SupportCode, SupportStatus, StudyForm, ComponentCode, ClockKind, ComponentStatus, Outcome)
    for value, label in zip(enum.values, enum.labels, strict=True)
} | {"flanders": _("Flanders"), "brussels": _("Brussels")}
_DECISION = {
    "at": _("When"),
    "decided_on": _("Decided on an earlier day"),
    "what": _("What"),
    "subject": _("About"),
    "from_value": _("Before"),
    "to_value": _("After"),
    "reason": _("Why"),
    "reference": _("Reference"),
    "id": "",
    "corrects": "",
}
_EVIDENCE = {
    "titles": _("Module"),
    "component": _("Part of your plan"),
    "minutes": _("Minutes"),
    "completed_at": _("Finished on"),
    "received_at": _("Reached us on"),
    "is_late": "",
    "module_key": "",
    "completion_id": "",
}

_RULES = [
    PrivacyRule(
        PendingUpdate,
        rows_of(PendingUpdate, "newcomer", ["created_at", "resolved_at", "completion_id", "facts"]),
        delete_rows(PendingUpdate, "newcomer"),
        title=_("What reached your plan later"),
        labels={
            "created_at": _("Since"),
            "resolved_at": _("Done on"),
            "completion_id": "",
            "facts": "",
        },
        left_out={
            "newcomer": "she is the one who gets it",
            **dict.fromkeys(["error", "attempts", "next_try_at"], TECHNICAL),
        },
    ),
    _part(
        OutboxMessage,
        _("News about your plan, for other systems"),
        {
            "created_at": _("Written on"),
            "type": _("What"),
            "data": "",
            "id": "",
            "sequence": "",
            "subject": "",
        },
        {"key": TECHNICAL, "scope": TECHNICAL},
    ),
    _part(
        Suspension,
        _("When terms stood still"),
        {
            "clock__kind": _("Term"),
            "from_date": _("From"),
            "until_date": _("Until"),
            "reason": _("Why"),
            "reference": _("Reference"),
            "suspended_at": _("Written down on"),
            "resumed_at": _("End written down on"),
            "withdrawn_at": _("Taken back on"),
        },
        dict.fromkeys(["suspended_by", "resumed_by", "withdrawn_by"], STAFF_NAME),
        path="clock__plan",
        dutch=["reason", "reference"],
    ),
    _part(
        Clock,
        _("Your terms"),
        {
            "kind": _("Term"),
            "anchor_date": _("Counts from"),
            "due_date": _("Last day"),
            "met_on": _("Done on"),
            "retired_at": _("Runs no longer since"),
            "rule": "",
        },
    ),
    _part(
        TalkWish,
        _("When you asked to talk"),
        {"asked_at": _("When"), "done_at": _("Done on"), "decision": ""},
        {"done_by": STAFF_NAME},
    ),
    _part(
        SupportEvidence,
        _("How long you practised"),
        {
            "completed_at": _("Finished on"),
            "minutes": _("Minutes"),
            "skill": _("What"),
            "code": "",
            "source_id": "",
        },
        {"seconds": "told in minutes"},
        export=_export_practice,
    ),
    _part(
        PlanSupport,
        _("Practising with phone or computer"),
        {"status": _("How it stands"), "since": _("Since"), "code": ""},
    ),
    _part(Evidence, _("What counts for your plan"), _EVIDENCE, export=_export_evidence),
    _part(
        OfficialResult,
        _("Results of the official test"),
        {
            "test_date": _("Day of the test"),
            "outcome": _("Result"),
            "reference": _("Reference"),
            "reason": _("Why"),
            "recorded_at": _("Written down on"),
            "id": "",
            "corrects": "",
        },
        {"recorded_by": STAFF_NAME},
        dutch=["reason", "reference"],
    ),
    _part(
        PlanDecision,
        _("What was decided"),
        _DECISION,
        {"decided_by": STAFF_NAME},
        dutch=["reason", "reference"],
        export=_export_decisions,
    ),
    _part(
        PlanComponent,
        _("The parts of your plan"),
        {
            "code": _("Part of your plan"),
            "status": _("How it stands"),
            "since": _("Since"),
            "changed_at": _("Written down on"),
        },
    ),
    PrivacyRule(
        Plan,
        _export_plan,
        delete_rows(Plan, "newcomer"),
        title=_("Your plan"),
        labels={
            "registered_on": _("Registered with the agency on"),
            "contract_signed_on": _("Contract signed on"),
            "regime": _("Rules of"),
            "opened_at": _("Plan made on"),
            "uuid": "",
        },
        left_out={"newcomer": "she is the one who gets it", "last_sequence": TECHNICAL, "opened_by": STAFF_NAME},
    ),
]
for _rule in _RULES:
    register(_rule)
