from .advice import Advice
from .screening import Screening, TaskReport, TaskTry
from .task import Task, TaskVersion

__all__ = ["Advice", "Screening", "Task", "TaskReport", "TaskTry", "TaskVersion"]
