"""Audio and video in the CMS: list, form and chooser, each showing what lies in one's own collections only."""

from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, ObjectList
from wagtail.snippets.views.chooser import SnippetChooserViewSet
from wagtail.snippets.views.snippets import SnippetViewSet

from .models import Clip
from .rules import clip_policy, list_clips_for


class ClipForm(WagtailAdminModelForm):
    """The collections one may put a clip into are those of one's own organisation."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "collection" in self.fields and self.for_user is not None:
            own = clip_policy.collections_user_has_permission_for(self.for_user, "add")
            if self.instance.pk:
                own = own | own.model.objects.filter(pk=self.instance.collection_id)
            self.fields["collection"].queryset = own
            self.fields["collection"].empty_label = None

    def save(self, commit=True):
        if self.instance.uploaded_by_user_id is None:
            self.instance.uploaded_by_user = self.for_user
        return super().save(commit=commit)


class OwnClips:
    """Mixed into every view of the screens: a clip of somebody else is not there."""

    def dispatch(self, request, *args, **kwargs):
        if not request.user.is_authenticated:
            raise PermissionDenied
        if "pk" in kwargs and not list_clips_for(user=request.user).filter(pk=_as_id(kwargs["pk"])).exists():
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_base_queryset(self):
        return super().get_base_queryset() & list_clips_for(user=self.request.user)

    def get_object_list(self):
        return list_clips_for(user=self.request.user)

    def get_objects(self, pks):
        return list_clips_for(user=self.request.user).filter(pk__in=[_as_id(pk) for pk in pks])


def _as_id(text) -> int:
    try:
        return int(unquote(str(text)))
    except ValueError:
        return 0


def _limit(view_class):
    return type(f"Own{view_class.__name__}", (OwnClips, view_class), {})


class ClipChooserViewSet(SnippetChooserViewSet):
    def construct_view(self, view_class, **kwargs):
        return super().construct_view(_limit(view_class), **kwargs)


class ClipViewSet(SnippetViewSet):
    model = Clip
    icon = "media"
    menu_label = _("Audio and video")
    menu_name = "clips"
    menu_order = 310
    add_to_admin_menu = True
    copy_view_enabled = False
    chooser_viewset_class = ClipChooserViewSet
    list_display = ["title", "kind", "licence", "collection"]
    list_filter = ["kind"]
    search_fields = ["title"]
    search_backend_name = None
    edit_handler = ObjectList(
        [
            FieldPanel("title"),
            FieldRowPanel([FieldPanel("kind"), FieldPanel("spoken_language")]),
            FieldPanel("file"),
            FieldPanel("collection"),
            FieldPanel("transcripts"),
            InlinePanel("captions", label=_("Captions")),
            MultiFieldPanel(
                [FieldPanel("licence"), FieldPanel("author"), FieldPanel("source_url")], heading=_("Source")
            ),
        ],
        base_form_class=ClipForm,
    )

    def construct_view(self, view_class, **kwargs):
        return super().construct_view(_limit(view_class), **kwargs)
