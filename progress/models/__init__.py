from .completion import Completion
from .event import Answer, Event
from .lesson_progress import LessonProgress
from .rule import CompletionRule

__all__ = ["Answer", "Completion", "CompletionRule", "Event", "LessonProgress"]
