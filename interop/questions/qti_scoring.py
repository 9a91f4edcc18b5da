"""How an item of QTI gives points, and whether the bank gives them the same way."""

from collections.abc import Iterator
from math import isfinite, nan
from typing import Any
from xml.etree.ElementTree import Element

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from assessments.enums import QuestionKind

from .neutral import Part, Unsupported
from .qti_names import QTI, encode_identifier
from .weights import read_weights


def read_correct(declaration: Element) -> list[str]:
    """The values of the right response."""
    values = declaration.findall(f"{{{QTI}}}qti-correct-response/{{{QTI}}}qti-value")
    return [" ".join((value.text or "").split()) for value in values]


def list_lost_points(
    item: Element, declaration: Element, kind: QuestionKind, parts: list[Part], key: dict[str, Any]
) -> Iterator[str]:
    """What is lost of how the item gives points. An item without rules says nothing about them."""
    most = _find_most(item)
    if most not in (None, 1.0):
        yield _("its %(points)s points: every question counts 1") % {"points": number_format(f"{most:g}")}
    processing = item.find(f"{{{QTI}}}qti-response-processing")
    if processing is None:
        return
    template = processing.get("template", "").rpartition("/")[2].removesuffix(".xml")
    names = {element.tag.rpartition("}")[2] for element in processing.iter()}
    is_mapped = template == "map_response" or "qti-map-response" in names
    if kind is QuestionKind.ORDER:
        is_ours = "qti-index" in names
    elif kind is QuestionKind.SHORT_TEXT:
        is_ours = is_mapped or template == "match_correct" or {"qti-match", "qti-correct"} <= names
    elif kind in (QuestionKind.MULTIPLE, QuestionKind.CHOOSE, QuestionKind.MATCH):
        is_ours = is_mapped and _shares_evenly(declaration, kind, parts, key)
    elif is_mapped:
        is_ours = set(_read_mapping(declaration)) <= {encode_identifier(part) for part in key.get("correct", [])}
    else:
        is_ours = template == "match_correct" or {"qti-match", "qti-correct"} <= names
    if not is_ours:
        yield _("its way of giving points")


def _find_most(item: Element) -> float | None:
    """The points that can be had: MAXSCORE, or what SCORE says of itself."""
    for outcome in item.findall(f"{{{QTI}}}qti-outcome-declaration"):
        if outcome.get("identifier") == "MAXSCORE":
            return read_number(outcome.findtext(f"{{{QTI}}}qti-default-value/{{{QTI}}}qti-value") or "1")
        if outcome.get("identifier") == "SCORE" and outcome.get("normal-maximum"):
            return read_number(outcome.get("normal-maximum", ""))
    return None


def _read_mapping(declaration: Element) -> dict[str, float]:
    """The points of each value that has some."""
    entries = declaration.findall(f"{{{QTI}}}qti-mapping/{{{QTI}}}qti-map-entry")
    mapped = {entry.get("map-key", ""): read_number(entry.get("mapped-value", "0")) for entry in entries}
    return {name: value for name, value in mapped.items() if value}


def _shares_evenly(declaration: Element, kind: QuestionKind, parts: list[Part], key: dict[str, Any]) -> bool:
    mapping = _read_mapping(declaration)
    total = sum(value for value in mapping.values() if value > 0)
    if kind in (QuestionKind.MATCH, QuestionKind.CHOOSE):
        right = read_correct(declaration)
        return set(mapping) == set(right) and all(abs(value * len(right) - total) < 0.001 for value in mapping.values())
    weights = [100 * mapping.get(encode_identifier(part.id), 0.0) / (total or 1) for part in parts]
    try:
        right_places, lost = read_weights(weights, is_single=False)
    except Unsupported:
        return False
    return not lost and {parts[place].id for place in right_places} == set(key["correct"])


def read_number(text: str) -> float:
    """Raises Unsupported."""
    try:
        number = float(text)
    except ValueError:
        number = nan
    if not isfinite(number):
        raise Unsupported(_("“%(text)s” is no number") % {"text": text[:20]})
    return number
