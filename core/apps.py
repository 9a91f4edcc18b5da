from django.apps import AppConfig


class CoreConfig(AppConfig):
    """Ground floor: errors, the language registry, sanitising, dated rules, fields, dates. Knows no app."""

    name = "core"
    label = "mo_core"
    default_auto_field = "django.db.models.BigAutoField"
