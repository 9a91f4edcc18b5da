from django.apps import AppConfig


class RoofConfig(AppConfig):
    """The roof: settings, addresses, and the pages that show facts of several floors."""

    name = "mo_platform"
    label = "mo_roof"

    def ready(self) -> None:
        from . import cms_scope
        from .portals import seams

        cms_scope.mark_refusals()
        seams.connect()
