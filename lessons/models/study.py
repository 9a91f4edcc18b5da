from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from ..blocks import LessonBody
from .fields import BodyField, KeyListField
from .pages import StudyPage, hash_content


class ModulePage(StudyPage):
    """A series of lessons about one theme. pii: none."""

    theme_key = models.SlugField(_("theme"), max_length=100, help_text=_("Key of a theme of the curriculum."))

    parent_page_types = ["mo_lessons.OrganisationIndexPage"]
    subpage_types = ["mo_lessons.LessonPage"]
    template = "lessons/module_page.html"
    content_panels = [
        *Page.content_panels,
        FieldPanel("summary"),
        FieldPanel("picture"),
        FieldPanel("theme_key"),
    ]
    override_translatable_fields = [
        *StudyPage.override_translatable_fields,
        SynchronizedField("theme_key", overridable=False),
    ]

    class Meta:
        verbose_name = _("module")
        verbose_name_plural = _("modules")
        constraints = [
            models.UniqueConstraint(
                fields=["pack_key", "language_code"], condition=~models.Q(pack_key=""), name="one_module_per_pack_key"
            ),
        ]


class LessonPageForm(WagtailAdminPageForm):
    """A draft says nothing of its minutes before its author does."""

    def clean_minutes(self) -> int:
        return self.cleaned_data["minutes"] or LessonPage.DEFAULT_MINUTES


class LessonPage(StudyPage):
    """One lesson: what a newcomer studies in one sitting.

    `objectives` and `facts` are keys of the curriculum. A sensitive lesson leaves no title behind
    (domain/discretion.py).

    pii: none.
    """

    DEFAULT_MINUTES = 15

    minutes = models.PositiveIntegerField(
        _("minutes"), default=DEFAULT_MINUTES, help_text=_("How long reading and answering takes.")
    )
    objectives = KeyListField(_("objectives"), help_text=_("Keys of the curriculum, one per line."))
    facts = KeyListField(_("facts"), help_text=_("Facts the lesson states; those in its text are added by themselves."))
    is_sensitive = models.BooleanField(
        _("sensitive"),
        default=False,
        help_text=_(
            "For violence, contraception, orientation and the like. A warning comes first, a button leads away at once, "
            "and nowhere but in the list of lessons does its title stand. Choose an address that does not tell it either."
        ),
    )
    body = BodyField(LessonBody(), verbose_name=_("lesson"), blank=True)

    base_form_class = LessonPageForm
    parent_page_types = ["mo_lessons.ModulePage"]
    subpage_types: list = []
    template = "lessons/lesson_page.html"
    content_panels = [
        *Page.content_panels,
        FieldPanel("summary"),
        FieldPanel("picture"),
        FieldPanel("body"),
    ]
    settings_panels = [
        FieldPanel("minutes", required_on_save=False),
        FieldPanel("objectives"),
        FieldPanel("facts"),
        FieldPanel("is_sensitive"),
        *Page.settings_panels,
    ]
    search_fields = [*StudyPage.search_fields, index.SearchField("body")]
    override_translatable_fields = [
        *StudyPage.override_translatable_fields,
        SynchronizedField("minutes", overridable=False),
        SynchronizedField("objectives", overridable=False),
        SynchronizedField("facts", overridable=False),
        SynchronizedField("is_sensitive", overridable=False),
    ]

    class Meta:
        verbose_name = _("lesson")
        verbose_name_plural = _("lessons")
        constraints = [
            models.UniqueConstraint(
                fields=["pack_key", "language_code"], condition=~models.Q(pack_key=""), name="one_lesson_per_pack_key"
            ),
        ]

    def list_block_hashes(self) -> dict[str, str]:
        hashes = super().list_block_hashes()
        for block in self.body:
            hashes[str(block.id)] = hash_content([block.block_type, block.block.get_prep_value(block.value)])
        return hashes
