"""What plans hears from below."""

from django.dispatch import receiver
from django.utils import timezone

from curriculum import api as curriculum
from people.signals import newcomer_registered
from pretrajectory.signals import task_reported
from progress.signals import completion_recorded

from .domain.completions import follow_completion
from .domain.opening import open_plan
from .domain.practice import follow_practice


@receiver(newcomer_registered, dispatch_uid="plans.open_plan")
def open_plan_of_newcomer(sender, *, newcomer, registered_on, by, at, **kwargs) -> None:
    """A registration opens a plan, in the same transaction. Her region says whose rules hold."""
    regime = curriculum.regime_of(newcomer.profile.region)
    open_plan(newcomer=newcomer, registered_on=registered_on, regime=regime, by=by, at=at)


@receiver(completion_recorded, dispatch_uid="plans.follow_completion")
def follow(sender, *, completion, **kwargs) -> None:
    follow_completion(completion=completion, at=timezone.now())


@receiver(task_reported, dispatch_uid="plans.follow_practice")
def follow_task(sender, *, report, at, **kwargs) -> None:
    follow_practice(report=report, at=at)
