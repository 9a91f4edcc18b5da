from .delivery import Delivery, DeliveryTry
from .receiver import Receiver, ReceiverChange

__all__ = ["Delivery", "DeliveryTry", "Receiver", "ReceiverChange"]
