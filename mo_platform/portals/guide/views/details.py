"""Putting right what is written about a newcomer: her name, birth date, languages, how she is reached, obliged or not."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core.dates import format_date, format_time
from people import api as people
from people.enums import Role
from plans import api as plans

from .. import visits
from ..fields import obeys_domain, refuse, say_saved
from ..person_form import DetailsForm


@people.staff_required(Role.CASE_WORKER, Role.ORG_ADMIN)
@require_http_methods(["GET", "POST"])
def change_details(request, uuid):
    """What stood there is kept. When a colleague was first, beside each line that differs stands what is saved now."""
    newcomer = people.get_newcomer_for(user=request.user, uuid=uuid)
    at = timezone.now()
    if not visits.enter(request, newcomer=newcomer, at=at):
        return redirect("dossier_purpose", uuid=uuid)
    last = people.list_detail_changes(newcomer=newcomer).first()
    seen = last.pk if last else 0
    form = DetailsForm(request.POST or None, newcomer=newcomer, today=plans.brussels_date(at))
    if request.method == "POST" and request.POST.get("seen") != str(seen):
        refuse(form, _say_changed(last))
        say_saved(form, but_for="reason")
    elif request.method == "POST" and obeys_domain(
        form,
        lambda: people.change_details(
            newcomer=newcomer,
            seen=seen,
            registered_on=plans.find_registered_on(newcomer=newcomer),
            purpose=visits.purpose_of(request, newcomer=newcomer, at=at),
            by=request.user,
            at=at,
            reason=form.cleaned_data["reason"],
            **form.list_details(),
        ),
    ):
        messages.success(request, _("The details were changed; what stood there is kept in the dossier."))
        return redirect("dossier", uuid=uuid)
    context = {
        "here": "caseload",
        "newcomer": newcomer,
        "form": form,
        "seen": seen,
        "heading": _("Change the details"),
        "lead": _(
            "The newcomer can read that and what you changed. The languages decide in which the lessons are offered."
        ),
        "button": _("Save"),
    }
    return render(request, "portals/guide/plan_action.html", context, status=400 if form.errors else 200)


def _say_changed(last) -> str:
    """Who changed it meanwhile; a page that does not say what it showed did not arrive whole."""
    if last is None:
        return _("The form did not arrive whole; nothing was saved. Look at what stands here and send it again.")
    return _(
        "The details were changed meanwhile, by %(name)s on %(day)s at %(hour)s. Nothing of yours was saved. Beside each "
        "line that differs stands what is saved now; save again to replace it."
    ) % {
        "name": last.by.get_full_name() if last.by else "—",
        "day": format_date(last.at),
        "hour": format_time(last.at),
    }
