"""Cards: finding who lost hers, printing, stopping, a link from afar, and new pictures. Each act is in the read log.

The digits of a card are known once: they stand in the answer to the POST that makes them, and nowhere else. Reloading
that answer posts again; because the card it would replace is no longer the one that stands, a question comes first.
"""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from core.dates import format_date, format_time
from people import api as people
from people.enums import OrganisationKind

from ...card_sheet import make_link_address, make_sheet, sheet_language
from .. import visits
from ..card_door import CARD_ROLES, READS, ask_first, card_page
from ..fields import obeys_domain
from ..people_forms import CardPurposeForm, DeskSearchForm, IssueForm, StopCardForm
from ..qr import draw_qr


@people.staff_required(*CARD_ROLES, kind=OrganisationKind.AGENCY)
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
@require_http_methods(["GET", "POST"])
def card_purpose(request, uuid):
    """At the desk and outside the own caseload: why do you open her card? The newcomer reads the answer."""
    newcomer = people.get_newcomer_for_card(user=request.user, uuid=uuid)
    at = timezone.now()
    if not people.needs_purpose(user=request.user, newcomer=newcomer):
        return redirect("newcomer_card", uuid=uuid)
    is_desk = not people.can_open_dossier(request.user, newcomer)
    form = CardPurposeForm(request.POST or None, is_desk=is_desk)
    if request.method == "POST" and obeys_domain(
        form,
        lambda: visits.open_visit(request, newcomer=newcomer, what=visits.CARD, at=at, **form.cleaned_data),
    ):
        return redirect("newcomer_card", uuid=uuid)
    context = {"here": "cards", "newcomer": newcomer, "form": form, "is_desk": is_desk}
    return render(request, "portals/guide/card_purpose.html", context, status=400 if form.errors else 200)


@card_page(*READS)
def newcomer_card(request, visit):
    """How she can sign in now, and what can be done about it."""
    ways = people.get_ways_in(newcomer=visit.newcomer, at=visit.at)
    context = {
        "here": "cards",
        "newcomer": visit.newcomer,
        "purpose": visit.purpose,
        "ways": ways,
        "form": IssueForm(initial={"replaces": ways.card_id or ""}),
        "sheet_language": sheet_language(visit.newcomer),
        "may_open_dossier": people.can_open_dossier(request.user, visit.newcomer),
    }
    return render(request, "portals/guide/card.html", context)


@card_page("GET", "POST")
def issue_card(request, visit):
    """Make a card and show it, once. An earlier card stops working."""
    newcomer = visit.newcomer
    if request.method == "GET":
        return redirect("newcomer_card", uuid=newcomer.uuid)
    ways = people.get_ways_in(newcomer=newcomer, at=visit.at)
    standing = str(ways.card_id or "")
    form = IssueForm(request.POST)
    keeps_phones = form.is_valid() and form.cleaned_data["keeps_phones"]
    if request.POST.get("replaces", "") != standing:
        return ask_first(
            request,
            visit,
            question=_("Make another card for %(name)s?") % {"name": newcomer.first_name},
            consequence=_say_other_card(ways, _("A new card makes that one useless.")),
            confirm_label=_("Make another card"),
            form=IssueForm(initial={"replaces": standing, "keeps_phones": keeps_phones}),
        )
    issued = people.hand_out_card(
        newcomer=newcomer, by=request.user, purpose=visit.purpose, keeps_phones=keeps_phones, at=visit.at
    )
    context = {
        "here": "cards",
        "newcomer": newcomer,
        "groups": issued.groups,
        "sheet": make_sheet(newcomer=newcomer, digits=issued.digits),
    }
    return render(request, "portals/guide/card_print.html", context)


