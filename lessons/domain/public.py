"""What a reader may have, for whoever asks from above."""

from ..models import LessonPage
from ..models.querysets import ReaderPageQuerySet


def public(model=LessonPage) -> ReaderPageQuerySet:
    """The public pages of a type: live, with their Dutch source live, and no unchecked draft where drafts are hidden."""
    return model.objects.public()
