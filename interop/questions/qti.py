"""QTI 3.0, read: an item, or a package with items."""

from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.enums import QuestionKind

from .neutral import Found, NeutralQuestion, Part, Refusal, Unsupported, read_about
from .qti_answers import READERS, read_picture
from .qti_names import (
    EXPLANATION,
    ITEM_TYPE,
    LOM,
    MANIFEST,
    PACKAGE,
    QTI,
    TEXT_ENTRY,
    decode_identifier,
)
from .qti_scoring import list_lost_points
from .qti_stimuli import Stimuli
from .qti_texts import BESIDE, find, find_all, inner_html, local, read_around, read_line
from .reading import MAX_PARTS, Archive, UntrustedFile, is_archive, read_xml
from .texts import line_from_html, rich_from_html, tell_lost

_ELSEWHERE = {
    "qti-stylesheet": gettext_lazy("a style sheet"),
    "qti-catalog-info": gettext_lazy("a catalogue of other forms"),
    "qti-companion-materials-info": gettext_lazy("companion materials"),
}


def read_qti(data: bytes) -> Iterator[Found]:
    """The questions of an item or a package, in its order. Raises UntrustedFile."""
    if is_archive(data):
        yield from _read_package(Archive(data))
        return
    yield _read_item(read_xml(data), _("item"), [], [], Stimuli())


def _read_package(archive: Archive) -> Iterator[Found]:
    if MANIFEST not in archive:
        raise UntrustedFile(_("The archive holds no %(name)s: it is no QTI package.") % {"name": MANIFEST})
    manifest = read_xml(archive.read(MANIFEST), name=MANIFEST)
    if manifest.tag != f"{{{PACKAGE}}}manifest":
        raise UntrustedFile(_("The manifest is not one of a QTI 3.0 package."))
    named, stimuli = {MANIFEST}, Stimuli(archive)
    for resource in manifest.iter(f"{{{PACKAGE}}}resource"):
        kind, href = resource.get("type", ""), unquote(resource.get("href", ""))
        named.add(href)
        if not kind.startswith("imsqti_item"):
            continue
        if href not in archive:
            raise UntrustedFile(
                _("The manifest names %(name)s, which the archive does not hold.") % {"name": repr(href[:80])}
            )
        if kind == ITEM_TYPE:
            tags, lost = _read_metadata(resource)
            yield _read_item(read_xml(archive.read(href), name=href), href, tags, lost, stimuli)
        else:
            yield Refusal(href, resource.get("identifier", ""), kind, _("it is no item of QTI 3.0"))
    for name in archive:
        if name.endswith(".xml") and name not in named:
            root = read_xml(archive.read(name), name=name)
            if root.tag == f"{{{QTI}}}qti-assessment-item":
                yield Refusal(name, root.get("identifier", ""), "item", _("the manifest does not name it"))


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
    return [keyword.text or "" for keyword in keywords], [_("metadata that are no keywords")] if has_more else []


def _read_item(item: Element, where: str, tags: list[str], lost_metadata: list[str], stimuli: Stimuli) -> Found:
    identifier = decode_identifier(item.get("identifier", "").strip())
    if item.tag != f"{{{QTI}}}qti-assessment-item":
        return Refusal(where, identifier, local(item)[:60], _("it is no item of QTI 3.0"))
    kind = "item"
    try:
        body = item.find(f"{{{QTI}}}qti-item-body")
        inside = body.iter() if body is not None else ()
        interactions = [element for element in inside if local(element).endswith("-interaction")]
        if len(interactions) == 1:
            kind = local(interactions[0]).removeprefix("qti-")
        shared, lost_shared = stimuli.read(item, where)
        found = _read_question(item, body, interactions, identifier, where, (tags, lost_metadata))
        return replace(found, shared=shared, lost=tell_lost(found.lost, lost_shared))
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
        raise Unsupported(_("it has %(found)s interactions; one is asked") % {"found": len(interactions)})
    if item.get("adaptive") == "true":
        raise Unsupported(_("it goes on in several steps"))
    if find(item, "qti-template-declaration") is not None:
        raise Unsupported(_("it is made anew each time"))
    (interaction,) = interactions
    reader = READERS.get(local(interaction))
    if reader is None:
        raise Unsupported(_("“%(kind)s” is not asked here") % {"kind": local(interaction)[:60]})
    declaration = _find_declaration(item, interaction)
    stem, lost_stem = _read_stem(body, interaction)
    kind, parts, key, lost_parts = reader(interaction, declaration)
    has_parts = kind not in (QuestionKind.TRUE_FALSE, QuestionKind.SHORT_TEXT)
    if has_parts and not 2 <= len(parts) <= MAX_PARTS:
        raise Unsupported(
            _("it has %(found)s answers; there are 2 to %(most)s") % {"found": len(parts), "most": MAX_PARTS}
        )
    picture = read_picture(interaction, parts) if kind is QuestionKind.HOTSPOT else None
    told, explanation, lost_feedback = _read_modal_feedback(item, parts if picture else [])
    about, lost_about = read_about(title=item.get("title", ""), tags=metadata[0])
    lost_beside = [str(said) for name, said in _ELSEWHERE.items() if find(item, name) is not None]
    return NeutralQuestion(
        where=where,
        identifier=identifier,
        kind=kind,
        stem=stem,
        key=key,
        parts=tuple(replace(part, feedback=told[part.id]) if part.id in told else part for part in parts),
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
        picture=picture,
    )


def _find_declaration(item: Element, interaction: Element) -> Element:
    for declaration in find_all(item, "qti-response-declaration"):
        if declaration.get("identifier") == interaction.get("response-identifier"):
            return declaration
    raise Unsupported(_("what answers to it is not declared"))


def _read_stem(body: Element, interaction: Element) -> tuple[str, list[str]]:
    """What is asked: the text of the body, and the prompt in the place of its interaction."""
    prompt = find(interaction, "qti-prompt")
    beside = [str(BESIDE[local(element)]) for element in body.iter() if local(element) in BESIDE]
    if local(interaction) == TEXT_ENTRY:
        stem, lost = read_around(body, interaction)
    elif prompt is not None and len(body) == 1 and body[0] is interaction and not (body.text or "").strip():
        stem, lost = read_line(prompt)
    else:
        asked = inner_html(prompt) if prompt is not None else ""
        stem, lost = line_from_html(inner_html(body, interaction, f"<p>{asked}</p>"))
    if not stem:
        raise Unsupported(_("it has no text"))
    return stem, [*lost, *beside]


def _read_modal_feedback(item: Element, parts: list[Part]) -> tuple[dict[str, str], str, list[str]]:
    """What is said of each of these parts, the explanation, and what is lost. Another system's feedback depends on what was
    answered, which a bank holds of parts only."""
    said: dict[str, str] = {}
    explanation, lost = "", []
    names = {part.id for part in parts}
    for feedback in find_all(item, "qti-modal-feedback"):
        content = find(feedback, "qti-content-body")
        outcome, name = feedback.get("outcome-identifier"), decode_identifier(feedback.get("identifier", ""))
        if (name, outcome) == (EXPLANATION, "EXPLANATION"):
            explanation, told = rich_from_html(inner_html(content)) if content is not None else ("", [])
            lost += told
        elif outcome == "FEEDBACK" and name in names - set(said) and content is not None:
            said[name], told = read_line(content)
            lost += told
        else:
            lost.append(_("feedback on the whole answer"))
    return said, explanation, lost
