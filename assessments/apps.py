from django.apps import AppConfig


class AssessmentsConfig(AppConfig):
    """Questions, their immutable versions and their scoring; engine/ is pure Python."""

    name = "assessments"
    label = "mo_assessments"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import privacy  # noqa: F401
