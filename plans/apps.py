from django.apps import AppConfig


class PlansConfig(AppConfig):
    """What was decided: plan, components, clocks, evidence, outbox."""

    name = "plans"
    label = "mo_plans"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import privacy, receivers  # noqa: F401
