"""All data of one newcomer, for who asks for them and cannot sign in. She reads in her read log that it was done."""

import json
from pathlib import Path
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone, translation

from core import api as core
from mo_platform.portals.own_data import make_file
from people import api as people


class Command(BaseCommand):
    help = (
        "Writes everything that is kept of one newcomer as JSON, to the screen or to a file that only you can read. Give "
        "it to her alone. It stands in the read log that she sees."
    )

    def add_arguments(self, parser):
        parser.add_argument("uuid", type=UUID)
        parser.add_argument("--language", default="nl", help="of the titles and labels; default nl")
        parser.add_argument("--output", type=Path, help="a new file; default: the screen")

    def handle(self, *, uuid, language, output, **options):
        if not core.is_known_language(language):
            raise CommandError(f"The titles do not exist in {language!r}.")
        at = timezone.now()
        with translation.override(language.lower()):
            try:
                sections = people.hand_out_data(uuid=uuid, at=at)
            except core.NotAllowed as missing:
                raise CommandError(f"Nobody has the number {uuid}.") from missing
            text = json.dumps(make_file(sections, at=at), ensure_ascii=False, indent=2)
        if output is None:
            self.stdout.write(text)
            return
        try:
            output.touch(mode=0o600, exist_ok=False)
        except OSError as refusal:
            raise CommandError(f"{output} cannot be made: {refusal.strerror}.") from refusal
        output.write_text(text + "\n", encoding="utf-8")
        self.stdout.write(f"Written to {output}.")
