"""Reading the content of a question as a lesson hands it over: everything is checked before it is frozen."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from core.api import is_known_language

from ..engine.areas import BadAreas, read_areas
from ..engine.items import OPTION_KINDS, BadItem, Item, Kind, build_item
from ..engine.mistakes import Mistake
from ..engine.typed import BadAnswers, read_answers
from ..enums import QuestionKind
from ..errors import InvalidQuestion

# Where the texts of the parts stand, and which texts a part has. Starred ones may be missing or empty.
PART_TEXTS: dict[Kind, tuple[str, dict[str, bool]]] = {
    **{kind: ("options", {"text": True, "feedback": False}) for kind in OPTION_KINDS},
    Kind.ORDER: ("items", {"text": True}),
    Kind.MATCH: ("pairs", {"left": True, "right": True}),
}

SAME_TEXTS = "same_texts"  # the code of that refusal


@dataclass(frozen=True, slots=True)
class QuestionContent:
    """A checked question: what is stored in a version. `picture` is empty unless the question is about one."""

    item: Item
    key: dict[str, Any]
    texts: dict[str, dict[str, Any]]
    picture: dict[str, Any]
    content_hash: str


def read_content(content: Mapping[str, Any], *, is_draft: bool = False) -> QuestionContent:
    """The content of a question, checked; a draft may lack its explanation. Raises InvalidQuestion, whose message names
    the language and the part."""
    unknown = set(content) - {"kind", "key", "languages", "picture"}
    languages = content.get("languages")
    if unknown or not isinstance(languages, Mapping) or not languages:
        raise InvalidQuestion(_("A question has a kind, a key, and texts in at least one language."))
    part_ids = _read_part_ids(content.get("kind"), languages)
    try:
        item = build_item(kind=str(content.get("kind")), ids=part_ids, key=content.get("key") or {})
    except BadItem as problem:
        raise InvalidQuestion(say_mistake(problem)) from problem
    texts = {code: _read_texts(code, item, languages[code], is_draft=is_draft) for code in languages}
    key = dict(content["key"])
    if item.kind is Kind.SHORT_TEXT:
        if missing := sorted(set(texts) - set(key["accepted"])):
            raise InvalidQuestion(_("No answer is accepted in %(languages)s.") % {"languages": ", ".join(missing)})
        key["accepted"] = {code: key["accepted"][code] for code in texts}
    picture = _read_picture(item, content.get("picture") or {})
    said = [item.kind, item.ids, key, texts, *([picture] if picture else [])]
    canonical = json.dumps(said, sort_keys=True, ensure_ascii=False)
    return QuestionContent(item, key, texts, picture, hashlib.sha256(canonical.encode()).hexdigest())


def _read_picture(item: Item, picture: Any) -> dict[str, Any]:
    """The picture of a hotspot with its areas; other kinds have none."""
    if item.kind is not Kind.HOTSPOT:
        if picture:
            raise InvalidQuestion(
                _("A question of the kind “%(kind)s” has no areas in a picture.")
                % {"kind": QuestionKind(item.kind).label}
            )
        return {}
    if not isinstance(picture, Mapping) or set(picture) != {"key", "areas"} or not isinstance(picture["key"], str):
        raise InvalidQuestion(_("A place in a picture needs the key of the picture, and its areas."))
    try:
        areas = read_areas(picture["areas"], ids=item.ids)
    except BadAreas as problem:
        raise InvalidQuestion(say_mistake(problem)) from problem
    return {"key": picture["key"], "areas": {part: list(area) for part, area in areas.items()}}


def say_mistake(problem: Mistake) -> str:
    """What contradicts itself, in the language of the page."""
    return _(problem.said) % problem.named


def find_answers_mistake(*, answers: Any) -> Mistake | None:
    """Why these cannot be the answers that a short text accepts in a language; None when they can."""
    try:
        read_answers(answers)
    except BadAnswers as problem:
        return problem
    return None


def find_areas_mistake(*, areas: Mapping[str, Any]) -> Mistake | None:
    """Why these cannot be the areas of a picture that is asked about; None when they can."""
    try:
        read_areas(areas, ids=list(areas))
    except BadAreas as problem:
        return problem
    return None


def _read_part_ids(kind: Any, languages: Mapping[str, Any]) -> list[str]:
    """The author's order is that of the first language handed over: the Dutch source."""
    place = PART_TEXTS.get(kind)
    if place is None:
        return []
    first = languages.get("nl") or next(iter(languages.values()))
    return list(first.get(place[0], {})) if isinstance(first, Mapping) else []


def _read_texts(code: str, item: Item, texts: Any, *, is_draft: bool) -> dict[str, Any]:
    if not is_known_language(code) or not isinstance(texts, Mapping):
        raise InvalidQuestion(_("%(language)s: not a language of the registry, or no texts.") % {"language": code})
    place = PART_TEXTS.get(item.kind)
    surplus = set(texts) - {"stem", "explanation"} - ({place[0]} if place else set())
    if surplus:
        raise InvalidQuestion(
            _("%(language)s: unknown text %(names)s.") % {"language": code, "names": ", ".join(sorted(surplus))}
        )
    read: dict[str, Any] = {
        "stem": _read_text(code, _("the question"), texts.get("stem")),
        "explanation": _read_text(code, _("the explanation"), texts.get("explanation"), is_required=not is_draft),
    }
    if place:
        read[place[0]] = _read_part_texts(code, item, place[1], texts.get(place[0]))
    return read


def _read_part_texts(code: str, item: Item, fields: dict[str, bool], parts: Any) -> dict[str, Any]:
    if not isinstance(parts, Mapping) or set(parts) != set(item.ids):
        raise InvalidQuestion(_("%(language)s: its parts are not those of the other languages.") % {"language": code})
    read = {}
    for part in item.ids:
        if not isinstance(parts[part], Mapping) or set(parts[part]) - set(fields):
            raise InvalidQuestion(
                _("%(language)s: part %(part)s has unknown texts.") % {"language": code, "part": part}
            )
        read[part] = {
            field: _read_text(
                code, _("part %(part)s") % {"part": part}, parts[part].get(field), is_required=is_required
            )
            for field, is_required in fields.items()
        }
    for field, is_required in fields.items():
        shown = [read[part][field] for part in item.ids]
        if is_required and len(set(shown)) != len(shown):
            raise InvalidQuestion(
                _("%(language)s: two parts read the same; nobody could tell them apart.") % {"language": code},
                code=SAME_TEXTS,
            )
    return read


def _read_text(code: str, place: str, text: Any, *, is_required: bool = True) -> str:
    if text is None and not is_required:
        return ""
    if not isinstance(text, str) or "\x00" in text or (is_required and not text.strip()):
        raise InvalidQuestion(_("%(language)s: %(place)s has no text.") % {"language": code, "place": place})
    return str(text).strip()
