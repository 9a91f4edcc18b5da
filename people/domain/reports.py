"""Numbers about the work of an office, for whoever audits it. No person leaves here."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Count

from ..enums import LookWhat, Role
from ..models import Look, Organisation, User
from .staff import READ_LOG_ROLES


def list_audited_organisations(*, user: User) -> list[Organisation]:
    """The organisations whose read log and numbers the user may read, by name. No query of its own."""
    found = {m.organisation_id: m.organisation for m in user.list_memberships() if m.role in READ_LOG_ROLES}
    return sorted(found.values(), key=lambda organisation: (organisation.name, organisation.pk))


def count_dossier_looks(
    *, organisations: Iterable[Organisation], from_date: date, until_date: date
) -> dict[tuple[str, str], int]:
    """{(role, purpose): number of visits to a dossier}, both days included; pairs without a visit are left out. 1 query.

    Counted are the newcomers of these organisations; cards, phones and copies of data are other rows of the read log.
    """
    rows = (
        Look.objects.filter(newcomer__organisation__in=organisations, what=LookWhat.DOSSIER)
        .filter(at__date__gte=from_date, at__date__lte=until_date)
        .values_list("role", "purpose")
        .annotate(number=Count("pk"))
    )
    return {(Role(role), purpose): number for role, purpose, number in rows}
