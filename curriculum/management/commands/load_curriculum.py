import logging
from collections import Counter

from django.core.management.base import BaseCommand, CommandError

from curriculum.domain.loading import BadData, load_curriculum


class Command(BaseCommand):
    help = "Loads tracks, themes, objectives, values and dated rules from curriculum/data. Twice changes nothing."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="Say what would change, change nothing.")

    def handle(self, *args, dry_run: bool, verbosity: int, **options) -> None:
        if verbosity < 2:  # Wagtail announces each revision; the rows below say it once
            logging.getLogger("wagtail").setLevel(logging.WARNING)
        try:
            outcomes = load_curriculum(is_dry_run=dry_run)
        except BadData as error:
            raise CommandError(str(error)) from None
        if not verbosity:
            return
        for outcome in outcomes:
            if outcome.result != "unchanged" or verbosity > 1:
                self.stdout.write(f"{outcome.result:10} {outcome.what}")
        counted = Counter(outcome.result for outcome in outcomes)
        summary = ", ".join(f"{number} {result}" for result, number in sorted(counted.items()))
        self.stdout.write(("Dry run, nothing written: " if dry_run else "") + summary)
