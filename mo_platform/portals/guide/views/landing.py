"""The first page after signing in: where this person's work lies."""

from dataclasses import dataclass

from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_safe
from wagtail.models import Page, TaskState

from mo_platform.navigation import list_staff_links
from people import api as people
from people.enums import OrganisationKind, Role

GUIDES = frozenset({Role.CASE_WORKER})
#: What stands under a link of the staff navigation, by its `here`.
_HINTS = {
    "caseload": gettext_lazy("Progress, plans and dossiers"),
    "register": gettext_lazy("And print her card"),
    "cards": gettext_lazy("Find a newcomer and help her sign in"),
    "deliveries": gettext_lazy("What other systems were told"),
    "read_log": gettext_lazy("Who opened which dossier, when and why"),
    "reports": gettext_lazy("Numbers of the office over a period, without names"),
    "staff": gettext_lazy("Who works here, in which role"),
    "organisation": gettext_lazy("Address, opening hours, drafts of translations"),
    "translations": gettext_lazy("Read beside the Dutch and signed off"),
    "item_statistics": gettext_lazy("How those of your mock exams do"),
    "class_test": gettext_lazy("Print one for a class, with its answer sheet and key"),
    "languages": gettext_lazy("Who checked our buttons and sentences"),
    "cms": gettext_lazy("Write, translate and review"),
}


@dataclass(frozen=True, slots=True)
class Door:
    """A way into a part of the house; `meta` says what waits there."""

    url: str
    label: str | Promise
    hint: str | Promise
    icon: str
    meta: str = ""


@people.staff_required()
@require_safe
def home(request):
    """Case workers land in their caseload, the desk at the cards; who has other work sees what may be opened."""
    if people.list_memberships(request.user, roles=GUIDES, kind=OrganisationKind.AGENCY):
        return redirect("caseload")
    links = list_staff_links(request.user)
    if [link.here for link in links] == ["cards"]:
        return redirect("card_desk")
    doors = [
        Door(
            url=link.url,
            label=link.label,
            hint=_HINTS.get(link.here, ""),
            icon=link.icon,
            meta=_say_what_waits(request.user) if link.here == "cms" else "",
        )
        for link in links
    ]
    return render(request, "portals/guide/home.html", {"doors": doors})


def _say_what_waits(user) -> str:
    """Reviews asked of her, and own pages with changes that are not published."""
    reviews = TaskState.objects.reviewable_by(user).count()
    drafts = Page.objects.filter(owner=user, has_unpublished_changes=True).count()
    waiting = []
    if reviews:
        waiting.append(ngettext("%(count)s review waits", "%(count)s reviews wait", reviews) % {"count": reviews})
    if drafts:
        waiting.append(ngettext("%(count)s draft of yours", "%(count)s drafts of yours", drafts) % {"count": drafts})
    return " · ".join(waiting) or _("nothing waits")
