"""What the roof changes in /cms/."""

from django.urls import reverse
from wagtail import hooks

from . import cms_scope


@hooks.register("construct_page_chooser_queryset")
def choose_among_seen_pages(pages, request):
    """Choosers and their search show no draft of another organisation."""
    return pages & cms_scope.list_seen_pages(request.user)


@hooks.register("construct_reports_menu")
def hide_reports_over_the_whole_tree(request, menu_items):
    if not cms_scope.may_see_whole_tree(request.user):
        closed = {reverse(name) for name in cms_scope.WHOLE_TREE}
        menu_items[:] = [item for item in menu_items if getattr(item, "url", "") not in closed]
