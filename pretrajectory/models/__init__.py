from .advice import Advice
from .helping import HelperLink, TaskHelp
from .outside import Instrument, OutsideScore
from .path import SkippedSkill
from .screening import Screening, TaskReport, TaskTry
from .task import Task, TaskCopy, TaskEvent, TaskVersion

__all__ = [
    "Advice",
    "HelperLink",
    "Instrument",
    "OutsideScore",
    "Screening",
    "SkippedSkill",
    "Task",
    "TaskCopy",
    "TaskEvent",
    "TaskHelp",
    "TaskReport",
    "TaskTry",
    "TaskVersion",
]
