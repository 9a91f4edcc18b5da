from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import override

from core.api import DomainError
from interop.questions.exporting import WRITERS, export_questions
from interop.questions.reading import UntrustedFile


class Command(BaseCommand):
    help = "Writes the questions of a bank, in one language, for other systems (docs/reference/question-formats.md)."

    def add_arguments(self, parser) -> None:
        parser.add_argument("path", type=Path, help="The file to write.")
        parser.add_argument("--format", required=True, choices=sorted(WRITERS), dest="form")
        parser.add_argument("--bank", required=True, help="The code of the bank.")
        parser.add_argument("--language", required=True, help="The language to write, such as nl.")

    @override("en")  # whatever the language of the house: scripts read what is told
    def handle(self, *args, path: Path, form: str, bank: str, language: str, **options) -> None:
        try:
            report = export_questions(bank=bank, form=form, language=language)
        except (DomainError, UntrustedFile) as problem:
            raise CommandError(str(problem)) from None
        if not report.written:
            raise CommandError(f"The bank “{bank}” has no question in “{language}” that can be written.")
        path.write_bytes(report.data)
        self.stdout.write(f"{report.written} questions written to {path}.")
        for question in report.left_out:
            self.stdout.write(f"  left out: {question.key}: {question.reason}.")
