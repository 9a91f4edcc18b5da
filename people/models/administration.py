from django.conf import settings
from django.db import models

from core.append_only import AppendOnlyModel

from ..enums import AdminActKind, Role
from .organisation import Organisation


class AdminAct(AppendOnlyModel):
    """Something an administrator changed: an organisation, or the account or roles of a colleague.

    `changes` of a changed organisation is {field: [before, after]}.

    pii: which administrator did what to which colleague, when; kept as long as the organisation, without the names once
    an account is taken away.
    """

    kind = models.CharField(max_length=30, choices=AdminActKind.choices)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    role = models.CharField(max_length=20, choices=Role.choices, blank=True)
    changes = models.JSONField(default=dict)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["organisation", "-at"], name="admin_acts_of_organisation")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d} {self.kind} {self.organisation}"
