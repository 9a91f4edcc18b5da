"""What the curriculum hears: its own facts, words and rules changing."""

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from .domain import facts, glossary, rules
from .models import DatedRule, Fact, GlossaryEntry


@receiver([post_save, post_delete], sender=Fact, dispatch_uid="curriculum.fact_changed")
def forget_changed_facts(**_kwargs) -> None:
    facts.shelf.on_changed()


@receiver([post_save, post_delete], sender=GlossaryEntry, dispatch_uid="curriculum.word_changed")
def forget_changed_words(**_kwargs) -> None:
    glossary.shelf.on_changed()


@receiver([post_save, post_delete], sender=DatedRule, dispatch_uid="curriculum.rule_changed")
def forget_changed_rules(**_kwargs) -> None:
    rules.shelf.on_changed()
