"""Who may do what with the banks of an organisation."""

from dataclasses import dataclass

from people import api as people
from people.enums import Role

WRITERS = frozenset({Role.TEACHER, Role.ORG_ADMIN, Role.PLATFORM_ADMIN})
TRANSLATORS = WRITERS | {Role.TRANSLATOR}
REVIEWERS = frozenset({Role.ORG_ADMIN, Role.PLATFORM_ADMIN})


@dataclass(frozen=True, slots=True)
class BankRights:
    """What somebody may do in a bank: change the Dutch and what a question is about, translate, decide what is asked."""

    writes: bool
    translates: bool
    decides: bool


def find_rights(user, *, organisation_id: int) -> BankRights:
    """An administrator of the platform may do everything everywhere."""
    held = [
        membership.role
        for membership in people.list_memberships(user, roles=TRANSLATORS)
        if membership.organisation_id == organisation_id or membership.role == Role.PLATFORM_ADMIN
    ]
    return BankRights(
        writes=any(role in WRITERS for role in held),
        translates=bool(held),
        decides=any(role in REVIEWERS for role in held),
    )


def works_everywhere(user) -> bool:
    return any(people.list_memberships(user, roles=frozenset({Role.PLATFORM_ADMIN})))


def list_organisation_ids(user) -> list[int]:
    """The organisations in whose banks somebody may work, besides an administrator of the platform."""
    return [membership.organisation_id for membership in people.list_memberships(user, roles=TRANSLATORS)]
