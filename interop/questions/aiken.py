"""Aiken, the simplest text format of Moodle, read: https://docs.moodle.org/en/Aiken_format."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from assessments.enums import QuestionKind

from .neutral import Found, NeutralQuestion, Part, Refusal, Unsupported
from .reading import read_text
from .texts import line_from_plain, tell_lost

_OPTION = re.compile(r"^([A-Z])[.)]\s+(.*)$")
_ANSWER = re.compile(r"^ANSWER:\s*([A-Z])\s*$")


def read_aiken(data: bytes) -> Iterator[Found]:
    """The questions of an Aiken file, in its order: each has one right answer, and no explanation. Raises UntrustedFile."""
    block = _Block(0)
    for number, line in enumerate(read_text(data).split("\n"), 1):
        line = line.strip()
        if line.startswith("ANSWER:"):
            yield block.close(line, number)
            block = _Block(0)
        elif not line:
            block.had_gap = True
        elif option := _OPTION.match(line) if block.stem else None:
            block.options.append((option[1], option[2]))
        else:
            if block.stem and (block.options or block.had_gap):
                yield block.close("", number)
                block = _Block(0)
            block.first = block.first or number
            block.stem.append(line)
            block.had_gap = False
    if block.stem:
        yield block.close("", 0)


class _Block:
    """The lines of one question, as far as they were read."""

    def __init__(self, first: int) -> None:
        self.first = first
        self.stem: list[str] = []
        self.options: list[tuple[str, str]] = []
        self.had_gap = False

    def close(self, answer: str, number: int) -> Found:
        where = _("line %(number)s") % {"number": self.first or number}
        try:
            return self._read(answer, where)
        except Unsupported as problem:
            return Refusal(where, "", "multichoice", str(problem))

    def _read(self, answer: str, where: str) -> NeutralQuestion:
        letters = [letter for letter, _text in self.options]
        if not self.stem:
            raise Unsupported(_("an answer stands here without a question"))
        if not answer:
            raise Unsupported(_("it has no line ANSWER:"))
        if letters != [chr(ord("A") + place) for place in range(len(letters))] or len(letters) < 2:
            raise Unsupported(_("its answers are not A, B and so on, each on one line"))
        right = _ANSWER.match(answer)
        if right is None or right[1] not in letters:
            raise Unsupported(_("its line ANSWER: does not name one of its answers"))
        stem, lost = line_from_plain("\n".join(self.stem))
        parts = []
        for letter, text in self.options:
            line, lost_text = line_from_plain(text)
            lost += lost_text
            parts.append(Part(letter.lower(), line))
        return NeutralQuestion(
            where=where,
            identifier="",
            kind=QuestionKind.SINGLE,
            stem=stem,
            parts=tuple(parts),
            key={"correct": [right[1].lower()]},
            lost=tell_lost(lost),
        )
