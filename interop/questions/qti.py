"""QTI 3.0, read: an item, or a package with items."""

from collections.abc import Iterator
from html import escape
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from assessments.enums import QuestionKind

from .neutral import Found, NeutralQuestion, Part, Refusal, Unsupported, read_about
from .qti_names import (
    EXPLANATION,
    FACT_CLASS,
    ITEM_TYPE,
    LOM,
    MANIFEST,
    PACKAGE,
    QTI,
    TEXT_CLASS,
    TRUE_FALSE_CLASS,
    decode_identifier,
)
from .qti_scoring import list_lost_points, read_correct
from .reading import MAX_PARTS, Archive, UntrustedFile, is_archive, read_xml
from .texts import line_from_html, line_from_plain, rich_from_html, tell_lost

_VOID = frozenset({"br", "img", "hr", "col", "source", "track"})
#: Elements of the body that are no part of what is asked.
_BESIDE = {
    "qti-rubric-block": "a rubric",
    "qti-feedback-block": "feedback in the text",
    "qti-stylesheet": "a style sheet",
}
_ELSEWHERE = {
    "qti-stylesheet": "a style sheet",
    "qti-catalog-info": "a catalogue of other forms",
    "qti-companion-materials-info": "companion materials",
}
_FEEDBACK = ("qti-feedback-inline", "qti-feedback-block")


def read_qti(data: bytes) -> Iterator[Found]:
    """The questions of an item or a package, in its order. Raises UntrustedFile."""
    if is_archive(data):
        yield from _read_package(Archive(data))
        return
    yield _read_item(read_xml(data), "item", [], [])


def _read_package(archive: Archive) -> Iterator[Found]:
    if MANIFEST not in archive:
        raise UntrustedFile(f"The archive holds no {MANIFEST}: it is no QTI package.")
    manifest = read_xml(archive.read(MANIFEST), name=MANIFEST)
    if manifest.tag != f"{{{PACKAGE}}}manifest":
        raise UntrustedFile("The manifest is not one of a QTI 3.0 package.")
    named = {MANIFEST}
    for resource in manifest.iter(f"{{{PACKAGE}}}resource"):
        kind, href = resource.get("type", ""), unquote(resource.get("href", ""))
        named.add(href)
        if not kind.startswith("imsqti_item"):
            continue
        if href not in archive:
            raise UntrustedFile(f"The manifest names {href[:80]!r}, which the archive does not hold.")
        if kind == ITEM_TYPE:
            tags, lost = _read_metadata(resource)
            yield _read_item(read_xml(archive.read(href), name=href), href, tags, lost)
        else:
            yield Refusal(href, resource.get("identifier", ""), kind, "it is no item of QTI 3.0")
    for name in archive:
        if name.endswith(".xml") and name not in named:
            root = read_xml(archive.read(name), name=name)
            if root.tag == f"{{{QTI}}}qti-assessment-item":
                yield Refusal(name, root.get("identifier", ""), "item", "the manifest does not name it")


def _read_metadata(resource: Element) -> tuple[list[str], list[str]]:
    """The keywords of an item, and whether its metadata say more."""
    keywords = resource.findall(f"{{{PACKAGE}}}metadata/{{{LOM}}}lom/{{{LOM}}}general/{{{LOM}}}keyword/{{{LOM}}}string")
    metadata = resource.find(f"{{{PACKAGE}}}metadata")
    said = (
        [element for element in metadata.iter() if element.text and element.text.strip()]
        if metadata is not None
        else []
    )
    has_more = any(element not in keywords for element in said)
    return [keyword.text or "" for keyword in keywords], ["metadata that are no keywords"] if has_more else []


def _read_item(item: Element, where: str, tags: list[str], lost_metadata: list[str]) -> Found:
    identifier = decode_identifier(item.get("identifier", "").strip())
    if item.tag != f"{{{QTI}}}qti-assessment-item":
        return Refusal(where, identifier, _local(item)[:60], "it is no item of QTI 3.0")
    kind = "item"
    try:
        body = item.find(f"{{{QTI}}}qti-item-body")
        inside = body.iter() if body is not None else ()
        interactions = [element for element in inside if _local(element).endswith("-interaction")]
        if len(interactions) == 1:
            kind = _local(interactions[0]).removeprefix("qti-")
        return _read_question(item, body, interactions, identifier, where, (tags, lost_metadata))
    except Unsupported as problem:
        return Refusal(where, identifier, kind, str(problem))


