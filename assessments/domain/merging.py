"""One language of a question, brought together with the languages that the question has already."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from core.api import SOURCE_LANGUAGE

from ..engine.items import OPTION_KINDS, Kind
from ..enums import QuestionKind
from ..errors import InvalidQuestion
from ..models import QuestionVersion
from .content import PART_TEXTS

if TYPE_CHECKING:
    from .importing import OutsideQuestion

#: The text by which a part is known in its language.
_NAMING = {Kind.ORDER: "text", Kind.MATCH: "left"} | dict.fromkeys(OPTION_KINDS, "text")


def merge_language(version: QuestionVersion | None, entry: "OutsideQuestion", language: str) -> dict[str, Any]:
    """The content for freeze_question: the languages of `version`, with `language` as the entry has it.

    Parts without ids of the bank take those of the version: by their words when it has the language, else by their place.
    Raises InvalidQuestion when the entry is another question than the other languages ask.
    """
    others = {code: texts for code, texts in (version.texts if version else {}).items() if code != language}
    own = version.texts.get(language, {}) if version else {}
    key = _gather_answers(version, entry, language, others) if entry.kind == Kind.SHORT_TEXT else entry.answer_key
    if version is None or (version.kind != entry.kind and not others):
        return _content(entry, key, {language: _keep(entry.texts, own)})
    if version.kind != entry.kind:
        raise InvalidQuestion(
            _("It is “%(there)s” in %(languages)s, and “%(here)s” here.")
            % {
                "there": QuestionKind(version.kind).label,
                "languages": _say(others),
                "here": QuestionKind(entry.kind).label,
            }
        )
    if entry.kind not in (Kind.TRUE_FALSE, Kind.SHORT_TEXT):
        return _merge_parts(version, entry, language, others)
    if entry.kind == Kind.TRUE_FALSE and others and version.key != key:
        raise InvalidQuestion(_("Another answer is right in %(languages)s.") % {"languages": _say(others)})
    if entry.kind == Kind.SHORT_TEXT and others and _forgives(version.key) != _forgives(key):
        raise InvalidQuestion(
            _("Typing mistakes are judged another way in %(languages)s.") % {"languages": _say(others)}
        )
    return _content(entry, key, {**others, language: _keep(entry.texts, own)})


def _gather_answers(
    version: QuestionVersion | None, entry: "OutsideQuestion", language: str, others: Mapping[str, Any]
) -> dict[str, Any]:
    """The key of a short text in all languages; the entry knows the answers of its own."""
    known = version.key["accepted"] if version and version.kind == Kind.SHORT_TEXT else {}
    accepted = {code: known[code] for code in others if code in known}
    return {**entry.answer_key, "accepted": {**accepted, language: entry.answer_key["accepted"]}}


def _forgives(key: Mapping[str, Any]) -> bool:
    return key.get("forgives_typo", False)


def _keep(texts: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """The texts; an explanation that is not told stays as it is."""
    return {**texts, "explanation": texts["explanation"] or own.get("explanation", "")}


def _merge_parts(
    version: QuestionVersion, entry: "OutsideQuestion", language: str, others: Mapping[str, Any]
) -> dict[str, Any]:
    kind = Kind(entry.kind)
    place = PART_TEXTS[kind][0]
    parts: Mapping[str, Mapping[str, str]] = entry.texts[place]
    own = version.texts.get(language, {}).get(place)
    names, are_certain = _find_names(version, entry, kind, parts, own)
    if others and set(names.values()) != set(version.part_ids):
        raise InvalidQuestion(
            _("It has %(count)s parts in %(languages)s, and other ones here.")
            % {"count": len(version.part_ids), "languages": _say(others)}
        )
    arranged, key = _rename(version, kind, parts, entry.answer_key, names)
    if others and not are_certain and key != _canonical(kind, version.key):
        raise InvalidQuestion(
            _("Another answer is right in %(languages)s, or the answers stand in another order.")
            % {"languages": _say(others)}
        )
    if _canonical(kind, version.key) == key:
        key = version.key
    is_source = (not others or language == SOURCE_LANGUAGE) and kind is not Kind.ORDER
    order = list(arranged) if is_source else [part for part in version.part_ids if part in arranged]
    order += [part for part in arranged if part not in order]
    for part, told in arranged.items():
        if not told.get("feedback", "-"):
            told["feedback"] = (own or {}).get(part, {}).get("feedback", "")
    texts = {**_keep(entry.texts, version.texts.get(language, {})), place: {part: arranged[part] for part in order}}
    content = _content(entry, key, {**others, language: texts})
    if kind is Kind.HOTSPOT:
        areas = {names[part]: list(area) for part, area in entry.picture["areas"].items()}
        content["picture"] = {"key": entry.picture["key"], "areas": areas}
        if others and content["picture"] != version.picture:
            raise InvalidQuestion(
                _("The picture or its areas are others in %(languages)s.") % {"languages": _say(others)}
            )
    return content


def _find_names(
    version: QuestionVersion,
    entry: "OutsideQuestion",
    kind: Kind,
    parts: Mapping[str, Mapping[str, str]],
    own: Mapping[str, Mapping[str, str]] | None,
) -> tuple[dict[str, str], bool]:
    """The id in the bank of each part, and whether that is certain."""
    if set(entry.part_ids) & set(version.part_ids):
        return {part: part for part in parts}, True
    naming = _NAMING[kind]
    by_words = {texts[naming]: part for part, texts in (own or {}).items()}
    names = {
        part: by_words[texts[naming].strip()] for part, texts in parts.items() if texts[naming].strip() in by_words
    }
    are_certain = len(names) == len(parts)
    listed = version.key["order"] if kind is Kind.ORDER else version.part_ids
    free = [part for part in listed if part not in names.values()]
    for part in entry.answer_key["order"] if kind is Kind.ORDER else parts:
        if part not in names:
            names[part] = free.pop(0) if free else _unused(part, {*version.part_ids, *names.values()})
    return names, are_certain


def _unused(part: str, taken: set[str]) -> str:
    number = 1
    name = part
    while name in taken:
        number += 1
        name = f"{part}{number}"
    return name


def _rename(
    version: QuestionVersion,
    kind: Kind,
    parts: Mapping[str, Mapping[str, str]],
    key: Mapping[str, Any],
    names: Mapping[str, str],
) -> tuple[dict[str, dict[str, str]], dict[str, Any]]:
    """The parts and the key in the ids of the bank. The right sides of a match keep the partners that they have there."""
    if kind is Kind.ORDER:
        return {names[part]: dict(texts) for part, texts in parts.items()}, {
            "order": [names[part] for part in key["order"]]
        }
    if kind is not Kind.MATCH:
        return {names[part]: dict(texts) for part, texts in parts.items()}, {
            "correct": sorted(names[part] for part in key["correct"])
        }
    pairs = {names[left]: names[right] for left, right in key["pairs"].items()}
    stored = version.key["pairs"]
    partners = stored if set(stored) == set(pairs) else {left: left for left in pairs}
    right_of = {names[left]: parts[right]["right"] for left, right in key["pairs"].items()}
    arranged = {names[part]: {"left": texts["left"], "right": ""} for part, texts in parts.items()}
    for left, text in right_of.items():
        arranged[partners[left]]["right"] = text
    return arranged, {"pairs": dict(partners)}


def _canonical(kind: Kind, key: Mapping[str, Any]) -> dict[str, Any]:
    return {"correct": sorted(key["correct"])} if "correct" in key else dict(key)


def _content(entry: "OutsideQuestion", key: Mapping[str, Any], languages: dict[str, Any]) -> dict[str, Any]:
    return {"kind": entry.kind, "key": dict(key), "languages": languages, "picture": dict(entry.picture)}


def _say(languages: Mapping[str, Any]) -> str:
    return ", ".join(f"“{code}”" for code in sorted(languages))
