"""What authors fill in for each little world. A new world adds its schema here, and nothing else."""

from ..parts import Schema
from .browser import BROWSER
from .connection import CONNECTION
from .form import FORM
from .identity import IDENTITY
from .inbox import INBOX
from .keyboard import KEYBOARD
from .learning import LEARNING
from .messages import MESSAGES
from .password import PASSWORD
from .reading_aids import READING_AIDS
from .safety import SAFETY
from .touch import TOUCH
from .video_call import VIDEO_CALL

#: By the name of the world, in the order of the skills.
SCHEMAS: dict[str, Schema] = {
    schema.world: schema
    for schema in (
        TOUCH,
        KEYBOARD,
        CONNECTION,
        BROWSER,
        READING_AIDS,
        PASSWORD,
        INBOX,
        MESSAGES,
        VIDEO_CALL,
        IDENTITY,
        FORM,
        SAFETY,
        LEARNING,
    )
}

__all__ = ["SCHEMAS"]
