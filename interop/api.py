"""The door of interop."""

from .domain.deliveries import deliver
from .domain.receivers import (
    ALL_FIELDS,
    change_receiver,
    connect_receiver,
    pause_receiver,
    register_receiver,
    renew_secret,
    replay_delivery,
    replay_parked,
    resume_receiver,
    send_test_message,
)
from .domain.told import ToldLine, list_told, list_told_receivers

__all__ = [
    "ALL_FIELDS",
    "ToldLine",
    "change_receiver",
    "connect_receiver",
    "deliver",
    "list_told",
    "list_told_receivers",
    "pause_receiver",
    "register_receiver",
    "renew_secret",
    "replay_delivery",
    "replay_parked",
    "resume_receiver",
    "send_test_message",
]
