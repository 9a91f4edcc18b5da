"""GIFT, written."""

from collections.abc import Iterable

from assessments.enums import QuestionKind

from .neutral import NeutralQuestion, Part, list_tags
from .typed import write_typed
from .weights import say_percent

_ESCAPES = str.maketrans({letter: f"\\{letter}" for letter in "\\~=#{}:"} | {"\n": "\\n"})


def write_gift(questions: Iterable[NeutralQuestion]) -> bytes:
    """A GIFT file with these questions, in their order."""
    return ("\n\n".join(_write(question) for question in questions) + "\n").encode()


def _write(question: NeutralQuestion) -> str:
    tags = "".join(f" [tag:{_escape_brackets(tag)}]" for tag in list_tags(question.about))
    title = f"::{_escape(question.about.title)}::" if question.about.title else ""
    lines = [f"// [id:{_escape_brackets(question.identifier)}]{tags}", f"{title}[plain]{_escape(question.stem)} {{"]
    lines[-1] += _FIRST.get(question.kind, "")
    if question.kind == QuestionKind.TRUE_FALSE:
        lines[-1] += "T" if question.key["value"] else "F"
    lines += [_write_typed(answer) for answer in question.key.get("accepted", ())]
    lines += [_write_part(question, part) for part in question.parts]
    if question.explanation:
        lines.append(f"####[html]{_escape(question.explanation)}")
    return "\n".join([*lines, "}"])


_FIRST = {QuestionKind.ORDER: ">0 ALL VERTICAL ABSOLUTE_POSITION SHOW none"}


def _write_part(question: NeutralQuestion, part: Part) -> str:
    if question.kind == QuestionKind.ORDER:
        return _escape_start(part.text)
    if question.kind == QuestionKind.MATCH:
        return f"={_escape_start(part.text)} -> {_escape_start(part.match)}"
    feedback = f"#{_escape_start(part.feedback)}" if part.feedback else ""
    is_right = part.id in question.key["correct"]
    if question.kind == QuestionKind.SINGLE:
        sign = "=" if is_right else "~"
        weight = f"%{100 if is_right else 0}%" if part.text.startswith("%") else ""
    else:
        sign = "~"
        weight = f"%{'' if is_right else '-'}{say_percent(len(question.key['correct']))}%"
    return f"{sign}{weight}{_escape_start(part.text)}{feedback}"


def _write_typed(answer: str) -> str:
    weight = "%100%" if answer.startswith("%") else ""
    return f"={weight}{_escape_start(write_typed(answer))}"


def _escape(text: str) -> str:
    return text.translate(_ESCAPES)


def _escape_start(text: str) -> str:
    """A text that begins with a bracket would be read as its format."""
    return f"{'[plain]' if text.startswith('[') else ''}{_escape(text)}"


def _escape_brackets(text: str) -> str:
    return text.replace("]", "\\]")
