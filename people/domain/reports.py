"""Numbers about the work of an office, for whoever audits it. No person leaves here."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Count, QuerySet

from ..enums import LookWhat, Role
from ..models import Look, Organisation, User
from .staff import READ_LOG_ROLES


def list_audited_organisations(*, user: User) -> list[Organisation]:
    """The organisations whose read log and numbers the user may read, by name. No query of its own."""
    found = {m.organisation_id: m.organisation for m in user.list_memberships() if m.role in READ_LOG_ROLES}
    return sorted(found.values(), key=lambda organisation: (organisation.name, organisation.pk))


def count_dossier_looks(
    *, organisations: Iterable[Organisation], from_date: date, until_date: date
) -> dict[tuple[str, str], tuple[int, int]]:
    """{(role, purpose): (visits to a dossier, different newcomers visited)}, both days included. 1 query.

    Pairs without a visit are left out. Counted are the newcomers of these organisations; cards, phones and copies of data
    are other rows of the read log.
    """
    rows = (
        _dossier_looks(organisations, from_date, until_date)
        .values_list("role", "purpose")
        .annotate(number=Count("pk"), newcomers=Count("newcomer", distinct=True))
    )
    return {(Role(role), purpose): (number, newcomers) for role, purpose, number, newcomers in rows}


def count_newcomers_visited(
    *, organisations: Iterable[Organisation], from_date: date, until_date: date
) -> dict[str, int]:
    """{role: different newcomers whose dossier was visited, for whatever purpose}, both days included. 1 query."""
    rows = (
        _dossier_looks(organisations, from_date, until_date)
        .values_list("role")
        .annotate(newcomers=Count("newcomer", distinct=True))
    )
    return {Role(role): newcomers for role, newcomers in rows}


def _dossier_looks(organisations: Iterable[Organisation], from_date: date, until_date: date) -> QuerySet[Look]:
    return Look.objects.filter(
        newcomer__organisation__in=organisations,
        what=LookWhat.DOSSIER,
        at__date__gte=from_date,
        at__date__lte=until_date,
    )
