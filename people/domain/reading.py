"""How a newcomer likes to read, and where she finds a person: what her pages ask of people."""

from django.db.models import QuerySet

from ..enums import OrganisationKind
from ..models import CaseloadEntry, Newcomer, Organisation, User


def remember_reading(*, newcomer: Newcomer, parallel: bool | None = None, saves_data: bool | None = None) -> None:
    """Keep her choices for her next phone: Dutch beside her language, pictures and video on a tap. None: unchanged."""
    chosen = {"reads_parallel": parallel, "saves_data": saves_data}
    changed = [name for name, value in chosen.items() if value is not None and value != getattr(newcomer.profile, name)]
    for name in changed:
        setattr(newcomer.profile, name, chosen[name])
    if changed:
        newcomer.profile.save(update_fields=changed)


def list_offices() -> QuerySet[Organisation]:
    """The offices of the agency where anybody may ask for help, by name."""
    return Organisation.objects.filter(kind=OrganisationKind.AGENCY).order_by("name")


def shows_drafts_somewhere() -> bool:
    """True when an organisation wants translations shown that nobody has checked; 1 query."""
    return Organisation.objects.filter(shows_draft_translations=True).exists()


def get_case_worker(*, newcomer: Newcomer) -> User | None:
    """Who guides her now; None when nobody does, or who did has left."""
    entry = CaseloadEntry.objects.guiding().filter(newcomer=newcomer).select_related("case_worker").first()
    return entry.case_worker if entry else None
