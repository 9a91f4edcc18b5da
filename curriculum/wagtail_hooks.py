"""The curriculum in the CMS: lists, forms and histories for whoever has the permissions (platform administrators)."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from .models import DatedRule, Fact, GlossaryEntry, Objective, Theme, Track, Value

PERIOD = FieldRowPanel([FieldPanel("valid_from"), FieldPanel("valid_until")], heading=_("Period"))


class GoalViewSet(SnippetViewSet):
    list_display = ["__str__", "key", "valid_from", "valid_until", "is_example"]
    ordering = ["order", "key"]
    search_fields = ["key", "title"]
    search_backend_name = None
    panels = [FieldPanel("key"), FieldPanel("title"), FieldPanel("order"), FieldPanel("is_example"), PERIOD]


class TrackViewSet(GoalViewSet):
    model = Track
    icon = "tasks"


class ThemeViewSet(GoalViewSet):
    model = Theme
    icon = "folder-open-inverse"
    panels = [*GoalViewSet.panels[:1], FieldPanel("track"), *GoalViewSet.panels[1:]]
    list_filter = ["track"]


class ObjectiveViewSet(GoalViewSet):
    model = Objective
    icon = "crosshairs"
    panels = [*GoalViewSet.panels[:1], FieldPanel("theme"), *GoalViewSet.panels[1:]]
    list_filter = ["theme"]


class ValueViewSet(GoalViewSet):
    model = Value
    icon = "pick"


class DatedRuleViewSet(SnippetViewSet):
    model = DatedRule
    icon = "calendar-alt"
    list_display = ["kind", "code", "regime", "anchor", "valid_from", "valid_until", "confidence", "checked_on"]
    list_filter = ["kind", "regime", "confidence"]
    ordering = ["kind", "regime", "code", "valid_from"]
    search_fields = ["code", "note", "source_name"]
    search_backend_name = None
    panels = [
        FieldRowPanel([FieldPanel("kind"), FieldPanel("code")]),
        FieldRowPanel([FieldPanel("regime"), FieldPanel("anchor")]),
        PERIOD,
        FieldPanel("value"),
        MultiFieldPanel(
            [
                FieldPanel("source_name"),
                FieldPanel("source_url"),
                FieldPanel("confidence"),
                FieldPanel("checked_on"),
                FieldPanel("note"),
            ],
            heading=_("Source"),
        ),
    ]


class FactViewSet(SnippetViewSet):
    model = Fact
    icon = "info-circle"
    list_display = ["key", "kind", "region", "confidence", "checked_on", "review_by"]
    list_filter = ["kind", "region", "confidence", "checked_on", "review_by"]
    ordering = ["key"]
    search_fields = ["key", "display", "statement", "source_name"]
    search_backend_name = None
    panels = [
        FieldPanel("key"),
        FieldRowPanel([FieldPanel("kind"), FieldPanel("region")]),
        FieldPanel("display"),
        FieldPanel("statement"),
        MultiFieldPanel(
            [
                FieldPanel("source"),
                FieldPanel("source_name"),
                FieldPanel("source_date"),
                FieldPanel("confidence"),
            ],
            heading=_("Source"),
        ),
        MultiFieldPanel(
            [FieldPanel("checked_on"), FieldPanel("checked_by"), FieldPanel("review_by")], heading=_("Check")
        ),
    ]


class GlossaryEntryViewSet(SnippetViewSet):
    model = GlossaryEntry
    icon = "openquote"
    list_display = ["term", "key", "changed_at"]
    ordering = ["key"]
    search_fields = ["key", "term", "forms", "terms", "meaning"]
    search_backend_name = None
    panels = [
        FieldPanel("key"),
        FieldPanel("term"),
        FieldPanel("forms"),
        FieldPanel("meaning"),
        FieldPanel("terms"),
        MultiFieldPanel([FieldPanel("checked"), FieldPanel("source_name")], heading=_("Check")),
    ]


@register_snippet
class CurriculumGroup(SnippetViewSetGroup):
    items = (
        FactViewSet,
        GlossaryEntryViewSet,
        DatedRuleViewSet,
        TrackViewSet,
        ThemeViewSet,
        ObjectiveViewSet,
        ValueViewSet,
    )
    menu_label = _("Curriculum")
    menu_icon = "list-ul"
    menu_name = "curriculum"
    menu_order = 300
