from .attempt import Attempt, AttemptAnswer, AttemptResult
from .authoring import ClusterCopy, ClusterEvent, QuestionEvent, WorkingCopy
from .bank import Bank, BankQuestion
from .blueprint import Blueprint
from .cluster import Cluster, ClusterVersion
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
    "Cluster",
    "ClusterCopy",
    "ClusterEvent",
    "ClusterVersion",
    "FormStatistic",
    "ItemStatistic",
    "KeyCorrection",
    "Question",
    "QuestionEvent",
    "QuestionVersion",
    "WorkingCopy",
]
