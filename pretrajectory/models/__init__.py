from .screening import Screening, TaskReport, TaskTry
from .task import Task, TaskVersion

__all__ = ["Screening", "Task", "TaskReport", "TaskTry", "TaskVersion"]
