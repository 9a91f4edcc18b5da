"""The ways through the house: portal addresses, the language menu, and the side navigation of staff."""

from dataclasses import dataclass
from functools import cache

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from core import languages
from people import api as people
from people.enums import OrganisationKind, Role

#: Addresses of the newcomer's portals, below the language prefix. Reserved in the page tree.
PORTALS = {
    "home": "",
    "plan": "plan/",
    "help": "help/",
    "lessons": "lessons/",
    "practice": "practice/",
    "readiness": "readiness/",
    "test-day": "test-day/",
    "mock": "mock/",
    "skills": "skills/",
    "sign-in": "sign-in/",
    "sign-out": "sign-out/",
    "devices": "devices/",
    "looks": "looks/",
    "data": "data/",
    "search": "search/",
    "words": "words/",
    "on-this-phone": "offline/",
    "display": "display/",
    "about": "about/",
    "accessibility": "accessibility/",
    "privacy": "privacy/",
}


@dataclass(frozen=True, slots=True)
class LanguageLink:
    """One entry of the language menu. `is_missing`: the page does not exist in that language, the link leads to its home."""

    language: languages.Language
    url: str
    is_current: bool = False
    is_missing: bool = False


@dataclass(frozen=True, slots=True)
class NavLink:
    """One entry of the staff navigation, for who holds one of `roles` (in organisations of that `kind`) and has the
    permission. `here` is what a view sets to mark it."""

    label: str | Promise
    url_name: str
    icon: str
    here: str
    roles: frozenset[Role]
    kind: OrganisationKind | None = None
    permission: str = ""

    def is_for(self, user) -> bool:
        if user.is_superuser:
            return True
        is_held = bool(people.list_memberships(user, roles=self.roles, kind=self.kind))
        return is_held and (not self.permission or user.has_perm(self.permission))


@dataclass(frozen=True, slots=True)
class ShownLink:
    label: str | Promise
    url: str
    icon: str
    here: str


#: In order. A link whose address does not exist (yet) is left out.
STAFF_LINKS = (
    NavLink(
        _("Caseload"),
        "caseload",
        "users",
        "caseload",
        frozenset({Role.CASE_WORKER, Role.ORG_ADMIN}),
        OrganisationKind.AGENCY,
    ),
    NavLink(
        _("Register a newcomer"),
        "register_newcomer",
        "user-plus",
        "register",
        frozenset({Role.CASE_WORKER, Role.ORG_ADMIN}),
        OrganisationKind.AGENCY,
    ),
    NavLink(
        _("Cards"),
        "card_desk",
        "card",
        "cards",
        frozenset({Role.DESK, Role.ORG_ADMIN, Role.CASE_WORKER}),
        OrganisationKind.AGENCY,
    ),
    NavLink(
        _("Deliveries"),
        "interop:deliveries",
        "plugs",
        "deliveries",
        frozenset({Role.ORG_ADMIN, Role.PLATFORM_ADMIN, Role.AUDITOR}),
        OrganisationKind.AGENCY,
    ),
    NavLink(
        _("Organisation"),
        "organisations",
        "building",
        "organisation",
        frozenset({Role.ORG_ADMIN, Role.PLATFORM_ADMIN}),
    ),
    NavLink(_("Staff"), "organisation_people", "briefcase", "staff", frozenset({Role.ORG_ADMIN, Role.PLATFORM_ADMIN})),
    NavLink(
        _("Read log"), "read_log", "eye", "read_log", frozenset({Role.AUDITOR, Role.ORG_ADMIN}), OrganisationKind.AGENCY
    ),
    NavLink(
        _("Reports"), "reports", "chart", "reports", frozenset({Role.AUDITOR, Role.ORG_ADMIN}), OrganisationKind.AGENCY
    ),
    NavLink(
        _("Translations"),
        "translations",
        "translate",
        "translations",
        frozenset({Role.TRANSLATOR, Role.ORG_ADMIN, Role.PLATFORM_ADMIN}),
    ),
    NavLink(
        _("Voices"),
        "voices",
        "speaker",
        "voices",
        frozenset({Role.TEACHER, Role.TRANSLATOR, Role.ORG_ADMIN, Role.PLATFORM_ADMIN}),
    ),
    NavLink(_("Questions"), "item_statistics", "chart", "item_statistics", frozenset({Role.TEACHER, Role.ORG_ADMIN})),
    NavLink(
        _("Test on paper"),
        "class_test",
        "print",
        "class_test",
        frozenset({Role.TEACHER, Role.CASE_WORKER, Role.ORG_ADMIN}),
    ),
    NavLink(_("Languages"), "interface_languages", "globe", "languages", frozenset({Role.PLATFORM_ADMIN})),
    NavLink(
        _("Messages about the site"),
        "site_messages",
        "chat",
        "site_messages",
        frozenset({Role.PLATFORM_ADMIN}),
    ),
    NavLink(
        _("Lessons"),
        "wagtailadmin_home",
        "book",
        "cms",
        frozenset({Role.TEACHER, Role.TRANSLATOR, Role.ORG_ADMIN, Role.PLATFORM_ADMIN}),
        permission="wagtailadmin.access_admin",
    ),
)


def language_prefix(language: languages.Language) -> str:
    return f"/{language.code.lower()}/"


def current_language() -> languages.Language:
    return languages.get_language(get_language() or languages.SOURCE_LANGUAGE)


def portal_url(name: str) -> str:
    """The address of a portal in the language of the page. Raises KeyError for an unknown name."""
    return language_prefix(current_language()) + PORTALS[name]


def list_language_links(path: str) -> list[LanguageLink]:
    """The same address under the prefix of every language offered (and of the one she reads); addresses without a prefix
    lead to the home."""
    here = current_language()
    prefix = language_prefix(here)
    rest = path.removeprefix(prefix) if path.startswith(prefix) else ""
    return [
        LanguageLink(language, language_prefix(language) + rest, is_current=language.code == here.code)
        for language in languages.list_languages()
        if languages.is_offered(language) or language.code == here.code
    ]


def list_staff_links(user) -> list[ShownLink]:
    """What this staff member may open, in order. Memberships and permissions are kept on the user."""
    if not user.is_authenticated or not hasattr(user, "list_memberships"):
        return []
    return [
        ShownLink(link.label, url, link.icon, link.here)
        for link in STAFF_LINKS
        if (url := _address_of(link.url_name)) and link.is_for(user)
    ]


@cache
def _address_of(url_name: str) -> str:
    try:
        return reverse(url_name)
    except NoReverseMatch:
        return ""
