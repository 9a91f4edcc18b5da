"""What is asked in a QTI item: the interaction of each kind of question, written."""

from xml.etree.ElementTree import Element, SubElement

from assessments import api as assessments
from assessments.enums import QuestionKind

from .neutral import NeutralQuestion, Part
from .qti_names import RIGHT, TEXT_CLASS, TEXT_ENTRY, TRUE_FALSE_CLASS, encode_identifier


def _add_choice(body: Element, question: NeutralQuestion) -> None:
    attributes = {"shuffle": "false", "max-choices": "1" if question.kind == QuestionKind.SINGLE else "0"}
    if question.kind == QuestionKind.CHOOSE:
        attributes |= dict.fromkeys(("min-choices", "max-choices"), str(len(question.key["correct"])))
    interaction = _add_interaction(body, "qti-choice-interaction", question, attributes)
    for part in question.parts:
        choice = _add_text(interaction, "qti-simple-choice", part.text, identifier=encode_identifier(part.id))
        if part.feedback:
            attributes = {
                "outcome-identifier": "FEEDBACK",
                "identifier": choice.get("identifier", ""),
                "show-hide": "show",
            }
            put_text(SubElement(choice, "qti-feedback-inline", attributes), part.feedback)


def _add_true_false(body: Element, question: NeutralQuestion) -> None:
    attributes = {"shuffle": "false", "max-choices": "1", "class": TRUE_FALSE_CLASS}
    interaction = _add_interaction(body, "qti-choice-interaction", question, attributes)
    for identifier in ("true", "false"):
        name = assessments.say_truth(identifier == "true", language=question.language)
        _add_text(interaction, "qti-simple-choice", name, identifier=identifier)


def _add_order(body: Element, question: NeutralQuestion) -> None:
    interaction = _add_interaction(body, "qti-order-interaction", question, {"shuffle": "true"})
    for part in question.parts:
        _add_text(interaction, "qti-simple-choice", part.text, identifier=encode_identifier(part.id))


def _add_match(body: Element, question: NeutralQuestion) -> None:
    attributes = {"shuffle": "true", "max-associations": str(len(question.parts))}
    interaction = _add_interaction(body, "qti-match-interaction", question, attributes)
    for side in ("", RIGHT):
        group = SubElement(interaction, "qti-simple-match-set")
        for part in question.parts:
            attributes = {"identifier": encode_identifier(part.id) + side, "match-max": "1"}
            _add_text(group, "qti-simple-associable-choice", _side(part, side), **attributes)


def _side(part: Part, side: str) -> str:
    return part.match if side else part.text


def _add_text_entry(body: Element, question: NeutralQuestion) -> None:
    _add_text(body, "p", question.stem)
    SubElement(SubElement(body, "p"), TEXT_ENTRY, {"response-identifier": "RESPONSE"})


def _add_hotspot(body: Element, question: NeutralQuestion) -> None:
    """The areas in pixels of the picture."""
    picture = question.picture
    assert picture is not None
    size = {"width": str(picture.width), "height": str(picture.height)}
    interaction = _add_interaction(body, "qti-hotspot-interaction", question, {"max-choices": "1"})
    SubElement(interaction, "img", {"src": f"../media/{picture.name}", "alt": picture.alt, **size})
    for part in question.parts:
        left, top, width, height = picture.areas[part.id]
        sides = (left, top, left + width, top + height)
        coords = [
            round(side * (picture.height if number % 2 else picture.width) / 100) for number, side in enumerate(sides)
        ]
        SubElement(
            interaction,
            "qti-hotspot-choice",
            {
                "identifier": encode_identifier(part.id),
                "shape": "rect",
                "coords": ",".join(map(str, coords)),
                "hotspot-label": part.text,
            },
        )


INTERACTIONS = {
    QuestionKind.SINGLE: _add_choice,
    QuestionKind.MULTIPLE: _add_choice,
    QuestionKind.CHOOSE: _add_choice,
    QuestionKind.TRUE_FALSE: _add_true_false,
    QuestionKind.ORDER: _add_order,
    QuestionKind.MATCH: _add_match,
    QuestionKind.SHORT_TEXT: _add_text_entry,
    QuestionKind.HOTSPOT: _add_hotspot,
}


def _add_interaction(body: Element, name: str, question: NeutralQuestion, attributes: dict[str, str]) -> Element:
    interaction = SubElement(body, name, {"response-identifier": "RESPONSE", **attributes})
    _add_text(interaction, "qti-prompt", question.stem)
    return interaction


def _add_text(parent: Element, name: str, text: str, **attributes: str) -> Element:
    element = SubElement(parent, name, attributes)
    put_text(element, text)
    return element


def put_text(element: Element, text: str) -> None:
    """The text in an element that says that its spaces and lines are meant."""
    SubElement(element, "span", {"class": TEXT_CLASS}).text = text
