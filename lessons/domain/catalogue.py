"""What there is to study, in every language: built once per change from the public pages, and then only read.

Order and structure come from the Dutch tree. Every text names its language, so that nothing falls back unnoticed.
"""

from dataclasses import dataclass, field
from uuid import UUID

from django.utils.translation import gettext as _
from wagtail.models import Site

from core.api import SOURCE_LANGUAGE

from ..models import HomePage, LessonPage, ModulePage, OrganisationIndexPage
from .errors import UnknownLesson
from .memory import remember


@dataclass(frozen=True, slots=True)
class PageText:
    """A public page in one language. `weight_text` and `weight_pictures` are bytes, None when not yet weighed; `revision_id` is
    what was published.

    `is_draft`: no native speaker has checked this text yet.
    """

    page_id: int
    language: str
    title: str
    url: str
    summary: str = ""
    is_draft: bool = False
    weight_text: int | None = None
    weight_pictures: int | None = None
    revision_id: int | None = None

    def weigh(self, *, is_light: bool) -> int | None:
        """Bytes before it is opened; in light mode pictures wait for a tap and do not count."""
        if self.weight_text is None:
            return None
        return self.weight_text + (0 if is_light else self.weight_pictures or 0)


@dataclass(frozen=True, slots=True)
class Entry:
    """Something with one identity in many languages; the Dutch text is always there."""

    key: UUID
    texts: dict[str, PageText]
    picture_id: int | None = None

    def read_in(self, language: str) -> PageText:
        """The text in `language`, or else the Dutch: compare `.language` and say so."""
        return self.texts.get(language) or self.texts[SOURCE_LANGUAGE]


@dataclass(frozen=True, slots=True)
class LessonEntry(Entry):
    module_key: UUID = field(kw_only=True)
    organisation_code: str = field(kw_only=True)
    number: int = field(kw_only=True)
    minutes: int = field(kw_only=True)
    objectives: tuple[str, ...] = field(kw_only=True)
    is_sensitive: bool = field(kw_only=True)
    revision_id: int | None = field(kw_only=True)


@dataclass(frozen=True, slots=True)
class ModuleEntry(Entry):
    organisation_code: str = field(kw_only=True)
    organisation_name: str = field(kw_only=True)
    theme_key: str = field(kw_only=True)
    lessons: tuple[LessonEntry, ...] = field(kw_only=True)

    @property
    def nominal_minutes(self) -> int:
        """What may count as evidence when the module is complete: its lessons together, as their authors estimate."""
        return sum(lesson.minutes for lesson in self.lessons)


@dataclass(frozen=True, slots=True)
class Route:
    """What stands at an address: `kind` is "home", "organisation", "module" or "lesson"."""

    kind: str
    key: UUID
    page_id: int


@dataclass(frozen=True, slots=True)
class Catalogue:
    modules: tuple[ModuleEntry, ...]
    lessons: dict[UUID, LessonEntry]
    modules_by_key: dict[UUID, ModuleEntry]
    shelves: dict[UUID, Entry]
    homes: dict[UUID, Entry]
    routes: dict[tuple[str, str], Route]  # (language, path below the language) -> what is there


def get_catalogue() -> Catalogue:
    return remember(("catalogue",), build_catalogue)


def get_lesson(lesson_key: UUID | str) -> LessonEntry:
    """The lesson. Raises UnknownLesson."""
    return _get(get_catalogue().lessons, lesson_key)


def get_module(module_key: UUID | str) -> ModuleEntry:
    """The module. Raises UnknownLesson."""
    return _get(get_catalogue().modules_by_key, module_key)


def _get(entries: dict, key: UUID | str):
    try:
        return entries[key if isinstance(key, UUID) else UUID(str(key))]
    except (KeyError, ValueError):
        raise UnknownLesson(_("This lesson is not offered (any more).")) from None


