"""Factories that every test may use. An app's own stand in tests/<app>/factories.py."""

from copy import deepcopy
from datetime import UTC, date, datetime
from functools import cache

import factory
import yaml
from factory.django import DjangoModelFactory

from curriculum.domain.loading import DATA
from curriculum.models import DatedRule
from people import api as people
from people.enums import OrganisationKind, Role
from people.models import Membership, Organisation, User

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


class OrganisationFactory(DjangoModelFactory):
    class Meta:
        model = Organisation
        django_get_or_create = ("code",)

    code = "agii-gent"
    name = "Kantoor Gent"
    kind = OrganisationKind.AGENCY
    address = "Voorbeeldstraat 1, 9000 Gent"
    phone = "02 000 00 00"


class StaffFactory(DjangoModelFactory):
    """A staff member with one role in one organisation: `StaffFactory(role=Role.TEACHER, organisation=ligo)`."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"staff{n}")
    first_name = "Els"
    last_name = factory.Sequence(lambda n: f"Peeters {n}")
    email = factory.LazyAttribute(lambda user: f"{user.username}@example.org")
    password = factory.django.Password("a long pass phrase")

    @factory.post_generation
    def role(self, create, role, organisation=None, **kwargs):
        Membership.objects.create(
            user=self,
            role=role or Role.CASE_WORKER,
            organisation=organisation or OrganisationFactory(),
        )


@cache
def read_completion_rules() -> list[dict]:
    rules = yaml.safe_load((DATA / "rules.yaml").read_text(encoding="utf-8"))
    return [rule for rule in rules if rule["kind"] == "completion"]


def add_completion_rules() -> None:
    """When lessons, modules and tracks are complete, as curriculum/data/rules.yaml says."""
    for entry in read_completion_rules():
        names = ("kind", "code", "regime", "anchor", "valid_from")
        DatedRule.objects.get_or_create(**{name: entry[name] for name in names}, defaults=deepcopy(entry))


def make_newcomer(*, case_worker=None, languages=("ar", "fr"), registered_on=date(2026, 11, 2), at=NOW, **fields):
    """A registered newcomer in the caseload of `case_worker` (made when missing)."""
    case_worker = case_worker or StaffFactory()
    return people.register_newcomer(
        first_name=fields.pop("first_name", "Amal"),
        last_name=fields.pop("last_name", "Haddad"),
        languages=list(languages),
        organisation=fields.pop("organisation", None) or case_worker.memberships.first().organisation,
        registered_on=registered_on,
        registered_by=case_worker,
        at=at,
        **fields,
    )
