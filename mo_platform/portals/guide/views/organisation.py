"""The own organisation: how newcomers reach it and what it shows; and who looked at whom, read only."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Q
from django.http import HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from lessons import api as lessons
from people import api as people
from people.enums import OrganisationKind, Role

from ..admin_forms import NewOrganisationForm, OrganisationForm
from ..admin_words import tell_acts
from ..fields import obeys_domain
from ..people_forms import ReadLogForm

LOOKS_PER_PAGE = 50
ADMINISTRATORS = (Role.ORG_ADMIN, Role.PLATFORM_ADMIN)


@people.staff_required(*ADMINISTRATORS)
@require_safe
def organisations(request):
    """The organisations she administers; one leads straight to its page."""
    found = people.list_administered(user=request.user)
    may_add = people.is_platform_admin(user=request.user)
    if len(found) == 1 and not may_add:
        return redirect("organisation", code=found[0].code)
    context = {"here": "organisation", "organisations": found, "may_add": may_add}
    return render(request, "portals/guide/organisations.html", context)


@people.staff_required(*ADMINISTRATORS)
def organisation(request, code):
    """What newcomers see of the organisation, to change; below it what administrators did."""
    found = people.get_administered(user=request.user, code=code)
    if request.method not in ("GET", "HEAD", "POST"):  # asked only now: a foreign one is missing by every method
        return HttpResponseNotAllowed(("GET", "HEAD", "POST"))
    at = timezone.now()
    form = OrganisationForm(request.POST or None, organisation=found)
    if request.method == "POST" and obeys_domain(
        form, lambda: people.change_organisation(organisation=found, by=request.user, at=at, **form.list_changes())
    ):
        messages.success(request, _("Saved. Newcomers see it at once."))
        return redirect("organisation", code=code)
    if form.errors:
        found.refresh_from_db()
        form.compare_with_saved(found)
    context = {
        "here": "organisation",
        "organisation": found,
        "form": form,
        "acts": tell_acts(people.list_admin_acts(organisation=found, user=request.user)),
    }
    return render(request, "portals/guide/organisation.html", context, status=400 if form.errors else 200)


@people.staff_required(Role.PLATFORM_ADMIN)
@require_http_methods(["GET", "POST"])
def add_organisation(request):
    """A new organisation; a partner gets its shelf and its groups for writing at the same time."""
    at = timezone.now()
    form = NewOrganisationForm(request.POST or None)
    made = []
    if request.method == "POST" and obeys_domain(form, lambda: made.append(_add(form, by=request.user, at=at))):
        messages.success(request, _("The organisation is there. Now add its administrator."))
        return redirect("add_colleague")
    context = {"here": "organisation", "form": form}
    return render(request, "portals/guide/organisation_add.html", context, status=400 if form.errors else 200)


def _add(form, *, by, at):
    with transaction.atomic():
        made = people.add_organisation(by=by, at=at, **form.list_changes())
        if made.kind == OrganisationKind.PARTNER:
            lessons.setup_organisation_rights(organisation=made)
    return made


@people.staff_required(Role.AUDITOR, Role.ORG_ADMIN, kind=OrganisationKind.AGENCY)
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
