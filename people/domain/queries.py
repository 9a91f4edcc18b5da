"""How people are reached. No view fetches a newcomer in another way."""

from django.db.models import QuerySet

from core.errors import NotAllowed

from .. import rules
from ..models import Look, Newcomer, User


def get_own_newcomer(*, user: User) -> Newcomer:
    """The newcomer who is signed in. Raises NotAllowed for staff and guests."""
    newcomer = getattr(user, "newcomer", None)
    if newcomer is None:
        raise NotAllowed
    return newcomer


def get_newcomer_for(*, user: User, uuid) -> Newcomer:
    """The newcomer whose dossier the staff member may open. Raises NotAllowed for a foreign or missing one alike."""
    return _get(uuid, organisations=rules.list_organisation_ids(user, roles=rules.DOSSIER_ROLES))


def get_newcomer_for_card(*, user: User, uuid) -> Newcomer:
    """The newcomer to whom the staff member may hand a card. Raises NotAllowed for a foreign or missing one alike."""
    return _get(uuid, organisations=rules.list_organisation_ids(user, roles=rules.CARD_ROLES))


def _get(uuid, *, organisations: list[int]) -> Newcomer:
    newcomer = (
        Newcomer.objects.filter(uuid=uuid, organisation_id__in=organisations)
        .select_related("profile", "organisation", "user")
        .first()
    )
    if newcomer is None:
        raise NotAllowed
    return newcomer


def list_newcomers_for(*, user: User) -> QuerySet[Newcomer]:
    """The newcomers a staff member may list: those of the organisations where she guides, administers or hands out cards."""
    organisations = rules.list_organisation_ids(user, roles=rules.CARD_ROLES)
    return Newcomer.objects.filter(organisation_id__in=organisations).select_related("profile", "organisation")


def list_caseload(*, user: User) -> QuerySet[Newcomer]:
    """The newcomers a case worker guides now, in organisations where she still is one."""
    return Newcomer.objects.filter(
        organisation_id__in=rules.list_organisation_ids(user, roles=rules.GUIDING_ROLES),
        caseload_entries__case_worker=user,
        caseload_entries__ended_at__isnull=True,
    ).select_related("profile", "organisation")


def list_looks(*, newcomer: Newcomer) -> QuerySet[Look]:
    """Who opened the newcomer's dossier, latest first."""
    return Look.objects.filter(newcomer=newcomer).select_related("user", "organisation").order_by("-at", "-pk")
