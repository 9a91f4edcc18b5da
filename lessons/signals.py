"""What lessons announce."""

from django.dispatch import Signal

# lesson_key: UUID, revision_id: int of the Dutch source, language: str, at: datetime. Sent when any language of a lesson
# was published, after its questions were frozen.
lesson_published = Signal()
