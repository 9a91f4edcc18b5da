"""Who may do what with people. Predicates only: they read, they never raise."""

from .enums import Role
from .models import CaseloadEntry, Newcomer, User

#: Roles that may open a dossier of their own organisation.
DOSSIER_ROLES = frozenset({Role.CASE_WORKER, Role.ORG_ADMIN})
#: Roles that guide newcomers of their own organisation and decide about their plans.
GUIDING_ROLES = frozenset({Role.CASE_WORKER})
#: Roles that may hand out cards.
CARD_ROLES = frozenset({Role.CASE_WORKER, Role.ORG_ADMIN, Role.DESK})


def list_organisation_ids(user: User, *, roles: frozenset[Role]) -> list[int]:
    """Ids of the organisations in which the user holds one of the roles."""
    return sorted({m.organisation_id for m in user.list_memberships() if m.role in roles})


def can_open_dossier(user: User, newcomer: Newcomer) -> bool:
    return newcomer.organisation_id in list_organisation_ids(user, roles=DOSSIER_ROLES)


def can_register_newcomer(user: User, *, organisation_id: int) -> bool:
    return organisation_id in list_organisation_ids(user, roles=DOSSIER_ROLES)


def can_issue_card(user: User, newcomer: Newcomer) -> bool:
    return newcomer.organisation_id in list_organisation_ids(user, roles=CARD_ROLES)


def can_guide(user: User, *, organisation_id: int) -> bool:
    """True for who may be a newcomer's case worker there: an administrator without that role may not."""
    return user.is_active and organisation_id in list_organisation_ids(user, roles=GUIDING_ROLES)


def is_in_own_caseload(user: User, newcomer: Newcomer) -> bool:
    return CaseloadEntry.objects.guiding().filter(newcomer=newcomer, case_worker=user).exists()


def has_case_worker(newcomer: Newcomer) -> bool:
    return CaseloadEntry.objects.guiding().filter(newcomer=newcomer).exists()
