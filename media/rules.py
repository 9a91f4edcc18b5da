"""Who may use which media: what lies in a collection of one's own organisation."""

from wagtail.images.models import Image
from wagtail.permission_policies.collections import CollectionOwnershipPermissionPolicy

from .models import Clip

#: Whoever may add, change or choose pictures of a collection may do so with its audio and video.
clip_policy = CollectionOwnershipPermissionPolicy(Clip, auth_model=Image, owner_field_name="uploaded_by_user")


def list_clips_for(*, user):
    """The clips that this member of staff may see and use in the CMS."""
    return clip_policy.instances_user_has_any_permission_for(user, ["choose", "change", "delete"])
