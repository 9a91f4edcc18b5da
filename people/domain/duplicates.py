"""Is she registered already? Names are asked in any order: families and clerks differ on which one comes first."""

from datetime import date

from django.db.models import Q

from ..models import Newcomer, Organisation


def list_same_people(
    *, organisation: Organisation, first_name: str, last_name: str = "", birth_date: date | None = None
) -> list[Newcomer]:
    """Newcomers of the office with the same name whose birth date is the same, or unknown on either side; at most 5."""
    first, last = first_name.strip(), last_name.strip()
    same_name = Q(first_name__iexact=first, last_name__iexact=last) | Q(
        first_name__iexact=last, last_name__iexact=first
    )
    found = Newcomer.objects.filter(same_name, organisation=organisation)
    if birth_date is not None:
        found = found.filter(Q(birth_date=birth_date) | Q(birth_date__isnull=True))
    return list(found.order_by("created_at", "pk")[:5])
