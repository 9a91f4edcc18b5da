"""Makes the database and the content of `make demo` ready, and does nothing when nothing changed since the last time."""

import gc
import os
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.core.management import BaseCommand, CommandError, call_command
from django.utils import timezone

from lessons import api as lessons
from mo_platform.demo import preparation, seed

WATCHED = ("content", "curriculum/data", "mo_platform/demo", "lessons/static", "mo_platform/static", "uv.lock")


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("--without-static", action="store_true", help="leave the static files alone")

    def handle(self, *args, **options):
        if not settings.DEMO_SIGN_IN_LINKS:
            raise CommandError("These settings are not the demo's: invented people do not belong here.")
        stamp = settings.VAR_DIR / "demo.stamp"
        state = self._state()
        if stamp.exists() and stamp.read_text() == state and seed.accounts_path().exists():
            return
        self._say("Preparing the database ...")
        self._migrate()
        if not options["without_static"]:
            self._say("Collecting the static files ...")
            call_command("collectstatic", verbosity=0, interactive=False)
        self._say("Loading the curriculum and the lessons ...")
        call_command("load_curriculum", verbosity=0)
        seed.add_organisations()
        staff = seed.add_staff()
        self._load_lessons()
        self._load_bank()
        call_command("load_tasks", str(settings.BASE_DIR / "content" / "voortraject"), verbosity=0)
        self._say("Inviting the people of the demo ...")
        at = timezone.now()
        newcomers = seed.add_newcomers(at=at, known=seed.read_known_digits(seed.accounts_path()))
        self._connect_receiver()
        seed.add_progress(at=at)
        preparation.add_preparation(at=at)
        seed.write_accounts(seed.accounts_path(), newcomers + staff)
        stamp.write_text(state)

    def _migrate(self) -> None:
        """The collector waits: it would take a fifth of the time to look at a hundred thousand classes that all stay."""
        gc.disable()
        try:
            call_command("migrate", verbosity=0, interactive=False)
        finally:
            gc.enable()
        gc.freeze()

    def _load_lessons(self) -> None:
        """What somebody wrote in this demo's CMS is hers: a newer pack does not replace it, and the demo starts all the same."""
        had_lessons = bool(lessons.list_modules(language="nl"))
        try:
            call_command("load_pack", str(settings.BASE_DIR / "content" / "wonen"), verbosity=0)
        except CommandError as problem:
            if not had_lessons:
                raise
            self._say(f"The lessons stay as they are here:\n{problem}")

    def _load_bank(self) -> None:
        """The questions to practise with; the demo starts without them when their folder has a mistake, and says so."""
        folder = settings.BASE_DIR / "content" / "mo-oefenbank"
        if not (folder / "questions").is_dir():
            return
        try:
            call_command("load_bank", str(folder), verbosity=0)
        except CommandError as problem:
            self._say(f"The bank of questions is as it was:\n{problem}")

    def _connect_receiver(self) -> None:
        url, secret = os.environ.get("DEMO_RECEIVER_URL"), os.environ.get("DEMO_RECEIVER_SECRET")
        if not url or not secret:
            self._say("No receiving system: DEMO_RECEIVER_URL and DEMO_RECEIVER_SECRET are not set.")
            return
        from interop import api as interop

        interop.connect_receiver(code="demo", name="Ontvanger van de demo", url=url, secret=secret, at=timezone.now())

    def _say(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()

    def _state(self) -> str:
        """A fingerprint of what the demo is made of: file names, sizes and times, migrations, and the receiver."""
        digest = sha256(os.environ.get("DEMO_RECEIVER_URL", "").encode())
        digest.update(settings.DATABASES["default"]["NAME"].__str__().encode())
        roots = [settings.BASE_DIR / name for name in WATCHED]
        files = [path for root in roots for path in ([root] if root.is_file() else sorted(root.rglob("*")))]
        files += sorted(Path(settings.BASE_DIR).glob("*/migrations/*.py"))
        for path in files:
            if path.is_file() and "__pycache__" not in path.parts:
                status = path.stat()
                digest.update(f"{path.relative_to(settings.BASE_DIR)}:{status.st_size}:{status.st_mtime_ns}".encode())
        return digest.hexdigest()
