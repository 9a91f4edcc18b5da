from .bank import Bank, BankQuestion
from .question import Question, QuestionVersion

__all__ = ["Bank", "BankQuestion", "Question", "QuestionVersion"]
