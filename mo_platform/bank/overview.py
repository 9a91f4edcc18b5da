"""The questions of a bank, found and counted."""

from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from assessments import api as assessments
from assessments.enums import QuestionKind

from .access import author_required, get_bank, get_rights
from .forms import FilterForm
from .showing import frame, name_themes, show_line

PER_PAGE = 50


@author_required
@require_safe
def list_questions(request):
    """The questions of one bank; of several the first, until another is chosen."""
    banks = assessments.list_banks_for(user=request.user)
    if not banks:
        context = {"page_title": _("Questions"), "header_title": _("Questions"), "header_icon": "circle-check"}
        return render(request, "cms/bank/no_bank.html", context)
    bank = get_bank(request, request.GET.get("bank") or banks[0].code)
    counts = assessments.count_by_state(bank=bank)
    titles = name_themes()
    form = FilterForm(request.GET, themes=titles, counts=counts)
    wanted = form.wanted
    page = Paginator(assessments.list_bank_rows(bank=bank, wanted=wanted), PER_PAGE).get_page(request.GET.get("p"))
    kinds = dict(QuestionKind.choices)
    rows = [
        {
            "row": row,
            "stem": show_line(row.stem) or _("(no text yet)"),
            "theme": titles.get(row.theme, row.theme),
            "kind": kinds.get(row.kind, row.kind),
            "state": row.state.label,
        }
        for row in page
    ]
    kept = request.GET.copy()
    kept.pop("p", None)
    context = frame(
        bank.title,
        bank=bank,
        trail=[],
        banks=banks,
        form=form,
        is_filtered=bool(wanted),
        page=page,
        rows=rows,
        kept=kept.urlencode(),
        counts=[(state, count) for state, count in counts.items() if count],
        rights=get_rights(request, bank),
    )
    return render(request, "cms/bank/list.html", context)
