"""What authors fill in for each little world. A new world adds its schema here, and nothing else."""

from ..parts import Schema
from .browser import BROWSER
from .form import FORM
from .inbox import INBOX
from .keyboard import KEYBOARD
from .touch import TOUCH

#: By the name of the world.
SCHEMAS: dict[str, Schema] = {schema.world: schema for schema in (TOUCH, KEYBOARD, BROWSER, INBOX, FORM)}

__all__ = ["SCHEMAS"]
