from .administration import AdminAct
from .caseload import CaseloadEntry
from .credentials import Card, Device, HandoverLink, PicturePin, PrivacyNoticeSeen, SignInAttempt
from .erasure import Erasure
from .newcomer import DetailChange, LearningProfile, Newcomer
from .organisation import Membership, Organisation
from .read_log import Look
from .user import User

__all__ = [
    "AdminAct",
    "Card",
    "CaseloadEntry",
    "DetailChange",
    "Device",
    "Erasure",
    "HandoverLink",
    "LearningProfile",
    "Look",
    "Membership",
    "Newcomer",
    "Organisation",
    "PicturePin",
    "PrivacyNoticeSeen",
    "SignInAttempt",
    "User",
]
