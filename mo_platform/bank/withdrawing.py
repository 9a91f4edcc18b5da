"""Taking back what was planned of a test, before it begins."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from assessments import api as assessments
from core.errors import DomainError
from plans import api as plans

from .access import get_bank, writer_required
from .making_words import name_test, name_words, tell_validity, tell_version
from .showing import frame


@writer_required
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw_test(request, bank: str, code: str, number: int):
    """Asks first, with what would never hold; by POST it is done."""
    found, today = get_bank(request, bank), plans.brussels_date(timezone.now())
    test = assessments.find_bank_test(user=request.user, bank=found, code=code)
    if not test.may_change:
        if request.method == "POST":
            raise Http404
        return redirect("bank_test", bank, code)
    problem = ""
    going: list = []
    try:
        if request.method == "POST":
            assessments.withdraw_version(
                user=request.user, bank=found, code=code, number=number, today=today, at=timezone.now()
            )
            messages.success(request, _("Withdrawn. The test stays as it is."))
            return redirect("bank_test", bank, code)
        going = assessments.list_withdrawable(test, number=number, today=today)
    except assessments.UnknownBlueprint:
        raise
    except DomainError as refused:
        problem = str(refused)
    names, title = name_words(), _("Withdraw what is planned")
    trail = [
        {"url": reverse("bank_tests", args=[bank]), "label": _("The tests of this bank")},
        {"url": reverse("bank_test", args=[bank, code]), "label": name_test(test)},
        {"url": "", "label": title},
    ]
    context = frame(
        title,
        bank=found,
        trail=trail,
        test=test,
        going=[{"validity": tell_validity(version), "lines": tell_version(version, names)} for version in going],
        problem=problem,
    )
    return render(
        request, "cms/bank/test_withdraw.html", context, status=409 if problem and request.method == "POST" else 200
    )
