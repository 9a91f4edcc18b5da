import uuid

from django.conf import settings
from django.db import models


class QuestionFile(models.Model):
    """A file of questions that somebody looks at before it is taken over into a bank. `bank`: its code; `form`: the format.

    `report` is what became of each question, null until it is taken over; then `data` is empty. A nightly
    task sweeps it away.

    pii: who of the staff brought it; kept until it is swept away.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    bank = models.CharField(max_length=100)
    form = models.CharField(max_length=20)
    language = models.CharField(max_length=10)
    name = models.CharField(max_length=255)
    data = models.BinaryField()
    report = models.JSONField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
