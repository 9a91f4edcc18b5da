"""What those who write and translate need to see first: their modules, lesson by lesson, language by language."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from core.api import SOURCE_LANGUAGE

from ..models import LessonPage, ModulePage, OrganisationIndexPage, StudyPage


class PageState(StrEnum):
    """How far a page in one language is."""

    MISSING = "missing"
    UNPUBLISHED = "unpublished"
    CHANGED = "changed"  # live, with edits that are not published
    LIVE = "live"  # Dutch, or a translation that a named person has checked
    DRAFT = "draft"  # a live translation nobody has checked
    STALE = "stale"  # a live translation of an older Dutch text

    @property
    def label(self):
        return _LABELS[self]


_LABELS = {
    PageState.MISSING: _("not translated"),
    PageState.UNPUBLISHED: _("not published"),
    PageState.CHANGED: _("has unpublished changes"),
    PageState.LIVE: _("published"),
    PageState.DRAFT: _("draft: not checked by a native speaker"),
    PageState.STALE: _("the Dutch text has changed"),
}


@dataclass(frozen=True, slots=True)
class WorkCell:
    """One page in one language; `page_id` is None, and `path` empty, when there is none."""

    language: str
    state: PageState
    page_id: int | None
    path: str = ""


@dataclass(frozen=True, slots=True)
class WorkRow:
    title: str
    source_id: int
    is_module: bool
    cells: tuple[WorkCell, ...]


@dataclass(frozen=True, slots=True)
class Workbench:
    """The shelf of one organisation. `shelf_id` is its Dutch page."""

    organisation_name: str
    shelf_id: int
    shelf_path: str
    languages: tuple[str, ...]
    rows: tuple[WorkRow, ...] = field(default_factory=tuple)


def list_workbenches(*, organisation_codes: Iterable[str], languages: Iterable[str]) -> list[Workbench]:
    """One workbench per organisation that has a shelf, in order of name. Five queries, however many lessons there are."""
    shelves = (
        OrganisationIndexPage.objects.in_language(SOURCE_LANGUAGE)
        .filter(organisation__code__in=list(organisation_codes))
        .select_related("organisation")
        .order_by("organisation__name")
    )
    shelves = list(shelves)
    codes = [shelf.organisation.code for shelf in shelves]
    others = tuple(code for code in languages if code != SOURCE_LANGUAGE)
    pages, drafts = _collect(codes)
    return [
        Workbench(
            organisation_name=shelf.organisation.name,
            shelf_id=shelf.pk,
            shelf_path=shelf.path,
            languages=(SOURCE_LANGUAGE, *others),
            rows=tuple(
                _make_row(source, pages, drafts, others)
                for source in sorted(
                    (
                        page
                        for (_key, language), page in pages.items()
                        if language == SOURCE_LANGUAGE and page.path.startswith(shelf.path)
                    ),
                    key=lambda page: page.path,
                )
            ),
        )
        for shelf in shelves
    ]


def _collect(codes: list[str]) -> tuple[dict[tuple[str, str], StudyPage], set[int]]:
    """All modules and lessons by (key, language), and the ids of translations nobody has signed off."""
    pages: dict[tuple[str, str], StudyPage] = {}
    drafts: set[int] = set()
    for model in (ModulePage, LessonPage):
        own = model.objects.filter(organisation_code__in=codes, alias_of__isnull=True)
        if model is LessonPage:
            own = own.defer("body")
        for page in own:
            pages[str(page.translation_key), page.language_code] = page
        drafts |= set(own.drafts().values_list("pk", flat=True))
    return pages, drafts


def _make_row(source: StudyPage, pages, drafts: set[int], others: tuple[str, ...]) -> WorkRow:
    cells = [WorkCell(SOURCE_LANGUAGE, _find_source_state(source), source.pk, source.path)]
    for language in others:
        page = pages.get((str(source.translation_key), language))
        state = _find_state(page, source, drafts)
        cells.append(WorkCell(language, state, page.pk, page.path) if page else WorkCell(language, state, None))
    return WorkRow(source.title, source.pk, isinstance(source, ModulePage), tuple(cells))


def _find_source_state(page: StudyPage) -> PageState:
    if not page.live:
        return PageState.UNPUBLISHED
    return PageState.CHANGED if page.has_unpublished_changes else PageState.LIVE


def _find_state(page: StudyPage | None, source: StudyPage, drafts: set[int]) -> PageState:
    if page is None:
        return PageState.MISSING
    if not page.live:
        return PageState.UNPUBLISHED
    if page.source_hashes != source.source_hashes:
        return PageState.STALE
    if page.has_unpublished_changes:
        return PageState.CHANGED
    return PageState.DRAFT if page.pk in drafts else PageState.LIVE
