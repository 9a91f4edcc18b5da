"""Whether a translation says as many things as the Dutch: same lines, same facts in the same line."""

from collections.abc import Iterator

from wagtail_localize.strings import StringValue, extract_strings

from ..domain.markup import FACT
from .slots import Slot
from .texts import list_line_mistakes, list_text_mistakes, render_text


def list_alignment_mistakes(*, slot: Slot, translation: str) -> Iterator[str]:
    """What is wrong with the translation of one text, in plain words."""
    mistakes = list_text_mistakes(translation) if slot.is_rich else list_line_mistakes(translation)
    if mistakes:
        yield from mistakes
        return
    dutch = split_text(slot.text, is_rich=slot.is_rich)
    other = split_text(translation, is_rich=slot.is_rich)
    if len(dutch.lines) != len(other.lines):
        yield f"the Dutch has {len(dutch.lines)} paragraphs and list lines, this has {len(other.lines)}."
        return
    if dutch.frame != other.frame:
        yield (
            "this is built differently from the Dutch: paragraphs, lists, or a line that is wholly bold or wholly "
            "between backticks."
        )
        return
    for number, (own, its) in enumerate(zip(dutch.facts, other.facts, strict=True), start=1):
        where = f"line {number}: " if len(dutch.lines) > 1 else ""
        if missing := sorted(set(own) - set(its)):
            yield f"{where}the fact {', '.join(missing)} of the Dutch is missing."
        if surplus := sorted(set(its) - set(own)):
            yield f"{where}the fact {', '.join(surplus)} does not stand in the Dutch line."
    pairs: dict[str, str] = {}
    for dutch_line, line in zip(dutch.lines, other.lines, strict=True):
        if pairs.setdefault(dutch_line, line) != line:
            yield "the same Dutch line stands here twice with two translations; the CMS can keep only one."


class SplitText:
    """A text as wagtail-localize sees it: a frame of blocks, and per line the string and its links to facts."""

    def __init__(self, frame: str, lines: list[str], links: list[dict[str, str]], facts: list[list[str]]) -> None:
        self.frame, self.lines, self.links, self.facts = frame, lines, links, facts


def split_text(text: str, *, is_rich: bool) -> SplitText:
    if not is_rich:
        return SplitText("", [StringValue.from_plaintext(text).data], [{}], [FACT.findall(text)])
    frame, strings = extract_strings(render_text(text))
    links = [{link: attrs["id"] for link, attrs in found.items() if "id" in attrs} for _string, found in strings]
    return SplitText(frame, [string.data for string, _attrs in strings], links, [list(row.values()) for row in links])
