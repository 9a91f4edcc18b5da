"""What her office may know of a newcomer's practice: whether she practises at all, and how ready she is as long as she shows
it. The one who shows it is she; nobody else can."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from people import api as people

from ..models import LessonProgress, PracticeAnswer, ReadinessSharing

LATELY = timedelta(days=14)


def find_shown_since(*, newcomer) -> datetime | None:
    """Since when she shows how ready she is; None when she does not (any more)."""
    last = ReadinessSharing.objects.filter(newcomer=newcomer).order_by("-pk").first()
    return last.at if last is not None and last.is_shown else None


def show_readiness(*, newcomer, is_shown: bool, at: datetime) -> None:
    """She shows it to the case workers of her office from now on, or no longer. Pressed twice it is one row."""
    with transaction.atomic():
        if is_shown != (find_shown_since(newcomer=newcomer) is not None):
            ReadinessSharing.objects.create(newcomer=newcomer, is_shown=is_shown, at=at)


def may_see_readiness(user, newcomer) -> bool:
    """The case workers of her office, as long as she shows it; an administrator never."""
    is_guide = people.can_guide(user, organisation_id=newcomer.organisation_id)
    return is_guide and find_shown_since(newcomer=newcomer) is not None


def has_practised_lately(*, newcomer, at: datetime) -> bool:
    """Whether she answered a practice question in the last two weeks; nothing of which or how."""
    answers = PracticeAnswer.objects.filter(practice_set__newcomer=newcomer)
    return answers.filter(answered_at__gt=at - LATELY, answered_at__lte=at).exists()


def was_active_since(moment: datetime) -> Q:
    """For a query of newcomers: who did something in a lesson or answered a practice question; nothing of which or how."""
    lessons = LessonProgress.objects.filter(newcomer=OuterRef("pk"), last_at__gte=moment)
    answers = PracticeAnswer.objects.filter(practice_set__newcomer=OuterRef("pk"), answered_at__gte=moment)
    return Q(Exists(lessons)) | Q(Exists(answers))
