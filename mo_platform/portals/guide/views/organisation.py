"""Who works here, and who looked at whom. Both are read only."""

from django.core.paginator import Paginator
from django.db.models import Q
from django.shortcuts import render
from django.views.decorators.http import require_safe

from people import api as people
from people.enums import Role

from ..people_forms import ReadLogForm

LOOKS_PER_PAGE = 50


@people.staff_required(Role.ORG_ADMIN)
@require_safe
def organisation_people(request):
    """The staff of the organisations she administers, with their roles."""
    context = {"here": "staff", "organisations": people.list_staff(user=request.user)}
    return render(request, "portals/guide/organisation_people.html", context)


@people.staff_required(Role.AUDITOR, Role.ORG_ADMIN)
@require_safe
def read_log(request):
    """Every look at a newcomer of the own organisation, latest first; by person and by day."""
    form = ReadLogForm(request.GET or None)
    looks = people.list_looks_for_audit(user=request.user)
    if form.is_valid():
        looks = _filter(looks, **form.cleaned_data)
    page = Paginator(looks, LOOKS_PER_PAGE).get_page(request.GET.get("page"))
    is_filtered = form.is_valid() and any(form.cleaned_data.values())
    context = {"here": "read_log", "form": form, "page_obj": page, "is_filtered": is_filtered}
    return render(request, "portals/guide/read_log.html", context)


def _filter(looks, *, person, from_date, until_date):
    for word in person.split():
        looks = looks.filter(
            Q(user__first_name__icontains=word)
            | Q(user__last_name__icontains=word)
            | Q(newcomer__first_name__icontains=word)
            | Q(newcomer__last_name__icontains=word)
        )
    if from_date:
        looks = looks.filter(at__date__gte=from_date)
    if until_date:
        looks = looks.filter(at__date__lte=until_date)
    return looks
