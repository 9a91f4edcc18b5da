"""What a page may know of a question before it is answered, and how its answer comes back."""

from collections.abc import Mapping
from typing import Any

from ..engine.display import display_order, shown_id
from ..engine.items import BadResponse, Kind
from ..engine.scoring import Score, right_response, score
from ..engine.typed import MAX_LETTERS
from ..errors import InvalidResponse, MissingText
from ..models import ClusterVersion, QuestionVersion
from .texts import Render, renderer_for, texts_in


def presentation(
    *, version: QuestionVersion, language: str, seed: str = "", render: Render | None = None
) -> dict[str, Any]:
    """The question for a page, without key, explanation or feedback. Raises MissingText.

    {"version": uuid, "kind", "language", "stem": html} and "options" | "items": [{"id", "text": html}] or
    "left" and "right" (match), all in display order; "most", how many to choose (choose), or the longest answer that can be
    typed (short_text); "picture", where the options are (hotspot, see show_areas). The
    order depends on the version (and on `seed`, if any), never on a person; so it is the same in every language.
    `render(text, is_inline)` shows texts; without it the registered renderer does.
    """
    texts = texts_in(version, language)
    show = renderer_for(texts, language=language, render=render)
    item = version.item
    shown: dict[str, Any] = {
        "version": str(version.uuid),
        "kind": item.kind.value,
        "language": language,
        "stem": show(texts["stem"]),
    }
    order = display_order(item, seed=f"{version.uuid}{seed}")

    def list_parts(place: str, field: str, side: str, parts: tuple[str, ...]) -> list[dict[str, str]]:
        return [{"id": name_of(version, side, part), "text": show(texts[place][part][field])} for part in parts]

    match item.kind:
        case Kind.SINGLE | Kind.MULTIPLE | Kind.CHOOSE | Kind.HOTSPOT:
            shown["options"] = list_parts("options", "text", "option", order)
        case Kind.SHORT_TEXT:
            shown["most"] = MAX_LETTERS
        case Kind.ORDER:
            shown["items"] = list_parts("items", "text", "option", order)
        case Kind.MATCH:
            left = item.ids
            shown["left"] = list_parts("pairs", "left", "left", left)
            shown["right"] = list_parts("pairs", "right", "right", order)
    if item.kind is Kind.CHOOSE:
        shown["most"] = len(item.key)
    if item.kind is Kind.HOTSPOT:
        shown["picture"] = show_areas(version)
    return shown


def show_shared(*, shared: ClusterVersion, language: str, render: Render | None = None) -> dict[str, str]:
    """What several questions are about, for a page.

    {"title", "text": html, empty where there is none, "picture", "recording": keys of the media library, or empty}. Raises
    MissingText.
    """
    try:
        texts = shared.texts[language]
    except KeyError:
        raise MissingText(f"version {shared.number} of a cluster has no {language}") from None
    show = renderer_for(texts, language=language, render=render)
    return {
        "title": show(texts["title"]),
        "text": show(texts["text"], is_inline=False),
        "picture": shared.picture,
        "recording": shared.recording,
    }


def show_areas(version: QuestionVersion) -> dict[str, Any]:
    """The picture of a hotspot: {"key": of the media library, "areas": [{"id", "area": [left, top, width, height] in percent,
    from the left and the top}]} in the order of its options."""
    areas = version.picture["areas"]
    return {
        "key": version.picture["key"],
        "areas": [{"id": name_of(version, "option", part), "area": areas[part]} for part in version.part_ids],
    }


def name_of(version: QuestionVersion, side: str, part: str) -> str:
    """The id under which a page knows a part of this question."""
    return shown_id(salt=version.question.salt, side=side, part=part)


def score_response(*, version: QuestionVersion, response: Mapping[str, Any]) -> Score:
    """The score of a response in the ids of the page; `feedback` names parts in the ids of the page too.

    Raises InvalidResponse with the code of what is wrong (nothing_chosen, incomplete, unknown_option…).
    """
    try:
        result = score(version.item, read_response(version, response))
    except BadResponse as problem:
        raise InvalidResponse(problem.code, code=problem.code) from problem
    side = "left" if version.item.kind is Kind.MATCH else "option"
    feedback = tuple(name_of(version, side, part) for part in result.feedback)
    return Score(result.is_correct, result.points, result.max_points, feedback)


def read_response(version: QuestionVersion, response: Mapping[str, Any]) -> Mapping[str, Any]:
    """The response with the author's ids instead of the page's. Unknown ids stay, so that the engine refuses them."""
    if not isinstance(response, Mapping):
        raise BadResponse("not_an_object")
    sides = ("left", "right") if version.kind == Kind.MATCH else ("option",)
    names = {name_of(version, side, part): part for side in sides for part in version.part_ids}

    def known(value: Any, side: str = "option") -> Any:
        part = names.get(value) if isinstance(value, str) else None
        if part is None or name_of(version, side, part) != value:
            raise BadResponse("unknown_option")
        return part

    read = dict(response)
    if "choice" in read:
        read["choice"] = known(read["choice"])
    for name in ("choices", "order"):
        if isinstance(read.get(name), list):
            read[name] = [known(value) for value in read[name]]
    if isinstance(read.get("pairs"), Mapping):
        read["pairs"] = {known(left, "left"): known(right, "right") for left, right in read["pairs"].items()}
    return read


def right_response_of(*, version: QuestionVersion) -> dict[str, Any]:
    """A fully right response in the ids of the page. For trials, benches and demo data; never for a page."""
    right = right_response(version.item)
    match version.item.kind:
        case Kind.SINGLE | Kind.HOTSPOT:
            return {"choice": name_of(version, "option", right["choice"])}
        case Kind.MULTIPLE | Kind.CHOOSE:
            return {"choices": [name_of(version, "option", part) for part in right["choices"]]}
        case Kind.ORDER:
            return {"order": [name_of(version, "option", part) for part in right["order"]]}
        case Kind.MATCH:
            return {
                "pairs": {
                    name_of(version, "left", left): name_of(version, "right", partner)
                    for left, partner in right["pairs"].items()
                }
            }
    return right
