from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet

from .clip_screens import ClipViewSet
from .models import Clip
from .rules import clip_policy

register_permission_policy(Clip, clip_policy)
register_snippet(ClipViewSet)
