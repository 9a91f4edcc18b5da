"""Accounts of staff: made for them, never by themselves."""

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from core.errors import Conflict, DomainError

from ..enums import Role
from ..models import Membership, Organisation, User


@transaction.atomic
def add_staff(
    *,
    username: str,
    first_name: str,
    last_name: str,
    email: str,
    role: Role,
    organisation: Organisation,
    subject: str = "",
) -> User:
    """A staff account with one role, without a password yet.

    `subject` is her identifier at the OpenID Connect provider: with it her first sign-in there finds this account.
    Raises Conflict when the user name, the address or the subject belongs to somebody already.
    """
    if User.objects.filter(username__iexact=username).exists():
        raise Conflict(_("This user name is taken."), code="username_taken")
    if User.objects.filter(email__iexact=email).exists():
        raise Conflict(_("Somebody with this e-mail address has an account."), code="email_taken")
    if subject and SocialAccount.objects.filter(provider=settings.OIDC_PROVIDER_ID, uid=subject).exists():
        raise Conflict(_("This identity is linked to another account."), code="subject_taken")
    user = User(username=username, first_name=first_name, last_name=last_name, email=email)
    user.set_unusable_password()
    user.save()
    Membership.objects.create(user=user, organisation=organisation, role=role)
    if subject:
        SocialAccount.objects.create(user=user, provider=settings.OIDC_PROVIDER_ID, uid=subject)
    return user


def make_password_link(*, user: User) -> str:
    """An address where she chooses her password, once, within the days of PASSWORD_RESET_TIMEOUT."""
    if user.is_newcomer:
        raise DomainError(_("A newcomer signs in with her card."), code="newcomer")
    key = default_token_generator.make_token(user)
    path = reverse("account_reset_password_from_key", kwargs={"uidb36": user_pk_to_url_str(user), "key": key})
    return settings.PUBLIC_URL.rstrip("/") + path


@transaction.atomic
def reset_second_factor(*, user: User) -> int:
    """Forget her app, passkeys and recovery codes: at her next sign-in she sets up a new one. Returns how many went.

    Her password changes into none at the same time, so that sessions elsewhere end and nobody who knows the old one is
    first at the set-up; give her a new link (make_password_link).
    """
    removed, _models = Authenticator.objects.filter(user=user).delete()
    user.set_unusable_password()
    user.save(update_fields=["password"])
    return removed
