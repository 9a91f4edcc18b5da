from django.apps import AppConfig


class LessonsConfig(AppConfig):
    """Wagtail pages: home, modules, lessons, blocks, translation states, content packs."""

    name = "lessons"
    label = "mo_lessons"
    default_auto_field = "django.db.models.BigAutoField"
