"""Colleagues as an administrator keeps them: who gets a way in, which role somebody has, and when it ends.

A role is the whole of a right. Somebody whose last role ends is stopped and signed out everywhere; given a role again,
she starts with a new password and a new second factor.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils.translation import gettext as _

from core.api import is_known_language
from core.errors import Conflict, DomainError, NotAllowed

from .. import rules
from ..enums import AdminActKind, Role
from ..models import AdminAct, CaseloadEntry, Membership, Organisation, User
from .admin_acts import record_act
from .sessions import end_all_sessions
from .staff_accounts import add_staff, make_password_link, reset_second_factor


@dataclass(frozen=True, slots=True)
class AddedColleague:
    """`link` is where she chooses her password, once; empty when she had an account and signs in as before."""

    user: User
    link: str


def list_givable_roles(*, user: User) -> list[Role]:
    return [role for role in Role if role != Role.PLATFORM_ADMIN or rules.is_platform_admin(user)]


def get_colleague_for(*, user: User, uuid) -> User:
    """Somebody with a role in an organisation that the user administers. Raises NotAllowed."""
    colleague = User.objects.filter(uuid=uuid, newcomer__isnull=True).first()
    if colleague is None or not list_roles_here(user=user, colleague=colleague):
        raise NotAllowed
    return colleague


def list_roles_here(*, user: User, colleague: User) -> list[Membership]:
    """Her roles in the organisations that the user administers; those elsewhere are not the user's to see."""
    rows = colleague.memberships.select_related("organisation").order_by("organisation__name", "role")
    return [row for row in rows if rules.can_administer(user, organisation_id=row.organisation_id)]


def get_role_here(*, user: User, colleague: User, number: int) -> Membership:
    """Raises NotAllowed for a role that is not hers, or not the user's to end."""
    for row in list_roles_here(user=user, colleague=colleague):
        if row.pk == number and rules.can_give_role(user, role=Role(row.role), organisation_id=row.organisation_id):
            return row
    raise NotAllowed


def can_let_in(*, user: User, colleague: User) -> bool:
    """True when the user may give her a new password link or reset her second factor."""
    return rules.can_administer_account(user, colleague)


def count_left_alone(*, membership: Membership) -> int:
    """How many newcomers have no case worker once this role ends."""
    if membership.role != Role.CASE_WORKER:
        return 0
    return (
        CaseloadEntry.objects.guiding()
        .filter(case_worker=membership.user_id, newcomer__organisation=membership.organisation_id)
        .count()
    )


def add_colleague(
    *, organisation: Organisation, first_name: str, last_name: str, email: str, role: Role, by: User, at: datetime
) -> AddedColleague:
    """A role for somebody by her e-mail address, and an account when she has none.

    Raises NotAllowed, also for herself; Conflict `has_role`, `account_stopped` (the operator stopped it) or
    `email_taken`: an account that is not only of organisations which `by` administers.
    """
    _check_may_give(by, role, organisation)
    email = email.strip().lower()
    with transaction.atomic():
        _queue_up()
        found = list(User.objects.filter(email__iexact=email, newcomer__isnull=True)[:2])
        if len(found) > 1 or any(user.is_superuser for user in found):
            raise Conflict(_("This address cannot be used. Ask the operator of the platform."), code="email_taken")
        if found:
            return AddedColleague(*_take_on(found[0], organisation=organisation, role=role, by=by, at=at))
        user = add_staff(
            username=email,
            first_name=first_name.strip(),
            last_name=last_name.strip(),
            email=email,
            role=role,
            organisation=organisation,
        )
        record_act(kind=AdminActKind.ACCOUNT_MADE, organisation=organisation, person=user, role=role, by=by, at=at)
        return AddedColleague(user, make_password_link(user=user))


def give_role(*, colleague: User, organisation: Organisation, role: Role, by: User, at: datetime) -> Membership:
    """One more role for a colleague. Raises NotAllowed, also for herself; Conflict `has_role`."""
    _check_may_give(by, role, organisation)
    if colleague == by:
        raise NotAllowed
    with transaction.atomic():
        membership, created = Membership.objects.get_or_create(user=colleague, organisation=organisation, role=role)
        if not created:
            raise Conflict(_("She has this role here already."), code="has_role")
        record_act(kind=AdminActKind.ROLE_GIVEN, organisation=organisation, person=colleague, role=role, by=by, at=at)
    return membership


def end_role(*, membership: Membership, by: User, at: datetime) -> None:
    """Take a role away, at once. Newcomers whom she guided stay on the list of those without a case worker.

    Raises NotAllowed; DomainError `last_administrator`: an organisation keeps one, and so does the platform.
    """
    role, organisation, colleague = Role(membership.role), membership.organisation, membership.user
    _check_may_give(by, role, organisation)
    with transaction.atomic():
        _queue_up()
        if _is_last_administrator(membership, by=by):
            raise DomainError(
                _("She is the last administrator. Give a colleague that role first."), code="last_administrator"
            )
        record_act(kind=AdminActKind.ROLE_ENDED, organisation=organisation, person=colleague, role=role, by=by, at=at)
        membership.delete()
        if not colleague.memberships.exists() and not colleague.is_superuser:
            colleague.is_active = False
            colleague.save(update_fields=["is_active"])
            end_all_sessions(user=colleague)


