"""Sign-in addresses of the demo: a plain GET, again and again, from this machine only. Production refuses them."""

from django.conf import settings
from django.contrib.auth import login, logout
from django.core import signing
from django.http import Http404
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache

from people import api as people
from people.models import User

_SALT = "demo.sign-in"
_LOCAL = {"127.0.0.1", "::1"}


def make_link(user: User) -> str:
    """The address that signs this user in; the same each time."""
    return f"{settings.PUBLIC_URL}/demo/sign-in/{signing.Signer(salt=_SALT).sign(str(user.uuid))}/"


@people.everybody
@never_cache
def demo_sign_in(request, token: str):
    """Sign in as the demo account of the address. 404 from any other machine, and where the demo is off."""
    if not settings.DEMO_SIGN_IN_LINKS or request.META.get("REMOTE_ADDR") not in _LOCAL:
        raise Http404
    try:
        uuid = signing.Signer(salt=_SALT).unsign(token)
    except signing.BadSignature as error:
        raise Http404 from error
    user = User.objects.filter(uuid=uuid, is_active=True).first()
    if user is None:
        raise Http404
    if user.is_newcomer:
        people.sign_in_newcomer(request, newcomer=user.newcomer, device=None, at=timezone.now(), is_news=False)
        return redirect(f"/{people.choose_home_language(newcomer=user.newcomer).lower()}/")
    logout(request)
    login(request, user, backend="people.backends.StaffBackend")
    request.session["second_factor"] = "demo"
    return redirect(settings.LOGIN_REDIRECT_URL)
