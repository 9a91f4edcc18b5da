from django.conf import settings
from django.db import models
from django.db.models import F, Q

from ..enums import ClockKind
from .plan import Plan


class Clock(models.Model):
    """A term that runs: its frozen rule, the day it started from, and the day it ends.

    `rule` is the snapshot of the rule in force at the start: days or months, how day 0 and weekends count, regime,
    source and confidence. `due_date` follows from rule, anchor and suspensions (plans.domain.clocks) and is empty while
    a suspension has no end. The state on a day is computed; only `met_on` is a fact. A clock with `retired_at` does not run
    any more: its kind has no rule under the corrected registration. It stays, with its suspensions, and runs again when
    a later correction brings a rule back; the log tells both.

    pii: terms with legal consequences for her; kept as long as the plan.
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="clocks")
    kind = models.CharField(max_length=30, choices=ClockKind.choices)
    rule = models.JSONField()
    anchor_date = models.DateField()
    due_date = models.DateField(null=True, blank=True)
    met_on = models.DateField(null=True, blank=True)
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "kind"], name="one_clock_per_kind"),
            models.CheckConstraint(
                condition=Q(due_date__isnull=True) | Q(due_date__gte=F("anchor_date")), name="clock_ends_after_anchor"
            ),
            models.CheckConstraint(
                condition=Q(met_on__isnull=True) | Q(met_on__gte=F("anchor_date")), name="clock_met_after_anchor"
            ),
        ]
        indexes = [
            models.Index(fields=["due_date"], condition=Q(met_on__isnull=True), name="open_clocks_by_due_date"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.due_date}"


class Suspension(models.Model):
    """Days that do not count for a clock: [from_date, until_date), open while `until_date` is empty.

    It is never edited but for its end. A mistake is withdrawn (it stays readable) and entered anew. Two suspensions
    of one clock that are in force never share a day: the database refuses it (an exclusion constraint on PostgreSQL,
    a trigger on SQLite, migration 0002).

    pii: why her term stood still (*tijdelijke opschorting*), which may touch on health; kept as long as the plan.
    """

    clock = models.ForeignKey(Clock, on_delete=models.CASCADE, related_name="suspensions")
    from_date = models.DateField()
    until_date = models.DateField(null=True, blank=True)
    reason = models.TextField()
    reference = models.CharField(max_length=120, blank=True)  # of the attest van tijdelijke opschorting
    suspended_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    suspended_at = models.DateTimeField()
    resumed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    resumed_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until_date__isnull=True) | Q(until_date__gt=F("from_date")),
                name="suspension_ends_after_start",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="suspension_has_a_reason"),
            models.UniqueConstraint(
                fields=["clock"],
                condition=Q(until_date__isnull=True, withdrawn_at__isnull=True),
                name="one_open_suspension",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.from_date} – {self.until_date or '…'}"
