"""The door of the voortraject."""

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
from .enums import Device, Skill
from .errors import BadReport, BadTask, ReportStands, UnknownTry

__all__ = [
    "BadReport",
    "BadTask",
    "Device",
    "Finding",
    "ReportStands",
    "ShownTask",
    "Skill",
    "UnknownTry",
    "describe_profile",
    "get_open_screening",
    "give_task",
    "list_instructions",
    "list_trainable",
    "put_task",
    "report_try",
    "show_task",
    "start_screening",
    "stop_screening",
]
