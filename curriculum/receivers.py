"""What the curriculum hears: its own facts and rules changing."""

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from .domain import facts, rules
from .models import DatedRule, Fact


@receiver([post_save, post_delete], sender=Fact, dispatch_uid="curriculum.fact_changed")
def forget_changed_facts(**_kwargs) -> None:
    facts.shelf.on_changed()


@receiver([post_save, post_delete], sender=DatedRule, dispatch_uid="curriculum.rule_changed")
def forget_changed_rules(**_kwargs) -> None:
    rules.shelf.on_changed()
