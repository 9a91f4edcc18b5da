"""The way of a question of a bank: written, sent to a reviewer, accepted by somebody else, stopped, retired."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from core.api import SOURCE_LANGUAGE

from ..enums import QuestionState, QuestionStep, Ruling
from ..errors import StepRefused, UnknownQuestion
from ..models import BankQuestion, WorkingCopy
from .checks import list_findings
from .cluster_copies import find_waiting_cluster
from .correcting import correct_key, list_same_key
from .questions import freeze_question
from .working_copies import Editing, find_editing, lock_copy, note_step

ASKED = (QuestionState.ACTIVE, QuestionState.PILOT)
#: Steps that only a reviewer takes, and only with a word to the others.
WITH_REMARK = (QuestionStep.SENT_BACK, QuestionStep.EMBARGOED, QuestionStep.RETIRED)


def list_steps(editing: Editing) -> list[QuestionStep]:
    """What this person can do with the question now, besides writing."""
    row, rights, has_copy = editing.row, editing.rights, editing.revision > 0
    steps = []
    if editing.has_news and not editing.is_submitted and rights.translates:
        steps.append(QuestionStep.SUBMITTED)
    if rights.decides and editing.is_submitted:
        steps += [QuestionStep.ACCEPTED, QuestionStep.PILOTED, QuestionStep.SENT_BACK]
    if editing.has_news and row.question.current_id and rights.writes:
        steps.append(QuestionStep.DISCARDED)
    if rights.writes and not rights.decides and not row.question.current_id and row.state == QuestionState.DRAFT:
        steps.append(QuestionStep.RETIRED)  # a draft that nobody was ever asked is its author's to drop
    if rights.decides:
        if row.state == QuestionState.PILOT and not has_copy:
            steps.append(QuestionStep.ACCEPTED)
        if row.state in ASKED:
            steps.append(QuestionStep.EMBARGOED)
        if row.state == QuestionState.EMBARGOED:
            steps.append(QuestionStep.RELEASED)
        steps.append(QuestionStep.REVIVED if row.state == QuestionState.RETIRED else QuestionStep.RETIRED)
    return steps


@transaction.atomic
def take_step(*, user, key: int, step: QuestionStep, base: int, remark: str = "", at: datetime) -> Editing:
    """Let the question go a step. `base`: the revision of the working copy that was seen.

    Raises UnknownQuestion, and StepRefused where it cannot go that way: with mistakes, without a remark where the others need
    one, or when who accepts it is who wrote it.
    """
    row, copy = lock_copy(user, key)
    editing = find_editing(user=user, key=key)
    if step not in list_steps(editing):
        raise StepRefused(_("This question does not stand where that can be done. Look at it again."), code="not_now")
    if base != editing.revision:
        raise StepRefused(_("Somebody changed the question meanwhile. Look at it again."), code="changed")
    if step in WITH_REMARK and not remark.strip():
        raise StepRefused(_("Say why, for who wrote it."), code="no_remark")
    if step in (QuestionStep.SUBMITTED, QuestionStep.ACCEPTED, QuestionStep.PILOTED):
        _refuse_mistakes(editing)
    version = _STEPS[step](row, copy, user, at)
    if step in (QuestionStep.ACCEPTED, QuestionStep.PILOTED):
        row.state = QuestionState.ACTIVE if step == QuestionStep.ACCEPTED else QuestionState.PILOT
    row.save()
    note_step(row, step, user, at, remark=remark.strip(), version=version)
    return find_editing(user=user, key=key)


def correct_question(
    *, user, key: int, ruling: Ruling, reasons: Mapping[str, str], right: Mapping[str, Any] | None, at: datetime
) -> None:
    """Correct the key of the current version, and of all that share it (correcting.py). Raises UnknownQuestion for who may
    not decide, InvalidCorrection."""
    editing = find_editing(user=user, key=key)
    version = editing.row.question.current
    if not editing.rights.decides or version is None:
        raise UnknownQuestion(str(key))
    with transaction.atomic():
        for version_id in list_same_key(version_id=version.uuid):
            correct_key(version_id=version_id, ruling=ruling, reasons=reasons, key=right, by=user, at=at)
        note_step(
            editing.row, QuestionStep.CORRECTED, user, at, remark=reasons.get(SOURCE_LANGUAGE, ""), version=version
        )


def _refuse_mistakes(editing: Editing) -> None:
    mistakes = [found.text for found in list_findings(content=editing.content, about=editing.about) if found.is_mistake]
    if find_waiting_cluster(editing.row):
        mistakes.append(_("What it is about together with other questions must be accepted first."))
    if mistakes:
        raise StepRefused(" ".join(mistakes), code="mistakes")


def _submit(row: BankQuestion, copy: WorkingCopy, user, at: datetime) -> None:
    copy.submitted_at = at
    copy.save(update_fields=["submitted_at"])
    if row.state == QuestionState.DRAFT:
        row.state = QuestionState.REVIEW


def _accept(row: BankQuestion, copy: WorkingCopy | None, user, at: datetime) -> Any:
    if copy is None:  # on trial until now
        return row.question.current
    if copy.changed_by_id == user.pk:
        raise StepRefused(_("You wrote this yourself: somebody else must read it."), code="own_work")
    editing = find_editing(user=user, key=row.pk)
    content = {
        **copy.content,
        "languages": {code: copy.content["languages"][code] for code in editing.ready_languages},
    }
    version = freeze_question(
        lesson_key=row.question.lesson_key,
        block_id=row.question.block_id,
        content=content,
        shared=editing.row.cluster.current if editing.row.cluster else None,
        at=at,
    )
    for name, value in copy.about.items():
        setattr(row, name, date.fromisoformat(value) if name == "review_by" and value else value)
    row.question, row.languages = version.question, version.languages
    if set(copy.content["languages"]) == set(editing.ready_languages):
        copy.delete()
    else:  # translations that are not ready stay, for who goes on with them
        copy.submitted_at = None
        copy.save(update_fields=["submitted_at"])
    return version


def _send_back(row: BankQuestion, copy: WorkingCopy, user, at: datetime) -> None:
    copy.submitted_at = None
    copy.save(update_fields=["submitted_at"])
    if row.state == QuestionState.REVIEW:
        row.state = QuestionState.DRAFT


def _discard(row: BankQuestion, copy: WorkingCopy, user, at: datetime) -> None:
    copy.delete()
    if row.state == QuestionState.REVIEW:
        row.state = QuestionState.DRAFT


def _set(state: QuestionState):
    def step(row: BankQuestion, copy: WorkingCopy | None, user, at: datetime) -> None:
        row.state = state

    return step


_STEPS = {
    QuestionStep.SUBMITTED: _submit,
    QuestionStep.ACCEPTED: _accept,
    QuestionStep.PILOTED: _accept,
    QuestionStep.SENT_BACK: _send_back,
    QuestionStep.DISCARDED: _discard,
    QuestionStep.EMBARGOED: _set(QuestionState.EMBARGOED),
    QuestionStep.RELEASED: _set(QuestionState.ACTIVE),
    QuestionStep.RETIRED: _set(QuestionState.RETIRED),
    QuestionStep.REVIVED: _set(QuestionState.DRAFT),
}
