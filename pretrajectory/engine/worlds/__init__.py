"""The little worlds, as the server plays them again: `make_world` names them as tasks do."""

from collections.abc import Mapping
from typing import Any

from .base import BadParameters, ImpossibleStep, Step, World
from .browser import BrowserWorld
from .connection import ConnectionWorld
from .form import FormWorld
from .identity import IdentityWorld
from .inbox import InboxWorld
from .keyboard import KeyboardWorld
from .learning import LearningWorld
from .messages import MessagesWorld
from .password import PasswordWorld
from .reading_aids import ReadingAidsWorld
from .safety import SafetyWorld
from .touch import TouchWorld
from .video_call import VideoCallWorld

WORLDS: dict[str, type[World]] = {
    "touch": TouchWorld,
    "keyboard": KeyboardWorld,
    "inbox": InboxWorld,
    "identity": IdentityWorld,
    "form": FormWorld,
    "browser": BrowserWorld,
    "password": PasswordWorld,
    "learning": LearningWorld,
    "messages": MessagesWorld,
    "connection": ConnectionWorld,
    "reading_aids": ReadingAidsWorld,
    "video_call": VideoCallWorld,
    "safety": SafetyWorld,
}


def make_world(name: str, parameters: Mapping[str, Any]) -> World:
    """Raises BadParameters."""
    if name not in WORLDS:
        raise BadParameters(f"there is no world {name!r}")
    return WORLDS[name](parameters)


__all__ = ["WORLDS", "BadParameters", "ImpossibleStep", "Step", "World", "make_world"]
