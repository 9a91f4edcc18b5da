"""The dossier: everything about one newcomer that her case worker needs, opened with a purpose and written in the log."""

from django.contrib import messages
from django.http import HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core import api as core
from core.dates import format_date, format_time
from interop import api as interop
from people import api as people
from people.enums import Role
from plans import api as plans
from plans.enums import ClockKind
from pretrajectory.enums import StudyForm
from progress import api as progress

from .. import visits
from ..clocks import describe_clock, say_confidence
from ..dossier import list_assignment_lines, list_evidence, list_paths, tell_changes, tell_decisions
from ..fields import obeys_domain, refuse
from ..people_forms import HandOverForm, PurposeForm
from ..shown_readiness import describe_readiness

DOSSIER_ROLES = (Role.CASE_WORKER, Role.ORG_ADMIN)
LATEST_LOOKS = 20
READS = ("GET", "HEAD")


@people.staff_required(*DOSSIER_ROLES)
def dossier(request, uuid):
    """One visit, one row in the read log (guide.visits)."""
    newcomer = people.get_newcomer_for(user=request.user, uuid=uuid)
    if request.method not in READS:  # asked only now: a foreign dossier is missing by every method
        return HttpResponseNotAllowed(READS)
    at = timezone.now()
    if not visits.enter(request, newcomer=newcomer, at=at):
        return redirect("dossier_purpose", uuid=uuid)
    today = plans.brussels_date(at)
    context = {
        "here": "caseload",
        "newcomer": newcomer,
        "today": today,
        "purpose": visits.purpose_of(request, newcomer=newcomer, at=at),
        "languages": _languages_of(newcomer),
        "guides": people.list_caseload_history(newcomer=newcomer),
        "guide": people.get_case_worker(newcomer=newcomer),
        "paths": list_paths(newcomer=newcomer),
        "changes": tell_changes(people.list_detail_changes(newcomer=newcomer)),
        "looks": people.list_looks(newcomer=newcomer)[:LATEST_LOOKS],
        "may_change": plans.can_change_plan(request.user, newcomer),
        "assignments": list_assignment_lines(newcomer=newcomer, on=today),
        "may_assign": progress.can_assign(request.user, newcomer),
        "practised_lately": progress.has_practised_lately(newcomer=newcomer, at=at),
        "readiness": describe_readiness(newcomer=newcomer, on=today)
        if progress.may_see_readiness(request.user, newcomer)
        else None,
        "told": interop.list_told(newcomer=newcomer),
        "wishes_talk_since": plans.find_talk_wish(newcomer=newcomer),
    }
    try:
        plan = plans.get_plan(newcomer=newcomer, on=today)
    except plans.NoPlan:
        return render(request, "portals/guide/dossier.html", context)
    context |= {
        "plan": plan,
        "study_form": StudyForm(plan.study_form.to_value) if plan.study_form else None,
        "clocks": [(clock, describe_clock(clock), say_confidence(clock)) for clock in plan.clocks],
        "evidence": list_evidence(plan),
        "decisions": tell_decisions(plan.history),
        "has_undecided": any(not component.status.is_decided for component in plan.components),
        "has_decided_date": any(
            clock.kind == ClockKind.COMPONENTS_DECIDED and clock.met_on is not None for clock in plan.clocks
        ),
        "has_open_clock": any(clock.state.is_open for clock in plan.clocks),
        "has_open_suspension": any(
            pause.until_date is None and not pause.is_withdrawn for clock in plan.clocks for pause in clock.suspensions
        ),
    }
    return render(request, "portals/guide/dossier.html", context)


@people.staff_required(*DOSSIER_ROLES)
@require_http_methods(["GET", "POST"])
def dossier_purpose(request, uuid):
    """Outside the own caseload: why do you open this dossier? The newcomer reads the answer."""
    newcomer = people.get_newcomer_for(user=request.user, uuid=uuid)
    at = timezone.now()
    if not people.needs_purpose(user=request.user, newcomer=newcomer):
        return redirect("dossier", uuid=uuid)
    form = PurposeForm(request.POST or None)
    if request.method == "POST" and obeys_domain(
        form, lambda: visits.open_visit(request, newcomer=newcomer, at=at, **form.cleaned_data)
    ):
        return redirect("dossier", uuid=uuid)
    context = {"here": "caseload", "newcomer": newcomer, "form": form}
    return render(request, "portals/guide/purpose.html", context, status=400 if form.errors else 200)


