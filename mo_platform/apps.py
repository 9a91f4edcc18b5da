from django.apps import AppConfig
from django.conf import settings
from django.core.signals import request_started
from django.db.models.signals import post_save


class RoofConfig(AppConfig):
    """The roof: settings, addresses, and the pages that show facts of several floors."""

    name = "mo_platform"
    label = "mo_roof"

    def ready(self) -> None:
        from core import api as core
        from media import api as media

        from . import cms_scope, phrases, spoken_questions, spoken_tasks
        from .domain import interface_checks
        from .portals import seams

        cms_scope.mark_refusals()
        seams.connect()
        media.register_source("0 interface", phrases.list_spoken)
        media.register_source("2 questions", spoken_questions.list_spoken)
        media.register_source("3 tasks", spoken_tasks.list_spoken)
        core.set_interface_status(core.InterfaceStatus(offers_drafts=settings.SHOW_DRAFT_TRANSLATIONS))
        request_started.connect(interface_checks.on_request_started)
        post_save.connect(interface_checks.forget, sender="mo_roof.InterfaceCheck")
        post_save.connect(interface_checks.on_organisation_saved, sender="mo_people.Organisation")
