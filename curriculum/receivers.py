"""What the curriculum hears: its own facts changing."""

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from .domain.facts import on_fact_changed
from .models import Fact


@receiver([post_save, post_delete], sender=Fact, dispatch_uid="curriculum.fact_changed")
def forget_changed_facts(**_kwargs) -> None:
    on_fact_changed()
