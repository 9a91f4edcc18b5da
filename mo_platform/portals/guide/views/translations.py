"""Signing off: a translation is read beside its Dutch, and somebody writes down which native speaker checked it."""

from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.http import HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from core import api as core
from lessons import api as lessons
from people import api as people
from people.enums import Role

from ..fields import obeys_domain

SIGNERS = (Role.TRANSLATOR, Role.ORG_ADMIN, Role.PLATFORM_ADMIN)


class SignOffForm(forms.Form):
    """`seen` names the texts that were shown, so that nobody signs what she has not read."""

    checked_by_name = forms.CharField(
        label=gettext_lazy("Name of the native speaker who read it"),
        help_text=gettext_lazy("First and last name. You, or somebody who read it for you."),
        max_length=120,
    )
    seen = forms.CharField(widget=forms.HiddenInput)


@dataclass(frozen=True, slots=True)
class ShownCell:
    language: core.Language
    label: str | Promise
    page_id: int | None


@dataclass(frozen=True, slots=True)
class ShownRow:
    title: str
    is_module: bool
    cells: tuple[ShownCell, ...]

    def by_state(self) -> list[tuple[str, list[ShownCell]]]:
        """The languages that are equally far, together: twenty columns are no table that anybody reads."""
        groups: dict[str, list[ShownCell]] = {}
        for cell in self.cells:
            groups.setdefault(str(cell.label), []).append(cell)
        return list(groups.items())


@dataclass(frozen=True, slots=True)
class ShownBench:
    name: str
    languages: tuple[core.Language, ...]
    rows: tuple[ShownRow, ...]


@people.staff_required(*SIGNERS)
@require_safe
def translations(request):
    """Every module and lesson of her organisations, language by language, with how far its translation is."""
    languages = [language.code for language in core.list_languages()]
    benches = lessons.list_workbenches(
        organisation_codes=lessons.list_codes_to_sign(user=request.user), languages=languages
    )
    context = {"here": "translations", "benches": [_show(bench) for bench in benches]}
    return render(request, "portals/guide/translations.html", context)


@people.staff_required(*SIGNERS)
def translation(request, number):
    """Dutch and translation side by side, and the form that signs exactly these two texts."""
    page = lessons.get_translation_to_sign(user=request.user, page_id=number)
    if request.method not in ("GET", "HEAD", "POST"):  # asked only now: a foreign page is missing by every method
        return HttpResponseNotAllowed(("GET", "HEAD", "POST"))
    review = lessons.review_translation(page=page)
    form = SignOffForm(request.POST or None, initial={"seen": review.seen})
    if request.method == "POST" and obeys_domain(
        form,
        lambda: lessons.sign_off_translation(page=page, user=request.user, at=timezone.now(), **form.cleaned_data),
    ):
        messages.success(request, _("Signed off: this text is no draft any more."))
        return redirect("translations")
    is_refused = bool(form.errors)
    if is_refused:  # what was typed stays; what she reads now is what she may sign next
        form.data = form.data.copy()
        form.data["seen"] = review.seen
    context = {
        "here": "translations",
        "review": review,
        "read_in": core.get_language(page.language),
        "edit_url": _find_editor(request.user, page),
        "form": form if is_refused or not (review.sign_off or review.refusal) else None,
    }
    return render(request, "portals/guide/translation.html", context, status=400 if is_refused else 200)


def _find_editor(user, page) -> str:
    """Where she mends the text in /cms/; empty for who may only read it."""
    may_edit = user.has_perm("wagtailadmin.access_admin") and page.permissions_for_user(user).can_edit()
    return reverse("wagtailadmin_pages:edit", args=[page.pk]) if may_edit else ""


def _show(bench) -> ShownBench:
    shown = {code: core.get_language(code) for code in bench.languages if code != core.SOURCE_LANGUAGE}
    rows = tuple(
        ShownRow(
            row.title,
            row.is_module,
            tuple(_show_cell(cell, shown[cell.language]) for cell in row.cells if cell.language in shown),
        )
        for row in bench.rows
    )
    return ShownBench(bench.organisation_name, tuple(shown.values()), rows)


def _show_cell(cell: lessons.WorkCell, language: core.Language) -> ShownCell:
    label = _("checked") if cell.state == lessons.PageState.LIVE else cell.state.label
    return ShownCell(language, label, cell.page_id)
