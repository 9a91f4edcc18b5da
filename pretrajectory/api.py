"""The door of the voortraject."""

from .domain.advice import (
    AdviceState,
    Believed,
    HeardAdvice,
    can_look_together,
    get_advice_state,
    hear_advice,
)
from .domain.path import Path, describe_path, go_on_path, skip_skill, take_back_skill
from .domain.screening import (
    Finding,
    describe_profile,
    get_open_screening,
    give_task,
    list_trainable,
    report_try,
    start_screening,
    stop_screening,
)
from .domain.tasks import ShownTask, list_instructions, put_task, show_task
from .engine.advising import Standing
from .engine.path import State, Station
from .enums import Device, Skill, StudyForm
from .errors import BadReport, BadTask, NothingToAdvise, ReportStands, UnknownTry

__all__ = [
    "AdviceState",
    "BadReport",
    "BadTask",
    "Believed",
    "Device",
    "Finding",
    "HeardAdvice",
    "NothingToAdvise",
    "Path",
    "ReportStands",
    "ShownTask",
    "Skill",
    "Standing",
    "State",
    "Station",
    "StudyForm",
    "UnknownTry",
    "can_look_together",
    "describe_path",
    "describe_profile",
    "get_advice_state",
    "get_open_screening",
    "give_task",
    "go_on_path",
    "hear_advice",
    "list_instructions",
    "list_trainable",
    "put_task",
    "report_try",
    "show_task",
    "skip_skill",
    "start_screening",
    "stop_screening",
    "take_back_skill",
]
