from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet

from .clip_screens import ClipViewSet
from .models import Clip
from .rules import clip_policy

register_permission_policy(Clip, clip_policy)
register_snippet(ClipViewSet)


@hooks.register("register_log_actions")
def register_voice_actions(actions) -> None:
    """What people did with recorded voices, as the site history shows it."""
    actions.register_action("media.voice_accepted", _("Voice accepted"), _("Readers hear this voice."))
    actions.register_action("media.voice_refused", _("Voice refused"), _("This recording was refused."))
    actions.register_action("media.voice_withdrawn", _("Voice withdrawn"), _("This recording was deleted."))
