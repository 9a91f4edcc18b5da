from django.core.management.base import BaseCommand, CommandError

from core.errors import DomainError
from people.domain.staff_accounts import add_staff, make_password_link
from people.enums import OrganisationKind, Role
from people.models import Organisation


class Command(BaseCommand):
    help = "Makes an account for a staff member and prints the address where she chooses her password."

    def add_arguments(self, parser):
        parser.add_argument("username")
        parser.add_argument("--first-name", required=True)
        parser.add_argument("--last-name", required=True)
        parser.add_argument("--email", required=True)
        parser.add_argument("--role", required=True, choices=Role.values)
        parser.add_argument("--organisation", required=True, help="its code")
        parser.add_argument("--organisation-name", help="makes the organisation when there is none with this code")
        parser.add_argument("--organisation-kind", choices=OrganisationKind.values, default=OrganisationKind.AGENCY)
        parser.add_argument("--subject", default="", help="her identifier at the OpenID Connect provider")
        parser.add_argument("--no-password", action="store_true", help="she signs in by OpenID Connect alone")

    def handle(self, *, username, organisation, organisation_name, organisation_kind, no_password, role, **options):
        found = Organisation.objects.filter(code=organisation).first()
        if found is None and not organisation_name:
            raise CommandError(f"No organisation {organisation!r}. Give --organisation-name to make it.")
        if found is None:
            found = Organisation.objects.create(code=organisation, name=organisation_name, kind=organisation_kind)
        fields = {name: options[name] for name in ("first_name", "last_name", "email", "subject")}
        try:
            user = add_staff(username=username, role=Role(role), organisation=found, **fields)
        except DomainError as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"{user.username}: {Role(role).label}, {found.name}")
        if not no_password:
            self.stdout.write(f"Chooses a password at {make_password_link(user=user)}")
