from django.apps import AppConfig


class MediaConfig(AppConfig):
    """Images, audio and video with licence, alt text, transcript and captions."""

    name = "media"
    label = "mo_media"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import privacy  # noqa: F401
