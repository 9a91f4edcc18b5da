"""Who may record that a translation was checked: translators and administrators of its organisation, and the platform."""

from django.apps import apps

from core.api import NotAllowed
from people.enums import Role

from ..domain.reviewing import find_translation
from ..models import StudyPage

SIGNING_ROLES = frozenset({Role.TRANSLATOR, Role.ORG_ADMIN})


def list_codes_to_sign(*, user) -> list[str]:
    """Codes of the organisations whose translations the user may sign off."""
    memberships = user.list_memberships()
    if any(membership.role == Role.PLATFORM_ADMIN for membership in memberships):
        return list(apps.get_model("mo_people.Organisation").objects.values_list("code", flat=True))
    return [membership.organisation.code for membership in memberships if membership.role in SIGNING_ROLES]


def get_translation_to_sign(*, user, page_id: int) -> StudyPage:
    """Raises NotAllowed for a page that is no translation, or not of an organisation of hers."""
    page = find_translation(page_id=page_id)
    if page is None or page.organisation_code not in list_codes_to_sign(user=user):
        raise NotAllowed
    return page
