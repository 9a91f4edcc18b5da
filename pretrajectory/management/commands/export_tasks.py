from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from pretrajectory.domain.files import write_task
from pretrajectory.domain.tasks import list_files


class Command(BaseCommand):
    help = (
        "Writes the tasks that newcomers are given as files, one for each (docs/reference/tasks.md). Loading them again changes "
        "nothing here."
    )

    def add_arguments(self, parser) -> None:
        parser.add_argument("path", type=Path, help="The folder to write in; files of the same name are replaced.")
        parser.add_argument("codes", nargs="*", help="Only these tasks.")

    def handle(self, *args, path: Path, codes: list[str], verbosity: int, **options) -> None:
        found = dict(list_files())
        if unknown := sorted(set(codes) - set(found)):
            raise CommandError(f"There is no task {unknown[0]!r} that is given.")
        path.mkdir(parents=True, exist_ok=True)
        chosen = {code: found[code] for code in codes or found}
        for code, content in chosen.items():
            (path / f"{code}.yaml").write_text(write_task(content), encoding="utf-8")
        if verbosity:
            self.stdout.write(f"{len(chosen)} tasks.")
