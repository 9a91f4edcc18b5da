from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from .pages import ReaderPage


class HomePage(ReaderPage):
    """The home of a language, at /<lang>/. What it says of a person is added by the roof.

    pii: none.
    """

    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["mo_lessons.OrganisationIndexPage"]
    template = "lessons/home_page.html"
    content_panels = [*Page.content_panels]

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")


class OrganisationIndexPage(ReaderPage):
    """The shelf of one organisation: it owns the modules below.

    pii: none.
    """

    organisation = models.ForeignKey(
        "mo_people.Organisation",
        verbose_name=_("organisation"),
        on_delete=models.PROTECT,
        related_name="+",
    )

    parent_page_types = ["mo_lessons.HomePage"]
    subpage_types = ["mo_lessons.ModulePage"]
    template = "lessons/organisation_index_page.html"
    content_panels = [*Page.content_panels, FieldPanel("organisation", read_only=True)]

    class Meta:
        verbose_name = _("modules of an organisation")
        verbose_name_plural = _("modules of organisations")

    def clean(self) -> None:
        from ..domain.routing import is_reserved_slug

        super().clean()
        if is_reserved_slug(self.slug):
            mistake = ValidationError(_("This address is used by the platform itself."), code="reserved_slug")
            raise ValidationError({"slug": mistake})
