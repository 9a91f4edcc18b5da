import uuid

from django.db import models


class ContentGeneration(models.Model):
    """One row with one stamp: it changes whenever what readers may see changes.

    Everything computed from pages is remembered under this stamp. It stands in the database, so that every process
    notices at once; it is random, so that a rolled-back publication leaves nothing behind under a stamp to come.

    `voiced`: the languages in which anything can be heard, and `voices_stamp` changes with every voice. They stand here
    because every page asks for this row anyway, and where nothing can be heard no page does more than that.

    pii: none.
    """

    stamp = models.UUIDField(default=uuid.uuid4)
    voices_stamp = models.UUIDField(default=uuid.uuid4)
    voiced = models.JSONField(default=list)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="one_content_generation")]

    def __str__(self) -> str:
        return self.stamp.hex
