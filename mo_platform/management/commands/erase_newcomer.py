"""Erases a person for good. The operator's, on a decision of her office; asks before it does anything."""

import getpass
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from core import api as core
from interop import api as interop
from people import api as people


class Command(BaseCommand):
    help = (
        "Erases one newcomer: every row that points at her. What stays is that it was done, when, why and by whom, without "
        "her name. There is no way back, except a backup."
    )

    def add_arguments(self, parser):
        parser.add_argument("uuid", type=UUID)
        parser.add_argument(
            "--reason", required=True, help="why; stays for good, so without a name or a number of hers"
        )
        parser.add_argument("--by", default="", help="who decided; default: your account on this machine")
        parser.add_argument("--no-input", action="store_true", help="do not ask")

    def handle(self, *, uuid, reason, by, no_input, **options):
        try:
            newcomer = people.get_newcomer_for_operator(uuid=uuid)
        except core.NotAllowed as missing:
            raise CommandError(f"Nobody has the number {uuid}.") from missing
        told = interop.list_told_receivers(newcomer=newcomer)
        if not no_input and not self._is_meant(newcomer):
            raise CommandError("Nothing was erased.")
        try:
            erasure = people.erase_newcomer(uuid=uuid, reason=reason, by=by or _find_account(), at=timezone.now())
        except core.DomainError as refusal:
            raise CommandError(f"Nothing was erased: {refusal}") from refusal
        self.stdout.write(f"Erased. {sum(erasure.rows.values())} rows went; number of the proof: {erasure.pk}.")
        for name in told:
            self.stdout.write(f"Tell {name}: it received news about her and has to erase it too.")

    def _is_meant(self, newcomer) -> bool:
        self.stdout.write(f"{newcomer}, {newcomer.organisation}, registered here on {newcomer.created_at:%Y-%m-%d}.")
        return input("Everything about this person goes for good. Type her first name to go on: ").strip() == (
            newcomer.first_name
        )


def _find_account() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # a container may run under a number without a name
        return "operator"
