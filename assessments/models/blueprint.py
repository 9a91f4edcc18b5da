from django.conf import settings
from django.db import models
from django.db.models import F, Q

from core.append_only import AppendOnlyModel
from curriculum.enums import Regime

from ..enums import OpenTo
from .bank import Bank


class Blueprint(models.Model):
    """A test that can be sat with the questions of a bank. What it is stands in its versions; `open_to` says who may sit it
    now, and the last of its openings who said so. A demonstration is shown as one.

    pii: none.
    """

    bank = models.ForeignKey(Bank, on_delete=models.PROTECT, related_name="blueprints")
    code = models.CharField(max_length=100, unique=True)
    is_demonstration = models.BooleanField(default=False)
    open_to = models.CharField(max_length=20, choices=OpenTo.choices, default=OpenTo.NOBODY)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(open_to__in=OpenTo.values), name="who_may_sit_a_test_is_known")
        ]

    def __str__(self) -> str:
        return self.code


class BlueprintVersion(AppendOnlyModel):
    """What a test is from a day on. A change is a next version; attempts keep the rule with which they began.

    `data` as docs/reference/blueprints.md has it, or `{"pass_rule": code}` where a dated rule of the curriculum says the
    sections and the cuts. `uses` are the uses of questions that it may draw. It holds in one `regime` (empty: in each) from
    `valid_from` through `valid_until` (without an end when null).

    pii: who of the staff wrote it (null: it came with the files of the bank); kept as long as the test.
    """

    blueprint = models.ForeignKey(Blueprint, on_delete=models.CASCADE, related_name="versions", db_index=False)
    number = models.PositiveIntegerField()
    data = models.JSONField()
    uses = models.JSONField(default=list)
    regime = models.CharField(max_length=20, choices=Regime.choices, blank=True)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["blueprint", "number"], name="one_blueprint_version_per_number"),
            models.CheckConstraint(condition=Q(number__gte=1), name="blueprint_versions_count_from_one"),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")),
                name="blueprint_version_ends_after_it_begins",
            ),
            models.CheckConstraint(condition=Q(regime__in=["", *Regime.values]), name="blueprint_regime_is_known"),
        ]

    def __str__(self) -> str:
        return f"version {self.number} of {self.blueprint_id}"


class BlueprintWithdrawal(AppendOnlyModel):
    """A version that had not begun yet will never hold.

    pii: who of the staff withdrew it; kept as long as the test.
    """

    version = models.OneToOneField(BlueprintVersion, on_delete=models.CASCADE, related_name="withdrawal")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.version_id} withdrawn"


class BlueprintOpening(AppendOnlyModel):
    """Somebody said who may sit a test.

    pii: who of the staff said it (null: it came with the files of the bank); kept as long as the test.
    """

    blueprint = models.ForeignKey(Blueprint, on_delete=models.CASCADE, related_name="openings")
    open_to = models.CharField(max_length=20, choices=OpenTo.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(open_to__in=OpenTo.values), name="what_was_said_of_a_test_is_known")
        ]

    def __str__(self) -> str:
        return f"{self.blueprint_id}: {self.open_to}"
