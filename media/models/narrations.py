"""What is read aloud: one recording of one text in one language."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..enums import NarrationState, VoiceKind


class NarrationQuerySet(models.QuerySet):
    def accepted(self):
        return self.filter(state=NarrationState.ACCEPTED)

    def waiting(self):
        return self.filter(state=NarrationState.WAITING)

    def by_people(self):
        return self.filter(kind=VoiceKind.HUMAN)

    def people_first(self):
        """In an order in which the first of a text is the one to play."""
        return self.order_by("language", "text_hash", models.Case(models.When(kind=VoiceKind.HUMAN, then=0), default=1))


class Narration(models.Model):
    """A text in a language, spoken. It belongs to the words, not to a page: the same sentence is recorded once.

    `text_hash` is that of the text as it is spoken (domain.narrations.hash_spoken): when the words change, this is no
    longer their voice. `sentences` holds [start in ms, first character, character after the last] of each sentence, in
    order, where that is known. `credit` is the name a speaker wants to be named by; empty when she wants none.
    `organisation` is that of the staff who put it in directly; what came with a link belongs to that of its kit.

    pii: a voice, and the name its speaker chose to be named by; kept while the text is read aloud, or until the speaker
    takes it back. Who accepted or refused it (staff).
    """

    language = models.CharField(_("language"), max_length=10)
    text_hash = models.CharField(max_length=64)
    text = models.TextField(_("text"))
    kind = models.CharField(_("kind"), max_length=10, choices=VoiceKind.choices)
    voice = models.CharField(max_length=80, blank=True)  # of a machine: engine and voice
    credit = models.CharField(_("speaker"), max_length=120, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=NarrationState.choices, default=NarrationState.WAITING)
    token = models.CharField(max_length=16, unique=True)  # the name of its files
    duration_ms = models.PositiveIntegerField()
    opus_bytes = models.PositiveIntegerField()
    mp3_bytes = models.PositiveIntegerField()
    sentences = models.JSONField(default=list, blank=True)
    created_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    kit = models.ForeignKey(
        "mo_media.RecordingKit", null=True, blank=True, on_delete=models.SET_NULL, related_name="recordings"
    )
    organisation = models.ForeignKey(
        "mo_people.Organisation", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    refusal_reason = models.CharField(_("why not"), max_length=200, blank=True)

    objects = NarrationQuerySet.as_manager()

    class Meta:
        verbose_name = _("narration")
        verbose_name_plural = _("narrations")
        constraints = [
            models.UniqueConstraint(
                fields=["language", "text_hash", "kind"],
                condition=models.Q(state=NarrationState.ACCEPTED),
                name="one_voice_per_text_and_kind",
            ),
            models.CheckConstraint(
                condition=models.Q(kind=VoiceKind.HUMAN) | ~models.Q(voice=""), name="machine_voice_is_named"
            ),
        ]
        indexes = [
            models.Index(fields=["text_hash"], name="narration_by_hash"),
            models.Index(fields=["state", "language"], name="narration_by_state"),
        ]

    def __str__(self) -> str:
        return f"{self.language}: {self.text[:60]}"

    @property
    def is_machine(self) -> bool:
        return self.kind == VoiceKind.MACHINE

    @property
    def owner_id(self) -> int | None:
        """The organisation that keeps it; None for a machine's, and when that organisation is gone."""
        return self.organisation_id or (self.kit.organisation_id if self.kit else None)
