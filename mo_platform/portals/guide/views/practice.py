"""Asking newcomers to practise for the test. Case workers of their own office only (progress.can_assign); for everybody else
these pages do not exist. Nobody sees more of it than whether it was begun and done."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from assessments import api as assessments
from core import api as core
from core.language_text import read_in
from curriculum import api as curriculum
from people import api as people
from people.enums import LookPurpose, OrganisationKind, Role
from plans import api as plans
from progress import api as progress

from .. import visits
from ..fields import obeys_domain, refuse, say_saved
from ..practice_forms import AssignForm, Offer, list_language_notes, list_read_languages, say_asked

METHODS = ("GET", "HEAD", "POST")
MOST = 50  # as many as stand on a page of the caseload


@people.staff_required(Role.CASE_WORKER)
@require_http_methods(METHODS)
def assign_practice(request, uuid):
    """One newcomer is asked, from her dossier."""
    newcomer = _get_newcomer(request, uuid)
    at = timezone.now()
    visits.enter(request, newcomer=newcomer, at=at)
    purpose = visits.purpose_of(request, newcomer=newcomer, at=at)
    if purpose is None:
        return redirect("dossier_purpose", uuid=uuid)
    return _ask(request, [newcomer], purpose=purpose, at=at, onward=("dossier", uuid))


@people.staff_required(Role.CASE_WORKER, kind=OrganisationKind.AGENCY)
@require_http_methods(METHODS)
def assign_to_several(request):
    """Those ticked in the own caseload (`who`). Somebody else's newcomer is asked from her dossier, which asks for a purpose."""
    asked = request.POST if request.method == "POST" else request.GET
    wanted = {_read_uuid(text) for text in asked.getlist("who")[:MOST]}
    if not wanted:
        messages.info(request, _("Tick the newcomers whom you want to ask to practise."))
        return redirect("caseload")
    newcomers = list(people.list_caseload(user=request.user).filter(uuid__in=wanted).order_by("last_name", "pk"))
    if len(newcomers) < len(wanted):
        raise Http404
    return _ask(request, newcomers, purpose=LookPurpose.GUIDANCE, at=timezone.now(), onward=("caseload",))


@people.staff_required(Role.CASE_WORKER)
@require_http_methods(METHODS)
def change_assignment(request, uuid, assignment):
    """When a colleague was first, nothing is saved, and beside each line that differs stands what holds now."""
    newcomer = _get_newcomer(request, uuid)
    standing = _get_assignment(newcomer, assignment)
    at = timezone.now()
    if not visits.enter(request, newcomer=newcomer, at=at):
        return redirect("dossier_purpose", uuid=uuid)
    if standing.is_over:
        messages.info(request, _("She has done this by now, or it was withdrawn. Nothing was changed."))
        return redirect("dossier", uuid=uuid)
    today = plans.brussels_date(at)
    titles, tests = _list_titles(), _list_tests(today, standing.asked.test)
    form = AssignForm(
        request.POST or None,
        themes=titles.items(),
        tests=tests.items(),
        today=today,
        standing=standing,
    )
    if request.method == "POST" and _read_number(request.POST.get("seen", "")) != standing.number:
        refuse(form, _("Somebody changed this meanwhile. Nothing of yours was saved. Look and send it again."))
        say_saved(form)
    elif request.method == "POST" and obeys_domain(
        form,
        lambda: progress.change_assignment(
            newcomer=newcomer,
            uuid=assignment,
            seen=standing.number,
            asked=form.read_asked(),
            by=request.user,
            today=today,
            at=at,
        ),
    ):
        messages.success(request, _("What you ask was changed."))
        return redirect("dossier", uuid=uuid)
    context = {
        "here": "caseload",
        "newcomers": [newcomer],
        "language_notes": []
        if standing.practice
        else _list_language_notes([newcomer], today, themes=titles, tests=tests),
        "form": form,
        "standing": standing,
        "back_uuid": newcomer.uuid,
    }
    return render(request, "portals/guide/practice_assign.html", context, status=400 if form.errors else 200)


