"""The numbers of the own organisation over a period: read only, without names."""

from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from people import api as people
from people.enums import Role
from plans import api as plans

from ..people_forms import ReportForm
from ..reports import Report, make_report, write_csv


@people.staff_required(Role.AUDITOR, Role.ORG_ADMIN)
@require_safe
def reports(request):
    """The report as a page, or with `as=csv` as a file; of this year so far when no period is asked."""
    today = plans.brussels_date(timezone.now())
    this_year = {"from_date": date(today.year, 1, 1), "until_date": today}
    form = ReportForm(request.GET if this_year.keys() & request.GET.keys() else this_year)
    if not form.is_valid():
        return render(request, "portals/guide/reports.html", {"here": "reports", "form": form}, status=400)
    report = make_report(user=request.user, on=today, **form.cleaned_data)
    if request.GET.get("as") == "csv":
        return _download(report)
    context = {"here": "reports", "form": form, "report": report, "today": today}
    return render(request, "portals/guide/reports.html", context)


def _download(report: Report) -> HttpResponse:
    name = f"report-{report.from_date}-{report.until_date}.csv"
    # The mark at the start tells spreadsheets that the letters are UTF-8.
    return HttpResponse(
        write_csv(report).encode("utf-8-sig"),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
