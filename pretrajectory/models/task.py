import uuid

from django.conf import settings
from django.db import models

from core.append_only import AppendOnlyModel

from ..enums import Skill, TaskStep


class Task(models.Model):
    """Something to do in a little world. `code` is its name for good; `organisation` whose authors write it, None: starter
    content of the platform; `current` what is given now, None: it was withdrawn, or was never published.

    pii: none.
    """

    code = models.SlugField(max_length=60, unique=True)
    organisation = models.ForeignKey("mo_people.Organisation", null=True, on_delete=models.PROTECT, related_name="+")
    current = models.OneToOneField(
        "mo_pretrajectory.TaskVersion", null=True, on_delete=models.PROTECT, related_name="+", editable=False
    )

    def __str__(self) -> str:
        return self.code


class TaskVersion(AppendOnlyModel):
    """A task as it was given, in all languages: nobody is judged by another one.

    `content`: {"devices": [Device], "refs": {framework: what of it}, "can_do": {language: text}, "instruction": {language:
    text}, "parameters": {…}, "texts": {name: {language: text}}}; in `parameters` "@name" stands for a text.

    pii: none.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="versions", db_index=False)
    number = models.PositiveIntegerField()
    world = models.CharField(max_length=20)
    skill = models.CharField(max_length=20, choices=Skill)
    level = models.PositiveSmallIntegerField()
    content = models.JSONField()
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["task", "number"], name="one_version_of_a_task_per_number"),
            models.CheckConstraint(condition=models.Q(level__in=(1, 2)), name="a_task_is_of_level_1_or_2"),
        ]

    def __str__(self) -> str:
        return f"version {self.number} of task {self.task_id}"


class TaskCopy(models.Model):
    """What authors make of a task; nobody gets it before it is published.

    `content` as in TaskVersion, with `world`, `skill` ("" as long as nobody chose it) and `level` (or None) beside it; anything
    may still be missing. `stale`: the languages whose texts were made from an earlier Dutch. `revision` counts the saves, so that
    two windows do not overwrite each other.

    pii: who of the staff wrote last; kept as long as the task.
    """

    task = models.OneToOneField(Task, on_delete=models.CASCADE, related_name="copy")
    content = models.JSONField()
    stale = models.JSONField(default=list)
    revision = models.PositiveIntegerField(default=1)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(revision__gte=1), name="task_copies_count_from_one")]

    def __str__(self) -> str:
        return f"copy {self.revision} of task {self.task_id}"


class TaskEvent(AppendOnlyModel):
    """A step in the life of a task: who did what, in which language (empty: all). `version`: the one that was published.

    pii: who of the staff did it; kept as long as the task.
    """

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="events")
    step = models.CharField(max_length=20, choices=TaskStep)
    language = models.CharField(max_length=10, blank=True)
    version = models.ForeignKey(TaskVersion, null=True, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(step__in=TaskStep.values), name="task_step_is_known")]

    def __str__(self) -> str:
        return f"{self.step} of task {self.task_id}"
