"""Cards: finding who lost hers, printing, withdrawing, a link from afar, and new pictures. Each act is in the read log.

The digits of a card are known once: they stand in the answer to the POST that makes them, and nowhere else. Reloading
that answer posts again; because the card it would replace is no longer the one that stands, a question comes first.
"""

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from people import api as people
from people.enums import Role

from ..card_sheet import make_link_address, make_sheet, sheet_language
from ..fields import obeys_domain
from ..people_forms import DeskSearchForm, IssueForm
from ..qr import draw_qr

READS = ("GET", "HEAD")
CARD_ROLES = (Role.CASE_WORKER, Role.ORG_ADMIN, Role.DESK)


@people.staff_required(*CARD_ROLES)
@require_safe
def card_desk(request):
    """Search by name or birth date. The list shows a name and a birth date: enough to see who stands at the desk."""
    form = DeskSearchForm(request.GET or None)
    found = []
    is_asked = bool(request.GET.get("name") or request.GET.get("birth_date"))
    if is_asked:
        obeys_domain(form, lambda: found.extend(people.find_people_for_card(user=request.user, **form.cleaned_data)))
    is_searched = is_asked and not form.errors
    context = {"here": "cards", "form": form, "found": found, "is_searched": is_searched}
    return render(request, "portals/guide/card_desk.html", context)


@people.staff_required(*CARD_ROLES)
def newcomer_card(request, uuid):
    """How she can sign in now, and what can be done about it."""
    newcomer = people.get_newcomer_for_card(user=request.user, uuid=uuid)
    if request.method not in READS:  # asked only now: a foreign card is missing by every method
        return HttpResponseNotAllowed(READS)
    ways = people.get_ways_in(newcomer=newcomer, at=timezone.now())
    context = {
        "here": "cards",
        "newcomer": newcomer,
        "ways": ways,
        "form": IssueForm(initial={"replaces": ways.card_id or ""}),
        "sheet_language": sheet_language(newcomer),
        "may_open_dossier": people.can_open_dossier(request.user, newcomer),
    }
    return render(request, "portals/guide/card.html", context)


@people.staff_required(*CARD_ROLES)
@require_http_methods(["GET", "POST"])
def issue_card(request, uuid):
    """Make a card and show it, once. An earlier card stops working."""
    newcomer = people.get_newcomer_for_card(user=request.user, uuid=uuid)
    if request.method == "GET":
        return redirect("newcomer_card", uuid=uuid)
    at = timezone.now()
    standing = str(people.get_ways_in(newcomer=newcomer, at=at).card_id or "")
    if request.POST.get("replaces", "") != standing:
        return _confirm(
            request,
            newcomer,
            question=_("Make another card for %(name)s?") % {"name": newcomer.first_name},
            consequence=_(
                "A card was made a moment ago. Its numbers cannot be shown again. A new card makes that one useless."
            ),
            confirm_label=_("Make another card"),
            form=IssueForm(initial={"replaces": standing}),
        )
    with transaction.atomic():
        issued = people.issue_card(newcomer=newcomer, by=request.user, at=at)
        people.record_card_look(newcomer=newcomer, by=request.user, at=at)
    context = {
        "here": "cards",
        "newcomer": newcomer,
        "groups": issued.groups,
        "sheet": make_sheet(newcomer=newcomer, digits=issued.digits),
    }
    return render(request, "portals/guide/card_print.html", context)


@people.staff_required(*CARD_ROLES)
@require_http_methods(["GET", "POST"])
def revoke_card(request, uuid):
    """A lost or stolen card stops working at once."""
    newcomer = people.get_newcomer_for_card(user=request.user, uuid=uuid)
    if request.method == "GET":
        return _confirm(
            request,
            newcomer,
            question=_("Stop the card of %(name)s?") % {"name": newcomer.first_name},
            consequence=_(
                "Nobody can sign in with it any more. Phones on which she is signed in stay signed in; she can remove "
                "them herself. You can make her a new card at any time."
            ),
            confirm_label=_("Stop the card"),
            danger=True,
        )
    at = timezone.now()
    with transaction.atomic():
        was_there = people.revoke_card(newcomer=newcomer, by=request.user, at=at)
        people.record_card_look(newcomer=newcomer, by=request.user, at=at)
    if was_there:
        messages.success(request, _("The card does not work any more."))
    else:
        messages.info(request, _("There was no card that worked."))
    return redirect("newcomer_card", uuid=uuid)


@people.staff_required(*CARD_ROLES)
@require_http_methods(["GET", "POST"])
def reset_pictures(request, uuid):
    """She forgot her pictures: with her card she chooses new ones."""
    newcomer = people.get_newcomer_for_card(user=request.user, uuid=uuid)
    if request.method == "GET":
        return _confirm(
            request,
            newcomer,
            question=_("Let %(name)s choose new pictures?") % {"name": newcomer.first_name},
            consequence=_(
                "Her pictures are forgotten. Whoever holds her card can then choose new ones: do this only when she "
                "stands before you and has her card, or make a new card too."
            ),
            confirm_label=_("Forget her pictures"),
            danger=True,
        )
    people.reset_pictures(newcomer=newcomer, by=request.user, at=timezone.now())
    messages.success(request, _("At her next sign-in with the card she chooses new pictures."))
    return redirect("newcomer_card", uuid=uuid)


@people.staff_required(*CARD_ROLES)
@require_http_methods(["GET", "POST"])
def handover_link(request, uuid):
    """A link that signs in once, for who cannot come. It is shown in the answer to the POST, and nowhere else."""
    newcomer = people.get_newcomer_for_card(user=request.user, uuid=uuid)
    at = timezone.now()
    context = {"here": "cards", "newcomer": newcomer}
    if request.method == "POST":
        with transaction.atomic():
            token = people.create_handover_link(newcomer=newcomer, by=request.user, at=at)
            people.record_card_look(newcomer=newcomer, by=request.user, at=at)
        address = make_link_address(newcomer=newcomer, token=token)
        context |= {"address": address, "qr": draw_qr(address)}
    context["ways"] = people.get_ways_in(newcomer=newcomer, at=at)
    return render(request, "portals/guide/handover_link.html", context)


def _confirm(request, newcomer, **context):
    cancel_url = reverse("newcomer_card", kwargs={"uuid": newcomer.uuid})
    return render(request, "confirm_staff.html", {"here": "cards", "cancel_url": cancel_url, **context})
