"""Who may do what with a plan, and which status may follow which. Predicates only: they read, they never raise."""

from people.enums import Role

from .enums import ComponentCode, ComponentStatus

S = ComponentStatus

#: What a person may set, from where. MO reaches its goal only by an official result (domain.results).
NEXT_STATUSES: dict[ComponentStatus, frozenset[ComponentStatus]] = {
    S.UNDECIDED: frozenset({S.PLANNED, S.EXEMPT, S.NOT_APPLICABLE}),
    S.PLANNED: frozenset({S.RUNNING, S.EXEMPT, S.NOT_APPLICABLE, S.GOAL_REACHED, S.STOPPED}),
    S.RUNNING: frozenset({S.EXEMPT, S.GOAL_REACHED, S.EFFORT_DECLARED, S.STOPPED}),
    S.STOPPED: frozenset({S.PLANNED, S.RUNNING, S.EFFORT_DECLARED}),
    S.NOT_APPLICABLE: frozenset({S.PLANNED}),
    S.EXEMPT: frozenset(),
    S.GOAL_REACHED: frozenset(),
    S.EFFORT_DECLARED: frozenset({S.RUNNING}),
}
#: Statuses that lay a duty aside or end it: somebody must be able to read why.
NEEDS_REASON = frozenset({S.EXEMPT, S.NOT_APPLICABLE, S.STOPPED, S.EFFORT_DECLARED})


def can_change_plan(user, newcomer) -> bool:
    """Case workers of the newcomer's own office decide about her plan; administrators only read it."""
    return user.is_active and user.has_role(Role.CASE_WORKER, organisation=newcomer.organisation)


def can_follow(*, code: ComponentCode, current: ComponentStatus, wanted: ComponentStatus) -> bool:
    """True when a person may set `wanted` after `current` without calling it a correction."""
    if code == ComponentCode.MO and wanted == S.GOAL_REACHED:
        return False
    return wanted in NEXT_STATUSES[current]


def needs_reason(*, current: ComponentStatus, wanted: ComponentStatus) -> bool:
    return wanted in NEEDS_REASON or current in {S.STOPPED, S.NOT_APPLICABLE, S.EFFORT_DECLARED}


def list_next_statuses(*, code: ComponentCode, current: ComponentStatus) -> list[ComponentStatus]:
    """What a form may offer, in the order of the enum."""
    return [status for status in S if can_follow(code=code, current=current, wanted=status)]
