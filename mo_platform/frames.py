"""Pages that are opened all the time: the frame is drawn once for everybody, what is hers is put into its slots.

A frame is drawn without a request, without a user and without context processors: it gets what is about the page, and a
mark in each place that belongs to a person. So nothing of one reader can be kept for the next.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

_MARK = re.compile("\ue000(\\w+)\ue001")  # private-use characters: no text of ours holds them
_INDENTED = re.compile(r"\s*\n\s*")


class Slots:
    """`slot` in the template of a frame: `{{ slot.account }}` is where the part called "account" will stand."""

    def __getitem__(self, name: str) -> SafeString:
        return SafeString(f"\ue000{name}\ue001")


@dataclass(frozen=True, slots=True)
class Frame:
    """A drawn page with holes: `texts[0]`, the part `names[0]`, `texts[1]`, and so on."""

    texts: tuple[str, ...]
    names: tuple[str, ...]

    def fill(self, parts: Mapping[str, SafeString]) -> SafeString:
        """The page of one reader. Every slot needs its part (safe HTML). Raises KeyError."""
        pieces = [self.texts[0]]
        for name, text in zip(self.names, self.texts[1:], strict=True):
            part = parts[name]
            assert isinstance(part, SafeString), "what stands in a slot must be safe HTML"
            pieces += [part, text]
        return SafeString("".join(pieces))


def draw_frame(template_name: str, context: Mapping[str, object]) -> Frame:
    """Draw a template whose `slot` marks what will be filled in later.

    It goes out without the indentation of its lines, which nobody sees and everybody pays for; so no `<pre>` in a frame.
    """
    html = _INDENTED.sub("\n", render_to_string(template_name, {**context, "slot": Slots()}))
    pieces = _MARK.split(html)
    return Frame(texts=tuple(pieces[::2]), names=tuple(pieces[1::2]))