def choose_languages(*, membership: Membership, languages: Iterable[str], by: User, at: datetime) -> Membership:
    """Into which languages a translator translates; none: into all. Raises NotAllowed, also for another role."""
    role = Role(membership.role)
    _check_may_give(by, role, membership.organisation)
    chosen = sorted(set(languages))
    if role != Role.TRANSLATOR or not all(map(is_known_language, chosen)):
        raise NotAllowed
    with transaction.atomic():
        before, membership.languages = membership.languages, chosen
        membership.save(update_fields=["languages"])
        if before != chosen:
            record_act(
                kind=AdminActKind.LANGUAGES_CHOSEN,
                organisation=membership.organisation,
                person=membership.user,
                role=role,
                changes={"languages": [before, chosen]},
                by=by,
                at=at,
            )
    return membership


def make_way_in(*, colleague: User, by: User, at: datetime) -> str:
    """An address where she chooses a new password, once. Her second factor stays. Raises NotAllowed."""
    if not rules.can_administer_account(by, colleague) or not colleague.is_active:
        raise NotAllowed
    with transaction.atomic():
        _record_everywhere(AdminActKind.LINK_MADE, colleague, by=by, at=at)
        return make_password_link(user=colleague)


def forget_second_factor(*, colleague: User, by: User, at: datetime) -> str:
    """For who lost phone, passkey and recovery codes: they count no more, nor does her password; she is signed out.

    Returns the address where she chooses a new password; then she sets up a new second factor. Raises NotAllowed.
    """
    if not rules.can_administer_account(by, colleague) or not colleague.is_active:
        raise NotAllowed
    with transaction.atomic():
        reset_second_factor(user=colleague)
        end_all_sessions(user=colleague)
        _record_everywhere(AdminActKind.FACTOR_RESET, colleague, by=by, at=at)
        return make_password_link(user=colleague)


def _queue_up() -> None:
    """In a transaction: acts that must see each other (two who leave, two who take on the same person) go one by one."""
    Organisation.objects.select_for_update().order_by("pk").first()


def _check_may_give(by: User, role: Role, organisation: Organisation) -> None:
    if not rules.can_give_role(by, role=role, organisation_id=organisation.pk):
        raise NotAllowed


def _record_everywhere(kind: AdminActKind, colleague: User, *, by: User, at: datetime) -> None:
    """What touches her account is read back in every organisation where she has a role."""
    for organisation in Organisation.objects.filter(memberships__user=colleague).distinct().order_by("pk"):
        record_act(kind=kind, organisation=organisation, person=colleague, by=by, at=at)


def _may_take_on(user: User, *, has_roles: bool, by: User) -> bool:
    """With roles: all where `by` administers. Without: the last one ended there, or `by` is the platform's."""
    if has_roles:
        return rules.can_administer_account(by, user)
    last = AdminAct.objects.filter(person=user, kind=AdminActKind.ROLE_ENDED).order_by("-at", "-pk").first()
    return rules.is_platform_admin(by) or (
        last is not None and rules.can_administer(by, organisation_id=last.organisation_id)
    )


def _take_on(user: User, *, organisation: Organisation, role: Role, by: User, at: datetime) -> tuple[User, str]:
    """Somebody who has an account: with roles she signs in as before; without any she starts anew."""
    if user == by:
        raise NotAllowed
    has_roles = user.memberships.exists()
    if not _may_take_on(user, has_roles=has_roles, by=by):
        raise Conflict(
            _("There is an account with this address already. An administrator of the platform can give it this role."),
            code="email_taken",
        )
    if has_roles and not user.is_active:
        raise Conflict(_("Her account was stopped by the operator of the platform."), code="account_stopped")
    link = ""
    if not has_roles:
        Authenticator.objects.filter(user=user).delete()
        user.is_active = True
        user.set_unusable_password()
        user.save(update_fields=["is_active", "password"])
        link = make_password_link(user=user)
    give_role(colleague=user, organisation=organisation, role=role, by=by, at=at)
    return user, link


def _is_last_administrator(membership: Membership, *, by: User) -> bool:
    """The platform never loses its last administrator; an organisation only by the hand of the platform's."""
    others = Membership.objects.filter(role=membership.role, user__is_active=True).exclude(user=membership.user_id)
    if membership.role == Role.PLATFORM_ADMIN:
        return not others.exists()
    if membership.role == Role.ORG_ADMIN and not rules.is_platform_admin(by):
        return not others.filter(organisation=membership.organisation_id).exists()
    return False
