"""Moodle XML, read: https://docs.moodle.org/en/Moodle_XML_format."""

from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.enums import QuestionKind

from .neutral import Found, NeutralQuestion, Part, Refusal, Unsupported, name_parts, read_about
from .reading import MAX_PARTS, UntrustedFile, read_xml
from .texts import (
    line_from_html,
    line_from_plain,
    looks_like_html,
    rich_from_html,
    rich_from_plain,
    say_no_text,
    tell_lost,
)
from .typed import TypedAnswer, read_typed
from .weights import read_weights

_REASONS = {
    "description": gettext_lazy("it asks nothing"),
    "essay": gettext_lazy("a text that a person must judge is not asked here"),
    "numerical": gettext_lazy("a number to be typed is not asked here"),
    "cloze": gettext_lazy("several questions in one text are not asked here"),
}
#: What Moodle writes when nobody chose anything.
_USUAL_PENALTIES = {"truefalse": (0.0, 1.0)}
_FEEDBACK = ("correctfeedback", "partiallycorrectfeedback", "incorrectfeedback")
#: The kind, the parts, the key, and what is lost.
Answers = tuple[QuestionKind, list[Part], dict[str, Any], list[str]]


def read_moodle_xml(data: bytes) -> Iterator[Found]:
    """The questions of a Moodle XML file, in its order. Raises UntrustedFile."""
    root = read_xml(data)
    if root.tag != "quiz":
        raise UntrustedFile(
            _("This is no Moodle XML: it begins with <%(tag)s>, not with <quiz>.") % {"tag": root.tag[:40]}
        )
    category, number = "", 0
    for question in root:
        if question.tag != "question":
            raise UntrustedFile(_("Between its questions stands a <%(tag)s>.") % {"tag": question.tag[:40]})
        if question.get("type") == "category":
            category = (question.findtext("category/text") or "").strip().removeprefix("$course$/").removeprefix("top/")
            category = "" if category == "top" else category
            continue
        number += 1
        yield _read(question, _("question %(number)s") % {"number": number}, category)


def _read(question: Element, where: str, category: str) -> Found:
    kind = question.get("type", "")
    identifier = (question.findtext("idnumber") or "").strip()
    if kind not in _READERS:
        return Refusal(where, identifier, kind, _say_refusal(kind))
    try:
        stem, lost = _read_line(question.find("questiontext"))
        if not stem:
            raise Unsupported(say_no_text(lost))
        question_kind, parts, key, lost_answers = _READERS[kind](question)
        if kind not in ("truefalse", "shortanswer") and not 2 <= len(parts) <= MAX_PARTS:
            raise Unsupported(
                _("it has %(found)s answers; there are 2 to %(most)s") % {"found": len(parts), "most": MAX_PARTS}
            )
        explanation, lost_general = _read_rich(question.find("generalfeedback"))
        lost_beside = list(_list_lost(question, kind))
        about, lost_about = read_about(
            title=_text(question.find("name")),
            tags=[_text(tag) for tag in question.findall("tags/tag")],
            category=category,
        )
    except Unsupported as problem:
        return Refusal(where, identifier, kind, str(problem))
    return NeutralQuestion(
        where=where,
        identifier=identifier,
        kind=question_kind,
        stem=stem,
        key=key,
        parts=tuple(parts),
        explanation=explanation,
        about=about,
        lost=tell_lost(lost, lost_answers, lost_general, lost_beside, lost_about),
    )


def _say_refusal(kind: str) -> str:
    return str(_REASONS[kind]) if kind in _REASONS else _("“%(kind)s” is not asked here") % {"kind": kind[:40]}


def _list_lost(question: Element, kind: str) -> Iterator[str]:
    """What the question says beside its text and answers."""
    grade = _number(question.findtext("defaultgrade"), 1.0)
    if abs(grade - 1) > 0.001:
        yield _("its %(points)s points: every question counts 1") % {"points": number_format(f"{grade:g}")}
    penalty = _number(question.findtext("penalty"), 0.0)
    if all(abs(penalty - usual) > 0.001 for usual in _USUAL_PENALTIES.get(kind, (0.0, 1 / 3))):
        yield _("the penalty for another try")
    if (question.findtext("hidden") or "").strip() == "1":
        yield _("that it is hidden")
    if any(_text(question.find(name)) for name in _FEEDBACK):
        yield _("feedback on the whole answer")
    if any(_text(hint) for hint in question.findall("hint")):
        yield _("hints")
    if next(question.iter("file"), None) is not None:
        yield _("files")


