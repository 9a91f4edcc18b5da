from django.db import models

from core.append_only import AppendOnlyModel

from .organisation import Organisation


class Erasure(AppendOnlyModel):
    """That a person was erased: when, why, by which operator, and how many rows of which kind went. It names nobody.

    `person_hash` is a keyed hash of her UUID: who still holds that UUID (a backup that was put back, another system) can
    be told that she was erased; from the hash nobody finds the UUID.

    pii: none of the erased person; the account name of the operator, kept for good as proof of the erasure.
    """

    person_hash = models.CharField(max_length=64, db_index=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=200)
    by = models.CharField(max_length=150)
    rows = models.JSONField(default=dict)  # {model label: number of rows that went}
    at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~models.Q(reason=""), name="erasure_has_a_reason")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d}: {sum(self.rows.values())} rows"
