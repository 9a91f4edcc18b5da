from django.db import models


class ContentGeneration(models.Model):
    """One row with one number: it grows whenever what readers may see changes.

    Everything computed from pages is remembered under this number. It stands in the database, so that every process
    notices at once and a rolled-back publication leaves no trace.

    pii: none.
    """

    number = models.BigIntegerField(default=1)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="one_content_generation")]

    def __str__(self) -> str:
        return str(self.number)
