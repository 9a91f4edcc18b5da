from django.conf import settings
from django.db import models

from core.append_only import AppendOnlyModel

from ..enums import LookPurpose, LookWhat, Role
from .newcomer import Newcomer
from .organisation import Organisation


class Look(AppendOnlyModel):
    """One look of a staff member (or of the operator) at a newcomer's data. Appended, never edited; she can see it.

    pii: who looked, in which role, when and why; shown to the newcomer, kept until she is erased.
    """

    newcomer = models.ForeignKey(Newcomer, on_delete=models.CASCADE, related_name="looks")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="looks")
    role = models.CharField(max_length=20, choices=Role.choices)
    organisation = models.ForeignKey(Organisation, null=True, on_delete=models.SET_NULL, related_name="+")
    purpose = models.CharField(max_length=20, choices=LookPurpose.choices)
    explanation = models.CharField(max_length=200, blank=True)
    what = models.CharField(max_length=40, choices=LookWhat.choices)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["newcomer", "-at"], name="looks_at_a_newcomer")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d} {self.role} {self.what}"
