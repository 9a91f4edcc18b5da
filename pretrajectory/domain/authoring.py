"""Tasks as their authors write them: what is written waits in a copy, and nobody gets it before somebody else published it."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db import transaction
from django.db.models import Max, Q, QuerySet
from django.utils.text import slugify

from assessments import api as assessments
from assessments.rules import TRANSLATORS, WRITERS
from core.languages import SOURCE_LANGUAGE, is_known_language
from people import api as people
from people.enums import Role

from ..engine.judging import Verdict, judge
from ..engine.worlds import WORLDS
from ..enums import TaskStep
from ..errors import BadTask, TaskChanged, TaskStepRefused, UnknownTask
from ..models import Task, TaskCopy, TaskEvent, TaskVersion
from .reports import read_id, read_steps
from .task_texts import (
    count_missing,
    keep_languages,
    list_complete,
    list_texts,
    name_by_place,
    put_dutch,
    replace_language,
)
from .tasks import CONTENT, ShownTask, add_version, check_task, read_content, show_task

NO_END = 10**9  # milliseconds: a trial has no clock


class TaskState(StrEnum):
    """Where a task stands for its authors."""

    DRAFT = "draft"  # nobody was ever given it
    GIVEN = "given"
    CHANGED = "changed"  # given, and written otherwise since
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class TaskSource:
    """What an author writes: all but the translations. Texts of `parameters` are `task_texts.Dutch`; the rest as in TaskCopy."""

    world: str
    skill: str
    level: int | None
    devices: list[str]
    refs: Mapping[str, str]
    can_do: str
    instruction: str
    parameters: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class TaskEditing:
    """A task as one of its authors sees it. `content` as in TaskCopy; `revision` is 0 where there is no copy; `last`: the number
    of its last version, 0 when it was never published."""

    row: Task
    rights: assessments.BankRights
    content: dict[str, Any]
    revision: int
    stale: frozenset[str]
    last: int

    @property
    def is_starter(self) -> bool:
        """It came with the platform."""
        return self.row.organisation_id is None

    @property
    def state(self) -> TaskState:
        if self.row.current is not None:
            return TaskState.CHANGED if self.has_news else TaskState.GIVEN
        return TaskState.WITHDRAWN if self.last else TaskState.DRAFT

    @property
    def ready_languages(self) -> list[str]:
        """The languages in which it would be given if it were published now, the Dutch first."""
        return [code for code in list_complete(self.content) if code not in self.stale]

    @property
    def given_languages(self) -> list[str]:
        return list_complete(read_content(self.row.current)) if self.row.current else []

    @property
    def has_news(self) -> bool:
        """True when something else would be given if it were published now. Translations that wait are none."""
        if self.revision == 0:
            return False
        return self.row.current is None or self.ready_content != name_by_place(read_content(self.row.current))

    @property
    def ready_content(self) -> dict[str, Any]:
        """As it would be published."""
        return keep_languages(name_by_place(self.content), self.ready_languages)

    def count_missing(self, language: str) -> int:
        return count_missing(self.content, language)

    def list_texts(self) -> dict[str, dict[str, str]]:
        """{name: {language: text}}, named by their place."""
        return list_texts(name_by_place(self.content))


def list_task_homes(*, user) -> list[Any]:
    """The organisations for which somebody may write tasks; None stands for the platform."""
    held = people.list_memberships(user, roles=WRITERS)
    homes = {row.organisation_id: row.organisation for row in held if row.role != Role.PLATFORM_ADMIN}
    platform = [None] if any(row.role == Role.PLATFORM_ADMIN for row in held) else []
    return [*platform, *homes.values()]


def list_task_editings(*, user) -> list[TaskEditing]:
    """The tasks that somebody may look at, by world and level: those of her organisations, and what comes with the platform."""
    rights: dict[int | None, assessments.BankRights] = {}
    found = []
    for row in _rows().order_by("pk"):
        if row.organisation_id not in rights:
            rights[row.organisation_id] = find_task_rights(user, row)
        try:
            found.append(_read(row, rights[row.organisation_id], user))
        except UnknownTask:
            continue
    worlds = list(WORLDS)
    return sorted(found, key=lambda one: (worlds.index(one.content["world"]), one.content["level"] or 0, one.row.pk))


def find_task_editing(*, user, key: int) -> TaskEditing:
    """Raises UnknownTask, also for one of another organisation."""
    row = _rows().filter(pk=key).first()
    if row is None:
        raise UnknownTask(str(key))
    return _read(row, find_task_rights(user, row), user)


def find_task_rights(user, row: Task) -> assessments.BankRights:
    """As in the banks of questions; what comes with the platform is written by its administrators."""
    return assessments.find_rights(user, organisation_id=row.organisation_id or 0)


def create_task(*, user, organisation, source: TaskSource, at: datetime) -> TaskEditing:
    """A new one, a draft. `organisation`: one of list_task_homes. Raises UnknownTask for who may not write there."""
    return _create(user, organisation, _merge(None, source), source.instruction, at)


def copy_task(*, user, key: int, organisation, at: datetime) -> TaskEditing:
    """A draft of one's own that begins as this task is now, with all its languages. Raises UnknownTask."""
    editing = find_task_editing(user=user, key=key)
    name = editing.content["instruction"].get(SOURCE_LANGUAGE, "")
    return _create(user, organisation, name_by_place(editing.content), name, at)


