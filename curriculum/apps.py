from django.apps import AppConfig


class CurriculumConfig(AppConfig):
    """What is to be learnt: tracks, themes, objectives, values; dated, sourced rules and facts."""

    name = "curriculum"
    label = "mo_curriculum"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import receivers  # noqa: F401
