"""Judging a closed attempt: by the rule that was frozen with it, on the answers that were acknowledged, by the keys in force.

A key is that of the version, unless it was corrected (correcting.py).
"""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from core.language_text import read_in

from ..engine.blueprint_data import read_blueprint
from ..engine.blueprints import Mark, Verdict, judge
from ..enums import Ruling
from ..errors import InvalidResponse
from ..models import Attempt, AttemptAnswer, AttemptResult, KeyCorrection
from .corrected import list_in_force, with_key_of
from .presenting import score_response
from .questions import get_question_version
from .sitting import list_standing

NOT_RIGHT, RIGHT = Decimal(0), Decimal(1)


def store_result(
    attempt: Attempt, *, number: int, at: datetime, cause: KeyCorrection | None = None
) -> AttemptResult | None:
    """What the attempt earned. `cause`: the correction for which it is worked out anew; None, and nothing is stored, when
    that is not in force any more. The caller holds the attempt."""
    corrections = list_in_force(place["version"] for place in attempt.form)
    if cause is not None and cause not in corrections.values():
        return None
    answers = list_standing(attempt)
    marks = [
        _mark(place, answers.get(place_number), corrections.get(place["version"]))
        for place_number, place in enumerate(attempt.form, start=1)
    ]
    verdict = judge(read_blueprint(attempt.rule), marks)
    reason = read_in(cause.reasons, attempt.language) if cause is not None else None
    result = AttemptResult.objects.create(
        attempt=attempt,
        number=number,
        reason=str(reason or ""),
        reason_language=reason.language if reason else "",
        unscored=[
            place_number
            for place_number, (place, mark) in enumerate(zip(attempt.form, marks, strict=True), start=1)
            if place["is_scored"] and not mark.is_scored
        ],
        marks=[
            [mark.is_correct, str(mark.share), place_number in answers]
            for place_number, mark in enumerate(marks, start=1)
        ],
        sections=_tell_sections(verdict),
        outcomes=dict(verdict.outcomes),
        at=at,
    )
    if corrections:
        result.corrections.set(corrections.values())
    return result


def _mark(place: Mapping[str, Any], answer: AttemptAnswer | None, correction: KeyCorrection | None) -> Mark:
    is_correct, share = False, NOT_RIGHT
    ruling = correction.ruling if correction is not None else None
    if ruling == Ruling.EVERYBODY:
        is_correct, share = True, RIGHT
    elif ruling != Ruling.NOBODY and answer is not None:
        version = with_key_of(correction, get_question_version(version_id=place["version"]))
        try:
            score = score_response(version=version, response=answer.response)
        except InvalidResponse:  # it was an answer when it was stored: only a mended version can say otherwise
            pass
        else:
            is_correct, share = score.is_correct, Decimal(str(score.points)) / Decimal(str(score.max_points))
    return Mark(
        place["section"],
        is_correct,
        share,
        points=Decimal(place["points"]),
        is_scored=place["is_scored"] and ruling != Ruling.NOBODY,
    )


def _tell_sections(verdict: Verdict) -> dict[str, dict[str, Any]]:
    return {
        key: {"correct": tally.correct, "items": tally.items, "points": str(tally.points), "most": str(tally.most)}
        for key, tally in verdict.sections.items()
    }
