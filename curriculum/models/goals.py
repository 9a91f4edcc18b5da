from django.db import models
from django.utils.translation import gettext_lazy as _

from core.language_text import LanguageText, LanguageTextField, read_in

from .base import DatedModel, KeyField


class Goal(DatedModel):
    """What tracks, themes, objectives and values share: a text per language, an order, and whose list it is."""

    key = KeyField(unique=True)
    title = LanguageTextField(_("title"))
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    is_example = models.BooleanField(
        _("example"),
        default=True,
        help_text=_("Our own list. The official list was not found; it replaces this one by import."),
    )

    class Meta(DatedModel.Meta):
        abstract = True

    def __str__(self) -> str:
        return self.title_in("nl").text or self.key

    def title_in(self, language: str) -> LanguageText:
        return read_in(self.title, language)


class Track(Goal):
    """A whole to follow, such as maatschappelijke oriëntatie. pii: none."""

    class Meta(Goal.Meta):
        verbose_name = _("track")
        verbose_name_plural = _("tracks")


class Theme(Goal):
    """A field of life that a track teaches (*thema*). pii: none."""

    track = models.ForeignKey(Track, on_delete=models.PROTECT, related_name="themes", verbose_name=_("track"))

    class Meta(Goal.Meta):
        verbose_name = _("theme")
        verbose_name_plural = _("themes")


class Objective(Goal):
    """What somebody knows or can do after learning (*doelstelling*). pii: none."""

    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, related_name="objectives", verbose_name=_("theme"))

    class Meta(Goal.Meta):
        verbose_name = _("objective")
        verbose_name_plural = _("objectives")


class Value(Goal):
    """A fundamental value that runs through all themes (*waarden en normen*). pii: none."""

    class Meta(Goal.Meta):
        verbose_name = _("value")
        verbose_name_plural = _("values")
