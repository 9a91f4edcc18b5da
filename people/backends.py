"""How a newcomer's session finds her user. The credentials themselves are checked by people.domain."""

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.backends import BaseBackend

from core.compiled import CompiledQuery, Slot

from .models import User

_NEWCOMER = CompiledQuery(
    lambda: User.objects.select_related("newcomer__profile").filter(pk=Slot(User, "id"), is_active=True)
)
_STAFF = CompiledQuery(lambda: User.objects.select_related("newcomer").filter(pk=Slot(User, "id"), is_active=True))


class NewcomerBackend(BaseBackend):
    """Authenticates nobody by itself: the sign-in views name it when they log a newcomer in."""

    def authenticate(self, request, **credentials):
        return None

    def get_user(self, user_id):
        return _find(_NEWCOMER, user_id)


class StaffBackend(AuthenticationBackend):
    """Staff, by user name or e-mail and password. A newcomer's account never opens this way, password or not."""

    def authenticate(self, request, **credentials):
        user = super().authenticate(request, **credentials)
        return None if user is not None and user.is_newcomer else user

    def get_user(self, user_id):
        return _find(_STAFF, user_id)


def _find(users: CompiledQuery[User], user_id) -> User | None:
    """Asked for at every request of somebody who is signed in."""
    return next(iter(users.fetch(id=user_id)), None)
