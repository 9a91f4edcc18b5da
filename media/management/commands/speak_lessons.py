"""Lets a machine read aloud everything that nobody can hear yet, here and now."""

from django.core.management import BaseCommand, CommandError
from django.utils import timezone

from core.languages import is_known_language
from media.domain import speaking
from media.domain.spoken import count_voices


class Command(BaseCommand):
    help = "Speak what has no voice yet with espeak-ng or piper. Without languages: every language that has a machine voice."

    def add_arguments(self, parser):
        parser.add_argument("languages", nargs="*", help="codes, such as nl ar")
        parser.add_argument("--list", action="store_true", help="only say how far each language is")

    def handle(self, *args, **options):
        for code in options["languages"]:
            if not is_known_language(code):
                raise CommandError(f"There is no language {code!r}.")
        codes = options["languages"] or speaking.list_machine_languages()
        if not codes:
            raise CommandError("No machine voice: install espeak-ng, or set PIPER and PIPER_VOICES.")
        for code in codes:
            if not options["list"]:
                self._speak(code)
            count = count_voices(language=code)
            self.stdout.write(
                f"{code}: {count.texts} texts, {count.human} by a person, {count.machine} by a machine, "
                f"{count.missing} without a voice"
            )

    def _speak(self, code: str) -> None:
        try:
            job = speaking.ask_to_speak(language=code, user=None, at=timezone.now())
        except speaking.NoVoice as problem:
            raise CommandError(f"{code}: no machine voice speaks this language here.") from problem
        ended = speaking.work_on(job_id=job.pk, clock=timezone.now, tell=lambda *far: self._tell(code, *far))
        if ended is None:
            raise CommandError(f"{code}: a worker is busy with this language.")
        if ended.failed:
            self.stdout.write(f"{code}: {ended.failed} could not be spoken; the last: {ended.problem}")

    def _tell(self, code: str, done: int, total: int) -> None:
        """One line that counts, for who looks; a log gets what stands at the end."""
        if not self.stdout.isatty():
            return
        self.stdout.write(f"{code}: {done} of {total}\r", ending="")
        self.stdout.flush()
