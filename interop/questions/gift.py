"""GIFT, the text format of Moodle, read: https://docs.moodle.org/en/GIFT_format."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.enums import QuestionKind

from .neutral import Found, NeutralQuestion, Part, Refusal, Unsupported, name_parts, read_about
from .reading import MAX_PARTS, read_text
from .texts import line_from_html, line_from_plain, looks_like_html, rich_from_html, rich_from_plain, tell_lost
from .typed import TypedAnswer, read_typed
from .weights import read_weights

#: Letters that an author escapes with a backslash, and what stands for them meanwhile: no file holds control characters.
_ESCAPED = {"~": "\x01", "=": "\x02", "#": "\x03", "{": "\x04", "}": "\x05", ":": "\x06", "n": "\x07", "\\": "\x08"}
_MEANT = {mark: "\n" if letter == "n" else letter for letter, mark in _ESCAPED.items()}
_ESCAPE = re.compile(r"\\([~=#{}:n\\])")
_MARK = re.compile("[\x01-\x08]")
_IDENTIFIER = re.compile(r"\[id:((?:\\\]|[^\]])+)\]")
_TAG = re.compile(r"\[tag:((?:\\\]|[^\]])+)\]")
_FORMAT = re.compile(r"\[(html|moodle|plain|markdown)\]")
_WEIGHT = re.compile(r"%(-?\d{1,3}(?:\.\d*)?)%")
_ORDER_ALL = frozenset({"ALL", "EXACT", ""})
_ORDER_SETTING = re.compile(
    r"^>\s*(?P<count>\d*)\s*(?P<select>ALL|EXACT|RANDOM|REL|CONTIGUOUS|CONTIG)?"
    r"\s*(?:HORIZONTAL|HORI|H|1|VERTICAL|VERT|V|0)?"
    r"\s*(?P<grading>ALL_OR_NOTHING|ABSOLUTE_POSITION|ABSOLUTE|ABS|RELATIVE[A-Z_]*|REL|LONGEST[A-Z_]*)?"
    r"\s*(?:SHOW|HIDE|TRUE|FALSE|YES|NO|1|0)?\s*(?:none|123|abc|ABC|iii|III)?\s*$"
)


def read_gift(data: bytes) -> Iterator[Found]:
    """The questions of a GIFT file, in its order. Raises UntrustedFile."""
    category = ""
    for block in _list_blocks(read_text(data)):
        text = block.text
        if text.startswith("$CATEGORY:"):
            line, _mark, text = text.partition("\n")
            category = line.removeprefix("$CATEGORY:").strip().removeprefix("$course$/").removeprefix("top/")
            category = "" if category == "top" else category
        if text.strip():
            yield _read_block(block, text.strip(), category)


@dataclass(frozen=True, slots=True)
class _Block:
    line: int
    text: str
    comment: str

    @property
    def where(self) -> str:
        return _("line %(number)s") % {"number": self.line}

    @property
    def identifier(self) -> str:
        found = _IDENTIFIER.search(self.comment)
        return _unescape_brackets(found[1]).strip() if found else ""

    @property
    def tags(self) -> list[str]:
        return [_unescape_brackets(tag).strip() for tag in _TAG.findall(self.comment)]


def _unescape_brackets(text: str) -> str:
    return text.replace("\\]", "]")


def _list_blocks(text: str) -> Iterator[_Block]:
    """What stands between empty lines. Comments are of the block they stand in."""
    first, lines, comments = 0, [], []
    for number, line in enumerate([*text.split("\n"), ""], 1):
        if line.strip().startswith("//"):
            comments.append(line)
        elif line.strip():
            first = first or number
            lines.append(line)
        else:
            if lines:
                yield _Block(
                    first, _ESCAPE.sub(lambda found: _ESCAPED[found[1]], "\n".join(lines)).strip(), " ".join(comments)
                )
            first, lines, comments = 0, [], []


def _read_block(block: _Block, text: str, category: str) -> Found:
    title, text = _split_title(text)
    try:
        stem, answers, general = _split_answers(text)
        kind = _find_kind(answers)
    except Unsupported as problem:
        return Refusal(block.where, block.identifier, "unreadable", str(problem))
    if kind not in _READERS:
        return Refusal(block.where, block.identifier, kind, str(_REASONS[kind]))
    try:
        default = found[1] if (found := _FORMAT.match(stem)) else "moodle"
        line, lost = _read_line(stem, default)
        if not line:
            raise Unsupported(_("it has no text"))
        question_kind, parts, key, lost_answers = _READERS[kind](answers or "", default)
        explanation, lost_general = _read_rich(general, default)
        about, lost_about = read_about(title=_plain(title), tags=block.tags, category=_plain(category))
    except Unsupported as problem:
        return Refusal(block.where, block.identifier, kind, str(problem))
    return NeutralQuestion(
        where=block.where,
        identifier=block.identifier,
        kind=question_kind,
        stem=line,
        parts=tuple(parts),
        key=key,
        explanation=explanation,
        about=about,
        lost=tell_lost(lost, lost_answers, lost_general, lost_about),
    )


def _split_title(text: str) -> tuple[str, str]:
    if text.startswith("::"):
        title, found, rest = text[2:].partition("::")
        if found:
            return title.strip(), rest.strip()
    return "", text


def _split_answers(text: str) -> tuple[str, str | None, str]:
    """The text before and after the braces, what stands in them (None: no braces), and the general feedback."""
    before, opened, rest = text.partition("{")
    answers, closed, after = rest.partition("}")
    if not opened and "}" not in before:
        return text, None, ""
    if not opened or not closed or "}" in before or "{" in answers:
        raise Unsupported(_("its braces have no partner"))
    if "{" in after or "}" in after:
        raise Unsupported(_("it has more than one pair of braces"))
    answers, found, general = answers.strip().rpartition("####")
    if not found:
        answers, general = general, ""
    stem = f"{before}_____{after}" if after.strip() else before
    return stem.strip(), answers.strip(), general.strip()


#: The kind, the parts, the key, and what is lost.
Answers = tuple[QuestionKind, list[Part], dict[str, Any], list[str]]
_REASONS = {
    "description": gettext_lazy("it asks nothing"),
    "essay": gettext_lazy("a text that a person must judge is not asked here"),
    "numerical": gettext_lazy("a number to be typed is not asked here"),
}


def _find_kind(answers: str | None) -> str:
    if answers is None:
        return "description"
    if not answers:
        return "essay"
    if answers.startswith("#"):
        return "numerical"
    if answers.startswith(">"):
        return "ordering"
    if "~" in answers:
        return "multichoice"
    if "=" in answers and "->" in answers:
        return "match"
    return "truefalse" if answers.split("#")[0].strip() in ("T", "TRUE", "F", "FALSE") else "shortanswer"


def _read_choice(answers: str, default: str) -> Answers:
    pieces = [piece.strip() for piece in answers.replace("=", "~=").split("~")]
    is_single = "=" in answers
    pieces = pieces[1:] if not pieces[0] else pieces
    parts: list[Part] = []
    lost: list[str] = []
    weights: list[float] = []
    for name, piece in zip(name_parts(len(pieces)), pieces, strict=True):
        weight = 0.0
        if piece.startswith("="):
            piece, weight = piece[1:].strip(), 100.0
        if found := _WEIGHT.match(piece):
            piece, weight = piece[found.end() :], float(found[1])
        text, _mark, feedback = piece.partition("#")
        line, lost_text = _read_line(text, default)
        told, lost_feedback = _read_line(feedback, default)
        lost += [*lost_text, *lost_feedback]
        weights.append(weight)
        parts.append(Part(name, line, feedback=told))
    _check_parts(parts)
    right, lost_weights = read_weights(weights, is_single=is_single)
    kind = QuestionKind.SINGLE if is_single else QuestionKind.MULTIPLE
    return kind, parts, {"correct": [parts[number].id for number in right]}, lost + lost_weights


def _read_true_false(answers: str, default: str) -> Answers:
    value, *feedback = (piece.strip() for piece in answers.split("#"))
    lost = [_("the feedback of the answers")] if any(feedback) else []
    return QuestionKind.TRUE_FALSE, [], {"value": value.startswith("T")}, lost


def _read_match(answers: str, default: str) -> Answers:
    pieces = [piece.strip() for piece in answers.split("=") if piece.strip()]
    parts: list[Part] = []
    lost: list[str] = []
    for piece in pieces:
        left, found, right = piece.partition("->")
        if not found:
            raise Unsupported(_("one of its pairs has no arrow (->)"))
        text, lost_left = _read_line(left, default)
        match, lost_right = _read_line(right, default)
        lost += [*lost_left, *lost_right]
        if text:
            parts.append(Part(f"p{len(parts) + 1}", text, match=match))
        else:
            lost.append(_("the answer “%(answer)s”, which belongs to nothing") % {"answer": match[:40]})
    _check_parts(parts)
    return QuestionKind.MATCH, parts, {"pairs": {part.id: part.id for part in parts}}, lost


def _read_order(answers: str, default: str) -> Answers:
    setting, *lines = (line.strip() for line in answers.split("\n"))
    found = _ORDER_SETTING.match(setting)
    if not found:
        raise Unsupported(_("its settings are not known: %(settings)s") % {"settings": setting[:60]})
    lost: list[str] = []
    if (found["select"] or "") not in _ORDER_ALL:
        lost.append(_("that only some of its items are shown"))
    if not (found["grading"] or "ABSOLUTE_POSITION").startswith("ABS"):
        lost.append(_("its way of giving points"))
    parts: list[Part] = []
    for line in filter(None, lines):
        text, lost_text = _read_line(line, default)
        lost += lost_text
        parts.append(Part(f"s{len(parts) + 1}", text))
    _check_parts(parts)
    return QuestionKind.ORDER, parts, {"order": [part.id for part in parts]}, lost


def _read_short_answer(answers: str, default: str) -> Answers:
    typed = []
    for piece in (piece.strip() for piece in answers.split("=")):
        found = _WEIGHT.match(piece)
        text, _mark, feedback = piece[found.end() if found else 0 :].partition("#")
        _form, plain = _split_format(text, default)
        if plain:
            typed.append(TypedAnswer(plain, float(found[1]) if found else 100, bool(feedback.strip())))
    key, lost = read_typed(typed)
    return QuestionKind.SHORT_TEXT, [], key, lost


_READERS = {
    "multichoice": _read_choice,
    "truefalse": _read_true_false,
    "match": _read_match,
    "ordering": _read_order,
    "shortanswer": _read_short_answer,
}


def _check_parts(parts: list[Part]) -> None:
    if len(parts) < 2:
        raise Unsupported(_("it has fewer than two answers"))
    if len(parts) > MAX_PARTS:
        raise Unsupported(_("it has more than %(most)s answers") % {"most": MAX_PARTS})


def _plain(text: str) -> str:
    return _MARK.sub(lambda found: _MEANT[found[0]], text).strip()


def _split_format(text: str, default: str) -> tuple[str, str]:
    text = text.strip()
    if found := _FORMAT.match(text):
        return found[1], _plain(text[found.end() :])
    return default, _plain(text)


def _read_line(text: str, default: str) -> tuple[str, list[str]]:
    form, text = _split_format(text, default)
    if form == "html" or (form == "moodle" and looks_like_html(text)):
        return line_from_html(text)
    line, lost = line_from_plain(text)
    return line, [*lost, *([_("Markdown, which is kept as it is written")] if form == "markdown" and line else [])]


def _read_rich(text: str, default: str) -> tuple[str, list[str]]:
    form, text = _split_format(text, default)
    if form == "html" or (form == "moodle" and looks_like_html(text)):
        return rich_from_html(text)
    html, lost = rich_from_plain(text)
    return html, [*lost, *([_("Markdown, which is kept as it is written")] if form == "markdown" and html else [])]
