import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import override

from core.api import DomainError, is_known_language
from interop.questions.importing import READERS, ImportReport, import_questions
from interop.questions.reading import UntrustedFile

MOST_TOLD = 10


class Command(BaseCommand):
    help = "Takes questions of other systems over into a bank, as drafts (docs/reference/question-formats.md)."

    def add_arguments(self, parser) -> None:
        parser.add_argument("path", type=Path, help="The file; for QTI an item or a package.")
        parser.add_argument("--format", required=True, choices=sorted(READERS), dest="form")
        parser.add_argument("--bank", required=True, help="The code of the bank; it is made when it is missing.")
        parser.add_argument("--language", required=True, help="The language of the questions, such as nl.")
        parser.add_argument("--organisation", default="", help="Whose a new bank is; needed when there are several.")
        parser.add_argument("--dry-run", action="store_true", help="Say what would happen, store nothing.")
        parser.add_argument("--report", type=Path, help="Write what became of every question to this file, as JSON.")

    @override("en")  # whatever the language of the house: scripts read what is told
    def handle(
        self, *args, path: Path, form: str, bank: str, language: str, organisation: str, dry_run: bool, **options
    ) -> None:
        if not is_known_language(language):
            raise CommandError(f"“{language}” is not a language of the registry.")
        if not bank or len(bank) > 100:
            raise CommandError("The code of a bank has 1 to 100 letters.")
        target: Path | None = options["report"]
        if target and not target.parent.is_dir():
            raise CommandError(f"There is no folder {target.parent} for the report.")
        try:
            report = import_questions(
                source=path,
                form=form,
                bank=bank,
                language=language,
                organisation=organisation,
                at=timezone.now(),
                is_dry_run=dry_run,
            )
        except (UntrustedFile, DomainError) as problem:
            self._write(target, ImportReport(form, bank, language, dry_run, error=str(problem)))
            raise CommandError(str(problem)) from None
        self._write(target, report)
        self._tell(report)

    def _write(self, target: Path | None, report: ImportReport) -> None:
        if target:
            target.write_text(json.dumps(report.as_json(), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")

    def _tell(self, report: ImportReport) -> None:
        would = "would be " if report.is_dry_run else ""
        self.stdout.write(
            f"{report.found} found; {would}created {report.created}, updated {report.updated}, unchanged {report.unchanged},"
            f" refused {len(report.refused)}; taken over without something: {len(report.partial)}."
        )
        for refusal in report.refused[:MOST_TOLD]:
            self.stdout.write(f"  refused: {refusal.where} ({refusal.type}): {refusal.reason}")
        for partial in report.partial[:MOST_TOLD]:
            self.stdout.write(f"  lost: {partial.where}: {'; '.join(partial.lost)}")
        if len(report.refused) > MOST_TOLD or len(report.partial) > MOST_TOLD:
            self.stdout.write("  … the rest is in the report (--report FILE.json).")
        if report.no_longer_asked:
            self.stdout.write(
                f"{len(report.no_longer_asked)} that were asked are drafts now, until somebody reads them."
            )
