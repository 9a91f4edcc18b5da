"""From the roles of a member of staff to her groups in /cms/. Roles are the truth; groups follow."""

from django.apps import apps
from django.contrib.auth.models import Group
from django.db import transaction

from people.enums import Role

from .groups import AUTHORS, PLATFORM_GROUP, PREFIX, REVIEWERS, TRANSLATORS, ensure_platform_group, name_group

PART_OF_ROLE = {Role.TEACHER: AUTHORS, Role.TRANSLATOR: TRANSLATORS, Role.ORG_ADMIN: REVIEWERS}


@transaction.atomic
def sync_user(*, user) -> None:
    """Put the user into the groups that her roles ask for, and take her out of the others that are ours.

    An organisation that writes no lessons has no groups: then a role in it gives nothing in /cms/.
    """
    memberships = list(user.memberships.select_related("organisation"))
    wanted = {
        name_group(membership.organisation, PART_OF_ROLE[Role(membership.role)])
        for membership in memberships
        if membership.role in PART_OF_ROLE
    }
    if any(membership.role == Role.PLATFORM_ADMIN for membership in memberships):
        wanted.add(ensure_platform_group().name)
    has = {group.name: group for group in user.groups.filter(name__startswith=PREFIX)}
    if gone := [group for name, group in has.items() if name not in wanted]:
        user.groups.remove(*gone)
    if missing := wanted - set(has):
        user.groups.add(*Group.objects.filter(name__in=missing))


def sync_members(*, organisation) -> None:
    """All who work for an organisation, after its groups were made."""
    membership_model = apps.get_model("mo_people.Membership")
    for membership in membership_model.objects.filter(organisation=organisation).select_related("user"):
        sync_user(user=membership.user)


def on_membership_changed(sender, instance, **_kwargs) -> None:
    """Receiver: a role was given or taken. (A deleted user needs no groups.)"""
    user_model = apps.get_model("mo_people.User")
    user = user_model.objects.filter(pk=instance.user_id).first()
    if user is not None and (instance.role in PART_OF_ROLE or instance.role == Role.PLATFORM_ADMIN):
        sync_user(user=user)


__all__ = ["PART_OF_ROLE", "PLATFORM_GROUP", "on_membership_changed", "sync_members", "sync_user"]
