from django.apps import AppConfig


class ProgressConfig(AppConfig):
    """What a newcomer did: events, answers, completion rules, completions."""

    name = "progress"
    label = "mo_progress"
    default_auto_field = "django.db.models.BigAutoField"
