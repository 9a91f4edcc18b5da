"""Says what holds for a question whose key was wrong, and works the results out anew, here and now."""

import json
from uuid import UUID

from django.core.management import BaseCommand, CommandError
from django.utils import timezone

from assessments.domain import correcting
from assessments.enums import Ruling
from assessments.errors import InvalidCorrection
from assessments.models import BankQuestion, QuestionVersion


class Command(BaseCommand):
    help = (
        "Corrects the key of a version of a bank's question, and works out anew every result with it"
        " (docs/reference/mock-exam.md). Without a ruling: lists the versions of the question."
    )

    def add_arguments(self, parser) -> None:
        parser.add_argument("question", help="BANK/KEY of the question, such as mo/wonen-huurwaarborg")
        parser.add_argument(
            "--version-id", dest="version", type=UUID, help="which version; without it the one in force"
        )
        parser.add_argument("--same-key", action="store_true", help="also all other versions with the same key")
        ruling = parser.add_mutually_exclusive_group()
        ruling.add_argument("--key", type=json.loads, help="""the right key, as JSON: '{"correct": ["b"]}'""")
        ruling.add_argument("--everybody", action="store_true", help="it counts as right for everybody")
        ruling.add_argument("--nobody", action="store_true", help="it does not count; cuts stay as they are")
        parser.add_argument(
            "--reason", action="append", default=[], metavar="LANGUAGE=TEXT", help="why, for who sat it; nl is needed"
        )

    def handle(self, *args, question: str, version: UUID | None, same_key: bool, **options) -> None:
        found = self._find_versions(question)
        if options["key"] is None and not options["everybody"] and not options["nobody"]:
            return self._list(found)
        chosen = version or next(row.uuid for row in found if row.pk == row.question.current_id)
        if chosen not in {row.uuid for row in found}:
            raise CommandError(f"{question} has no version {chosen}.")
        ruling = Ruling.EVERYBODY if options["everybody"] else Ruling.NOBODY if options["nobody"] else Ruling.KEY
        reasons = dict(reason.partition("=")[::2] for reason in options["reason"])
        for wrong in correcting.list_same_key(version_id=chosen) if same_key else [chosen]:
            try:
                correction = correcting.correct_key(
                    version_id=wrong, ruling=ruling, key=options["key"], reasons=reasons, at=timezone.now()
                )
            except InvalidCorrection as problem:
                raise CommandError(f"{problem.code}: {problem}") from problem
            correcting.work_on(correction_id=correction, clock=timezone.now)
            self.stdout.write(
                f"{wrong}: {correcting.count_affected_attempts(version_id=wrong)} tests are judged by it."
            )

    def _find_versions(self, question: str) -> list[QuestionVersion]:
        bank, _slash, key = question.partition("/")
        rows = QuestionVersion.objects.filter(
            question__in=BankQuestion.objects.filter(bank__code=bank, key=key).values("question")
        )
        found = list(rows.select_related("question").order_by("number"))
        if not found:
            raise CommandError(f"There is no question {question}.")
        return found

    def _list(self, found: list[QuestionVersion]) -> None:
        for row in found:
            sat = correcting.count_affected_attempts(version_id=row.uuid)
            is_current = " (in force)" if row.pk == row.question.current_id else ""
            self.stdout.write(
                f"{row.uuid} of {row.created_at:%Y-%m-%d}{is_current}: {json.dumps(row.key)}, {sat} tests"
            )
