import os
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from interop.demo_receiver import make_server


class Command(BaseCommand):
    help = "Runs a receiving system on this machine that verifies, keeps and shows plan news."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser) -> None:
        parser.add_argument("--port", type=int, default=8001)
        parser.add_argument("--secret", default="", help="whsec_…; by default DEMO_RECEIVER_SECRET")
        parser.add_argument("--file", type=Path, default=settings.VAR_DIR / "demo-receiver.jsonl")

    def handle(self, *args, port: int, secret: str, file: Path, **options) -> None:
        secret = secret or os.environ.get("DEMO_RECEIVER_SECRET", "")
        if not secret:
            raise CommandError("Give --secret or set DEMO_RECEIVER_SECRET.")
        server = make_server(port=port, secret=secret, file=file)
        self.stdout.write(f"Receiving on http://127.0.0.1:{server.server_port}/")
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            server.server_close()
