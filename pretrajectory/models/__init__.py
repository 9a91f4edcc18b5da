from .advice import Advice
from .path import SkippedSkill
from .screening import Screening, TaskReport, TaskTry
from .task import Task, TaskVersion

__all__ = ["Advice", "Screening", "SkippedSkill", "Task", "TaskReport", "TaskTry", "TaskVersion"]
