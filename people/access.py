"""The doors of the views: who may open an address. Each decorator leaves a rule that the matrix test reads.

A stranger is sent to sign in. A signed-in person for whom the address is not meant gets 404, as for what does not exist;
who holds the role, but in an organisation of another kind, is told so: it hides nothing, and her colleagues elsewhere
speak of it.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import wraps

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from core.errors import NotAllowed

from . import rules
from .enums import OrganisationKind, Role

ALL_STAFF = frozenset(Role)


@dataclass(frozen=True, slots=True)
class AccessRule:
    """Who an address is for: everybody, newcomers, or staff with one of `roles`, in organisations of that `kind` only."""

    audience: str  # "everybody", "newcomer", "staff"
    roles: frozenset[Role] = field(default_factory=frozenset)
    kind: OrganisationKind | None = None


def _marked(view: Callable, rule: AccessRule) -> Callable:
    view.access_rule = rule  # type: ignore[attr-defined]  # a function may carry attributes
    return view


def everybody(view: Callable) -> Callable:
    """An address for everybody, guests included."""
    return _marked(view, AccessRule("everybody"))


def newcomer_required(view: Callable) -> Callable:
    """An address for a signed-in newcomer; `request.newcomer` is she."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path(), reverse("sign_in"))
        newcomer = getattr(request.user, "newcomer", None)
        if newcomer is None:
            raise Http404
        request.newcomer = newcomer
        return _hiding_refusals(view, request, *args, **kwargs)

    return _marked(guarded, AccessRule("newcomer"))


def staff_required(*roles: Role, kind: OrganisationKind | None = None) -> Callable[[Callable], Callable]:
    """An address for staff who hold one of the roles in any organisation, or in one of that kind (all staff when no role
    is named)."""
    wanted = frozenset(roles) or ALL_STAFF

    def decorate(view: Callable) -> Callable:
        @wraps(view)
        def guarded(request, *args, **kwargs):
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            if not rules.list_memberships(request.user, roles=wanted):
                raise Http404
            if not rules.list_memberships(request.user, roles=wanted, kind=kind):
                raise PermissionDenied(
                    _("This page is for organisations that guide newcomers. Yours does not do that on this platform.")
                )
            return _hiding_refusals(view, request, *args, **kwargs)

        return _marked(guarded, AccessRule("staff", wanted, kind))

    return decorate


def _hiding_refusals(view, request, *args, **kwargs):
    try:
        return view(request, *args, **kwargs)
    except NotAllowed as refusal:
        raise Http404 from refusal
