"""The trunk of the page tree: one home per language, one shelf per organisation."""

from collections.abc import Iterable

from django.db import transaction
from wagtail.models import Locale, Page, Site

from core.api import SOURCE_LANGUAGE

from ..models import HomePage, OrganisationIndexPage

HOME_SLUG = "home"


@transaction.atomic
def ensure_homes(*, languages: Iterable[str], title: str) -> dict[str, HomePage]:
    """A published home per language, all translations of the Dutch one, and the site that starts there.

    Running it again changes nothing. Wagtail's welcome page goes.
    """
    source = HomePage.objects.in_language(SOURCE_LANGUAGE).first()
    if source is None:
        get_locale(SOURCE_LANGUAGE)
        root = Page.get_first_root_node() or Page.add_root(instance=Page(title="Root", slug="root"))
        source = root.add_child(
            instance=HomePage(title=title, slug=_free_slug(HOME_SLUG), locale=get_locale(SOURCE_LANGUAGE))
        )
        source.save_revision().publish()
    homes = _list_translations(source)
    for code in languages:
        if code not in homes:
            home = HomePage(title=title, slug=f"{source.slug}-{code.lower()}")
            homes[code] = _add_translation(home, source, parent=source.get_parent(), language=code)
    _ensure_site(source)
    return homes


@transaction.atomic
def ensure_shelf(*, organisation, languages: Iterable[str]) -> dict[str, OrganisationIndexPage]:
    """The published index page of an organisation in each language. The homes must be there. Changes nothing twice."""
    home = HomePage.objects.in_language(SOURCE_LANGUAGE).get()
    source = OrganisationIndexPage.objects.in_language(SOURCE_LANGUAGE).filter(organisation=organisation).first()
    if source is None:
        source = home.add_child(
            instance=OrganisationIndexPage(
                title=organisation.name, slug=organisation.code, locale=home.locale, organisation=organisation
            )
        )
        source.save_revision().publish()
    shelves = _list_translations(source)
    missing = [code for code in languages if code not in shelves]
    homes = _list_translations(home) if missing else {}
    for code in missing:
        shelf = OrganisationIndexPage(title=source.title, slug=source.slug, organisation=organisation)
        shelves[code] = _add_translation(shelf, source, parent=homes[code], language=code)
    return shelves


def get_locale(code: str) -> Locale:
    return Locale.objects.get_or_create(language_code=code)[0]


def _list_translations[P: Page](source: P) -> dict[str, P]:
    """A page of the trunk in all its languages, by their codes."""
    pages = type(source).objects.filter(translation_key=source.translation_key).select_related("locale")
    return {page.locale.language_code: page for page in pages}


def _add_translation[P: Page](page: P, source: P, *, parent: Page, language: str) -> P:
    """A page of the trunk is only a title: it is public at once, and nobody translates it. An organisation has twenty of
    them, so they do without the copies and revisions that Wagtail makes of a page somebody works on."""
    page.locale, page.translation_key, page.live = get_locale(language), source.translation_key, True
    return parent.add_child(instance=page)


def _free_slug(slug: str) -> str:
    """Wagtail's welcome page has our slug on a fresh database: it leaves first."""
    for page in Page.objects.filter(depth=2, slug=slug):
        if not isinstance(page.specific, HomePage):
            Site.objects.filter(root_page=page).delete()
            page.delete()
    return slug


def _ensure_site(home: HomePage) -> None:
    site = Site.objects.filter(is_default_site=True).first()
    if site is None:
        Site.objects.create(hostname="localhost", port=80, root_page=home, is_default_site=True)
    elif site.root_page_id != home.pk:
        site.root_page = home
        site.save()
