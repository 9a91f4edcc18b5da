"""Registering a newcomer in a minute; then her card."""

from django.db import transaction
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from people import api as people
from people.enums import LookPurpose, LookWhat, OrganisationKind, Role
from plans import api as plans

from .. import visits
from ..fields import obeys_domain
from ..register_form import RegisterForm


@people.staff_required(Role.CASE_WORKER, Role.ORG_ADMIN, kind=OrganisationKind.AGENCY)
@require_http_methods(["GET", "POST"])
def register_newcomer(request):
    """All input is kept on an error. Somebody with the same name and birth date is shown before a second one is made."""
    at = timezone.now()
    form = RegisterForm(
        request.POST or None,
        user=request.user,
        guides=people.list_guides(organisations=people.list_registering_offices(user=request.user)),
        today=plans.brussels_date(at),
    )
    same_people = []
    if request.method == "POST" and form.is_valid():
        same_people = _list_same_people(form)
        if not same_people:
            made = []
            if obeys_domain(form, lambda: made.append(_register(request, form, at=at))):
                return redirect("newcomer_card", uuid=made[0].uuid)
    context = {"here": "register", "form": form, "same_people": same_people}
    return render(request, "portals/guide/register.html", context, status=400 if form.errors else 200)


def _list_same_people(form: RegisterForm) -> list:
    data = form.cleaned_data
    if data["is_another_person"]:
        return []
    return people.list_same_people(
        organisation=data["office"],
        first_name=data["first_name"],
        last_name=data["last_name"],
        birth_date=data["birth_date"],
    )


def _register(request, form: RegisterForm, *, at):
    """Registering stands in the read log as what it is, and opens her card page: printing it belongs to it."""
    with transaction.atomic():
        newcomer = _store(form, by=request.user, at=at)
        visits.open_visit(
            request,
            newcomer=newcomer,
            purpose=LookPurpose.REGISTRATION,
            what=visits.CARD,
            told_as=LookWhat.REGISTRATION,
            at=at,
        )
    return newcomer


def _store(form: RegisterForm, *, by, at):
    data = form.cleaned_data
    return people.register_newcomer(
        first_name=data["first_name"],
        last_name=data["last_name"],
        birth_date=data["birth_date"],
        languages=form.list_languages(),
        case_worker=data["case_worker"],
        obligation=data["obligation"],
        region=data["region"],
        organisation=data["office"],
        registered_on=data["registered_on"],
        registered_by=by,
        at=at,
        email=data["email"],
        phone=data["phone"],
    )
