"""What the platform's database holds of one person: `python -m tests.walkthroughs.record Rim` prints it as JSON.

A process of its own, with the platform's settings: the tests have another database open.
"""

import json
import sys
from dataclasses import asdict, dataclass

import django


@dataclass
class Record:
    """`events` by their client's id, `answers` as (event id, question, number), the lessons that count as done."""

    events: list[str]
    answers: list[tuple[str, int, int]]
    answered_in_sums: int
    completions: list[str]
    evidence: int


def read_record(first_name: str) -> Record:
    from people.models import Newcomer
    from plans.models import Evidence
    from progress.models import Answer, Completion, Event, LessonProgress

    newcomer = Newcomer.objects.get(first_name=first_name)
    answers = Answer.objects.filter(newcomer=newcomer).values_list("event__event_id", "question", "number")
    return Record(
        events=[
            str(event_id) for event_id in Event.objects.filter(newcomer=newcomer).values_list("event_id", flat=True)
        ],
        answers=[(str(event_id), question, number) for event_id, question, number in answers],
        answered_in_sums=sum(LessonProgress.objects.filter(newcomer=newcomer).values_list("answered_count", flat=True)),
        completions=sorted(Completion.objects.filter(newcomer=newcomer).values_list("kind", flat=True)),
        evidence=Evidence.objects.filter(plan__newcomer=newcomer).count(),
    )


if __name__ == "__main__":
    django.setup()
    print(json.dumps(asdict(read_record(sys.argv[1]))))
