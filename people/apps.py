from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Users, newcomers and their learning profile, staff, organisations, caseloads, sign-in, access, read log."""

    name = "people"
    label = "mo_people"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from .privacy import register_rules

        register_rules()