@people.staff_required(*DOSSIER_ROLES)
@require_http_methods(["GET", "POST"])
def hand_over(request, uuid):
    """Another case worker of her office guides her from now on; who guided her before stays readable."""
    newcomer = people.get_newcomer_for(user=request.user, uuid=uuid)
    at = timezone.now()
    if not visits.enter(request, newcomer=newcomer, at=at):
        return redirect("dossier_purpose", uuid=uuid)
    colleagues = people.list_colleagues(newcomer=newcomer)
    entry = people.get_caseload_entry(newcomer=newcomer)
    form = HandOverForm(request.POST or None, colleagues=colleagues)
    replaces = str(entry.pk) if entry else ""
    if request.method == "POST" and request.POST.get("replaces", "") != replaces:
        refuse(form, _say_handed_over(entry))
    elif request.method == "POST" and obeys_domain(
        form,
        lambda: people.hand_over_newcomer(
            newcomer=newcomer, to=form.cleaned_data["to"], by=request.user, at=at, replaces=entry
        ),
    ):
        told = _("%(colleague)s now guides %(newcomer)s.") % {
            "colleague": form.cleaned_data["to"].get_full_name(),
            "newcomer": newcomer,
        }
        messages.success(request, told)
        return redirect("dossier", uuid=uuid)
    context = {
        "here": "caseload",
        "newcomer": newcomer,
        "form": form,
        "colleagues": colleagues,
        "replaces": replaces,
        "guide": people.get_case_worker(newcomer=newcomer),
    }
    return render(request, "portals/guide/hand_over.html", context, status=400 if form.errors else 200)


@people.staff_required(*DOSSIER_ROLES)
@require_http_methods(["GET", "POST"])
def take_over(request, uuid):
    """Somebody whom nobody guides gets a case worker. It shows what a list shows, so it is no look at her dossier."""
    newcomer = people.get_newcomer_for(user=request.user, uuid=uuid)
    at = timezone.now()
    guide = people.get_case_worker(newcomer=newcomer)
    if guide is not None:
        messages.info(request, _("%(name)s guides her already.") % {"name": guide.get_full_name()})
        return redirect("caseload")
    colleagues = people.list_colleagues(newcomer=newcomer)
    form = HandOverForm(request.POST or None, colleagues=colleagues, initial={"to": request.user.pk})
    if request.method == "POST" and obeys_domain(
        form,
        lambda: people.take_over_newcomer(newcomer=newcomer, to=form.cleaned_data["to"], by=request.user, at=at),
    ):
        told = _("%(colleague)s now guides %(newcomer)s.") % {
            "colleague": form.cleaned_data["to"].get_full_name(),
            "newcomer": newcomer,
        }
        messages.success(request, told)
        return redirect("caseload")
    context = {"here": "caseload", "newcomer": newcomer, "form": form, "colleagues": colleagues}
    return render(request, "portals/guide/take_over.html", context, status=400 if form.errors else 200)


def _say_handed_over(entry) -> str:
    """Who guides her by now, and who arranged it."""
    if entry is None:
        return _("The form did not arrive whole; nothing was saved. Look at what stands here and send it again.")
    return _(
        "Somebody handed her over meanwhile, or you did in another window. Nothing of yours was saved. %(name)s guides "
        "her now; %(by)s arranged that on %(day)s at %(hour)s. Look and choose again."
    ) % {
        "name": entry.case_worker.get_full_name(),
        "by": entry.started_by.get_full_name() if entry.started_by else "—",
        "day": format_date(entry.started_at),
        "hour": format_time(entry.started_at),
    }


def _languages_of(newcomer) -> list:
    return [core.get_language(code) for code in newcomer.profile.languages if core.is_known_language(code)]
