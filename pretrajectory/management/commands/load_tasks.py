from pathlib import Path

import yaml
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from pretrajectory.domain.tasks import list_kept, put_task
from pretrajectory.errors import BadTask


class Command(BaseCommand):
    help = (
        "Loads the tasks of the voortraject (docs/reference/tasks.md): all or nothing; a second time changes nothing."
    )

    def add_arguments(self, parser) -> None:
        parser.add_argument("path", type=Path, help="The folder with one file for each task.")

    def handle(self, *args, path: Path, verbosity: int, **options) -> None:
        files = sorted(path.glob("*.yaml"))
        if not files:
            raise CommandError(f"There are no tasks in {path}.")
        try:
            with transaction.atomic():
                changed = [self._load(file) for file in files]
        except (BadTask, yaml.YAMLError) as problem:
            raise CommandError(str(problem)) from None
        if not verbosity:
            return
        self.stdout.write(f"{len(files)} tasks, {sum(changed)} of them new or changed.")
        if kept := list_kept(codes=[file.stem for file in files]):
            self.stdout.write(f"Kept as authors have them in /cms/: {', '.join(kept)}.")

    def _load(self, file: Path) -> bool:
        data = yaml.safe_load(file.read_text(encoding="utf-8"))
        if not isinstance(data, dict):
            raise BadTask(f"{file.name}: this is no task")
        return put_task(data={"code": file.stem, **data}, at=timezone.now())