def _read_question(
    item: Element,
    body: Element | None,
    interactions: list[Element],
    identifier: str,
    where: str,
    metadata: tuple[list[str], list[str]],
) -> NeutralQuestion:
    if body is None or len(interactions) != 1:
        raise Unsupported(f"it has {len(interactions)} interactions; one is asked")
    if item.get("adaptive") == "true":
        raise Unsupported("it goes on in several steps")
    if _find(item, "qti-template-declaration") is not None:
        raise Unsupported("it is made anew each time")
    if _find(item, "qti-assessment-stimulus-ref") is not None:
        raise Unsupported("it belongs to a text that stands elsewhere")
    (interaction,) = interactions
    reader = _READERS.get(_local(interaction))
    if reader is None:
        raise Unsupported(f"{_local(interaction)[:60]} is not asked here")
    declaration = _find_declaration(item, interaction)
    stem, lost_stem = _read_stem(body, interaction)
    kind, parts, key, lost_parts = reader(interaction, declaration)
    if kind is not QuestionKind.TRUE_FALSE and not 2 <= len(parts) <= MAX_PARTS:
        raise Unsupported(f"it has {len(parts)} answers; there are 2 to {MAX_PARTS}")
    explanation, lost_feedback = _read_explanation(item)
    about, lost_about = read_about(title=item.get("title", ""), tags=metadata[0])
    lost_beside = [said for name, said in _ELSEWHERE.items() if _find(item, name) is not None]
    return NeutralQuestion(
        where=where,
        identifier=identifier,
        kind=kind,
        stem=stem,
        key=key,
        parts=tuple(parts),
        explanation=explanation,
        has_part_ids=bool(parts),
        about=about,
        lost=tell_lost(
            lost_stem,
            lost_parts,
            list_lost_points(item, declaration, kind, parts, key),
            lost_feedback,
            lost_beside,
            lost_about,
            metadata[1],
        ),
    )


