"""Freezing the check questions of a lesson: what is published can be judged by, years later."""

from collections.abc import Iterator
from typing import Any

from assessments import api as assessments
from assessments.enums import QuestionKind

from ..enums import BlockType

PARTS = {
    QuestionKind.SINGLE: ("options", ("text", "feedback")),
    QuestionKind.MULTIPLE: ("options", ("text", "feedback")),
    QuestionKind.CHOOSE: ("options", ("text", "feedback")),
    QuestionKind.HOTSPOT: ("options", ("text", "feedback")),
    QuestionKind.ORDER: ("items", ("text",)),
    QuestionKind.MATCH: ("pairs", ("left", "right")),
}


def freeze_questions(*, source, translations, at) -> None:
    """Freeze every question of the Dutch lesson with the texts of all its live languages."""
    bodies = {page.language: {str(block.id): block for block in page.body} for page in translations}
    for block in list_questions(source):
        content = {
            "kind": block.value["kind"],
            "key": read_key(block.value),
            "languages": {source.language: read_texts(block.value)},
        }
        wanted = _shape(content["languages"][source.language])
        for language, blocks in bodies.items():
            other = blocks.get(str(block.id))
            if other is None or other.block_type != BlockType.QUESTION:
                continue
            texts = read_texts(other.value)
            # A translation of an older Dutch may lack an option: then readers get the Dutch, marked as Dutch.
            if _shape(texts) == wanted and not list_gaps(texts):
                content["languages"][language] = texts
        assessments.freeze_question(lesson_key=source.translation_key, block_id=str(block.id), content=content, at=at)


def list_questions(page) -> Iterator[Any]:
    return (block for block in page.body if block.block_type == BlockType.QUESTION)


def read_key(value) -> dict[str, Any]:
    """The right answer, in the ids of the blocks."""
    match value["kind"]:
        case QuestionKind.SINGLE | QuestionKind.MULTIPLE | QuestionKind.CHOOSE | QuestionKind.HOTSPOT:
            return {"correct": [part.id for part in value["options"].bound_blocks if part.value["correct"]]}
        case QuestionKind.TRUE_FALSE:
            return {"value": bool(value["answer"])}
        case QuestionKind.ORDER:
            return {"order": [part.id for part in value["items"].bound_blocks]}
        case _:
            return {"pairs": {part.id: part.id for part in value["pairs"].bound_blocks}}


def read_texts(value) -> dict[str, Any]:
    """The texts of one language as assessments wants them, markup unresolved."""
    texts: dict[str, Any] = {
        "stem": value["stem"],
        "explanation": value["explanation"].source if value["explanation"] else "",
    }
    if value["kind"] in PARTS:
        place, fields = PARTS[value["kind"]]
        texts[place] = {
            part.id: {field: part.value[field] or "" for field in fields} for part in value[place].bound_blocks
        }
    return texts


def list_gaps(texts: dict[str, Any]) -> list[str]:
    """Which texts are missing or cannot be told apart; empty when the question can be published."""
    gaps = [name for name in ("stem", "explanation") if not texts[name].strip()]
    for place in ("options", "items", "pairs"):
        parts = texts.get(place, {})
        for field in ("text", "left", "right"):
            shown = [part[field].strip() for part in parts.values() if field in part]
            if not all(shown) or len(set(shown)) != len(shown):
                gaps.append(f"{place}.{field}")
    return gaps


def _shape(texts: dict[str, Any]) -> dict[str, set[str]]:
    return {place: set(texts[place]) for place in ("options", "items", "pairs") if place in texts}
