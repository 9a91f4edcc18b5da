import uuid

from django.db import models

from core.append_only import AppendOnlyModel

from ..enums import Skill


class Task(models.Model):
    """Something to do in a little world. `code` is its name for good; `current` what is given now, None: it was withdrawn.

    pii: none.
    """

    code = models.SlugField(max_length=60, unique=True)
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
