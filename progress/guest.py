"""Answers that nobody remembers: a guest's, and those that could not be scored.

The result travels in the address of the page, signed and for a quarter of an hour. Nothing is stored.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core import signing
from django.utils.safestring import SafeString

from assessments import api as assessments

from .domain.claims import read_claims
from .domain.feedback import render_feedback, render_problem
from .domain.scoring import judge
from .form_posts import list_faulty, list_repeated

_SALT = "progress.result"
MAX_AGE = 15 * 60


@dataclass(frozen=True, slots=True)
class FormResult:
    """What a page shows at one question. `response` is in the ids of the page, empty after a problem; then `given` holds
    what she chose so far, by field, and `faulty` the fields to choose again. `html` is the explanation, or the problem."""

    block_id: str
    html: SafeString
    response: Mapping[str, Any]
    is_correct: bool | None
    given: Mapping[str, str] = field(default_factory=dict)
    faulty: frozenset[str] = frozenset()

    @property
    def is_problem(self) -> bool:
        return self.is_correct is None


def score_guest_answer(*, event: dict[str, Any], received_at) -> str:
    """The signed result of a guest's answer. Raises BadEvents, UnknownTarget. Stores nothing."""
    ((one, *_rest), _outlines) = judge(read_claims([event], received_at=received_at))
    if one.answer is None:
        return ""
    return _sign({"v": str(one.claim.version), "r": dict(one.answer.response), "l": one.claim.language})


def note_problem(*, block_id: str, code: str, language: str, given: Mapping[str, str]) -> str:
    """The signed note that an answer could not be scored, why, and what was chosen."""
    return _sign({"b": block_id, "p": code, "l": language, "g": dict(given)})


def read_result(token: str | None) -> FormResult | None:
    """What a `?result=` says; None when there is none, or it is forged or too old."""
    try:
        note = signing.loads(token or "", salt=_SALT, max_age=MAX_AGE)
    except signing.BadSignature:
        return None
    if "p" in note:
        return _read_problem(note)
    try:
        version = assessments.get_question_version(version_id=note["v"])
        score = assessments.score_response(version=version, response=note["r"])
    except (assessments.UnknownVersion, assessments.InvalidResponse):
        return None
    html = render_feedback(version_uuid=version.uuid, response=note["r"], language=note["l"])
    return FormResult(str(version.question.block_id), html, note["r"], score.is_correct)


def _read_problem(note: dict[str, Any]) -> FormResult:
    given = note["g"]
    code = "repeated_number" if list_repeated(given) else note["p"]
    html = render_problem(code=code, language=note["l"], block_id=note["b"])
    return FormResult(note["b"], html, {}, None, given=given, faulty=frozenset(list_faulty(given)))


def _sign(note: dict[str, Any]) -> str:
    return signing.dumps(note, salt=_SALT, compress=True)
