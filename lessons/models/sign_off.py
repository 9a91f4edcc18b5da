from django.conf import settings
from django.db import models

from core.append_only import AppendOnlyModel


class TranslationSignOff(AppendOnlyModel):
    """A named person has read a translation beside its Dutch and says that it is right.

    It holds for exactly the text that was read (`content_hash`): a later edit makes the page a draft again.

    pii: the name of the checker; kept as long as the translation can be asked about.
    """

    translation_key = models.UUIDField()
    language = models.CharField(max_length=10)
    content_hash = models.CharField(max_length=64)
    source_revision_id = models.BigIntegerField(null=True)  # the Dutch revision it was read beside
    checked_by_name = models.CharField(max_length=120)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["translation_key", "language", "content_hash"], name="sign_off_of_text")]
        constraints = [
            models.CheckConstraint(condition=~models.Q(checked_by_name=""), name="sign_off_names_its_checker"),
        ]

    def __str__(self) -> str:
        return f"{self.translation_key} {self.language}: {self.checked_by_name}"
