from .attempt import Attempt, AttemptAnswer, AttemptResult
from .authoring import QuestionEvent, WorkingCopy
from .bank import Bank, BankQuestion
from .blueprint import Blueprint
from .correction import KeyCorrection
from .question import Question, QuestionVersion
from .statistic import FormStatistic, ItemStatistic

__all__ = [
    "Attempt",
    "AttemptAnswer",
    "AttemptResult",
    "Bank",
    "BankQuestion",
    "Blueprint",
    "FormStatistic",
    "ItemStatistic",
    "KeyCorrection",
    "Question",
    "QuestionEvent",
    "QuestionVersion",
    "WorkingCopy",
]
