"""Which pages an author may know of in /cms/: those she may work on, and the way down to them.

Wagtail refuses to edit a foreign page, but says so; some of its side doors (choosers, history, copy, bulk actions) do not
even refuse. So the middleware asks here before any view that names a page.
"""

from collections.abc import Iterable
from functools import wraps

from django.contrib.messages import get_messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from wagtail.admin import auth
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


def list_seen_pages(user) -> QuerySet[Page]:
    """The pages of an author and their ancestors."""
    return PagePermissionPolicy().explorable_instances(user)


def may_see_page(user, page_id: int) -> bool:
    return list_seen_pages(user).filter(pk=page_id).exists()


def may_see_whole_tree(user) -> bool:
    """True for those with permissions on the root of the tree: administrators of the platform."""
    return any(page.depth == 1 for page in PagePermissionPolicy().instances_with_direct_explore_permission(user))


def name_view(request: HttpRequest) -> str:
    """The name of the address, with its namespaces; asked once Django knows which view will answer."""
    assert request.resolver_match is not None, "the address is resolved before its view is asked"
    return request.resolver_match.view_name


def is_closed_report(request: HttpRequest) -> bool:
    return name_view(request) in WHOLE_TREE and not may_see_whole_tree(request.user)


def list_pages_asked_for(request: HttpRequest, arguments: dict) -> list[int]:
    """Ids of the pages that an address of /cms/ names; NO_PAGE for a translation that does not exist."""
    asked = [arguments[name] for name in arguments if name in PAGE_ARGUMENTS]
    if name_view(request) in PAGE_BY_PK:
        asked.append(arguments["pk"])
    if "translation_id" in arguments:
        found = Translation.objects.filter(pk=arguments["translation_id"]).select_related("source").first()
        asked += _pages_of(found.source, found.target_locale_id) if found else [NO_PAGE]
    if "translation_source_id" in arguments:
        source = TranslationSource.objects.filter(pk=arguments["translation_source_id"]).first()
        asked += _pages_of(source, source.locale_id) if source else [NO_PAGE]
    if name_view(request) == "wagtail_bulk_action" and arguments["model_name"] == "page":
        asked += [number for number in request.GET.getlist("id") if number.isdigit()]
    return [int(number) for number in asked]


def _pages_of(source: TranslationSource, locale_id: int) -> Iterable[int]:
    """The page that is translated, in one language: the Dutch for the source, the other for who translates."""
    pages = Page.objects.filter(translation_key=source.object_id, locale_id=locale_id)
    is_page = issubclass(source.specific_content_type.model_class(), Page)
    return list(pages.values_list("pk", flat=True)) or [NO_PAGE] if is_page else []


def mark_refusals() -> None:
    """Make Wagtail's refusals recognisable. Called once, when the app is ready.

    Wagtail refuses by sending people to its home with a message: nothing in that answer tells it from any other.
    Everything in its admin that refuses goes through this one function.
    """
    refuse = auth.permission_denied
    if getattr(refuse, "is_marking", False):
        return

    @wraps(refuse)
    def refuse_and_mark(request: HttpRequest) -> HttpResponse:
        response = refuse(request)
        response.is_permission_refusal = True
        return response

    refuse_and_mark.is_marking = True  # type: ignore[attr-defined]
    auth.permission_denied = refuse_and_mark


def is_refusal(response: HttpResponse) -> bool:
    """True for a 403, and for the way in which Wagtail refuses: back to its home, with a message."""
    return response.status_code == 403 or getattr(response, "is_permission_refusal", False)


def forget_refusal(request: HttpRequest) -> None:
    """The message would else greet the author on her next page."""
    _queued(request).clear()


def _queued(request: HttpRequest) -> list:
    return get_messages(request)._queued_messages  # type: ignore[union-attr]  # the stubs leave it out
