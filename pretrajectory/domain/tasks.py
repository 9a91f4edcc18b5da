"""Tasks: written as plain files, kept as versions, shown in one language with the words of another marked."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from core.language_text import LanguageText, read_in

from ..engine.worlds import BadParameters, make_world
from ..enums import Device, Skill, TaskStep
from ..errors import BadTask
from ..models import Task, TaskVersion

ABOUT = ("world", "skill", "level")
CONTENT = ("devices", "refs", "can_do", "instruction", "parameters", "texts")
FIELDS = frozenset({"code", *ABOUT, *CONTENT})


@dataclass(frozen=True, slots=True)
class ShownTask:
    """A task as a page shows it. `parameters` holds its texts in the language of `instruction`."""

    world: str
    skill: Skill
    level: int
    instruction: LanguageText
    parameters: dict[str, Any]


def put_task(*, data: Mapping[str, Any], at: datetime) -> bool:
    """Store a task as it stands in a file; whether anything changed. What authors decided in /cms/ stays. Raises BadTask, which
    names the task and what is wrong."""
    code = str(data.get("code", ""))
    content = {name: data.get(name, {}) for name in CONTENT}
    about = {name: data.get(name) for name in ABOUT}
    try:
        check_task({**content, **data})
    except BadTask as problem:
        raise BadTask(f"{code}: {problem}") from problem
    with transaction.atomic():
        task, _is_new = Task.objects.select_for_update().get_or_create(code=code)
        if is_kept(task) or (task.current is not None and read_content(task.current) == {**about, **content}):
            return False
        add_version(task, {**about, **content}, at)
    return True


def is_kept(task: Task) -> bool:
    """Whether a file no longer says what this task is: authors wrote it, or decided about it."""
    decided = (TaskStep.PUBLISHED, TaskStep.WITHDRAWN, TaskStep.REVIVED)
    return task.organisation_id is not None or task.events.filter(step__in=decided).exists()


def list_kept(*, codes: Collection[str]) -> list[str]:
    """Those of the tasks that a file no longer changes, by code."""
    return sorted(task.code for task in Task.objects.filter(code__in=codes) if is_kept(task))


def list_files() -> list[tuple[str, dict[str, Any]]]:
    """The tasks that can be given, by code, as a file has them: what put_task takes."""
    versions = TaskVersion.objects.filter(pk__in=Task.objects.values("current")).select_related("task")
    return [(version.task.code, read_content(version)) for version in versions.order_by("task__code")]


def read_content(version: TaskVersion) -> dict[str, Any]:
    """A version as one mapping, with what it is about."""
    return {**{name: getattr(version, name) for name in ABOUT}, **version.content}


def add_version(task: Task, content: Mapping[str, Any], at: datetime) -> TaskVersion:
    """Freeze the task as it is written; it is given from now on. `content` as of `read_content`, checked before."""
    last = task.versions.order_by("-number").first()
    task.current = TaskVersion.objects.create(
        task=task,
        number=last.number + 1 if last else 1,
        created_at=at,
        content={name: content[name] for name in CONTENT},
        **{name: content[name] for name in ABOUT},
    )
    task.save(update_fields=["current"])
    return task.current


def show_task(version: TaskVersion, *, language: str) -> ShownTask:
    """In the language, or in Dutch and marked so; never in a mix of both."""
    content = version.content
    instruction = read_in(content["instruction"], language)
    return ShownTask(
        world=version.world,
        skill=Skill(version.skill),
        level=version.level,
        instruction=instruction,
        parameters=_put_texts(content["parameters"], content["texts"], instruction.language),
    )


def list_current_versions(*, device: str) -> list[TaskVersion]:
    """What can be given on a device. One query."""
    versions = TaskVersion.objects.filter(pk__in=Task.objects.values("current")).select_related("task")
    return [version for version in versions if device in version.content["devices"]]


def list_instructions(*, language: str) -> list[tuple[Skill, str]]:
    """What is asked in each task that can be given, where it is in the language. One query."""
    versions = TaskVersion.objects.filter(pk__in=Task.objects.values("current")).order_by("skill", "level", "pk")
    told = [(Skill(version.skill), version.content["instruction"].get(language)) for version in versions]
    return [(skill, text) for skill, text in told if text]


def check_task(data: Mapping[str, Any]) -> None:
    """Raises BadTask, with the mistake as its cause."""
    try:
        _check(data)
    except (BadParameters, KeyError, TypeError, ValueError, AttributeError) as problem:
        raise BadTask(str(problem)) from problem


def _check(data: Mapping[str, Any]) -> None:
    if surplus := sorted(set(data) - FIELDS):
        raise ValueError(f"unknown field {surplus[0]!r}")
    Skill(data["skill"])
    if data["level"] not in (1, 2) or not data["devices"]:
        raise ValueError("a level of 1 or 2 and at least one device are needed")
    for device in data["devices"]:
        Device(device)
    for language in data["instruction"]:
        make_world(data["world"], _put_texts(data["parameters"], data.get("texts", {}), language))
    if not data["instruction"].get("nl") or not data["can_do"].get("nl"):
        raise ValueError("the Dutch is needed")


def _put_texts(value: Any, texts: Mapping[str, Mapping[str, str]], language: str) -> Any:
    """The parameters with their texts. Raises ValueError when one is missing in the language."""
    if isinstance(value, str) and value.startswith("@"):
        text = texts.get(value[1:], {}).get(language)
        if not text:
            raise ValueError(f"no text {value!r} in {language!r}")
        return text
    if isinstance(value, Mapping):
        return {name: _put_texts(part, texts, language) for name, part in value.items()}
    if isinstance(value, list):
        return [_put_texts(part, texts, language) for part in value]
    return value
