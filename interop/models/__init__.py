from .delivery import Delivery, DeliveryTry
from .question_file import QuestionFile
from .receiver import Receiver, ReceiverChange

__all__ = ["Delivery", "DeliveryTry", "QuestionFile", "Receiver", "ReceiverChange"]
