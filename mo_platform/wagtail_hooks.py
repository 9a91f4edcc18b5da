"""What the roof changes in /cms/."""

from django.templatetags.static import static
from django.urls import include, path, reverse, reverse_lazy
from django.utils.html import format_html, json_script
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from assessments import api as assessments
from assessments.rules import TRANSLATORS
from people import api as people

from . import cms_scope
from .bank import urls as bank_urls
from .bank.facts import tell_fact_chooser
from .bank.panels import BankPanel
from .tasks_cms import urls as tasks_urls


@hooks.register("register_admin_menu_item")
def lead_back_to_the_start():
    return MenuItem(_("Start page"), reverse_lazy("guide_home"), name="start", icon_name="home", order=1)


@hooks.register("construct_page_chooser_queryset")
def choose_among_seen_pages(pages, request):
    """Choosers and their search show no draft of another organisation."""
    return pages & cms_scope.list_seen_pages(request.user)


@hooks.register("construct_reports_menu")
def hide_reports_over_the_whole_tree(request, menu_items):
    if not cms_scope.may_see_whole_tree(request.user):
        closed = {reverse(name) for name in cms_scope.WHOLE_TREE}
        menu_items[:] = [item for item in menu_items if getattr(item, "url", "") not in closed]


@hooks.register("register_admin_urls")
def open_banks_of_questions():
    return [path("questions/", include(bank_urls))]


@hooks.register("insert_editor_js")
def open_choosers():
    told = {
        "facts": tell_fact_chooser(),
        "close": _("Close"),
        "failed": _("That cannot be reached. Close this and try again."),
    }
    return json_script(told, "chooser") + format_html('<script src="{}"></script>', static("js/chooser.js"))


class BankMenuItem(MenuItem):
    """For who has a bank to work in."""

    def is_shown(self, request) -> bool:
        return bool(assessments.list_banks_for(user=request.user))


@hooks.register("register_admin_menu_item")
def lead_to_the_banks():
    return BankMenuItem(_("Questions"), reverse_lazy("bank_questions"), name="questions", icon_name="help", order=250)


@hooks.register("register_admin_urls")
def open_tasks():
    return [path("tasks/", include(tasks_urls))]


class TasksMenuItem(MenuItem):
    """For who writes or translates somewhere."""

    def is_shown(self, request) -> bool:
        return bool(people.list_memberships(request.user, roles=TRANSLATORS))


@hooks.register("register_admin_menu_item")
def lead_to_the_tasks():
    return TasksMenuItem(_("Tasks"), reverse_lazy("tasks"), name="tasks", icon_name="tasks", order=260)


@hooks.register("construct_homepage_panels")
def say_what_waits_in_the_banks(request, panels) -> None:
    panels.append(BankPanel())