def build_catalogue() -> Catalogue:
    """Read all public pages: a handful of queries, whatever their number."""
    homes, prefixes = _read_homes()
    site_paths = _SitePaths(prefixes)
    organisations = OrganisationIndexPage.objects.public().select_related("locale", "organisation").order_by("path")
    modules = ModulePage.objects.public().select_related("locale").order_by("path")
    lessons = LessonPage.objects.public().select_related("locale").defer("body", "source_hashes").order_by("path")
    drafts = {
        model: set(model.objects.public().drafts().values_list("pk", flat=True)) for model in (ModulePage, LessonPage)
    }
    routes: dict[tuple[str, str], Route] = {
        (text.language, ""): Route("home", key, text.page_id)
        for key, home in homes.items()
        for text in home.texts.values()
    }

    def read(kind: str, pages) -> dict[UUID, tuple]:
        """Per identity: its Dutch page and its texts, in the order of the Dutch tree."""
        found: dict[UUID, tuple] = {}
        texts: dict[UUID, dict[str, PageText]] = {}
        for page in pages:
            address = site_paths.find(page)
            if address is None:
                continue
            routes[address] = Route(kind, page.translation_key, page.pk)
            texts.setdefault(page.translation_key, {})[page.language] = PageText(
                page_id=page.pk,
                language=page.language,
                title=page.title,
                url=f"/{address[0]}/{address[1]}",
                summary=getattr(page, "summary", ""),
                is_draft=page.pk in drafts.get(type(page), ()),
                weight_text=getattr(page, "weight_text", None),
                weight_pictures=getattr(page, "weight_pictures", None),
                revision_id=page.live_revision_id,
            )
            if page.is_source:
                found[page.translation_key] = (page, texts[page.translation_key])
        return found

    shelves = read("organisation", organisations)
    found_modules = read("module", modules)
    found_lessons = read("lesson", lessons)
    entries = _build_modules(shelves, found_modules, found_lessons)
    return Catalogue(
        modules=entries,
        lessons={lesson.key: lesson for module in entries for lesson in module.lessons},
        modules_by_key={module.key: module for module in entries},
        shelves={key: Entry(key, texts) for key, (_page, texts) in shelves.items()},
        homes=homes,
        routes=routes,
    )


def _build_modules(shelves, found_modules, found_lessons) -> tuple[ModuleEntry, ...]:
    names = {page.path: page.organisation for page, _texts in shelves.values()}
    below: dict[str, list] = {}
    for page, texts in found_lessons.values():
        below.setdefault(page.path[: -page.steplen], []).append((page, texts))
    entries = []
    for module, module_texts in found_modules.values():
        organisation = names.get(module.path[: -module.steplen])
        lessons = tuple(
            LessonEntry(
                page.translation_key,
                texts,
                page.picture_id,
                module_key=module.translation_key,
                organisation_code=page.organisation_code,
                number=number,
                minutes=page.minutes,
                objectives=tuple(page.objectives),
                is_sensitive=page.is_sensitive,
                revision_id=page.live_revision_id,
            )
            for number, (page, texts) in enumerate(below.get(module.path, []), start=1)
        )
        entries.append(
            ModuleEntry(
                module.translation_key,
                module_texts,
                module.picture_id,
                organisation_code=organisation.code if organisation else "",
                organisation_name=organisation.name if organisation else "",
                theme_key=module.theme_key,
                lessons=lessons,
            )
        )
    return tuple(entries)


def _read_homes() -> tuple[dict[UUID, Entry], dict[str, HomePage]]:
    """The home pages of the default site, and by tree path the home of a language."""
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    if site is None:
        return {}, {}
    key = site.root_page.translation_key
    homes = list(HomePage.objects.public().filter(translation_key=key).select_related("locale"))
    texts = {
        home.language: PageText(
            page_id=home.pk, language=home.language, title=home.title, url=f"/{home.language.lower()}/"
        )
        for home in homes
    }
    return ({key: Entry(key, texts)} if texts else {}), {home.path: home for home in homes}


class _SitePaths:
    """Where pages stand below the home of their language."""

    def __init__(self, prefixes: dict[str, HomePage]) -> None:
        self.prefixes = prefixes

    def find(self, page) -> tuple[str, str] | None:
        """(language, path) of a page; None when it stands outside the site or under another language's home."""
        home = self.prefixes.get(page.path[: 2 * page.steplen])
        if home is None or home.language != page.language or not page.url_path.startswith(home.url_path):
            return None
        return home.language, page.url_path[len(home.url_path) :]
