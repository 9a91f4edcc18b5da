"""What all our pages have in common."""

import hashlib
import json

from django.conf import settings
from django.db import models, transaction
from django.http import Http404
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page, PageManager
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from core.api import SOURCE_LANGUAGE

from .querysets import ReaderPageQuerySet, StudyPageQuerySet

HASH_LENGTH = 16


def hash_content(content) -> str:
    """A short text that changes with the content (JSON-ready)."""
    text = json.dumps(content, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:HASH_LENGTH]


class ReaderPage(Page):
    """A page of the site: what is not public cannot be reached, and no translation goes before its Dutch.

    pii: none.
    """

    objects = PageManager.from_queryset(ReaderPageQuerySet)()

    private_page_options: list = []
    promote_panels = [FieldPanel("slug", required_on_save=False)]  # empty: made of the title
    override_translatable_fields = [
        SynchronizedField("slug", overridable=False),
        SynchronizedField("seo_title", overridable=False),
        SynchronizedField("search_description", overridable=False),
        SynchronizedField("show_in_menus", overridable=False),
    ]

    class Meta:
        abstract = True

    @property
    def language(self) -> str:
        return self.locale.language_code

    @property
    def is_source(self) -> bool:
        return self.language == SOURCE_LANGUAGE

    def get_source(self):
        """The Dutch page, or None."""
        if self.is_source:
            return self
        return type(self).objects.in_language(SOURCE_LANGUAGE).filter(translation_key=self.translation_key).first()

    def is_public(self) -> bool:
        return type(self).objects.public().filter(pk=self.pk).exists()

    def route(self, request, path_components):
        if not path_components and not self.is_public():
            raise Http404
        return super().route(request, path_components)

    def publish(self, revision, user=None, changed=True, log_action=True, **kwargs):
        """Publish a revision. Raises PublishRefused for a translation whose Dutch is not live or that is incomplete.

        A scheduled publication is not refused but left waiting: it comes when its Dutch is there.
        """
        from ..domain.publishing import PublishRefused, check_can_publish

        try:
            check_can_publish(page=self, revision=revision)
        except PublishRefused:
            if log_action == "wagtail.publish.scheduled":
                return None
            raise
        with transaction.atomic():  # the page, its frozen questions and the stamp of the content go together
            return super().publish(revision, user=user, changed=changed, log_action=log_action, **kwargs)

    def serve(self, request, *args, **kwargs):
        from ..views import serve_instance

        return serve_instance(request, self)

    def serve_preview(self, request, mode_name):
        from ..views import serve_instance

        request.is_preview = True
        return serve_instance(request, self)


class StudyPage(ReaderPage):
    """A module or a lesson: has a summary, a picture, an owner, and an identity in a content pack.

    `source_hashes` says what the Dutch looked like: on the Dutch page its own blocks, on a translation the Dutch blocks
    it was translated from. `content_hash` names the text of this very page.

    pii: none.
    """

    objects = PageManager.from_queryset(StudyPageQuerySet)()

    summary = models.TextField(_("summary"), max_length=400, blank=True, help_text=_("One or two plain sentences."))
    picture = models.ForeignKey(
        settings.WAGTAILIMAGES_IMAGE_MODEL,
        verbose_name=_("picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    pack_key = models.CharField(
        max_length=200, blank=True, editable=False, help_text=_("Stable identity in a content pack.")
    )
    language_code = models.CharField(max_length=10, editable=False)
    organisation_code = models.CharField(max_length=50, blank=True, editable=False)
    source_hashes = models.JSONField(default=dict, editable=False)
    content_hash = models.CharField(max_length=64, blank=True, editable=False)
    weight_text = models.PositiveIntegerField(null=True, editable=False)  # bytes, compressed
    weight_pictures = models.PositiveIntegerField(null=True, editable=False)  # bytes

    search_fields = [*Page.search_fields, index.SearchField("summary")]
    exclude_fields_in_copy = ["pack_key"]
    override_translatable_fields = [
        *ReaderPage.override_translatable_fields,
        SynchronizedField("picture", overridable=False),
        SynchronizedField("pack_key", overridable=False),
        SynchronizedField("source_hashes", overridable=False),
    ]

    class Meta:
        abstract = True

    def list_block_hashes(self) -> dict[str, str]:
        """One hash per part of this page, by block id; title and summary under "head"."""
        return {"head": hash_content([self.title, self.summary])}

    def set_derived_fields(self) -> None:
        """Fields that follow from others; called before every full save and every revision."""
        self.language_code = self.locale.language_code
        hashes = self.list_block_hashes()
        self.content_hash = hash_content(hashes)
        if self.is_source:
            self.source_hashes = hashes
        if not self.organisation_code or self.pk is None:
            self.organisation_code = self._find_organisation_code()

    def _find_organisation_code(self) -> str:
        from .home import OrganisationIndexPage

        step = self.steplen
        paths = [self.path[:end] for end in range(step, len(self.path), step)]
        codes = OrganisationIndexPage.objects.filter(path__in=paths).values_list("organisation__code", flat=True)
        return codes.first() or ""

    def save(self, clean=True, user=None, log_action=False, **kwargs):
        """Save the row. The text of a live translation changes by publishing a revision only.

        wagtail-localize writes the Dutch text of new strings into the live row when somebody updates a translation;
        readers would get Dutch in the middle of Arabic. The page in memory keeps the new text, so that the draft
        revision made from it has it.
        """
        if kwargs.get("update_fields") is None:
            self.set_derived_fields()
            if self._would_overwrite_live_text():
                kwargs["update_fields"] = self._list_fields_besides_text()
        return super().save(clean=clean, user=user, log_action=log_action, **kwargs)

    def save_revision(self, *args, **kwargs):
        self.set_derived_fields()
        return super().save_revision(*args, **kwargs)

    def _would_overwrite_live_text(self) -> bool:
        if self.pk is None or self.is_source or self.live_revision_id is None:
            return False
        row = type(self).objects.filter(pk=self.pk).values("live", "live_revision_id", "content_hash").first()
        if row is None or not row["live"]:
            return False
        return row["live_revision_id"] == self.live_revision_id and row["content_hash"] != self.content_hash

    def _list_fields_besides_text(self) -> list[str]:
        own = {field.name for field in self._meta.local_fields}
        return [
            field.name
            for field in self._meta.concrete_fields
            if field.name not in own and field.name != "title" and not field.primary_key
        ]
