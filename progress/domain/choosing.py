"""What a newcomer may practise now, from what she answered before: what she nearly forgot, her mistakes, what is hardest, a
set that she left."""

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import chain, zip_longest
from uuid import uuid4

from django.db.models import Count

from assessments import api as assessments
from curriculum import api as curriculum

from ..enums import PracticeWay
from ..errors import NoQuestions
from ..models import PracticeSet
from .practised import Practised, list_practised
from .practising import SET_SIZE, Practice, get_practice
from .reviewing import list_due

UNFINISHED_FOR = timedelta(days=14)
_HARDEST_THEMES = 3


@dataclass(frozen=True, slots=True)
class PracticeChoices:
    """How many questions each way has for her in a language; a way that is not there has none. `unfinished`: the set of
    hers that she left last, begun and not ended."""

    counts: dict[PracticeWay, int]
    unfinished: Practice | None


def list_choices(
    *, newcomer, items: Iterable[assessments.PracticeItem], language: str, at: datetime
) -> PracticeChoices:
    """What she may choose; `items`: all that may be practised with where she lives."""
    open_items = {item.question_id: item for item in items if language in item.languages}
    practised = [question for question in list_practised(newcomer=newcomer) if question.question_id in open_items]
    counts = {
        PracticeWay.DUE: len(list_due(practised, at=at)),
        PracticeWay.MISTAKES: len(_list_mistakes(practised)),
    }
    if len(practised) >= assessments.ENOUGH_FOR_CHANCE:
        counts[PracticeWay.HARDEST] = min(SET_SIZE, len(open_items))
    return PracticeChoices(
        {way: count for way, count in counts.items() if count},
        _find_unfinished(newcomer=newcomer, language=language, at=at),
    )


def choose_set(
    *, newcomer, way: PracticeWay, language: str, at: datetime, theme: str = "", size: int = SET_SIZE
) -> Practice:
    """A new set of at most `size` questions that hold where she lives, of a theme or of all. Nothing is stored. Raises
    NoQuestions."""
    practised = list_practised(newcomer=newcomer)
    region = curriculum.regime_of(newcomer.profile.region)
    items = [item for item in assessments.list_practice_items(region=region) if theme in ("", item.theme)]
    match way:
        case PracticeWay.DUE:
            wanted = list_due(practised, at=at)
        case PracticeWay.MISTAKES:
            wanted = _list_mistakes(practised)
        case PracticeWay.HARDEST:
            wanted = _list_hardest(practised, items, language)
    here = {item.question_id for item in items}
    versions = assessments.list_practice_versions(
        question_ids=[question for question in wanted if question in here], language=language, count=size
    )
    if not versions:
        raise NoQuestions(language)
    return Practice(uuid4(), language, theme, tuple(version.uuid for version in versions))


def _list_mistakes(practised: Iterable[Practised]) -> list[int]:
    """Those whose last answer was wrong, the longest ago first."""
    wrong = [question for question in practised if not question.is_last_right]
    return [question.question_id for question in sorted(wrong, key=lambda question: question.last_at)]


def _list_hardest(
    practised: Sequence[Practised], items: Iterable[assessments.PracticeItem], language: str
) -> list[int]:
    """Of the three themes with the lowest estimates in turn, the lowest first; of each the unseen questions first, then
    those answered the longest ago."""
    by_theme: dict[str, list[int]] = {}
    for item in items:
        if language in item.languages:
            by_theme.setdefault(item.theme, []).append(item.question_id)
    answers = {question.question_id: question for question in practised}
    shares = {
        theme: _estimate_share([answers[question] for question in questions if question in answers])
        for theme, questions in by_theme.items()
    }
    hardest = sorted(by_theme, key=lambda theme: (shares[theme], theme))[:_HARDEST_THEMES]
    turns = [_shuffle_unseen_first(by_theme[theme], answers) for theme in hardest]
    return [question for question in chain.from_iterable(zip_longest(*turns)) if question is not None]


def _estimate_share(practised: Sequence[Practised]) -> float:
    right = sum(question.is_first_right for question in practised)
    return assessments.estimate(assessments.Evidence(right, len(practised))).share


def _shuffle_unseen_first(questions: Iterable[int], answers: dict[int, Practised]) -> list[int]:
    unseen = [question for question in questions if question not in answers]
    seen = [question for question in questions if question in answers]
    secrets.SystemRandom().shuffle(unseen)
    return unseen + sorted(seen, key=lambda question: answers[question].last_at)


def _find_unfinished(*, newcomer, language: str, at: datetime) -> Practice | None:
    sets = PracticeSet.objects.filter(newcomer=newcomer, language=language, started_at__gt=at - UNFINISHED_FOR)
    rows = sets.annotate(answered=Count("answers")).order_by("-started_at", "-pk")
    for row in rows.values("uuid", "versions", "answered"):
        if 0 < row["answered"] < len(row["versions"]):
            return get_practice(newcomer=newcomer, uuid=row["uuid"])
    return None
