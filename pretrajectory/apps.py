from django.apps import AppConfig


class PretrajectoryConfig(AppConfig):
    """The digital voortraject: what a newcomer can do with the device in her hand, found out and trained by doing."""

    name = "pretrajectory"
    label = "mo_pretrajectory"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import privacy  # noqa: F401
