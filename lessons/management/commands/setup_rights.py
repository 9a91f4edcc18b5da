from django.apps import apps
from django.core.management.base import BaseCommand, CommandError

from lessons.rights.groups import ensure_platform_group, setup_organisation_rights
from people.enums import OrganisationKind


class Command(BaseCommand):
    help = "Gives organisations that write lessons their shelf, collection and groups in /cms/. Twice changes nothing."

    def add_arguments(self, parser) -> None:
        parser.add_argument("code", nargs="*", help="Codes of organisations; all partners when none is given.")

    def handle(self, *args, code: list[str], **options) -> None:
        organisations = apps.get_model("mo_people.Organisation").objects.order_by("code")
        wanted = organisations.filter(code__in=code) if code else organisations.filter(kind=OrganisationKind.PARTNER)
        if missing := set(code) - {organisation.code for organisation in wanted}:
            raise CommandError(f"There is no organisation {', '.join(sorted(missing))}.")
        ensure_platform_group(refreshes=True)
        for organisation in wanted:
            setup_organisation_rights(organisation=organisation)
            self.stdout.write(organisation.code)
