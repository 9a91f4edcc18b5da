"""The first thing an author sees in /cms/: her organisation's lessons, and what each still needs."""

from dataclasses import dataclass

from django.apps import apps
from django.conf import settings
from django.urls import reverse
from wagtail.admin.ui.components import Component
from wagtail.models import Page

from core.api import get_language
from people.enums import Role

from ..domain.workbench import PageState, Workbench, WorkCell, WorkRow, list_workbenches
from .members import PART_OF_ROLE

NEW_LESSON, NEW_MODULE = "mo_lessons/lessonpage", "mo_lessons/modulepage"


@dataclass(frozen=True, slots=True)
class ShownCell:
    """`url` is where one works on it: the editor, or the start of a translation; empty when she may do neither."""

    cell: WorkCell
    url: str

    @property
    def language(self):
        return get_language(self.cell.language)


@dataclass(frozen=True, slots=True)
class ShownRow:
    row: WorkRow
    source: ShownCell
    translations: tuple[ShownCell, ...]
    new_lesson_url: str

    def by_state(self) -> list[tuple[str, list[ShownCell]]]:
        """The translations that are equally far, together."""
        groups: dict[str, list[ShownCell]] = {}
        for shown in self.translations:
            groups.setdefault(str(shown.cell.state.label), []).append(shown)
        return list(groups.items())


@dataclass(frozen=True, slots=True)
class ShownBench:
    bench: Workbench
    rows: tuple[ShownRow, ...]
    new_module_url: str


class WorkbenchPanel(Component):
    name = "workbench"
    template_name = "lessons/cms/workbench.html"
    order = 50

    def get_context_data(self, parent_context):
        context = super().get_context_data(parent_context)
        user = parent_context["request"].user
        languages = [code for code, _name in settings.WAGTAIL_CONTENT_LANGUAGES]
        benches = list_workbenches(organisation_codes=list_codes_for(user=user), languages=languages)
        context["benches"] = [_show(bench, WhatSheMay(user)) for bench in benches]
        context["states"] = list(PageState)
        return context


class WhatSheMay:
    """What the user may do where, asked once: every page below a shelf follows the shelf."""

    def __init__(self, user) -> None:
        rows = user.groups.values_list("page_permissions__page__path", "page_permissions__permission__codename")
        self._has = {(path, codename) for path, codename in rows if path}
        self._is_all = user.is_superuser
        self.starts_translations = user.has_perm("wagtail_localize.submit_translation")

    def can(self, codename: str, path: str) -> bool:
        return self._is_all or any(path.startswith(own) and codename == what for own, what in self._has)


def list_codes_for(*, user) -> list[str]:
    """Codes of the organisations whose lessons this member of staff works on; all for an administrator."""
    memberships = user.list_memberships()
    if user.is_superuser or any(membership.role == Role.PLATFORM_ADMIN for membership in memberships):
        return list(apps.get_model("mo_people.Organisation").objects.values_list("code", flat=True))
    return [membership.organisation.code for membership in memberships if membership.role in PART_OF_ROLE]


def _show(bench: Workbench, may: WhatSheMay) -> ShownBench:
    adds = may.can("add_page", bench.shelf_path)
    return ShownBench(
        bench=bench,
        rows=tuple(_show_row(row, may, adds) for row in bench.rows),
        new_module_url=_add_url(NEW_MODULE, bench.shelf_id) if adds else "",
    )


def _show_row(row: WorkRow, may: WhatSheMay, adds: bool) -> ShownRow:
    source, *translations = (_show_cell(cell, row, may) for cell in row.cells)
    return ShownRow(
        row=row,
        source=source,
        translations=tuple(translations),
        new_lesson_url=_add_url(NEW_LESSON, row.source_id) if adds and row.is_module else "",
    )


def _show_cell(cell: WorkCell, row: WorkRow, may: WhatSheMay) -> ShownCell:
    if cell.page_id is not None:
        can_edit = may.can("change_page", cell.path)
        return ShownCell(cell, reverse("wagtailadmin_pages:edit", args=[cell.page_id]) if can_edit else "")
    if may.starts_translations and may.can("change_page", row.cells[0].path):
        return ShownCell(cell, reverse("wagtail_localize:submit_page_translation", args=[row.source_id]))
    return ShownCell(cell, "")


def _add_url(page_type: str, parent_id: int) -> str:
    app_label, model = page_type.split("/")
    return reverse("wagtailadmin_pages:add", args=[app_label, model, parent_id])


def is_administrator(user) -> bool:
    """True for those with permissions on the root of the tree."""
    return user.is_superuser or Page.objects.filter(depth=1, group_permissions__group__in=user.groups.all()).exists()
