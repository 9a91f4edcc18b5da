"""Which pages an author may know of in /cms/: those she may work on, and the way down to them.

Wagtail refuses to edit a foreign page, but says so; some of its side doors (choosers, history, copy, bulk actions) do not
even refuse. So the middleware asks here before any view that names a page.
"""

from collections.abc import Iterable
from functools import cache

from django.contrib.messages import get_messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from wagtail.models import Page
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail_localize.models import Translation, TranslationSource

#: Arguments of Wagtail's addresses that hold the id of a page.
PAGE_ARGUMENTS = frozenset({"page_id", "parent_page_id", "page_to_move_id", "destination_id", "page_pk"})
#: Addresses whose `pk` is a page.
PAGE_BY_PK = frozenset(
    {"wagtailadmin_api:pages:detail", "wagtailadmin_api:pages:action", "wagtailadmin_pages:revisions_compare"}
)
#: Reports over the whole tree, which Wagtail does not narrow to an author's pages.
WHOLE_TREE = frozenset(
    {
        "wagtailadmin_reports:page_types_usage",
        "wagtailadmin_reports:page_types_usage_results",
        "wagtail_localize:translations_report",
        "wagtail_localize:translations_report_results",
    }
)
NO_PAGE = 0
WAGTAIL_REFUSES = "Sorry, you do not have permission to access this area."  # wagtail.admin.auth.permission_denied


def list_seen_pages(user) -> QuerySet[Page]:
    """The pages of an author and their ancestors."""
    return PagePermissionPolicy().explorable_instances(user)


def may_see_page(user, page_id: int) -> bool:
    return list_seen_pages(user).filter(pk=page_id).exists()


def may_see_whole_tree(user) -> bool:
    """True for those with permissions on the root of the tree: administrators of the platform."""
    return any(page.depth == 1 for page in PagePermissionPolicy().instances_with_direct_explore_permission(user))


def is_closed_report(request: HttpRequest) -> bool:
    return request.resolver_match.view_name in WHOLE_TREE and not may_see_whole_tree(request.user)


def list_pages_asked_for(request: HttpRequest, arguments: dict) -> list[int]:
    """Ids of the pages that an address of /cms/ names; NO_PAGE for a translation that does not exist."""
    asked = [arguments[name] for name in arguments if name in PAGE_ARGUMENTS]
    if request.resolver_match.view_name in PAGE_BY_PK:
        asked.append(arguments["pk"])
    if "translation_id" in arguments:
        found = Translation.objects.filter(pk=arguments["translation_id"]).select_related("source").first()
        asked += _pages_of(found.source if found else None)
    if "translation_source_id" in arguments:
        asked += _pages_of(TranslationSource.objects.filter(pk=arguments["translation_source_id"]).first())
    if request.resolver_match.view_name == "wagtail_bulk_action" and arguments["model_name"] == "page":
        asked += [number for number in request.GET.getlist("id") if number.isdigit()]
    return [int(number) for number in asked]


def _pages_of(source: TranslationSource | None) -> Iterable[int]:
    if source is None:
        return [NO_PAGE]
    pages = Page.objects.filter(translation_key=source.object_id, locale_id=source.locale_id)
    is_page = issubclass(source.specific_content_type.model_class(), Page)
    return list(pages.values_list("pk", flat=True)) or [NO_PAGE] if is_page else []


def is_refusal(request: HttpRequest, response: HttpResponse) -> bool:
    """True for a 403, and for the way in which Wagtail refuses: back to its home, with a message."""
    if response.status_code == 403:
        return True
    if response.status_code != 302 or response.headers.get("Location") != _home():
        return False
    refusal = translation.gettext(WAGTAIL_REFUSES)
    return any(str(message) == refusal for message in _queued(request))


def forget_refusal(request: HttpRequest) -> None:
    """The message would else greet the author on her next page."""
    _queued(request).clear()


def _queued(request: HttpRequest) -> list:
    return get_messages(request)._queued_messages  # type: ignore[attr-defined]


@cache
def _home() -> str:
    return reverse("wagtailadmin_home")