def save_task(
    *, user, key: int, source: TaskSource, base: int, keeps_translations: bool = False, at: datetime
) -> TaskEditing:
    """Store all but the translations, which wait to be looked at again where their Dutch changed, unless the author says that
    they stay true. `base`: the revision that she saw. Raises UnknownTask, TaskChanged."""

    def write(copy: TaskCopy) -> bool:
        before = name_by_place(copy.content)
        now = _merge(before, source)
        if now == before:
            return False
        if not keeps_translations:
            copy.stale = sorted({*copy.stale, *_list_outdated(before, now)})
        copy.content = now
        return True

    return _save(user, key, base, write, TaskStep.WRITTEN, "", at)


def save_task_translation(
    *, user, key: int, language: str, texts: Mapping[str, str], base: int, at: datetime
) -> TaskEditing:
    """Store the texts of a language, named by their place; they now belong to the Dutch as it stands. Raises UnknownTask,
    TaskChanged."""
    if language == SOURCE_LANGUAGE or not is_known_language(language):
        raise UnknownTask(language)

    def write(copy: TaskCopy) -> bool:
        before = name_by_place(copy.content)
        now = replace_language(before, language, texts)
        if now == before and language not in copy.stale:
            return False
        copy.content, copy.stale = now, [code for code in copy.stale if code != language]
        return True

    return _save(user, key, base, write, TaskStep.TRANSLATED, language, at)


def list_task_steps(editing: TaskEditing) -> list[TaskStep]:
    """What this person can do with the task now, besides writing."""
    rights, is_given, steps = editing.rights, editing.row.current is not None, []
    if rights.decides and editing.has_news:
        steps.append(TaskStep.PUBLISHED)
    if rights.decides and not is_given and editing.last:
        steps.append(TaskStep.REVIVED)
    if rights.writes and is_given and editing.has_news:
        steps.append(TaskStep.DISCARDED)
    if rights.decides and is_given:
        steps.append(TaskStep.WITHDRAWN)
    return steps


@transaction.atomic
def take_task_step(*, user, key: int, step: TaskStep, base: int, at: datetime) -> TaskEditing:
    """Publish a task as it is written, withdraw it, give it again, throw the changes away. `base`: the revision that was seen.

    Raises UnknownTask, TaskChanged, and TaskStepRefused: `not_now`, `not_whole` with what is wrong, `own_work` when who publishes
    is who wrote last.
    """
    row, copy = _lock(user, key)
    editing = find_task_editing(user=user, key=key)
    if step not in list_task_steps(editing):
        raise TaskStepRefused(code="not_now")
    if base != editing.revision:
        raise TaskChanged(str(key))
    version = None
    if step == TaskStep.PUBLISHED:
        if copy.changed_by_id == user.pk:
            raise TaskStepRefused(code="own_work")
        version = _publish(editing, at)
    elif step == TaskStep.DISCARDED:
        copy.delete()
    else:
        row.current = row.versions.latest("number") if step == TaskStep.REVIVED else None
        row.save(update_fields=["current"])
    _note(row, step, user, at, version=version)
    return find_task_editing(user=user, key=key)


def list_task_events(*, user, key: int) -> list[TaskEvent]:
    """What happened to a task, the last first. Raises UnknownTask."""
    editing = find_task_editing(user=user, key=key)
    if editing.is_starter and not editing.rights.writes:
        return []
    return list(editing.row.events.select_related("by", "version").order_by("-pk"))


def list_task_versions(*, user, key: int) -> list[TaskVersion]:
    """What was given, the last first. Raises UnknownTask."""
    return list(find_task_editing(user=user, key=key).row.versions.order_by("-number"))


def check_editing(editing: TaskEditing) -> None:
    """Raises BadTask for what cannot be given as it is written; its cause is BadParameters where a world says so."""
    check_task(editing.ready_content)


def preview_task(editing: TaskEditing, *, language: str) -> ShownTask:
    """As it would be given. Raises BadTask while it cannot be."""
    check_editing(editing)
    return show_task(_make_version(editing), language=language)


