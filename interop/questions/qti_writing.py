"""QTI 3.0, written: a package with an item for each question."""

import zipfile
from collections.abc import Iterable
from io import BytesIO
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from assessments.api import OutsideCluster
from assessments.enums import QuestionKind

from .neutral import NeutralQuestion, list_tags
from .qti_interactions import INTERACTIONS, put_text
from .qti_names import (
    EXPLANATION,
    ITEM_SCHEMA,
    ITEM_TYPE,
    LOM,
    MANIFEST,
    PACKAGE,
    PACKAGE_SCHEMA,
    QTI,
    RIGHT,
    XSI,
    encode_identifier,
)
from .qti_stimuli import STIMULUS_TYPE, add_reference, make_stimulus
from .qti_texts import put_html

_WRITTEN_AT = (1980, 1, 1, 0, 0, 0)  # the same bank gives the same bytes
_CARDINALITY = {
    QuestionKind.MULTIPLE: "multiple",
    QuestionKind.CHOOSE: "multiple",
    QuestionKind.MATCH: "multiple",
    QuestionKind.ORDER: "ordered",
}
_BASE_TYPES = {QuestionKind.MATCH: "directedPair", QuestionKind.SHORT_TEXT: "string"}


def write_qti(questions: Iterable[NeutralQuestion]) -> bytes:
    """A package with these questions, in their order."""
    manifest = Element(
        "manifest",
        {
            "xmlns": PACKAGE,
            "xmlns:lom": LOM,
            "xmlns:xsi": XSI,
            "xsi:schemaLocation": PACKAGE_SCHEMA,
            "identifier": "mo-bank",
        },
    )
    metadata = SubElement(manifest, "metadata")
    SubElement(metadata, "schema").text = "QTI Package"
    SubElement(metadata, "schemaversion").text = "3.0.0"
    SubElement(manifest, "organizations")
    resources = SubElement(manifest, "resources")
    target = BytesIO()
    pictures: dict[str, bytes] = {}
    stimuli: dict[OutsideCluster, str] = {}
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, question in enumerate(questions, 1):
            href = f"items/item-{number}.xml"
            if question.shared is not None and question.shared not in stimuli:
                stimuli[question.shared] = name = f"stimulus-{len(stimuli) + 1}"
                archive.writestr(_member(f"stimuli/{name}.xml"), _to_bytes(make_stimulus(question)))
                _add_stimulus(resources, name, question)
            stimulus = stimuli.get(question.shared, "") if question.shared else ""
            archive.writestr(_member(href), _to_bytes(make_item(question, stimulus=stimulus)))
            _add_resource(resources, f"item-{number}", href, question, stimulus)
            if question.shared_picture is not None:
                pictures[f"media/{question.shared_picture.name}"] = question.shared_picture.content
            if question.picture is not None:
                pictures[f"media/{question.picture.name}"] = question.picture.content
        for name, content in pictures.items():
            archive.writestr(_member(name), content)
        indent(manifest)
        archive.writestr(_member(MANIFEST), _to_bytes(manifest))
    return target.getvalue()


def _to_bytes(root: Element) -> bytes:
    return tostring(root, encoding="utf-8", xml_declaration=True)


def _member(name: str) -> zipfile.ZipInfo:
    member = zipfile.ZipInfo(name, _WRITTEN_AT)
    member.compress_type = zipfile.ZIP_DEFLATED
    return member


def _add_stimulus(resources: Element, name: str, question: NeutralQuestion) -> None:
    href = f"stimuli/{name}.xml"
    resource = SubElement(resources, "resource", identifier=name, type=STIMULUS_TYPE, href=href)
    SubElement(resource, "file", href=href)
    if question.shared_picture is not None:
        SubElement(resource, "file", href=f"media/{question.shared_picture.name}")


def _add_resource(resources: Element, identifier: str, href: str, question: NeutralQuestion, stimulus: str) -> None:
    resource = SubElement(resources, "resource", identifier=identifier, type=ITEM_TYPE, href=href)
    if tags := list_tags(question.about):
        general = SubElement(SubElement(SubElement(resource, "metadata"), "lom:lom"), "lom:general")
        for tag in tags:
            keyword = SubElement(general, "lom:keyword")
            SubElement(keyword, "lom:string", language="x-none").text = tag
    SubElement(resource, "file", href=href)
    if question.picture is not None:
        SubElement(resource, "file", href=f"media/{question.picture.name}")
    if stimulus:
        SubElement(resource, "dependency", identifierref=stimulus)


def make_item(question: NeutralQuestion, *, stimulus: str = "") -> Element:
    """The question as the root of an item file; `stimulus`: the name of what it is about in the package."""
    item = Element(
        "qti-assessment-item",
        {
            "xmlns": QTI,
            "xmlns:xsi": XSI,
            "xsi:schemaLocation": ITEM_SCHEMA,
            "identifier": encode_identifier(question.identifier),
            "title": question.about.title,
            "adaptive": "false",
            "time-dependent": "false",
            "xml:lang": question.language,
        },
    )
    has_feedback = any(part.feedback for part in question.parts)
    _declare_response(item, question)
    _declare_outcomes(item, question, has_feedback=has_feedback)
    add_reference(item, question, f"../stimuli/{stimulus}.xml")
    INTERACTIONS[question.kind](SubElement(item, "qti-item-body"), question)
    _add_processing(item, question, has_feedback=has_feedback)
    if question.kind == QuestionKind.HOTSPOT:
        for part in (part for part in question.parts if part.feedback):
            put_text(_add_modal_feedback(item, "FEEDBACK", encode_identifier(part.id)), part.feedback)
    if question.explanation:
        put_html(_add_modal_feedback(item, "EXPLANATION", EXPLANATION), question.explanation)
    return item


