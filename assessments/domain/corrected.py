"""A version whose key was corrected: which correction is in force, and how the question reads by it."""

from collections.abc import Iterable, Mapping
from copy import copy
from typing import Any
from uuid import UUID

from ..enums import Ruling
from ..models import KeyCorrection, Question, QuestionVersion
from .presenting import score_response
from .questions import get_question_version


def list_in_force(versions: Iterable[UUID | str]) -> dict[str, KeyCorrection]:
    """The correction in force of each of these versions that has one, by public id. One query."""
    rows = KeyCorrection.objects.filter(version__uuid__in=list(versions)).select_related("version").order_by("pk")
    return {str(row.version.uuid): row for row in rows}


def with_key_of(correction: KeyCorrection | None, version: QuestionVersion) -> QuestionVersion:
    """The version as it is scored: itself, or a copy with the corrected key, which nobody can store."""
    if correction is None or correction.ruling != Ruling.KEY:
        return version
    corrected = copy(version)
    corrected.key = correction.key
    return corrected


def judge_anew(*, version_id: UUID | str, response: Mapping[str, Any]) -> bool | None:
    """Whether an answer outside of a test is right by the correction of its version; None when that no longer says what somebody
    knows, as it counts for everybody or for nobody. Raises UnknownVersion."""
    version = get_question_version(version_id=version_id)
    correction = list_in_force([version.uuid]).get(str(version.uuid))
    if correction is not None and correction.ruling != Ruling.KEY:
        return None
    return score_response(version=with_key_of(correction, version), response=response).is_correct


def get_corrected_version(*, version_id: UUID | str) -> QuestionVersion:
    """The version as it is explained after a correction; itself when there is none. Raises UnknownVersion.

    Why an answer is right stands in the words that the question has now, when they have this key. The earlier words explained
    the mistake and are left out.
    """
    version = get_question_version(version_id=version_id)
    corrected = with_key_of(list_in_force([version.uuid]).get(str(version.uuid)), version)
    if corrected is version:
        return version
    newer = QuestionVersion.objects.get(pk__in=Question.objects.filter(pk=version.question_id).values("current"))
    knows_better = newer.item == corrected.item
    corrected.texts = {
        language: _explain_by(newer.texts.get(language, {}) if knows_better else {}, texts)
        for language, texts in version.texts.items()
    }
    return corrected


def _explain_by(better: Mapping[str, Any], texts: Mapping[str, Any]) -> dict[str, Any]:
    """The stem and the parts as they were asked, with the explanations of `better`, or none."""
    explained = {**texts, "explanation": better.get("explanation", "")}
    if "options" in texts:
        known = better.get("options", {})
        explained["options"] = {
            part: {**option, "feedback": known.get(part, {}).get("feedback", "")}
            for part, option in texts["options"].items()
        }
    return explained
