"""Staff as their colleagues see them: who works where, who guides whom, and who looked."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from .. import rules
from ..enums import OrganisationKind, Role
from ..models import CaseloadEntry, Look, Membership, Newcomer, Organisation, User
from .admin_organisations import list_administered

#: Roles that may read the read log of their own organisation.
READ_LOG_ROLES = frozenset({Role.AUDITOR, Role.ORG_ADMIN})


@dataclass(frozen=True, slots=True)
class StaffMember:
    """`roles` are those in the organisation of the list; `last_login` is None for somebody who never signed in."""

    uuid: UUID
    name: str
    username: str
    email: str
    roles: tuple[Role, ...]
    is_active: bool
    last_login: datetime | None


def list_dossiers_for(*, user: User) -> QuerySet[Newcomer]:
    """The newcomers whose dossier the user may open: narrower than `list_newcomers_for`, which the desk may use."""
    return Newcomer.objects.filter(
        organisation_id__in=rules.list_organisation_ids(user, roles=rules.DOSSIER_ROLES)
    ).select_related("profile", "organisation")


def list_guides(*, organisations: Iterable[Organisation]) -> dict[Organisation, list[User]]:
    """The case workers of each organisation who may sign in, by name; 1 query."""
    offices = {organisation.pk: organisation for organisation in organisations}
    guides: dict[Organisation, list[User]] = {organisation: [] for organisation in offices.values()}
    rows = Membership.objects.filter(organisation__in=offices, role__in=rules.GUIDING_ROLES, user__is_active=True)
    for row in rows.select_related("user").order_by("user__last_name", "user__first_name", "user_id"):
        guides[offices[row.organisation_id]].append(row.user)
    return guides


def list_registering_offices(*, user: User) -> list[Organisation]:
    """The organisations for which the user may register a newcomer. No query of its own."""
    held = rules.list_memberships(user, roles=rules.DOSSIER_ROLES, kind=OrganisationKind.AGENCY)
    return list({membership.organisation_id: membership.organisation for membership in held}.values())


def list_case_workers(*, newcomers: Iterable[Newcomer]) -> dict[int, User]:
    """{newcomer id: who guides her now}, in 1 query."""
    entries = (
        CaseloadEntry.objects.guiding()
        .filter(newcomer__in=[newcomer.pk for newcomer in newcomers])
        .select_related("case_worker")
    )
    return {entry.newcomer_id: entry.case_worker for entry in entries}


def list_without_case_worker(*, user: User) -> QuerySet[Newcomer]:
    """The newcomers of the user's offices whom nobody guides: never did, or who did has left."""
    guided = CaseloadEntry.objects.guiding().filter(newcomer=OuterRef("pk"))
    return list_dossiers_for(user=user).filter(~Exists(guided))


def list_caseload_history(*, newcomer: Newcomer) -> QuerySet[CaseloadEntry]:
    """Who guided her and who arranged it, latest first."""
    rows = CaseloadEntry.objects.filter(newcomer=newcomer).select_related("case_worker", "started_by")
    return rows.order_by("-started_at", "-pk")


def get_caseload_entry(*, newcomer: Newcomer) -> CaseloadEntry | None:
    """The entry that stands: who guides her, or guided her last before leaving."""
    return list_caseload_history(newcomer=newcomer).filter(ended_at__isnull=True).first()


def list_colleagues(*, newcomer: Newcomer) -> QuerySet[User]:
    """The case workers of her office who could guide her, besides the one who does."""
    return (
        User.objects.filter(
            is_active=True, memberships__organisation=newcomer.organisation_id, memberships__role=Role.CASE_WORKER
        )
        .exclude(caseload_entries__in=CaseloadEntry.objects.guiding().filter(newcomer=newcomer))
        .order_by("last_name", "first_name", "pk")
    )


def list_staff(*, user: User) -> dict[Organisation, list[StaffMember]]:
    """The staff of each organisation that `user` administers, by name, also where nobody works yet; 2 queries."""
    organisations = {organisation.pk: organisation for organisation in list_administered(user=user)}
    rows = (
        Membership.objects.filter(organisation_id__in=organisations)
        .select_related("user")
        .order_by("user__last_name", "user__first_name", "user_id", "role")
    )
    roles: dict[int, dict[User, list[Role]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        roles[row.organisation_id][row.user].append(Role(row.role))
    return {
        organisation: [
            StaffMember(
                member.uuid,
                member.get_full_name(),
                member.username,
                member.email,
                tuple(held),
                member.is_active,
                member.last_login,
            )
            for member, held in roles[pk].items()
        ]
        for pk, organisation in organisations.items()
    }


def list_looks_for_audit(*, user: User) -> QuerySet[Look]:
    """Every look at a newcomer of the organisations whose log `user` may read, latest first."""
    return (
        Look.objects.filter(newcomer__organisation_id__in=rules.list_organisation_ids(user, roles=READ_LOG_ROLES))
        .select_related("user", "organisation", "newcomer")
        .order_by("-at", "-pk")
    )