@people.staff_required(Role.CASE_WORKER)
@require_POST
def withdraw_assignment(request, uuid, assignment):
    """It is asked no longer; what she practised stays hers. Pressed twice it is one."""
    newcomer = _get_newcomer(request, uuid)
    _get_assignment(newcomer, assignment)
    at = timezone.now()
    if not visits.enter(request, newcomer=newcomer, at=at):
        return redirect("dossier_purpose", uuid=uuid)
    seen = _read_number(request.POST.get("seen", ""))
    try:
        progress.withdraw_assignment(newcomer=newcomer, uuid=assignment, seen=seen, by=request.user, at=at)
    except core.Conflict as refused:
        messages.warning(request, str(refused))
    else:
        messages.success(request, _("You do not ask this any more."))
    return redirect("dossier", uuid=uuid)


def _ask(request, newcomers: list, *, purpose: LookPurpose, at, onward: tuple):
    """The form for these people on GET; ask them on POST, then `onward`."""
    today, titles = plans.brussels_date(at), _list_titles()
    tests = _list_tests(today)
    form = AssignForm(request.POST or None, themes=titles.items(), tests=tests.items(), today=today)
    if request.method == "POST" and obeys_domain(
        form,
        lambda: progress.assign_practice(
            newcomers=newcomers,
            asked=form.read_asked(),
            purpose=purpose,
            key=form.cleaned_data["key"],
            by=request.user,
            today=today,
            at=at,
        ),
    ):
        told = ngettext(
            "You asked %(count)s newcomer to practise: %(what)s.",
            "You asked %(count)s newcomers to practise: %(what)s.",
            len(newcomers),
        )
        what = say_asked(form.read_asked(), titles | tests)
        messages.success(request, told % {"count": len(newcomers), "what": what})
        return redirect(onward[0], *onward[1:])
    context = {
        "here": "caseload",
        "newcomers": newcomers,
        "people": newcomers,
        "language_notes": _list_language_notes(newcomers, today, themes=titles, tests=tests),
        "form": form,
        "back_uuid": newcomers[0].uuid if onward[0] == "dossier" else None,
    }
    return render(request, "portals/guide/practice_assign.html", context, status=400 if form.errors else 200)


def _get_newcomer(request, uuid: UUID):
    """Raises NotAllowed: a foreign newcomer, and one whose dossier the user may only read, are not there."""
    newcomer = people.get_newcomer_for(user=request.user, uuid=uuid)
    if not progress.can_assign(request.user, newcomer):
        raise core.NotAllowed
    return newcomer


def _get_assignment(newcomer, uuid: UUID) -> progress.Assignment:
    try:
        return progress.get_assignment(newcomer=newcomer, uuid=uuid)
    except progress.UnknownAssignment:
        raise Http404 from None


def _list_language_notes(newcomers: list, today: date, *, themes: dict[str, str], tests: dict[str, str]) -> list[tuple]:
    """Who would not practise in the language she reads best, each with the sentences that say so."""
    reads = {code for newcomer in newcomers for code in list_read_languages(newcomer)}
    regimes = {newcomer: curriculum.regime_of(newcomer.profile.region) for newcomer in newcomers}
    offers = {regime: _find_offer(regime, today, tests, reads) for regime in {*regimes.values()}}
    notes = [
        (newcomer, list_language_notes(newcomer, offers[regimes[newcomer]], themes=themes, tests=tests))
        for newcomer in newcomers
    ]
    return [(newcomer, told) for newcomer, told in notes if told]


def _find_offer(regime: str, today: date, tests: Iterable[str], reads: Iterable[str]) -> Offer:
    spoken = {
        code: frozenset(assessments.iterate_test_languages(code=code, languages=reads, regime=regime, on=today))
        for code in tests
    }
    return Offer(assessments.list_practice_items(region=regime), spoken)


def _list_titles() -> dict[str, str]:
    """The themes that can be practised in any language, with their Dutch titles."""
    offered = {item.theme for item in assessments.list_practice_items()}
    themes = curriculum.list_themes(on=plans.brussels_date(timezone.now()))
    return {theme.key: theme.title_in(core.SOURCE_LANGUAGE).text for theme in themes if theme.key in offered}


def _list_tests(today: date, standing: str = "") -> dict[str, str]:
    """The tests that newcomers can be asked to sit, and the one that stands, with their Dutch names."""
    offered = assessments.list_tests_to_ask(on=today)
    offered |= assessments.name_tests(codes={standing} - {"", *offered})
    return {code: read_in(title, core.SOURCE_LANGUAGE).text or code for code, title in offered.items()}


def _read_uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Http404 from None


def _read_number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 0
