from django.apps import AppConfig


class ProgressConfig(AppConfig):
    """What a newcomer did: events, answers, completions."""

    name = "progress"
    label = "mo_progress"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from media import api as media

        from . import privacy  # noqa: F401
        from .domain.spoken import list_spoken

        media.register_source("1 answers", list_spoken)
