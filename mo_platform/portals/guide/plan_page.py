"""A page on which a case worker decides something about a plan: asked on GET, done on POST, and never on what stands no more.

Each page sends along the number of the last line of the log about its subject (`seen`). When a later line stands there,
nothing is saved: the page says what was decided meanwhile and by whom, and keeps what was typed.
"""

from collections.abc import Callable
from datetime import datetime

from django.contrib import messages
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from core import api as core
from core.dates import format_date, format_time
from people import api as people
from plans import api as plans
from plans.enums import DecisionKind

from . import plan_forms, visits
from .dossier import tell_decisions
from .fields import obeys_domain, refuse


def decide_on_plan(
    request,
    uuid,
    *,
    form_class: type[plan_forms.PlanForm],
    about: tuple[DecisionKind, ...],
    act: Callable,
    title: str,
    lead: str | Callable[[plans.PlanView], str],
    button: str,
    done: str | Callable[[plans.PlanView], str],
    code: str = "",
    form_extra: Callable = lambda plan: {},
    is_possible: Callable = lambda plan: True,
):
    """Ask on GET, do on POST, then back to the dossier. What is not possible now leads back with a word of why."""
    newcomer = people.get_newcomer_for(user=request.user, uuid=uuid)
    if not plans.can_change_plan(request.user, newcomer):
        raise core.NotAllowed
    at: datetime = timezone.now()
    if not visits.enter(request, newcomer=newcomer, at=at):
        return redirect("dossier_purpose", uuid=uuid)
    today = plans.brussels_date(at)
    try:
        plan = plans.get_plan(newcomer=newcomer, on=today)
    except plans.NoPlan as missing:
        raise Http404 from missing
    if code and code not in {component.code for component in plan.components}:
        raise Http404
    lines = plan.list_decisions(about, code)
    if not is_possible(plan):
        messages.info(request, _say_impossible(lines))
        return redirect("dossier", uuid=uuid)
    extra = {"component": plan.component(code)} if code else {}
    form = form_class(request.POST or None, plan=plan, today=today, **extra, **form_extra(plan))
    seen = lines[0].id if lines else 0

    def decide() -> None:
        with transaction.atomic():
            record = plans.get_plan_record(newcomer=newcomer)
            plans.assert_unchanged(plan=record, kinds=about, subject=code, seen=seen)
            act(record, form, at)

    if request.method == "POST":
        if (shown := _read_number(request.POST.get("seen", ""))) != seen:
            refuse(form, _say_stale(lines, shown=shown), standing=form.standing)
        elif obeys_domain(form, decide):
            messages.success(request, done(plans.get_plan(newcomer=newcomer, on=today)) if callable(done) else done)
            return redirect("dossier", uuid=uuid)
    context = {
        "here": "caseload",
        "newcomer": newcomer,
        "form": form,
        "seen": seen,
        "heading": title,
        "lead": lead(plan) if callable(lead) else lead,
        "button": button,
        "component": extra.get("component"),
    }
    return render(request, "portals/guide/plan_action.html", context, status=400 if form.errors else 200)


def _read_number(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 20 else None


def _say_stale(lines: list[plans.DecisionView], *, shown: int | None) -> str:
    """What was decided since the line that the page named; a page that names none did not arrive whole."""
    if shown is None:
        return _("The form did not arrive whole; nothing was saved. Look at what stands here and send it again.")
    return _(
        "A colleague changed this meanwhile, or you did in another window. Nothing of yours was saved. "
        "Decided meanwhile: %(decisions)s. Look at what stands here now and choose again."
    ) % {"decisions": _say_lines([line for line in lines if line.id > shown])}


def _say_impossible(lines: list[plans.DecisionView]) -> str:
    """That it cannot be done any more, with the decision that stands there."""
    if not lines:
        return _("That is not possible any more.")
    return _("That is not possible any more. Decided last: %(decisions)s.") % {"decisions": _say_lines(lines[:1])}


def _say_lines(lines: list[plans.DecisionView]) -> str:
    """Lines of the log in one sentence: what, by whom and when."""
    return "; ".join(
        _("%(what)s: %(change)s (%(name)s, %(day)s %(hour)s)")
        % {
            "what": line.what,
            "change": line.change or "—",
            "name": line.decided_by or _("the platform, by itself"),
            "day": format_date(line.at, style="medium"),
            "hour": format_time(line.at),
        }
        for line in tell_decisions(lines)
    )
