"""The rules we ship. They are our own choice, and say so; an installation end-dates them and adds its own."""

from datetime import date

from django.apps import apps as global_apps

DEFAULT_RULES = [
    {
        "code": "lesson-answered-and-read",
        "kind": "lesson",
        "requires": {"questions": "answered", "end": "reached"},
        "valid_from": date(2022, 3, 1),
        "source_name": "MO-platform",
        "confidence": "assumption",
    },
    {
        "code": "module-all-lessons",
        "kind": "module",
        "requires": {"lessons": "all"},
        "valid_from": date(2022, 3, 1),
        "source_name": "MO-platform",
        "confidence": "assumption",
    },
]


def ensure_default_rules(sender, *, using, apps=global_apps, **kwargs) -> None:
    """After a migration: fill the table when it is empty. Never touches rules that exist."""
    try:
        rules = apps.get_model("mo_progress", "CompletionRule").objects.using(using)
    except LookupError:
        return
    if not rules.exists():
        rules.bulk_create([rules.model(**rule) for rule in DEFAULT_RULES], ignore_conflicts=True)
