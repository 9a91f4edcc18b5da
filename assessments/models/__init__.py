from .attempt import Attempt, AttemptAnswer, AttemptResult
from .authoring import ClusterCopy, ClusterEvent, QuestionEvent, WorkingCopy
from .bank import Bank, BankQuestion
from .blueprint import Blueprint, BlueprintOpening, BlueprintVersion, BlueprintWithdrawal
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
    "BlueprintOpening",
    "BlueprintVersion",
    "BlueprintWithdrawal",
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
