from django.apps import AppConfig


class InteropConfig(AppConfig):
    """Other systems: receivers and the delivery of plan news."""

    name = "interop"
    label = "mo_interop"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import privacy, receivers  # noqa: F401