def _read_choice(question: Element) -> Answers:
    answers = question.findall("answer")
    parts: list[Part] = []
    lost: list[str] = []
    for name, answer in zip(name_parts(len(answers)), answers, strict=True):
        text, lost_text = _read_line(answer)
        feedback, lost_feedback = _read_line(answer.find("feedback"))
        lost += [*lost_text, *lost_feedback]
        if not text:
            raise Unsupported(_("one of its answers has no text"))
        parts.append(Part(name, text, feedback=feedback))
    is_single = (question.findtext("single") or "true").strip() in ("true", "1")
    right, lost_weights = read_weights([_fraction(answer) for answer in answers], is_single=is_single)
    kind = QuestionKind.SINGLE if is_single else QuestionKind.MULTIPLE
    return kind, parts, {"correct": [parts[number].id for number in right]}, lost + lost_weights


def _read_true_false(question: Element) -> Answers:
    right: list[str] = []
    lost: list[str] = []
    for answer in question.findall("answer"):
        if _fraction(answer) > 0:
            right.append(_text(answer).lower())
        if _text(answer.find("feedback")):
            lost.append(_("the feedback of the answers"))
    if right not in (["true"], ["false"]):
        raise Unsupported(_("it is not said whether it is true or false"))
    return QuestionKind.TRUE_FALSE, [], {"value": right == ["true"]}, lost


def _read_match(question: Element) -> Answers:
    parts: list[Part] = []
    lost: list[str] = []
    for pair in question.findall("subquestion"):
        left, lost_left = _read_line(pair)
        right, lost_right = line_from_plain(_text(pair.find("answer")))
        lost += [*lost_left, *lost_right]
        if not right:
            raise Unsupported(_("one of its pairs has no answer"))
        if left:
            parts.append(Part(f"p{len(parts) + 1}", left, match=right))
        else:
            lost.append(_("the answer “%(answer)s”, which belongs to nothing") % {"answer": right[:40]})
    return QuestionKind.MATCH, parts, {"pairs": {part.id: part.id for part in parts}}, lost


def _read_order(question: Element) -> Answers:
    parts: list[Part] = []
    lost: list[str] = []
    for answer in question.findall("answer"):
        text, lost_text = _read_line(answer)
        lost += lost_text
        if _text(answer.find("feedback")):
            lost.append(_("the feedback of the items"))
        if not text:
            raise Unsupported(_("one of its items has no text"))
        parts.append(Part(f"s{len(parts) + 1}", text))
    if (question.findtext("selecttype") or "ALL").strip() not in ("ALL", "0"):
        lost.append(_("that only some of its items are shown"))
    if (question.findtext("gradingtype") or "ABSOLUTE_POSITION").strip() not in ("ABSOLUTE_POSITION", "0"):
        lost.append(_("its way of giving points"))
    return QuestionKind.ORDER, parts, {"order": [part.id for part in parts]}, lost


def _read_short_answer(question: Element) -> Answers:
    key, lost = read_typed(
        TypedAnswer(_text(answer), _fraction(answer), bool(_text(answer.find("feedback"))))
        for answer in question.findall("answer")
    )
    if (question.findtext("usecase") or "0").strip() == "1":
        lost.append(_("that capital letters count"))
    return QuestionKind.SHORT_TEXT, [], key, lost


_READERS = {
    "multichoice": _read_choice,
    "shortanswer": _read_short_answer,
    "truefalse": _read_true_false,
    "matching": _read_match,
    "ordering": _read_order,
}


def _text(holder: Element | None) -> str:
    """What stands in the <text> of an element. An element in the place of text was meant as HTML, but is none."""
    if holder is None:
        return ""
    text = holder.find("text")
    if text is None:
        return ""
    if len(text):
        raise Unsupported(_("one of its texts holds XML in the place of text"))
    return (text.text or "").strip()


def _number(text: str | None, default: float) -> float:
    try:
        return float(text) if text and text.strip() else default
    except ValueError:
        raise Unsupported(_("“%(text)s” is no number") % {"text": (text or "")[:20]}) from None


def _fraction(answer: Element) -> float:
    return _number(answer.get("fraction"), 0.0)


def _is_html(holder: Element, text: str) -> bool:
    form = holder.get("format", "html")
    return form == "html" or (form == "moodle_auto_format" and looks_like_html(text))


def _tell_markdown(holder: Element, text: str) -> list[str]:
    is_markdown = holder.get("format") == "markdown" and text
    return [_("Markdown, which is kept as it is written")] if is_markdown else []


def _read_line(holder: Element | None) -> tuple[str, list[str]]:
    if holder is None:
        return "", []
    text = _text(holder)
    line, lost = line_from_html(text) if _is_html(holder, text) else line_from_plain(text)
    return line, [*lost, *_tell_markdown(holder, text)]


def _read_rich(holder: Element | None) -> tuple[str, list[str]]:
    if holder is None:
        return "", []
    text = _text(holder)
    html, lost = rich_from_html(text) if _is_html(holder, text) else rich_from_plain(text)
    return html, [*lost, *_tell_markdown(holder, text)]
