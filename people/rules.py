"""Who may do what with people. Predicates only: they read, they never raise."""

from .enums import OrganisationKind, Role
from .models import CaseloadEntry, Membership, Newcomer, User

#: Roles that may open a dossier of their own organisation.
DOSSIER_ROLES = frozenset({Role.CASE_WORKER, Role.ORG_ADMIN})
#: Roles that guide newcomers of their own organisation and decide about their plans.
GUIDING_ROLES = frozenset({Role.CASE_WORKER})
#: Roles that may hand out cards.
CARD_ROLES = frozenset({Role.CASE_WORKER, Role.ORG_ADMIN, Role.DESK})


def list_organisation_ids(user: User, *, roles: frozenset[Role]) -> list[int]:
    """Ids of the organisations in which the user holds one of the roles."""
    return sorted({m.organisation_id for m in user.list_memberships() if m.role in roles})


def list_memberships(user: User, *, roles: frozenset[Role], kind: OrganisationKind | None = None) -> list[Membership]:
    """Where the user holds one of the roles, with `kind` in organisations of that kind only. Administrators of the
    platform serve every kind."""
    return [
        membership
        for membership in user.list_memberships()
        if membership.role in roles
        and (kind is None or membership.organisation.kind == kind or membership.role == Role.PLATFORM_ADMIN)
    ]


def can_open_dossier(user: User, newcomer: Newcomer) -> bool:
    return newcomer.organisation_id in list_organisation_ids(user, roles=DOSSIER_ROLES)


def can_register_newcomer(user: User, *, organisation_id: int) -> bool:
    held = list_memberships(user, roles=DOSSIER_ROLES, kind=OrganisationKind.AGENCY)
    return organisation_id in {membership.organisation_id for membership in held}


def can_issue_card(user: User, newcomer: Newcomer) -> bool:
    return newcomer.organisation_id in list_organisation_ids(user, roles=CARD_ROLES)


def can_guide(user: User, *, organisation_id: int) -> bool:
    """True for who may be a newcomer's case worker there: an administrator without that role may not."""
    return user.is_active and organisation_id in list_organisation_ids(user, roles=GUIDING_ROLES)


def is_platform_admin(user: User) -> bool:
    return user.is_active and bool(list_organisation_ids(user, roles=frozenset({Role.PLATFORM_ADMIN})))


def can_administer(user: User, *, organisation_id: int) -> bool:
    """True for who may change the organisation and the roles in it: its administrators, and those of the platform."""
    own = list_organisation_ids(user, roles=frozenset({Role.ORG_ADMIN}))
    return user.is_active and (organisation_id in own or is_platform_admin(user))


def can_give_role(user: User, *, role: Role, organisation_id: int) -> bool:
    """Nobody makes herself or others more than she is: the platform's role is given by its administrators only."""
    return can_administer(user, organisation_id=organisation_id) and (
        role != Role.PLATFORM_ADMIN or is_platform_admin(user)
    )


def can_administer_account(user: User, colleague: User) -> bool:
    """True for who may let a colleague in anew (password, second factor).

    Whoever gets that link can become the colleague. So it is for administrators of all organisations where she has a
    role, and for a platform administrator's account only for another one; never for a newcomer, a superuser or oneself.
    """
    held = colleague.list_memberships()
    if user.pk == colleague.pk or colleague.is_superuser or colleague.is_newcomer or not held:
        return False
    return all(can_give_role(user, role=Role(row.role), organisation_id=row.organisation_id) for row in held)


def is_in_own_caseload(user: User, newcomer: Newcomer) -> bool:
    return CaseloadEntry.objects.guiding().filter(newcomer=newcomer, case_worker=user).exists()


def has_case_worker(newcomer: Newcomer) -> bool:
    return CaseloadEntry.objects.guiding().filter(newcomer=newcomer).exists()
