"""The numbers of the own organisation over a quarter: read only, without names."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from people import api as people
from people.enums import OrganisationKind, Role
from plans import api as plans

from ..people_forms import ReportForm
from ..quarters import Quarter
from ..reports import Report, make_report, write_csv


@people.staff_required(Role.AUDITOR, Role.ORG_ADMIN, kind=OrganisationKind.AGENCY)
@require_safe
def reports(request):
    """The report as a page, or with `as=csv` as a file; of the quarter of today when none is asked."""
    today = plans.brussels_date(timezone.now())
    form = ReportForm(request.GET if "quarter" in request.GET else {"quarter": str(Quarter.of(today))}, on=today)
    if not form.is_valid():
        return render(request, "portals/guide/reports.html", {"here": "reports", "form": form}, status=400)
    report = make_report(user=request.user, quarter=form.cleaned_data["quarter"], on=today)
    if request.GET.get("as") == "csv":
        return _download(report)
    context = {"here": "reports", "form": form, "report": report, "today": today}
    return render(request, "portals/guide/reports.html", context)


def _download(report: Report) -> HttpResponse:
    name = f"report-{report.quarter}.csv"
    # The mark at the start tells spreadsheets that the letters are UTF-8.
    return HttpResponse(
        write_csv(report).encode("utf-8-sig"),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