def try_task(editing: TaskEditing, *, language: str, report: Mapping[str, Any]) -> Verdict:
    """What would be thought of this report of the task as it is written. Nothing is kept. Raises BadTask, BadReport."""
    read_id(report)
    task = preview_task(editing, language=language)
    return judge(task.world, task.parameters, read_steps(report), elapsed=NO_END)


def _make_version(editing: TaskEditing) -> TaskVersion:
    """Stored nowhere."""
    content = editing.ready_content
    about = {name: content[name] for name in ("world", "skill", "level")}
    return TaskVersion(task=editing.row, number=1, content={name: content[name] for name in CONTENT}, **about)


def _publish(editing: TaskEditing, at: datetime) -> TaskVersion:
    try:
        check_editing(editing)
    except BadTask as problem:
        raise TaskStepRefused(str(problem), code="not_whole") from problem
    return add_version(editing.row, editing.ready_content, at)


def _create(user, organisation, content: dict[str, Any], name: str, at: datetime) -> TaskEditing:
    if organisation not in list_task_homes(user=user):
        raise UnknownTask
    with transaction.atomic():
        code = f"{slugify(name)[:45].strip('-') or 'taak'}-{secrets.token_hex(4)}"
        row = Task.objects.create(code=code, organisation=organisation)
        TaskCopy.objects.create(task=row, content=content, changed_by=user, changed_at=at)
        _note(row, TaskStep.WRITTEN, user, at)
    return find_task_editing(user=user, key=row.pk)


def _save(user, key: int, base: int, write, step: TaskStep, language: str, at: datetime) -> TaskEditing:
    with transaction.atomic():
        row, copy = _lock(user, key)
        rights = find_task_rights(user, row)
        if not (rights.may_translate(language) if language else rights.writes):
            raise UnknownTask(str(key))
        if base != (copy.revision if copy else 0):
            raise TaskChanged(str(key))
        copy = copy or TaskCopy(task=row, revision=0, content=_read_last(row))
        if write(copy):
            copy.revision += 1
            copy.changed_by, copy.changed_at = user, at
            copy.save()
            _note(row, step, user, at, language=language)
    return find_task_editing(user=user, key=key)


def _merge(before: Mapping[str, Any] | None, source: TaskSource) -> dict[str, Any]:
    """What was written, with the translations that were there."""
    empty: dict[str, Any] = {"can_do": {}, "instruction": {}, "texts": {}, "parameters": {}}
    old = before or empty
    parameters, texts = put_dutch(source.parameters, old["texts"], old["parameters"])
    return {
        "world": source.world,
        "skill": source.skill,
        "level": source.level,
        "devices": list(source.devices),
        "refs": dict(source.refs),
        "can_do": {**old["can_do"], SOURCE_LANGUAGE: source.can_do},
        "instruction": {**old["instruction"], SOURCE_LANGUAGE: source.instruction},
        "parameters": parameters,
        "texts": texts,
    }


def _list_outdated(before: Mapping[str, Any], now: Mapping[str, Any]) -> set[str]:
    """The languages with a text whose Dutch reads otherwise now."""
    new = list_texts(now)
    return {
        code
        for name, texts in list_texts(before).items()
        if name in new and texts.get(SOURCE_LANGUAGE) != new[name].get(SOURCE_LANGUAGE)
        for code in new[name]
        if code != SOURCE_LANGUAGE
    }


def _rows() -> QuerySet[Task]:
    rows = Task.objects.select_related("organisation", "current", "copy__changed_by")
    return rows.filter(Q(copy__isnull=False) | Q(versions__isnull=False)).annotate(last=Max("versions__number"))


def _read(row: Any, rights: assessments.BankRights, user) -> TaskEditing:
    copy = getattr(row, "copy", None) if rights.translates else None
    if not rights.translates:
        is_author = bool(people.list_memberships(user, roles=TRANSLATORS))
        if row.organisation_id is not None or row.current is None or not is_author:
            raise UnknownTask(str(row.pk))
    return TaskEditing(
        row=row,
        rights=rights,
        content=copy.content if copy else read_content(row.current) if row.current else _read_last(row),
        revision=copy.revision if copy else 0,
        stale=frozenset(copy.stale if copy else ()),
        last=row.last or 0,
    )


def _read_last(row: Task) -> dict[str, Any]:
    return name_by_place(read_content(row.versions.latest("number")))


def _lock(user, key: int) -> tuple[Task, Any]:
    """The task and its copy, until the end of the transaction nobody else's. Raises UnknownTask."""
    find_task_editing(user=user, key=key)
    row = Task.objects.select_for_update(of=("self",)).get(pk=key)
    return row, TaskCopy.objects.filter(task=row).first()


def _note(row: Task, step: TaskStep, user, at: datetime, *, language: str = "", version=None) -> None:
    TaskEvent.objects.create(task=row, step=step, language=language, version=version, by=user, at=at)
