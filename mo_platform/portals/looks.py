"""Who looked at my data: the read log in plain words, grouped by day, organisation and role."""

from dataclasses import dataclass, field
from datetime import date

from django.core.paginator import Paginator
from django.db.models import Count
from django.db.models.functions import TruncDate
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from people import api as people
from people.enums import LookPurpose, LookWhat, Role

from .learner_office import show_office

PER_PAGE = 50  # kinds of look, not looks

_WHO = {
    Role.CASE_WORKER: _("A case worker"),
    Role.ORG_ADMIN: _("An administrator"),
    Role.DESK: _("Somebody at the desk"),
    Role.PLATFORM_ADMIN: _("The people who run this site"),
}
_SOMEBODY = _("Somebody")
_WHAT = {
    LookWhat.DOSSIER: _("opened your dossier"),
    LookWhat.CARD: _("looked up your card"),
    LookWhat.REGISTRATION: _("registered you"),
    LookWhat.PRINT: _("printed a card for you"),
    LookWhat.CARD_STOPPED: _("stopped your card"),
    LookWhat.PICTURES: _("let you choose new pictures"),
    LookWhat.LINK: _("made a link to sign you in"),
    LookWhat.LINK_WITHDRAWN: _("stopped a link to sign you in"),
    LookWhat.DETAILS: _("changed what we know about you"),
    LookWhat.PHONES: _("signed you out on a phone"),
    LookWhat.PRACTICE: _("asked you to practise"),
    LookWhat.EXPORT: _("copied all your data"),
}
_DID = _("looked at your data")
_WHY = {
    LookPurpose.GUIDANCE: _("to guide you"),
    LookPurpose.STAND_IN: _("to stand in for your case worker"),
    LookPurpose.QUESTION: _("to answer a question of yours"),
    LookPurpose.SIGN_IN: _("to help you sign in"),
    LookPurpose.REGISTRATION: _("to register you"),
    LookPurpose.CHECK: _("to check the quality of the work"),
    LookPurpose.OWN_DATA: _("to give them to you"),
}


@dataclass(slots=True)
class LookLine:
    """What was done, why, and how often. `explanation` is what the member of staff wrote, in Dutch."""

    what: str
    why: str
    explanation: str
    times: int


@dataclass(slots=True)
class LookGroup:
    who: str
    organisation: str
    lines: list[LookLine] = field(default_factory=list)


@dataclass(slots=True)
class LookDay:
    day: date
    groups: list[LookGroup] = field(default_factory=list)


@people.newcomer_required
@cache_control(private=True, no_store=True)
@require_safe
def my_looks(request):
    """Every look at her dossier, latest day first; names of staff are not shown, their role and office are."""
    rows = (
        people.list_looks(newcomer=request.newcomer)
        .select_related(None)
        .order_by()
        .annotate(day=TruncDate("at"))
        .values("day", "organisation__name", "role", "what", "purpose", "explanation")
        .annotate(times=Count("pk"))
        .order_by("-day", "organisation__name", "role", "what", "purpose", "explanation")
    )
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page_obj": page,
        "days": group_looks(page.object_list),
        "office": show_office(request.newcomer.organisation, get_language()),
        "narrow": True,
    }
    return render(request, "portals/learner/looks.html", context)


def group_looks(rows) -> list[LookDay]:
    """Days, within them who (role and organisation), within them what and why; in the order of the rows."""
    days: list[LookDay] = []
    for row in rows:
        if not days or days[-1].day != row["day"]:
            days.append(LookDay(row["day"]))
        who, organisation = str(_WHO.get(row["role"], _SOMEBODY)), row["organisation__name"] or ""
        groups = days[-1].groups
        if not groups or (groups[-1].who, groups[-1].organisation) != (who, organisation):
            groups.append(LookGroup(who, organisation))
        groups[-1].lines.append(
            LookLine(
                what=str(_WHAT.get(row["what"], _DID)),
                why=str(_WHY.get(row["purpose"], "")),
                explanation=row["explanation"],
                times=row["times"],
            )
        )
    return days
