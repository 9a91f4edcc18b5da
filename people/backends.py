"""How a newcomer's session finds her user. The credentials themselves are checked by people.domain."""

from django.contrib.auth.backends import BaseBackend

from .models import User


class NewcomerBackend(BaseBackend):
    """Authenticates nobody by itself: the sign-in views name it when they log a newcomer in."""

    def authenticate(self, request, **credentials):
        return None

    def get_user(self, user_id):
        return User.objects.filter(pk=user_id, is_active=True).select_related("newcomer__profile").first()