@card_page("GET", "POST")
def revoke_card(request, visit):
    """A lost or stolen card stops working at once, and so does what it opened."""
    newcomer = visit.newcomer
    ways = people.get_ways_in(newcomer=newcomer, at=visit.at)
    standing = str(ways.card_id or "")
    is_another = bool(standing) and request.method == "POST" and request.POST.get("replaces", "") != standing
    if request.method == "GET" or is_another:
        effect = _(
            "Nobody can sign in with it any more, nor with a link that is still open, and she is signed out on every "
            "phone and computer. You can make her a new card at any time."
        )
        return ask_first(
            request,
            visit,
            question=_("Stop the card of %(name)s?") % {"name": newcomer.first_name},
            consequence=_say_other_card(ways, effect) if is_another else effect,
            confirm_label=_("Stop the card"),
            form=StopCardForm(initial={"replaces": standing}),
            danger=True,
        )
    form = StopCardForm(request.POST)
    was_there = people.stop_card(
        newcomer=newcomer,
        by=request.user,
        purpose=visit.purpose,
        keeps_phones=form.is_valid() and form.cleaned_data["keeps_phones"],
        at=visit.at,
    )
    if was_there:
        messages.success(request, _("The card does not work any more."))
    else:
        messages.info(request, _("There was no card that worked."))
    return redirect("newcomer_card", uuid=newcomer.uuid)


@card_page("GET", "POST")
def reset_pictures(request, visit):
    """She forgot her pictures: with her card she chooses new ones."""
    newcomer = visit.newcomer
    if request.method == "GET":
        return ask_first(
            request,
            visit,
            question=_("Let %(name)s choose new pictures?") % {"name": newcomer.first_name},
            consequence=_(
                "Her pictures are forgotten. Whoever holds her card can then choose new ones: do this only when she "
                "stands before you and has her card, or make a new card too."
            ),
            confirm_label=_("Forget her pictures"),
            danger=True,
        )
    people.reset_pictures(newcomer=newcomer, by=request.user, purpose=visit.purpose, at=visit.at)
    messages.success(request, _("At her next sign-in with the card she chooses new pictures."))
    return redirect("newcomer_card", uuid=newcomer.uuid)


@card_page("GET", "POST")
def handover_link(request, visit):
    """A link that signs in once, for who cannot come. It is shown in the answer to the POST, and nowhere else."""
    newcomer = visit.newcomer
    context = {"here": "cards", "newcomer": newcomer}
    if request.method == "POST":
        token = people.make_link(newcomer=newcomer, by=request.user, purpose=visit.purpose, at=visit.at)
        address = make_link_address(newcomer=newcomer, token=token)
        context |= {"address": address, "qr": draw_qr(address)}
    context["ways"] = people.get_ways_in(newcomer=newcomer, at=visit.at)
    return render(request, "portals/guide/handover_link.html", context)


@card_page("GET", "POST")
def withdraw_link(request, visit):
    """A link sent to the wrong person, or no longer needed, stops working at once."""
    newcomer = visit.newcomer
    if request.method == "GET":
        return ask_first(
            request,
            visit,
            question=_("Withdraw the link of %(name)s?") % {"name": newcomer.first_name},
            consequence=_("Nobody can sign in with it any more. Her card and her phones stay as they are."),
            confirm_label=_("Withdraw the link"),
            danger=True,
        )
    if people.withdraw_link(newcomer=newcomer, by=request.user, purpose=visit.purpose, at=visit.at):
        messages.success(request, _("The link does not work any more."))
    else:
        messages.info(request, _("There was no link that worked: it was used, or it had ended."))
    return redirect("newcomer_card", uuid=newcomer.uuid)


def _say_other_card(ways: people.WaysIn, effect: str) -> str:
    """A page that was opened before the card that stands now was made, or after it stopped, asks again."""
    if ways.card_issued_at is None:
        return _("The card that stood here was stopped meanwhile. This makes a new one.")
    return _("Another card was made meanwhile, by %(name)s on %(day)s at %(hour)s. %(effect)s") % {
        "name": ways.card_issued_by or "—",
        "day": format_date(ways.card_issued_at),
        "hour": format_time(ways.card_issued_at),
        "effect": effect,
    }
