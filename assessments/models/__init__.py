from .question import Question, QuestionVersion

__all__ = ["Question", "QuestionVersion"]