def _add_modal_feedback(item: Element, outcome: str, identifier: str) -> Element:
    """Its content, still empty."""
    attributes = {"outcome-identifier": outcome, "identifier": identifier, "show-hide": "show"}
    return SubElement(SubElement(item, "qti-modal-feedback", attributes), "qti-content-body")


def _declare_response(item: Element, question: NeutralQuestion) -> None:
    declaration = SubElement(
        item,
        "qti-response-declaration",
        {
            "identifier": "RESPONSE",
            "cardinality": _CARDINALITY.get(question.kind, "single"),
            "base-type": _BASE_TYPES.get(question.kind, "identifier"),
        },
    )
    correct = SubElement(declaration, "qti-correct-response")
    values = _list_correct(question)
    for value in values:
        SubElement(correct, "qti-value").text = value
    if question.kind == QuestionKind.SHORT_TEXT:
        mapping = SubElement(declaration, "qti-mapping", {"default-value": "0"})
        for text in question.key["accepted"]:
            entry = {"map-key": text, "mapped-value": "1", "case-sensitive": "false"}
            SubElement(mapping, "qti-map-entry", entry)
    if question.kind not in (QuestionKind.MULTIPLE, QuestionKind.CHOOSE, QuestionKind.MATCH):
        return
    mapping = SubElement(declaration, "qti-mapping", {"lower-bound": "0", "upper-bound": "1", "default-value": "0"})
    share = f"{1 / len(values):.6f}"
    wrong = [encode_identifier(part.id) for part in question.parts if question.kind == QuestionKind.MULTIPLE]
    for value in [*values, *(name for name in wrong if name not in values)]:
        mapped = share if value in values else f"-{share}"
        SubElement(mapping, "qti-map-entry", {"map-key": value, "mapped-value": mapped})


def _list_correct(question: NeutralQuestion) -> list[str]:
    match question.kind:
        case QuestionKind.TRUE_FALSE:
            return ["true" if question.key["value"] else "false"]
        case QuestionKind.ORDER:
            return [encode_identifier(part) for part in question.key["order"]]
        case QuestionKind.MATCH:
            names = [encode_identifier(part.id) for part in question.parts]
            return [f"{name} {name}{RIGHT}" for name in names]
        case QuestionKind.SHORT_TEXT:
            return question.key["accepted"][:1]
    return [encode_identifier(part) for part in question.key["correct"]]


def _declare_outcomes(item: Element, question: NeutralQuestion, *, has_feedback: bool) -> None:
    for name, value in (("SCORE", "0"), ("MAXSCORE", "1")):
        outcome = SubElement(
            item, "qti-outcome-declaration", {"identifier": name, "cardinality": "single", "base-type": "float"}
        )
        SubElement(SubElement(outcome, "qti-default-value"), "qti-value").text = value
    names = {"FEEDBACK": has_feedback, "EXPLANATION": bool(question.explanation)}
    for name in (name for name, is_needed in names.items() if is_needed):
        cardinality = _CARDINALITY.get(question.kind, "single") if name == "FEEDBACK" else "single"
        SubElement(
            item,
            "qti-outcome-declaration",
            {"identifier": name, "cardinality": cardinality, "base-type": "identifier"},
        )


def _add_processing(item: Element, question: NeutralQuestion, *, has_feedback: bool) -> None:
    processing = SubElement(item, "qti-response-processing")
    match question.kind:
        case QuestionKind.MULTIPLE | QuestionKind.CHOOSE | QuestionKind.MATCH | QuestionKind.SHORT_TEXT:
            SubElement(_set_outcome(processing, "SCORE"), "qti-map-response", identifier="RESPONSE")
        case QuestionKind.ORDER:
            for place, value in enumerate(_list_correct(question), 1):
                _add_place(processing, place, value, 1 / len(question.parts))
        case _:
            then = SubElement(SubElement(processing, "qti-response-condition"), "qti-response-if")
            match = SubElement(then, "qti-match")
            SubElement(match, "qti-variable", identifier="RESPONSE")
            SubElement(match, "qti-correct", identifier="RESPONSE")
            SubElement(_set_outcome(then, "SCORE"), "qti-base-value", {"base-type": "float"}).text = "1"
    if has_feedback:
        SubElement(_set_outcome(processing, "FEEDBACK"), "qti-variable", identifier="RESPONSE")
    if question.explanation:
        told = SubElement(_set_outcome(processing, "EXPLANATION"), "qti-base-value", {"base-type": "identifier"})
        told.text = EXPLANATION


def _add_place(processing: Element, place: int, value: str, share: float) -> None:
    """A share of the point for the item that stands in its place."""
    then = SubElement(SubElement(processing, "qti-response-condition"), "qti-response-if")
    match = SubElement(then, "qti-match")
    SubElement(SubElement(match, "qti-index", n=str(place)), "qti-variable", identifier="RESPONSE")
    SubElement(match, "qti-base-value", {"base-type": "identifier"}).text = value
    total = SubElement(_set_outcome(then, "SCORE"), "qti-sum")
    SubElement(total, "qti-variable", identifier="SCORE")
    SubElement(total, "qti-base-value", {"base-type": "float"}).text = f"{share:.6f}"


def _set_outcome(parent: Element, name: str) -> Element:
    return SubElement(parent, "qti-set-outcome-value", identifier=name)