def _local(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def _find(parent: Element, name: str) -> Element | None:
    return parent.find(f"{{{QTI}}}{name}")


def _find_all(parent: Element, name: str) -> list[Element]:
    return parent.findall(f"{{{QTI}}}{name}")


def _find_declaration(item: Element, interaction: Element) -> Element:
    for declaration in _find_all(item, "qti-response-declaration"):
        if declaration.get("identifier") == interaction.get("response-identifier"):
            return declaration
    raise Unsupported("what answers to it is not declared")


def _read_stem(body: Element, interaction: Element) -> tuple[str, list[str]]:
    """What is asked: the text of the body, and the prompt in the place of its interaction."""
    prompt = _find(interaction, "qti-prompt")
    beside = [said for element in body.iter() if (said := _BESIDE.get(_local(element)))]
    if prompt is not None and len(body) == 1 and body[0] is interaction and not (body.text or "").strip():
        stem, lost = _read_line(prompt)
    else:
        stem, lost = line_from_html(_inner_html(body, interaction, prompt))
    if not stem:
        raise Unsupported("it has no text")
    return stem, [*lost, *beside]


def _read_line(element: Element) -> tuple[str, list[str]]:
    """The text of an element; one of ours says that its spaces and lines are meant."""
    spans = [child for child in element if _local(child) not in _FEEDBACK]
    is_ours = len(spans) == 1 and spans[0].get("class") == TEXT_CLASS and not len(spans[0])
    if is_ours and not (element.text or "").strip() and not any((child.tail or "").strip() for child in element):
        return line_from_plain(spans[0].text or "")
    return line_from_html(_inner_html(element))


def _inner_html(parent: Element, interaction: Element | None = None, prompt: Element | None = None) -> str:
    """What an element holds, as HTML; feedback and rubrics aside. The depth of the XML is bounded where it was read."""
    pieces = [escape(parent.text or "", quote=False)]
    for child in parent:
        name = _local(child)
        if child is interaction:
            pieces.append(f"<p>{_inner_html(prompt) if prompt is not None else ''}</p>")
        elif name not in _BESIDE and name not in _FEEDBACK:
            pieces.append(_outer_html(child, name, interaction, prompt))
        pieces.append(escape(child.tail or "", quote=False))
    return "".join(pieces)


def _outer_html(element: Element, name: str, interaction: Element | None, prompt: Element | None) -> str:
    inner = _inner_html(element, interaction, prompt)
    if name == "span" and element.get("class") == FACT_CLASS:
        return f'<a linktype="fact" id="{escape(element.get("data-key", ""))}">{inner}</a>'
    if name == "span" and element.get("class") == TEXT_CLASS:
        return inner
    attributes = "".join(f' {key.rpartition("}")[2]}="{escape(value)}"' for key, value in element.attrib.items())
    return f"<{name}{attributes}>" if name in _VOID else f"<{name}{attributes}>{inner}</{name}>"


def _read_explanation(item: Element) -> tuple[str, list[str]]:
    """Our own modal feedback; another system's depends on what was answered, which a bank does not hold."""
    explanation, lost = "", []
    for feedback in _find_all(item, "qti-modal-feedback"):
        content = _find(feedback, "qti-content-body")
        if feedback.get("identifier") == EXPLANATION and feedback.get("outcome-identifier") == "EXPLANATION":
            explanation, told = rich_from_html(_inner_html(content)) if content is not None else ("", [])
            lost += told
        else:
            lost.append("feedback on the whole answer")
    return explanation, lost


def _read_choices(parents: list[Element], name: str) -> tuple[list[Part], list[str]]:
    parts: list[Part] = []
    lost: list[str] = []
    for choice in (choice for parent in parents for choice in _find_all(parent, name)):
        identifier = choice.get("identifier", "")
        text, told = _read_line(choice)
        if not identifier or not text:
            raise Unsupported("one of its answers has no text" + (" but a picture" if "a picture" in told else ""))
        feedback = ""
        for said in (child for child in choice if _local(child) in _FEEDBACK):
            line, told_feedback = _read_line(said)
            told += told_feedback
            if said.get("identifier") == identifier and said.get("show-hide", "show") == "show" and not feedback:
                feedback = line
            else:
                told.append("feedback that depends on other answers")
        lost += told
        parts.append(Part(decode_identifier(identifier), text, feedback=feedback))
    if len({part.id for part in parts}) != len(parts):
        raise Unsupported("two of its answers have the same identifier")
    return parts, lost


#: The kind, the parts, the key, and what is lost.
Answers = tuple[QuestionKind, list[Part], dict, list[str]]


def _read_choice(interaction: Element, declaration: Element) -> Answers:
    parts, lost = _read_choices([interaction], "qti-simple-choice")
    ids = {part.id for part in parts}
    right = [decode_identifier(value) for value in read_correct(declaration)]
    if not right or not set(right) <= ids or len(set(right)) != len(right):
        raise Unsupported("its right answer is none of its answers")
    if interaction.get("class") == TRUE_FALSE_CLASS and ids == {"true", "false"} and len(right) == 1:
        return QuestionKind.TRUE_FALSE, [], {"value": right == ["true"]}, lost
    if declaration.get("cardinality") == "multiple":
        return QuestionKind.MULTIPLE, parts, {"correct": right}, lost
    if len(right) != 1:
        raise Unsupported("one answer can be chosen, but not exactly one is right")
    return QuestionKind.SINGLE, parts, {"correct": right}, lost


def _read_order(interaction: Element, declaration: Element) -> Answers:
    parts, lost = _read_choices([interaction], "qti-simple-choice")
    order = [decode_identifier(value) for value in read_correct(declaration)]
    if sorted(order) != sorted(part.id for part in parts):
        raise Unsupported("its right order does not name every item once")
    if any(part.feedback for part in parts):
        lost.append("the feedback of the items")
    by_id = {part.id: part for part in parts}
    return QuestionKind.ORDER, [Part(name, by_id[name].text) for name in order], {"order": order}, lost


def _read_match(interaction: Element, declaration: Element) -> Answers:
    sides = _find_all(interaction, "qti-simple-match-set")
    if len(sides) != 2:
        raise Unsupported("it does not have two sides")
    (left, lost_left), (right, lost_right) = (_read_choices([side], "qti-simple-associable-choice") for side in sides)
    lost = [*lost_left, *lost_right]
    texts = {part.id: part.text for part in right}
    partners: dict[str, str] = {}
    for value in read_correct(declaration):
        first, _, second = (decode_identifier(name) for name in value.partition(" "))
        if first in partners or second in partners.values() or second not in texts:
            raise Unsupported("its right pairs are not one to one")
        partners[first] = second
    if set(partners) != {part.id for part in left}:
        raise Unsupported("not every part of its left side has a partner")
    spare = [text for name, text in texts.items() if name not in partners.values()]
    lost += [f"the answer “{text[:40]}”, which belongs to nothing" for text in spare]
    parts = [Part(part.id, part.text, match=texts[partners[part.id]]) for part in left]
    return QuestionKind.MATCH, parts, {"pairs": {part.id: part.id for part in parts}}, lost


_READERS = {
    "qti-choice-interaction": _read_choice,
    "qti-order-interaction": _read_order,
    "qti-match-interaction": _read_match,
}
