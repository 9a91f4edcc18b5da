from django.apps import AppConfig
from django.db.models.signals import post_migrate


class ProgressConfig(AppConfig):
    """What a newcomer did: events, answers, completion rules, completions."""

    name = "progress"
    label = "mo_progress"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import privacy  # noqa: F401
        from .domain.default_rules import ensure_default_rules

        post_migrate.connect(ensure_default_rules, sender=self, dispatch_uid="progress.default_rules")
