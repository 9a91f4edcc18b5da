"""How the questions of the own banks do, for those who write them."""

from typing import Any

from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from assessments import api as assessments
from core import api as core
from core.language_text import read_in
from people import api as people
from people.enums import Role

from ..people_forms import ItemStatisticsForm

AUTHOR_ROLES = frozenset({Role.TEACHER, Role.ORG_ADMIN})
_REASONS: dict[assessments.Reason, str | Promise] = {
    assessments.Reason.NOBODY_RIGHT: gettext_lazy("nobody had it right"),
    assessments.Reason.NEGATIVE_DISCRIMINATION: gettext_lazy("who does well elsewhere has this wrong more often"),
    assessments.Reason.LANGUAGE_FAR_OFF: gettext_lazy("one language is far from the others"),
    assessments.Reason.EVERYBODY_RIGHT: gettext_lazy("everybody had it right"),
}
_STATEMENTS: dict[str, str | Promise] = {"true": gettext_lazy("True"), "false": gettext_lazy("Not true")}


@people.staff_required(*AUTHOR_ROLES)
@require_safe
def item_statistics(request):
    """The questions of the organisations in which she writes, the suspicious first; in one language when she asks for it."""
    memberships = people.list_memberships(request.user, roles=AUTHOR_ROLES)
    owners = {membership.organisation_id for membership in memberships}
    form = ItemStatisticsForm(request.GET)
    language = form.cleaned_data["language"] if form.is_valid() else ""
    table = assessments.list_item_statistics(organisation_ids=owners, language=language)
    context = {
        "here": "item_statistics",
        "form": form,
        "table": table,
        "rows": [_show(row) for row in table.rows],
        "forms": _name_forms(table.forms),
        "fewest": assessments.FEWEST_IN_CELL,
    }
    return render(request, "portals/guide/item_statistics.html", context, status=200 if form.is_valid() else 400)


def _show(row: assessments.ItemRow) -> dict[str, Any]:
    return {
        "row": row,
        "reasons": [_say_reason(reason, row) for reason in row.reasons],
        "percent": _percent(row.facility),
        "exposure": _percent(row.exposure),
        "unanswered": _percent(row.unanswered),
        "options": [
            (option.text or _STATEMENTS.get(option.key, option.key), _percent(option.share), option.is_right)
            for option in row.options
        ],
    }


def _name_forms(forms: tuple[assessments.FormRow, ...]) -> list[dict[str, Any]]:
    titles = assessments.name_tests(codes={form.blueprint for form in forms})
    return [
        {"form": form, "name": read_in(titles.get(form.blueprint, {}), core.SOURCE_LANGUAGE).text or form.blueprint}
        for form in forms
    ]


def _say_reason(reason: assessments.Reason, row: assessments.ItemRow) -> str:
    if reason is not assessments.Reason.LANGUAGE_FAR_OFF:
        return str(_REASONS[reason])
    names = ", ".join(core.get_language(code).name_nl for code in row.languages_far_off)
    return _("%(reason)s: %(languages)s") % {"reason": _REASONS[reason], "languages": names}


def _percent(share: float | None) -> int | None:
    return None if share is None else round(share * 100)
