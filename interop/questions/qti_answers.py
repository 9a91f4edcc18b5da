"""The interactions of a QTI item: what kind of question each is, its parts and its key."""

from pathlib import PurePosixPath
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from django.utils.translation import gettext as _

from assessments.enums import QuestionKind

from .neutral import AskedPicture, Part, Unsupported, is_key, say_unknown_picture
from .qti_names import QTI, TEXT_ENTRY, TRUE_FALSE_CLASS, decode_identifier
from .qti_scoring import read_correct, read_number
from .qti_texts import FEEDBACK, find, find_all, local, read_line
from .texts import has_picture, line_from_plain
from .typed import TypedAnswer, read_typed, write_typed


def _read_choices(parents: list[Element], name: str) -> tuple[list[Part], list[str]]:
    parts: list[Part] = []
    lost: list[str] = []
    for choice in (choice for parent in parents for choice in find_all(parent, name)):
        identifier = choice.get("identifier", "")
        text, told = read_line(choice)
        if not identifier or not text:
            raise Unsupported(_say_no_answer(told))
        feedback = ""
        for said in (child for child in choice if local(child) in FEEDBACK):
            line, told_feedback = read_line(said)
            told += told_feedback
            if said.get("identifier") == identifier and said.get("show-hide", "show") == "show" and not feedback:
                feedback = line
            else:
                told.append(_("feedback that depends on other answers"))
        lost += told
        parts.append(Part(decode_identifier(identifier), text, feedback=feedback))
    if len({part.id for part in parts}) != len(parts):
        raise Unsupported(_("two of its answers have the same identifier"))
    return parts, lost


def _say_no_answer(lost: list[str]) -> str:
    if has_picture(lost):
        return _("one of its answers has no text but a picture")
    return _("one of its answers has no text")


#: The kind, the parts, the key, and what is lost.
Answers = tuple[QuestionKind, list[Part], dict, list[str]]


def _read_choice(interaction: Element, declaration: Element) -> Answers:
    parts, lost = _read_choices([interaction], "qti-simple-choice")
    ids = {part.id for part in parts}
    right = [decode_identifier(value) for value in read_correct(declaration)]
    if not right or not set(right) <= ids or len(set(right)) != len(right):
        raise Unsupported(_("its right answer is none of its answers"))
    if interaction.get("class") == TRUE_FALSE_CLASS and ids == {"true", "false"} and len(right) == 1:
        return QuestionKind.TRUE_FALSE, [], {"value": right == ["true"]}, lost
    if declaration.get("cardinality") == "multiple":
        most, fewest = interaction.get("max-choices"), interaction.get("min-choices")
        is_fixed = 2 <= len(right) < len(parts) and most == fewest == str(len(right))
        return QuestionKind.CHOOSE if is_fixed else QuestionKind.MULTIPLE, parts, {"correct": right}, lost
    if len(right) != 1:
        raise Unsupported(_("one answer can be chosen, but not exactly one is right"))
    return QuestionKind.SINGLE, parts, {"correct": right}, lost


def _read_order(interaction: Element, declaration: Element) -> Answers:
    parts, lost = _read_choices([interaction], "qti-simple-choice")
    order = [decode_identifier(value) for value in read_correct(declaration)]
    if sorted(order) != sorted(part.id for part in parts):
        raise Unsupported(_("its right order does not name every item once"))
    if any(part.feedback for part in parts):
        lost.append(_("the feedback of the items"))
    by_id = {part.id: part for part in parts}
    return QuestionKind.ORDER, [Part(name, by_id[name].text) for name in order], {"order": order}, lost


def _read_match(interaction: Element, declaration: Element) -> Answers:
    sides = find_all(interaction, "qti-simple-match-set")
    if len(sides) != 2:
        raise Unsupported(_("it does not have two sides"))
    (left, lost_left), (right, lost_right) = (_read_choices([side], "qti-simple-associable-choice") for side in sides)
    lost = [*lost_left, *lost_right]
    texts = {part.id: part.text for part in right}
    partners: dict[str, str] = {}
    for value in read_correct(declaration):
        first, _space, second = (decode_identifier(name) for name in value.partition(" "))
        if first in partners or second in partners.values() or second not in texts:
            raise Unsupported(_("its right pairs are not one to one"))
        partners[first] = second
    if set(partners) != {part.id for part in left}:
        raise Unsupported(_("not every part of its left side has a partner"))
    spare = [text for name, text in texts.items() if name not in partners.values()]
    lost += [_("the answer “%(answer)s”, which belongs to nothing") % {"answer": text[:40]} for text in spare]
    parts = [Part(part.id, part.text, match=texts[partners[part.id]]) for part in left]
    return QuestionKind.MATCH, parts, {"pairs": {part.id: part.id for part in parts}}, lost


