"""A paper sheet for who watches somebody in a pilot of the screening: what she does on a real device, skill by skill."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from people import api as people
from people.enums import OrganisationKind, Role

from ..observer_words import list_things


@people.staff_required(Role.CASE_WORKER, Role.ORG_ADMIN, kind=OrganisationKind.AGENCY)
@require_safe
def observer_sheet(request):
    """To print; nobody's name is on it, and nothing is stored."""
    return render(request, "portals/guide/observer_sheet.html", {"here": "caseload", "things": list_things()})
