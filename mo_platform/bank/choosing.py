"""A question is found by its words, its theme and where it stands, to be put into what several questions are about."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import JsonResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from assessments import api as assessments
from assessments.enums import QuestionState

from .access import get_bank, writer_required
from .chosen import Chosen
from .forms import FilterForm
from .showing import name_row, name_themes, show_line

PER_PAGE = 10


class QuestionSearchForm(FilterForm):
    """Which of the questions that are about nothing together yet are looked for."""

    field_order = ["text", "theme", "state"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs, auto_id="found-%s")
        for name in set(self.fields) - set(self.field_order):
            del self.fields[name]
        self.fields["text"].widget.input_type = "search"


class QuestionsField(forms.MultipleChoiceField):
    """Keys of questions of a bank that are about nothing together with others yet; `editing` is what they are put into."""

    def __init__(self, *, bank, editing: assessments.ClusterEditing | None, **kwargs: Any) -> None:
        self.free = {row.key: row for row in assessments.list_free_questions(editing, bank=bank)}
        address = reverse("find_questions", args=[bank.code])
        widget = ChosenQuestions(f"{address}?shared={editing.row.pk}" if editing else address, self.free)
        super().__init__(widget=widget, choices=[(key, key) for key in self.free], **kwargs)


class ChosenQuestions(Chosen):
    look_for = _("Look for a question")

    def __init__(self, address: str, free: Mapping[str, Any]) -> None:
        super().__init__()
        self.address, self.free = address, free

    def list_chosen(self, keys: Sequence[str]) -> list[tuple[str, str]]:
        return [(key, name_row(self.free[key])) for key in keys if key in self.free]

    def tell_chooser(self) -> dict[str, Any]:
        return {"address": self.address, "title": _("Choose a question")}


@writer_required
@require_safe
def find_questions(request, bank: str):
    """The questions that fit and can be put in, a page of them: what the dialog shows, as {"html"}."""
    found = get_bank(request, bank)
    shared = request.GET.get("shared", "")
    editing = assessments.find_cluster_editing(user=request.user, key=int(shared)) if shared.isdecimal() else None
    free = {row.key for row in assessments.list_free_questions(editing, bank=found)}
    titles = name_themes()
    form = QuestionSearchForm(request.GET, themes=titles, counts=_count_offered(found))
    fitting = [row for row in assessments.list_bank_rows(bank=found, wanted=form.wanted) if row.key in free]
    page = Paginator(fitting, PER_PAGE).get_page(request.GET.get("p"))
    shown = [
        {
            "key": row.key,
            "stem": show_line(row.stem) or _("(no text yet)"),
            "theme": titles.get(row.theme, row.theme),
            "state": row.state.label,
        }
        for row in page
    ]
    context = {"form": form, "page": page, "shown": shown}
    return JsonResponse({"html": render_to_string("cms/bank/found_questions.html", context, request)})


def _count_offered(bank) -> dict[QuestionState, int]:
    counts = assessments.count_by_state(bank=bank)
    return {state: count for state, count in counts.items() if state != QuestionState.RETIRED}
