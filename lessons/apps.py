from django.apps import AppConfig


class LessonsConfig(AppConfig):
    """Wagtail pages: home, modules, lessons, blocks, translation states, content packs."""

    name = "lessons"
    label = "mo_lessons"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from assessments import api as assessments
        from media import api as media

        from . import privacy, receivers  # noqa: F401
        from .domain.body import make_question_renderer
        from .domain.question_lint import lint_question
        from .domain.spoken import list_spoken

        receivers.connect()
        assessments.register_text_renderer(make_question_renderer)
        assessments.register_lint(lint_question)
        media.register_source("1 lessons", list_spoken)
