import uuid

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.append_only import AppendOnlyModel

from ..enums import Obligation
from .organisation import Organisation


class Newcomer(models.Model):
    """A person who follows an inburgeringstraject (*inburgeraar*).

    She may have no e-mail, no phone and no national number; the UUID is the only key that leaves the database.

    pii: name, birth date, e-mail, phone; kept until she is erased (people.domain.own_data).
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="newcomer")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="newcomers", help_text=_("The office that guides her.")
    )
    first_name = models.CharField(_("first name"), max_length=80)
    last_name = models.CharField(_("last name"), max_length=80, blank=True)
    birth_date = models.DateField(_("date of birth"), null=True, blank=True)
    obligation = models.CharField(
        _("obligation"), max_length=10, choices=Obligation.choices, default=Obligation.OBLIGED
    )
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    registered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="registered_newcomers"
    )
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()


class LearningProfile(models.Model):
    """What chooses content for a newcomer: her languages in order, and how she likes to read.

    `languages` is a list of registry codes, best first. Region, household, work and literacy are written by intake.
    `accommodations`: what makes a test fit her, as she chose it last (assessments.Accommodations).
    `test_on`: the day of her MO test as she gave it herself, for her own plan of days; no decision of anybody.

    pii: languages, region, household, work, literacy, what helps in a test and when that is; kept as long as the newcomer.
    """

    newcomer = models.OneToOneField(Newcomer, on_delete=models.CASCADE, related_name="profile")
    languages = models.JSONField(_("languages, best first"), default=list)
    interface_language = models.CharField(max_length=10, blank=True)
    reads_parallel = models.BooleanField(_("Dutch beside the own language"), default=False)
    saves_data = models.BooleanField(_("pictures and video on a tap"), default=False)
    region = models.CharField(max_length=20, default="flanders")
    household = models.JSONField(default=dict, blank=True)
    work = models.JSONField(default=dict, blank=True)
    literacy = models.JSONField(default=dict, blank=True)
    study_form = models.CharField(max_length=30, blank=True)
    accommodations = models.JSONField(default=dict, blank=True)
    test_on = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.newcomer}: {', '.join(self.languages)}"


class DetailChange(AppendOnlyModel):
    """What was put right about who a newcomer is: `changes` is {field: [before, after]}. Appended, never edited.

    pii: what stood there and what stands there now of name, birth date, languages, obligation, e-mail and phone, why and
    by whom; kept as long as the newcomer.
    """

    newcomer = models.ForeignKey(Newcomer, on_delete=models.CASCADE, related_name="detail_changes")
    changes = models.JSONField(encoder=DjangoJSONEncoder)
    reason = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["newcomer", "-at"], name="detail_changes_of_a_newcomer")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d} {', '.join(self.changes)}"