def _read_text_entry(interaction: Element, declaration: Element) -> Answers:
    """What is mapped to all the points that can be had is accepted; without a mapping, what is right."""
    if declaration.get("base-type") == "float":
        raise Unsupported(_("a number to be typed is not asked here"))
    entries = declaration.findall(f"{{{QTI}}}qti-mapping/{{{QTI}}}qti-map-entry")
    mapped = [(entry.get("map-key", ""), read_number(entry.get("mapped-value", "0"))) for entry in entries]
    most = max((points for _text, points in mapped), default=0)
    texts = [text for text, points in mapped if points == most > 0] or read_correct(declaration)
    lost = []
    if any(0 < points < most for _text, points in mapped):
        lost.append(_("points for answers that are partly right or wrong"))
    if not entries or any(entry.get("case-sensitive", "true") == "true" for entry in entries):
        lost.append(_("that capital letters count"))
    if interaction.get("pattern-mask"):
        lost.append(_("its pattern for what is typed"))
    key, lost_texts = read_typed(TypedAnswer(write_typed(text)) for text in texts)
    return QuestionKind.SHORT_TEXT, [], key, [*lost, *lost_texts]


def _read_hotspot(interaction: Element, declaration: Element) -> Answers:
    if interaction.get("max-choices", "1") != "1" or declaration.get("cardinality") != "single":
        raise Unsupported(_("several places are to be chosen"))
    parts, lost = [], []
    for choice in find_all(interaction, "qti-hotspot-choice"):
        text, told = line_from_plain(choice.get("hotspot-label", ""))
        if not text or not choice.get("identifier"):
            raise Unsupported(_("one of its places has no words (hotspot-label)"))
        lost += told
        parts.append(Part(decode_identifier(choice.get("identifier", "")), text))
    ids = [part.id for part in parts]
    right = [decode_identifier(value) for value in read_correct(declaration)]
    if len(right) != 1 or right[0] not in ids or len(set(ids)) != len(ids):
        raise Unsupported(_("not exactly one of its places is right"))
    return QuestionKind.HOTSPOT, parts, {"correct": right}, lost


def read_picture(interaction: Element, parts: list[Part]) -> AskedPicture:
    """The picture that is asked about, by the name of its file, and where its places are. Raises Unsupported."""
    drawn = next((one for one in (find(interaction, "img"), find(interaction, "object")) if one is not None), None)
    if drawn is None:
        raise Unsupported(_("it has no picture"))
    key = PurePosixPath(unquote(drawn.get("src") or drawn.get("data") or "")).stem
    if not is_key(key):
        raise Unsupported(say_unknown_picture(key[:60]))
    size = [read_number(drawn.get(name, "0")) for name in ("width", "height")]
    if min(size) <= 0:
        raise Unsupported(_("it does not say how large its picture is"))
    areas = {}
    for part, choice in zip(parts, find_all(interaction, "qti-hotspot-choice"), strict=True):
        coords = choice.get("coords", "").split(",")
        if choice.get("shape") != "rect" or len(coords) != 4:
            raise Unsupported(_("one of its places is no rectangle"))
        left, top, right, bottom = (
            round(100 * read_number(value) / size[number % 2]) for number, value in enumerate(coords)
        )
        areas[part.id] = (left, top, right - left, bottom - top)
    return AskedPicture(key, areas)


READERS = {
    "qti-choice-interaction": _read_choice,
    "qti-order-interaction": _read_order,
    "qti-match-interaction": _read_match,
    "qti-hotspot-interaction": _read_hotspot,
    TEXT_ENTRY: _read_text_entry,
}
