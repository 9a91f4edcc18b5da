"""The door of interop."""

from .domain.deliveries import deliver
from .domain.receivers import (
    ALL_FIELDS,
    change_receiver,
    pause_receiver,
    register_receiver,
    renew_secret,
    replay_delivery,
    replay_parked,
    resume_receiver,
    send_test_message,
)

__all__ = [
    "ALL_FIELDS",
    "change_receiver",
    "deliver",
    "pause_receiver",
    "register_receiver",
    "renew_secret",
    "replay_delivery",
    "replay_parked",
    "resume_receiver",
    "send_test_message",
]
