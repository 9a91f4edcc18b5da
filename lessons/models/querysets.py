"""Which pages a reader may have: one place (invariant 11), used by routing, lists and search."""

from django.conf import settings
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Length, Substr
from wagtail.models import Page
from wagtail.query import PageQuerySet

from core.api import SOURCE_LANGUAGE


def _live_sources():
    """Dutch pages that are live, under ancestors that are all live."""
    hidden_ancestors = Page.objects.filter(live=False, depth__gt=1, path=Substr(OuterRef("path"), 1, Length(F("path"))))
    return Page.objects.filter(locale__language_code=SOURCE_LANGUAGE, live=True).exclude(Exists(hidden_ancestors))


class ReaderPageQuerySet(PageQuerySet):
    """Pages of the site. `public` is what a reader may have."""

    def in_language(self, code: str):
        return self.filter(locale__language_code=code)

    def public(self):
        """Live, its Dutch source live, not a copy standing in for a missing translation, not restricted.

        (Wagtail's own `public` means "not restricted" only; ours is stricter on purpose, wherever Wagtail asks.)
        """
        source = _live_sources().filter(translation_key=OuterRef("translation_key"))
        return super().public().filter(live=True, alias_of__isnull=True).filter(Exists(source))


class StudyPageQuerySet(ReaderPageQuerySet):
    """Modules and lessons: their translations are drafts until a named person has checked them."""

    def public(self):
        pages = super().public()
        if settings.SHOW_DRAFT_TRANSLATIONS:
            return pages
        return pages.filter(Q(locale__language_code=SOURCE_LANGUAGE) | self._checked() | self._opted_in())

    def drafts(self):
        """Translations nobody has signed off as they now stand."""
        return self.exclude(locale__language_code=SOURCE_LANGUAGE).exclude(self._checked())

    def _checked(self):
        from .sign_off import TranslationSignOff

        return Q(
            Exists(
                TranslationSignOff.objects.filter(
                    translation_key=OuterRef("translation_key"),
                    language=OuterRef("locale__language_code"),
                    content_hash=OuterRef("content_hash"),
                )
            )
        )

    def _opted_in(self):
        from .home import OrganisationIndexPage

        return Q(
            organisation_code__in=OrganisationIndexPage.objects.filter(
                organisation__shows_draft_translations=True
            ).values("organisation__code")
        )
