"""Who may do what with the banks of an organisation."""

from dataclasses import dataclass

from people import api as people
from people.enums import Role

WRITERS = frozenset({Role.TEACHER, Role.ORG_ADMIN, Role.PLATFORM_ADMIN})
TRANSLATORS = WRITERS | {Role.TRANSLATOR}
REVIEWERS = frozenset({Role.ORG_ADMIN, Role.PLATFORM_ADMIN})


@dataclass(frozen=True, slots=True)
class BankRights:
    """What somebody may do in a bank: change the Dutch and what a question is about, translate (into `languages`; None: into
    all), decide what is asked."""

    writes: bool
    translates: bool
    decides: bool
    languages: frozenset[str] | None = None

    def may_translate(self, language: str) -> bool:
        return self.translates and (self.languages is None or language in self.languages)


def find_rights(user, *, organisation_id: int) -> BankRights:
    """An administrator of the platform may do everything everywhere."""
    memberships = [
        membership
        for membership in people.list_memberships(user, roles=TRANSLATORS)
        if membership.organisation_id == organisation_id or membership.role == Role.PLATFORM_ADMIN
    ]
    held = {membership.role for membership in memberships}
    chosen = [frozenset(membership.languages) for membership in memberships]
    return BankRights(
        writes=bool(held & WRITERS),
        translates=bool(held),
        decides=bool(held & REVIEWERS),
        languages=None if held & WRITERS or not all(chosen) else frozenset().union(*chosen),
    )


def works_everywhere(user) -> bool:
    return any(people.list_memberships(user, roles=frozenset({Role.PLATFORM_ADMIN})))


def list_organisation_ids(user) -> list[int]:
    """The organisations in whose banks somebody may work, besides an administrator of the platform."""
    return [membership.organisation_id for membership in people.list_memberships(user, roles=TRANSLATORS)]
