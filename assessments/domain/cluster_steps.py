"""The way of what several questions share: written, sent to a reviewer, accepted by somebody else with all its questions."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from ..enums import QuestionStep
from ..errors import StepRefused
from ..models import Cluster, ClusterCopy, ClusterVersion
from .bank_lists import StepTaken, tell_step
from .cluster_copies import (
    ClusterEditing,
    find_cluster_editing,
    list_cluster_findings,
    list_members,
    lock_cluster,
    note_cluster_step,
)
from .clusters import MEDIA, freeze_cluster, renew_question, renew_questions


def list_cluster_steps(editing: ClusterEditing) -> list[QuestionStep]:
    """What this person can do with it now, besides writing."""
    steps = []
    if editing.has_news and not editing.is_submitted and editing.rights.translates:
        steps.append(QuestionStep.SUBMITTED)
    if editing.rights.decides and editing.is_submitted:
        steps += [QuestionStep.ACCEPTED, QuestionStep.SENT_BACK]
    if editing.revision and editing.row.current_id and editing.rights.writes:
        steps.append(QuestionStep.DISCARDED)
    return steps


@transaction.atomic
def take_cluster_step(
    *, user, key: int, step: QuestionStep, base: int, remark: str = "", at: datetime
) -> ClusterEditing:
    """Let it go a step. `base`: the revision of the copy that was seen. Raises UnknownQuestion, and StepRefused where it cannot
    go that way: with mistakes, without a remark where the others need one, or when who accepts it is who wrote it."""
    row, copy = lock_cluster(user, key)
    editing = find_cluster_editing(user=user, key=key)
    if copy is None or step not in list_cluster_steps(editing):
        raise StepRefused(_("This does not stand where that can be done. Look at it again."), code="not_now")
    if base != editing.revision:
        raise StepRefused(_("Somebody changed it meanwhile. Look at it again."), code="changed")
    if step == QuestionStep.SENT_BACK and not remark.strip():
        raise StepRefused(_("Say why, for who wrote it."), code="no_remark")
    if step in (QuestionStep.SUBMITTED, QuestionStep.ACCEPTED):
        _refuse_mistakes(editing)
    version = None
    if step == QuestionStep.ACCEPTED:
        version = _accept(row, copy, editing, user, at)
    elif step == QuestionStep.DISCARDED:
        copy.delete()
    else:
        copy.submitted_at = at if step == QuestionStep.SUBMITTED else None
        copy.save(update_fields=["submitted_at"])
    note_cluster_step(row, step, user, at, remark=remark.strip(), version=version)
    return find_cluster_editing(user=user, key=key)


def list_cluster_history(*, key: int) -> list[StepTaken]:
    """What happened to it here, the latest first."""
    row = Cluster.objects.get(pk=key)
    return [tell_step(event) for event in row.events.select_related("by", "version").order_by("-pk")]


def list_cluster_versions(*, key: int) -> list[ClusterVersion]:
    """Its versions, the latest first."""
    return list(ClusterVersion.objects.filter(cluster=key).order_by("-number"))


def _refuse_mistakes(editing: ClusterEditing) -> None:
    mistakes = [found.text for found in list_cluster_findings(editing) if found.is_mistake]
    if mistakes:
        raise StepRefused(" ".join(mistakes), code="mistakes")


def _accept(row: Cluster, copy: ClusterCopy, editing: ClusterEditing, user, at: datetime) -> ClusterVersion:
    if copy.changed_by_id == user.pk:
        raise StepRefused(_("You wrote this yourself: somebody else must read it."), code="own_work")
    ready = editing.ready_content
    version = freeze_cluster(cluster=row, content={name: ready[name] for name in ("languages", *MEDIA)}, at=at)
    _place_questions(row, editing, at)
    renew_questions(row, at=at)
    if set(copy.content["languages"]) == set(ready["languages"]):
        copy.delete()
    else:  # translations that are not ready stay, for who goes on with them
        copy.submitted_at = None
        copy.save(update_fields=["submitted_at"])
    return version


def _place_questions(row: Cluster, editing: ClusterEditing, at: datetime) -> None:
    """Its questions take their places; those that left are asked alone again."""
    members = list_members(editing)
    for place, question in enumerate(members, 1):
        if (question.cluster_id, question.cluster_place) != (row.pk, place):
            question.cluster, question.cluster_place, question.is_authored = row, place, True
            question.save(update_fields=["cluster", "cluster_place", "is_authored"])
    for question in row.questions.exclude(pk__in=[member.pk for member in members]).select_related("question__current"):
        question.cluster, question.cluster_place, question.is_authored = None, 0, True
        question.save(update_fields=["cluster", "cluster_place", "is_authored"])
        renew_question(question, at=at)
