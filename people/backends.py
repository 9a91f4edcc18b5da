"""How a newcomer's session finds her user. The credentials themselves are checked by people.domain."""

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.backends import BaseBackend

from .models import User


class NewcomerBackend(BaseBackend):
    """Authenticates nobody by itself: the sign-in views name it when they log a newcomer in."""

    def authenticate(self, request, **credentials):
        return None

    def get_user(self, user_id):
        return _find(User.objects.select_related("newcomer__profile"), user_id)


class StaffBackend(AuthenticationBackend):
    """Staff, by user name or e-mail and password. A newcomer's account never opens this way, password or not."""

    def authenticate(self, request, **credentials):
        user = super().authenticate(request, **credentials)
        return None if user is not None and user.is_newcomer else user

    def get_user(self, user_id):
        return _find(User.objects.select_related("newcomer"), user_id)


def _find(users, user_id) -> User | None:
    """Asked for at every request of somebody who is signed in."""
    try:
        return users.get(pk=user_id, is_active=True)
    except User.DoesNotExist:
        return None
