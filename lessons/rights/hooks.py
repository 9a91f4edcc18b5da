"""What authors meet around the editor: their workbench first, and no menu that opens nothing for them."""

from wagtail import hooks

from .panels import WorkbenchPanel, is_administrator

#: Menu items that only the platform's administrators have a use for.
FOR_ADMINISTRATORS = {"documents", "help"}


@hooks.register("construct_homepage_panels")
def open_on_the_workbench(request, panels) -> None:
    panels.insert(0, WorkbenchPanel())


@hooks.register("construct_homepage_summary_items", order=1000)  # after whoever adds one
def count_nothing(request, summary_items) -> None:
    """Numbers of pages, pictures and documents tell an author nothing."""
    summary_items.clear()


@hooks.register("construct_main_menu")
def hide_what_opens_nothing(request, menu_items) -> None:
    if not is_administrator(request.user):
        menu_items[:] = [item for item in menu_items if item.name not in FOR_ADMINISTRATORS]


@hooks.register("construct_help_menu")
def point_nowhere_else(request, menu_items) -> None:
    """Wagtail's help is on somebody else's site."""
    menu_items[:] = [item for item in menu_items if not item.url.startswith("http")]


@hooks.register("construct_reports_menu")
def hide_site_history(request, menu_items) -> None:
    """It would tell of files of other organisations; each page has its own history."""
    if not is_administrator(request.user):
        menu_items[:] = [item for item in menu_items if item.name != "site-history"]
