"""Moodle XML, written."""

from collections.abc import Iterable
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from assessments.enums import QuestionKind

from .neutral import NeutralQuestion, list_tags
from .typed import write_typed
from .weights import say_percent

_TYPES = {
    QuestionKind.SINGLE: "multichoice",
    QuestionKind.MULTIPLE: "multichoice",
    QuestionKind.TRUE_FALSE: "truefalse",
    QuestionKind.MATCH: "matching",
    QuestionKind.ORDER: "ordering",
    QuestionKind.SHORT_TEXT: "shortanswer",
}


def write_moodle_xml(questions: Iterable[NeutralQuestion]) -> bytes:
    """A Moodle XML file with these questions, in their order."""
    quiz = Element("quiz")
    for question in questions:
        _write(quiz, question)
    indent(quiz)
    return tostring(quiz, encoding="utf-8", xml_declaration=True)


def _write(quiz: Element, question: NeutralQuestion) -> None:
    target = SubElement(quiz, "question", type=_TYPES[question.kind])
    _put(target, "name", question.about.title)
    _put(target, "questiontext", question.stem, form="plain_text")
    _put(target, "generalfeedback", question.explanation, form="html")
    penalty = "1.0000000" if question.kind == QuestionKind.TRUE_FALSE else "0.3333333"
    fields = {"defaultgrade": "1.0000000", "penalty": penalty, "hidden": "0", "idnumber": question.identifier}
    for name, text in (fields | _OWN_FIELDS.get(question.kind, {})).items():
        SubElement(target, name).text = text
    _WRITERS[question.kind](target, question)
    if tags := list_tags(question.about):
        holder = SubElement(target, "tags")
        for tag in tags:
            _put(holder, "tag", tag)


_OWN_FIELDS = {
    QuestionKind.SINGLE: {"single": "true", "shuffleanswers": "false", "answernumbering": "abc"},
    QuestionKind.MULTIPLE: {"single": "false", "shuffleanswers": "false", "answernumbering": "abc"},
    QuestionKind.MATCH: {"shuffleanswers": "true"},
    QuestionKind.SHORT_TEXT: {"usecase": "0"},
    QuestionKind.ORDER: {
        "layouttype": "VERTICAL",
        "selecttype": "ALL",
        "selectcount": "0",
        "gradingtype": "ABSOLUTE_POSITION",
        "showgrading": "SHOW",
        "numberingstyle": "none",
    },
}


def _write_choice(target: Element, question: NeutralQuestion) -> None:
    correct = question.key["correct"]
    share = say_percent(len(correct))
    wrong = "0" if question.kind == QuestionKind.SINGLE else f"-{share}"
    for part in question.parts:
        fraction = share if part.id in correct else wrong
        answer = _put(target, "answer", part.text, form="plain_text", fraction=fraction)
        _put(answer, "feedback", part.feedback, form="plain_text")


def _write_true_false(target: Element, question: NeutralQuestion) -> None:
    for value in (True, False):
        fraction = "100" if question.key["value"] is value else "0"
        answer = _put(target, "answer", str(value).lower(), form="plain_text", fraction=fraction)
        _put(answer, "feedback", "", form="plain_text")


def _write_match(target: Element, question: NeutralQuestion) -> None:
    for part in question.parts:
        pair = _put(target, "subquestion", part.text, form="plain_text")
        _put(pair, "answer", part.match)


def _write_order(target: Element, question: NeutralQuestion) -> None:
    for number, part in enumerate(question.parts, 1):
        _put(target, "answer", part.text, form="plain_text", fraction=str(number))


def _write_short_answer(target: Element, question: NeutralQuestion) -> None:
    for text in question.key["accepted"]:
        answer = _put(target, "answer", write_typed(text), form="moodle_auto_format", fraction="100")
        _put(answer, "feedback", "", form="plain_text")


_WRITERS = {
    QuestionKind.SINGLE: _write_choice,
    QuestionKind.MULTIPLE: _write_choice,
    QuestionKind.TRUE_FALSE: _write_true_false,
    QuestionKind.MATCH: _write_match,
    QuestionKind.ORDER: _write_order,
    QuestionKind.SHORT_TEXT: _write_short_answer,
}


def _put(target: Element, name: str, text: str, *, form: str = "", **attributes: str) -> Element:
    """An element with its text in <text>, as Moodle has them all."""
    holder = SubElement(target, name, attributes | ({"format": form} if form else {}))
    SubElement(holder, "text").text = text
    return holder
