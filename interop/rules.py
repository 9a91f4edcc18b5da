"""Who may see and steer what leaves the house. Predicates only.

A receiver belongs to the whole platform or to one office. Those of the platform are steered by platform
administrators, those of an office by its own administrators; another office's do not exist for anybody else.
"""

from people.enums import Role

READERS = (Role.ORG_ADMIN, Role.AUDITOR, Role.PLATFORM_ADMIN)
MANAGERS = (Role.ORG_ADMIN, Role.PLATFORM_ADMIN)


def is_platform_admin(user) -> bool:
    return user.is_active and user.has_role(Role.PLATFORM_ADMIN)


def list_office_ids(user, *roles: Role) -> list[int]:
    """Organisations in which the user holds one of the roles."""
    return sorted({item.organisation_id for item in user.list_memberships() if item.role in roles})


def can_manage_receiver(user, *, organisation_id: int | None) -> bool:
    if organisation_id is None:
        return is_platform_admin(user)
    return user.is_active and organisation_id in list_office_ids(user, *MANAGERS)


def can_add_receiver(user) -> bool:
    """True when there is an office, or the platform, for which the user may register a receiver."""
    return user.is_active and bool(list_office_ids(user, *MANAGERS))
