"""What the files of a pack have in common: unknown keys are errors, every text is stripped."""

import re
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

KEY_PATTERN = r"^[a-z0-9][a-z0-9-]*$"


def _check_key(text: str) -> str:
    if not re.fullmatch(KEY_PATTERN, text):
        raise ValueError("this must be lower case letters, digits and hyphens.")
    return text


Key = Annotated[str, AfterValidator(_check_key), Field(max_length=100)]
Words = Annotated[str, Field(min_length=1)]  # one line or a text; which of them is checked in texts.py
Texts = dict[str, Words]


class Shape(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, str_strip_whitespace=True, frozen=True)
