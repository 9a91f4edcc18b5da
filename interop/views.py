"""Screens for staff: what went where, every try, and the receivers."""

from collections.abc import Callable

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from core.errors import DomainError, NotAllowed
from people import api as people
from people.enums import OrganisationKind
from plans.enums import MessageType

from . import rules
from .domain import queries, receivers
from .enums import DeliveryState
from .forms import ChangeReceiverForm, DeliveryFilter, NewReceiverForm

may_read = people.staff_required(*rules.READERS, kind=OrganisationKind.AGENCY)
may_manage = people.staff_required(*rules.MANAGERS, kind=OrganisationKind.AGENCY)
PER_PAGE = 50


@may_read
@require_GET
def deliveries(request):
    """Every delivery the reader may see, latest first."""
    known = list(queries.list_receivers_for(user=request.user).order_by("name"))
    form = DeliveryFilter(request.GET, receivers=known)
    found = form.narrow(queries.list_deliveries_for(user=request.user))
    rows = found.annotate(tries_count=Count("tries")).order_by("-created_at", "-pk")
    parked = queries.list_deliveries_for(user=request.user).filter(state=DeliveryState.PARKED).count()
    return _show(
        request,
        "deliveries",
        form=form,
        is_filtered=any(request.GET.get(name) for name in form.fields),
        page_obj=Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
        parked=parked,
    )


@may_read
@require_GET
def delivery(request, uuid):
    """One delivery with every try."""
    found = queries.get_delivery_for(user=request.user, uuid=uuid)
    return _show(
        request,
        "delivery",
        delivery=found,
        state=DeliveryState(found.state),
        tries=queries.list_tries(delivery=found),
        can_manage=_can_manage(request, found.receiver),
    )


@may_manage
@require_POST
def replay(request, uuid):
    found = queries.get_delivery_for(user=request.user, uuid=uuid)

    def act() -> str:
        state = receivers.replay_delivery(delivery=found, by=request.user, at=timezone.now())
        if state == DeliveryState.SUPERSEDED:
            return _("Later news about the same thing arrived already. This message stays as it is.")
        return _("The message is being sent again.")

    _try(request, act)
    return redirect("interop:delivery", uuid=uuid)


@may_read
@require_GET
def receiver_list(request):
    """The receivers, with what waits for each."""
    found = queries.list_receivers_for(user=request.user).order_by("name", "pk")
    return _show(request, "receivers", receivers=found, can_add=rules.can_add_receiver(request.user))


@may_read
@require_GET
def receiver(request, code):
    """One receiver: what it gets, on what basis, and who changed what."""
    found = queries.get_receiver_for(user=request.user, code=code)
    return _show(
        request,
        "receiver",
        receiver=found,
        news=[MessageType(value).label for value in found.message_types],
        changes=queries.list_changes(receiver=found),
        can_manage=_can_manage(request, found),
    )


@may_manage
@require_http_methods(["GET", "POST"])
def receiver_new(request):
    form = NewReceiverForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            made, secret = receivers.register_receiver(
                code=values["code"],
                organisation=values["organisation"],
                by=request.user,
                at=timezone.now(),
                **_what_it_gets(values),
            )
        except DomainError as refusal:
            _refuse(form, refusal)
        else:
            return _show(request, "secret", receiver=made, secret=secret, is_new=True)
    return _show(request, "receiver_form", form=form, receiver=None)


@may_manage
@require_http_methods(["GET", "POST"])
def receiver_change(request, code):
    found = _managed(request, code)
    initial = {
        "name": found.name,
        "url": found.url,
        "legal_basis": found.legal_basis,
        "message_types": found.message_types,
        "fields_sent": found.fields,
        "is_active": found.is_active,
    }
    form = ChangeReceiverForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            receivers.change_receiver(
                receiver=found,
                is_active=values["is_active"],
                by=request.user,
                at=timezone.now(),
                **_what_it_gets(values),
            )
        except DomainError as refusal:
            _refuse(form, refusal)
        else:
            messages.success(request, _("The receiver was changed."))
            return redirect("interop:receiver", code=code)
    return _show(request, "receiver_form", form=form, receiver=found)


@may_manage
@require_http_methods(["GET", "POST"])
def receiver_secret(request, code):
    """Ask, then renew the secret and show it this once."""
    found = _managed(request, code)
    if request.method == "POST":
        try:
            secret = receivers.renew_secret(receiver=found, by=request.user, at=timezone.now())
        except DomainError as refusal:
            messages.error(request, str(refusal))
            return redirect("interop:receiver", code=code)
        return _show(request, "secret", receiver=found, secret=secret, is_new=False)
    return _show(request, "secret_ask", receiver=found)


@may_manage
@require_POST
def receiver_pause(request, code):
    return _steer(request, code, receivers.pause_receiver, _("Messages to this receiver wait from now on."))


@may_manage
@require_POST
def receiver_resume(request, code):
    return _steer(request, code, receivers.resume_receiver, _("Messages go to this receiver again."))


@may_manage
@require_POST
def receiver_test(request, code):
    return _steer(request, code, receivers.send_test_message, _("A test message is on its way."))


@may_manage
@require_POST
def receiver_replay(request, code):
    found = _managed(request, code)

    def act() -> str:
        number = receivers.replay_parked(receiver=found, by=request.user, at=timezone.now())
        return ngettext("%(number)s message is sent again.", "%(number)s messages are sent again.", number) % {
            "number": number
        }

    _try(request, act)
    return redirect("interop:receiver", code=code)


def _show(request, name: str, **context):
    return render(request, f"interop/{name}.html", {"here": "deliveries", **context})


def _managed(request, code: str):
    """A receiver that the user may steer; NotAllowed (404) for one she may only see."""
    found = queries.get_receiver_for(user=request.user, code=code)
    if not _can_manage(request, found):
        raise NotAllowed
    return found


def _can_manage(request, found) -> bool:
    return rules.can_manage_receiver(request.user, organisation_id=found.organisation_id)


def _what_it_gets(values: dict) -> dict:
    return {
        "name": values["name"],
        "url": values["url"],
        "legal_basis": values["legal_basis"],
        "message_types": values["message_types"],
        "fields": values["fields_sent"],
    }


def _steer(request, code: str, act: Callable, done: str):
    found = _managed(request, code)

    def do() -> str:
        act(receiver=found, by=request.user, at=timezone.now())
        return done

    _try(request, do)
    return redirect("interop:receiver", code=code)


def _try(request, act: Callable[[], str]) -> None:
    try:
        messages.success(request, act())
    except NotAllowed:
        raise
    except DomainError as refusal:
        messages.error(request, str(refusal))


def _refuse(form, refusal: DomainError) -> None:
    if isinstance(refusal, NotAllowed):
        raise refusal
    form.add_error(None, str(refusal))
