from .assignment import AssignmentTerms, PracticeAssignment
from .completion import Completion
from .event import Answer, Event
from .lesson_progress import LessonProgress
from .practice import PracticeAnswer, PracticeSet
from .sharing import ReadinessSharing

__all__ = [
    "Answer",
    "AssignmentTerms",
    "Completion",
    "Event",
    "LessonProgress",
    "PracticeAnswer",
    "PracticeAssignment",
    "PracticeSet",
    "ReadinessSharing",
]
