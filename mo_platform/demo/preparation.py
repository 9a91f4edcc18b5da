"""What a newcomer of the demo did for the test: a mock exam, and how ready she is, shown to her office; and what her case worker
asks her to practise."""

from datetime import datetime, timedelta
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.utils import timezone

from assessments import api as assessments
from curriculum import api as curriculum
from people import api as people
from people.enums import LookPurpose
from people.models import Newcomer, User
from progress import api as progress

from .people import NEWCOMERS

MOCK = "mo-mock"
#: Of so many questions she had one wrong.
ONE_WRONG_OF = 4
ASKED_FOR = timedelta(days=7)


def add_preparation(*, at: datetime) -> None:
    """Once, and not without a bank of questions: what she takes back in the demo stays so."""
    for demo in NEWCOMERS:
        if not demo.prepares:
            continue
        newcomer = Newcomer.objects.get(first_name=demo.first_name, last_name=demo.last_name)
        if assessments.list_done(newcomer=newcomer):
            continue
        try:
            _sit_mock(newcomer, at=at - timedelta(days=2))
        except (assessments.UnknownBlueprint, assessments.BankCannotFill):
            continue
        progress.show_readiness(newcomer=newcomer, is_shown=True, at=at - timedelta(days=1))
        _ask_to_practise(newcomer, by=User.objects.get(username=demo.case_worker), at=at)


def _sit_mock(newcomer: Newcomer, *, at: datetime) -> None:
    taker = assessments.Taker(newcomer)
    sitting = assessments.start_attempt(
        taker=taker,
        code=MOCK,
        language=people.choose_home_language(newcomer=newcomer),
        regime=curriculum.regime_of(newcomer.profile.region),
        on=timezone.localtime(at).date(),
        at=at,
    )
    for place in sitting.places:
        at += timedelta(seconds=30)
        version = assessments.get_question_version(version_id=place.version)
        assessments.save_answer(
            taker=taker,
            uuid=sitting.uuid,
            number=place.number,
            response=_answer(version, sitting.language, is_right=place.number % ONE_WRONG_OF > 0),
            base=0,
            save_id=uuid5(NAMESPACE_URL, f"demo:{sitting.uuid}:{place.number}"),
            at=at,
        )
    assessments.submit_attempt(taker=taker, uuid=sitting.uuid, at=at)


def _answer(version, language: str, *, is_right: bool) -> dict[str, Any]:
    """A right answer; or another option, where one is chosen."""
    right = assessments.right_response_of(version=version)
    if is_right or "choice" not in right:
        return right
    options = assessments.presentation(version=version, language=language)["options"]
    return {"choice": next(option["id"] for option in options if option["id"] != right["choice"])}


def _ask_to_practise(newcomer: Newcomer, *, by: User, at: datetime) -> None:
    today = timezone.localtime(at).date()
    asked = progress.Asked(
        theme="wonen",
        way=None,
        size=10,
        due_on=today + ASKED_FOR,
        sentence="Oefen deze week wonen. Volgende keer spreken we erover.",
    )
    progress.assign_practice(
        newcomers=[newcomer],
        asked=asked,
        purpose=LookPurpose.GUIDANCE,
        key=uuid5(NAMESPACE_URL, f"demo:{newcomer.uuid}:practice"),
        by=by,
        today=today,
        at=at,
    )
