from .advice import Advice
from .path import SkippedSkill
from .screening import Screening, TaskReport, TaskTry
from .task import Task, TaskCopy, TaskEvent, TaskVersion

__all__ = [
    "Advice",
    "Screening",
    "SkippedSkill",
    "Task",
    "TaskCopy",
    "TaskEvent",
    "TaskReport",
    "TaskTry",
    "TaskVersion",
]
