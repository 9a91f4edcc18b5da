"""Who else uses this phone: for the menu in which a family changes person."""

from django import template

from .. import sessions
from ..models import Device

register = template.Library()


@register.simple_tag(takes_context=True)
def others_on_this_phone(context) -> list[Device]:
    """The devices of the other people of this phone; asks the database on a phone of several people only."""
    request = context.get("request")
    return sessions.list_others_on_this_phone(request) if request is not None else []
