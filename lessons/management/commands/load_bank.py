from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from lessons.packs.banks_loading import load_bank
from lessons.packs.problems import BadPack
from lessons.packs.telling import tell_problems, tell_report


class Command(BaseCommand):
    help = "Loads a bank of questions (docs/reference/question-bank.md): all or nothing; a second time changes nothing."

    def add_arguments(self, parser) -> None:
        parser.add_argument("path", type=Path, help="The folder with bank.yaml.")
        parser.add_argument("--dry-run", action="store_true", help="Say what would change, change nothing.")

    def handle(self, *args, path: Path, dry_run: bool, verbosity: int, **options) -> None:
        try:
            report = load_bank(folder=path, at=timezone.now(), is_dry_run=dry_run)
        except BadPack as error:
            raise CommandError(tell_problems(error)) from None
        if verbosity == 0:
            return
        for line in tell_report(report, is_dry_run=dry_run, is_verbose=verbosity > 1):
            self.stdout.write(line)
