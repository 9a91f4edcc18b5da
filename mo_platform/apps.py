from django.apps import AppConfig


class RoofConfig(AppConfig):
    """The roof: settings, addresses, and the pages that show facts of several floors."""

    name = "mo_platform"
    label = "mo_roof"

    def ready(self) -> None:
        from .portals import seams  # noqa: PLC0415

        seams.connect()
