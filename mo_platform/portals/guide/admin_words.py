"""What administrators did, in the words of who reads it back."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from people.enums import AdminActKind, Role

LATEST_ACTS = 50

_DONE: dict[str, str | Promise] = {
    AdminActKind.ORGANISATION_ADDED: gettext_lazy("Organisation added"),
    AdminActKind.ORGANISATION_CHANGED: gettext_lazy("Changed: %(fields)s"),
    AdminActKind.ACCOUNT_MADE: gettext_lazy("Account made for %(person)s, as %(role)s"),
    AdminActKind.LANGUAGES_CHOSEN: gettext_lazy("%(person)s translates into other languages"),
    AdminActKind.ROLE_GIVEN: gettext_lazy("%(person)s became %(role)s"),
    AdminActKind.ROLE_ENDED: gettext_lazy("%(person)s is no longer %(role)s"),
    AdminActKind.LINK_MADE: gettext_lazy("Link for a new password made for %(person)s"),
    AdminActKind.FACTOR_RESET: gettext_lazy("Second factor and password of %(person)s removed"),
}
_FIELDS: dict[str, str | Promise] = {
    "name": gettext_lazy("name"),
    "address": gettext_lazy("address"),
    "phone": gettext_lazy("phone number"),
    "email": gettext_lazy("e-mail address"),
    "opening_hours": gettext_lazy("opening hours"),
    "shows_draft_translations": gettext_lazy("showing drafts of translations"),
}


@dataclass(frozen=True, slots=True)
class ToldAct:
    at: datetime
    by: str
    what: str


def tell_acts(acts) -> list[ToldAct]:
    """The latest rows of `people.list_admin_acts`, as sentences."""
    return [
        ToldAct(
            act.at,
            _name(act.by),
            str(_DONE[act.kind])
            % {
                "fields": ", ".join(str(_FIELDS.get(name, name)) for name in act.changes),
                "person": _name(act.person),
                "role": str(Role(act.role).label) if act.role else "",
            },
        )
        for act in acts[:LATEST_ACTS]
    ]


def _name(user) -> str:
    return (user.get_full_name() or user.get_username()) if user else _("somebody whose account is gone")
