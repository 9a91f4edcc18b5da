import logging
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from lessons.packs.loading import load_pack
from lessons.packs.problems import BadPack
from lessons.packs.telling import tell_problems, tell_report


class Command(BaseCommand):
    help = "Loads a content pack (docs/reference/content-packs.md): all or nothing; a second time changes nothing."

    def add_arguments(self, parser) -> None:
        parser.add_argument("path", type=Path, help="The folder with pack.yaml.")
        parser.add_argument("--dry-run", action="store_true", help="Say what would change, change nothing.")
        parser.add_argument("--overwrite", action="store_true", help="Replace what was edited in the CMS since.")

    def handle(self, *args, path: Path, dry_run: bool, overwrite: bool, verbosity: int, **options) -> None:
        if verbosity < 2:  # Wagtail announces each revision; the lines below say it once
            logging.getLogger("wagtail").setLevel(logging.WARNING)
        try:
            report = load_pack(folder=path, at=timezone.now(), is_dry_run=dry_run, overwrites=overwrite)
        except BadPack as error:
            raise CommandError(tell_problems(error)) from None
        for line in tell_report(report, is_dry_run=dry_run, is_verbose=verbosity > 1):
            self.stdout.write(line)
