from django.apps import AppConfig


class ProgressConfig(AppConfig):
    """What a newcomer did: events, answers, completions."""

    name = "progress"
    label = "mo_progress"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import privacy  # noqa: F401
