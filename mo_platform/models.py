"""What the roof itself remembers: messages from readers about the site, and who checked our own words."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.append_only import AppendOnlyModel


class Topic(models.TextChoices):
    """What a message is about."""

    ACCESSIBILITY = "accessibility", _("I cannot read or use something")
    CONTENT = "content", _("Something is not right in a text")
    SECURITY = "security", _("Something is not safe")
    OTHER = "other", _("Something else")


class SiteMessage(models.Model):
    """A message from a reader about the site: the feedback route of the accessibility statement.

    Nobody needs an account or an e-mail address to write one, and it is tied to no account.

    pii: what the writer puts in the message, and an address or number only if she gives one; kept until the operator
    deletes it.
    """

    topic = models.CharField(_("about"), max_length=20, choices=Topic.choices)
    message = models.TextField(_("your message"), max_length=4000)
    page = models.CharField(_("page"), max_length=300, blank=True)
    contact = models.CharField(_("how can we answer you?"), max_length=200, blank=True)
    language = models.CharField(max_length=10)
    received_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.CharField(max_length=150, blank=True)

    class Meta:
        indexes = [models.Index(fields=["answered_at", "-received_at"], name="site_messages_open_first")]

    def __str__(self) -> str:
        return f"{self.get_topic_display()} · {self.received_at:%Y-%m-%d}"


class InterfaceCheck(AppendOnlyModel):
    """A named native speaker has read our buttons and sentences in a language (`is_checked`), or that is taken back.

    The last row of a language counts. It stands besides core/languages.toml, which says which languages have an
    interface at all.

    pii: the name of the checker and the account name of who recorded it; kept as long as the language is offered.
    """

    language = models.CharField(max_length=10)
    is_checked = models.BooleanField()
    checked_by_name = models.CharField(max_length=120, blank=True)
    recorded_by = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["language", "-at"], name="interface_check_of_language")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(is_checked=False) | ~models.Q(checked_by_name=""), name="interface_check_has_a_name"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.language}: {self.checked_by_name or 'taken back'}"
