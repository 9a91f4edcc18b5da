from .attempt import Attempt, AttemptAnswer, AttemptResult
from .bank import Bank, BankQuestion
from .blueprint import Blueprint
from .question import Question, QuestionVersion

__all__ = [
    "Attempt",
    "AttemptAnswer",
    "AttemptResult",
    "Bank",
    "BankQuestion",
    "Blueprint",
    "Question",
    "QuestionVersion",
]
