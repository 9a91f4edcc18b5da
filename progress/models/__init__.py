from .completion import Completion
from .event import Answer, Event
from .lesson_progress import LessonProgress

__all__ = ["Answer", "Completion", "Event", "LessonProgress"]
