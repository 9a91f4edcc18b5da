"""A newcomer's phones, for who helps her: stolen, sold or left behind, each can be signed out from here.

The kind of phone, the day it was added and the day it was last used: enough to find the stolen one, and no more.
"""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from people import api as people

from ..card_door import READS, ask_first, card_page


@card_page(*READS)
def newcomer_phones(request, visit):
    """Where she is signed in, or can sign in without a new card."""
    phones = people.list_phones(newcomer=visit.newcomer, by=request.user, at=visit.at)
    context = {"here": "cards", "newcomer": visit.newcomer, "phones": phones, "now": visit.at}
    return render(request, "portals/guide/phones.html", context)


@card_page("GET", "POST")
def end_phone(request, visit, phone):
    """One phone is signed out at once."""
    newcomer = visit.newcomer
    if request.method == "GET":
        device = people.get_phone(newcomer=newcomer, uuid=phone, by=request.user, at=visit.at)
        return ask_first(
            request,
            visit,
            back="newcomer_phones",
            question=_("Sign %(name)s out on this phone?") % {"name": newcomer.first_name},
            consequence=_(
                "%(phone)s is signed out at once. To use it again she needs her card and her pictures. Was it stolen "
                "together with her card? Then make her a new card too."
            )
            % {"phone": device.label},
            confirm_label=_("Sign out"),
            danger=True,
        )
    people.end_phone(newcomer=newcomer, uuid=phone, by=request.user, purpose=visit.purpose, at=visit.at)
    messages.success(request, _("That phone is signed out."))
    return redirect("newcomer_phones", uuid=newcomer.uuid)


@card_page("GET", "POST")
def end_phones(request, visit):
    """She is signed out everywhere."""
    newcomer = visit.newcomer
    if request.method == "GET":
        return ask_first(
            request,
            visit,
            back="newcomer_phones",
            question=_("Sign %(name)s out everywhere?") % {"name": newcomer.first_name},
            consequence=_(
                "Every phone and computer is signed out at once. To come back she needs her card and her pictures."
            ),
            confirm_label=_("Sign out everywhere"),
            danger=True,
        )
    ended = people.end_phones(newcomer=newcomer, by=request.user, purpose=visit.purpose, at=visit.at)
    said = ngettext(
        "She is signed out on %(count)s phone or computer.",
        "She is signed out on %(count)s phones and computers.",
        ended,
    )
    messages.success(request, said % {"count": ended})
    return redirect("newcomer_phones", uuid=newcomer.uuid)
