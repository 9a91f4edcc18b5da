"""Scores of other instruments, beside our screening: one in a dossier, a file for the own caseload, and the instruments of an
organisation. They change nothing of our profile."""

from uuid import UUID

from django.contrib import messages
from django.core import signing
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from core import api as core
from interop import api as interop
from people import api as people
from people.enums import LookPurpose, OrganisationKind, Role
from plans import api as plans
from pretrajectory import api as pretrajectory

from ...outside_scores import show_scores
from .. import visits
from ..fields import obeys_domain
from ..score_file import COLUMNS, MOST_ROWS, NEEDED, check_rows, describe_columns, write_caseload
from ..score_forms import InstrumentForm, ScoreFileForm, ScoreForm
from ..score_words import in_score_words
from .dossier import DOSSIER_ROLES

METHODS = ("GET", "HEAD", "POST")
SALT = "score-file"
HOUR = 3600


@people.staff_required(Role.CASE_WORKER)
@require_http_methods(METHODS)
def newcomer_scores(request, uuid):
    """What others found, one more to enter, and one to take back (`take_back`)."""
    newcomer = people.get_newcomer_for(user=request.user, uuid=uuid)
    if not pretrajectory.can_enter_scores(request.user, newcomer):
        raise core.NotAllowed
    at = timezone.now()
    if not visits.enter(request, newcomer=newcomer, at=at):
        return redirect("dossier_purpose", uuid=uuid)
    today = plans.brussels_date(at)
    if "take_back" in request.POST:
        wanted = _read_uuid(request.POST["take_back"])
        pretrajectory.take_back_score(newcomer=newcomer, uuid=wanted, by=request.user, today=today, at=at)
        messages.success(request, _("The score was taken back."))
        return redirect("newcomer_scores", uuid=uuid)
    instruments = pretrajectory.list_instruments(organisation_ids=[newcomer.organisation_id])
    form = ScoreForm(request.POST or None, instruments=instruments)
    if request.method == "POST" and obeys_domain(
        form,
        lambda: in_score_words(
            lambda: pretrajectory.add_scores(scores=[form.read_score(newcomer)], by=request.user, today=today, at=at)
        ),
    ):
        messages.success(request, _("The score was saved. She sees it on her page “What can I do with my phone?”."))
        return redirect("newcomer_skills", uuid=uuid)
    context = {
        "here": "caseload",
        "newcomer": newcomer,
        "form": form,
        "instruments": instruments,
        "scores": show_scores(newcomer=newcomer),
    }
    return render(request, "portals/guide/scores.html", context, status=400 if form.errors else 200)


@people.staff_required(*DOSSIER_ROLES, kind=OrganisationKind.AGENCY)
@require_http_methods(METHODS)
def instruments(request):
    """With what others measure, as this organisation wrote it down: nobody checked it."""
    held = people.list_memberships(request.user, roles=frozenset(DOSSIER_ROLES), kind=OrganisationKind.AGENCY)
    offices = sorted({row.organisation for row in held}, key=lambda office: office.name)
    at = timezone.now()
    form = InstrumentForm(request.POST or None, offices=offices, initial={"valid_from": plans.brussels_date(at)})
    if request.method == "POST" and obeys_domain(
        form,
        lambda: in_score_words(lambda: pretrajectory.add_instrument(**form.read_instrument(), by=request.user, at=at)),
    ):
        messages.success(
            request, _("The instrument was written down. Nobody here checked it; its source says what holds.")
        )
        return redirect("instruments")
    found = pretrajectory.list_instruments(organisation_ids=[office.pk for office in offices])
    context = {"here": "caseload", "form": form, "instruments": found}
    return render(request, "portals/guide/instruments.html", context, status=400 if form.errors else 200)


@people.staff_required(Role.CASE_WORKER, kind=OrganisationKind.AGENCY)
@require_http_methods(METHODS)
def import_scores(request):
    """A file first, then a look at each row, then all of them at once or none. `as=csv`: the own caseload, to fill in."""
    if request.GET.get("as") == "csv":
        return _give_caseload(request)
    at = timezone.now()
    today = plans.brussels_date(at)
    if "rows" in request.POST:
        return _store(request, today=today, at=at)
    form = ScoreFileForm(request.POST or None, request.FILES or None)
    if request.method != "POST" or not form.is_valid():
        return _show(request, form)
    try:
        rows = interop.read_plain_table(
            form.cleaned_data["file"].read(), columns=COLUMNS, needed=NEEDED, most=MOST_ROWS
        )
    except interop.UntrustedFile as problem:
        form.add_error("file", str(problem))
        return _show(request, form)
    return _look(request, form, rows, today=today)


def _store(request, *, today, at) -> HttpResponse:
    """What she looked at, checked again: all of it, or nothing."""
    form = ScoreFileForm()
    try:
        told = signing.loads(request.POST["rows"], salt=SALT, max_age=HOUR)
    except signing.BadSignature:
        messages.warning(request, _("It was too long ago that you looked. Nothing was stored. Send the file again."))
        return redirect("import_scores")
    rows = [interop.PlainRow(*row) for row in told]
    lines = check_rows(rows, user=request.user, today=today)
    scores = [line.new for line in lines if line.new]
    if len(scores) < len(lines):
        return _look(request, form, rows, today=today)
    try:
        added = pretrajectory.add_scores(
            scores=scores, by=request.user, today=today, at=at, purpose=LookPurpose.GUIDANCE
        )
    except core.Conflict:
        messages.warning(
            request, _("Somebody else wrote at the same moment. Nothing of yours was saved. Send it again.")
        )
        return _look(request, form, rows, today=today)
    told_how_many = ngettext("%(count)s score was stored.", "%(count)s scores were stored.", len(added))
    messages.success(request, told_how_many % {"count": len(added)})
    return redirect("import_scores")


def _look(request, form, rows: list, *, today) -> HttpResponse:
    lines = check_rows(rows, user=request.user, today=today)
    refused = [line for line in lines if line.new is None]
    more = {
        "lines": lines,
        "refused": refused,
        "count_new": sum(line.new is not None and not line.is_known for line in lines),
        "rows": signing.dumps([[row.where, row.cells, row.problem] for row in rows], salt=SALT, compress=True),
    }
    return _show(request, form, more, status=400 if refused else 200)


def _show(request, form, more: dict | None = None, *, status: int = 200) -> HttpResponse:
    context = {"here": "caseload", "form": form, "columns": describe_columns()} | (more or {})
    return render(request, "portals/guide/scores_file.html", context, status=400 if form.errors else status)


def _give_caseload(request) -> HttpResponse:
    # The mark at the start tells spreadsheets that the letters are UTF-8.
    return HttpResponse(
        write_caseload(user=request.user).encode("utf-8-sig"),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="caseload-scores.csv"'},
    )


def _read_uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise core.NotAllowed from None
