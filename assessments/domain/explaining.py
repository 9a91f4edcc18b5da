"""What a person may know once she has answered."""

from collections.abc import Callable, Mapping
from html import unescape
from typing import Any

from django.utils.html import escape, strip_tags

from core.language_text import LanguageText
from core.languages import SOURCE_LANGUAGE

from ..engine.items import OPTION_KINDS, BadResponse, Kind
from ..engine.scoring import right_response
from ..errors import InvalidResponse
from ..models import QuestionVersion
from .presenting import name_of, read_response, score_response, show_areas
from .texts import Render, renderer_for, texts_in

Show = Callable[..., str]


def explain(
    *, version: QuestionVersion, language: str, response: Mapping[str, Any], render: Render | None = None
) -> dict[str, Any]:
    """The explanation after an answer. Never call it before: it holds the solution.

    {"is_correct", "explanation": html, "feedback": [{"id", "text": html (the part), "feedback": html or ""}] about the
    parts the score names, "solution": list of html (options or items), list of [left, right] html, or a bool,
    "options": of a choice each as {"text", "feedback": html, "is_right", "is_chosen"}, "typed": what was typed, as HTML}.
    Raises MissingText, InvalidResponse.
    """
    texts = texts_in(version, language)
    show = renderer_for(texts, language=language, render=render)
    result = score_response(version=version, response=response)
    return {
        "is_correct": result.is_correct,
        "explanation": show(texts["explanation"], is_inline=False),
        "feedback": _list_feedback(version, texts, show, result.feedback),
        "solution": _solution(version, texts, show, language),
        "typed": escape(response.get("text", "")),
        "options": _list_options(version, texts, show, result.feedback),
    }


def show_solution(*, version: QuestionVersion, language: str, render: Render | None = None) -> dict[str, Any]:
    """A question with its solution and why, for one that was answered, or left open when the test ended: {"stem", "solution" (as
    in `explain`), "explanation"} as HTML, and "picture" of a hotspot as `show_areas` has it, where its right area "is_right".
    Never call it before. Raises MissingText."""
    texts = texts_in(version, language)
    show = renderer_for(texts, language=language, render=render)
    picture = show_areas(version) if version.item.kind is Kind.HOTSPOT else None
    for part, area in zip(version.part_ids, picture["areas"] if picture else (), strict=False):
        area["is_right"] = part in version.item.key
    return {
        "stem": show(texts["stem"]),
        "picture": picture,
        "solution": _solution(version, texts, show, language),
        "explanation": show(texts["explanation"], is_inline=False),
    }


def show_all(*, version: QuestionVersion, language: str, render: Render | None = None) -> dict[str, Any]:
    """A question with all that can be said of it, for who writes or reviews it: as `show_solution`, and "kind" and "options"
    as in `explain`. Never for who may still answer it. Raises MissingText."""
    texts = texts_in(version, language)
    show = renderer_for(texts, language=language, render=render)
    return {
        **show_solution(version=version, language=language, render=render),
        "kind": version.kind,
        "options": _list_options(version, texts, show, ()),
    }


def list_explanations(*, version: QuestionVersion, language: str, render: Render | None = None) -> list[str]:
    """All that can be said after an answer, as HTML: what belongs to each part, what could be typed, and the explanation. For who
    records it.

    Raises MissingText.
    """
    texts = texts_in(version, language)
    show = renderer_for(texts, language=language, render=render)
    parts = [show(part["feedback"]) for part in texts.get("options", {}).values() if part.get("feedback")]
    typed = _solution(version, texts, show, language) if version.item.kind is Kind.SHORT_TEXT else []
    return [*parts, *typed, show(texts["explanation"], is_inline=False)]


def tell_answer(*, version: QuestionVersion, language: str, response: Mapping[str, Any]) -> dict[str, Any]:
    """A given answer as plain text, for her own record: {"question": LanguageText, "given": LanguageText or a bool}.

    In `language`, or in Dutch and marked as missing. Raises InvalidResponse.
    """
    spoken = language if language in version.texts else SOURCE_LANGUAGE
    texts = texts_in(version, spoken)
    show = renderer_for(texts, language=spoken)

    def plain(text: str) -> str:
        return unescape(strip_tags(show(text)))

    def marked(text: str) -> LanguageText:
        return LanguageText(text, spoken, is_missing=spoken != language)

    try:
        given = read_response(version, response)
    except BadResponse as problem:
        raise InvalidResponse(problem.code, code=problem.code) from problem
    match version.item.kind:
        case Kind.TRUE_FALSE:
            return {"question": marked(plain(texts["stem"])), "given": given["value"]}
        case Kind.SHORT_TEXT:
            return {"question": marked(plain(texts["stem"])), "given": LanguageText(given["text"], language)}
        case Kind.SINGLE | Kind.HOTSPOT:
            parts = [texts["options"][given["choice"]]["text"]]
        case Kind.MULTIPLE | Kind.CHOOSE:
            parts = [texts["options"][part]["text"] for part in given["choices"]]
        case Kind.ORDER:
            parts = [texts["items"][part]["text"] for part in given["order"]]
        case Kind.MATCH:
            pairs = [(texts["pairs"][left]["left"], texts["pairs"][to]["right"]) for left, to in given["pairs"].items()]
            told = "; ".join(f"{plain(left)}: {plain(right)}" for left, right in pairs)
            return {"question": marked(plain(texts["stem"])), "given": marked(told)}
    return {"question": marked(plain(texts["stem"])), "given": marked("; ".join(map(plain, parts)))}


def _list_feedback(version: QuestionVersion, texts: dict, show: Show, named: tuple[str, ...]) -> list[dict]:
    kind = version.item.kind
    if not named:
        return []
    place, field, side = {
        Kind.ORDER: ("items", "text", "option"),
        Kind.MATCH: ("pairs", "left", "left"),
    }.get(kind, ("options", "text", "option"))
    parts = {name_of(version, side, part): part for part in version.part_ids}
    return [
        {
            "id": name,
            "text": show(texts[place][parts[name]][field]),
            "feedback": show(texts[place][parts[name]].get("feedback", "")),
        }
        for name in named
    ]


def _list_options(version: QuestionVersion, texts: dict, show: Show, chosen: tuple[str, ...]) -> list[dict]:
    if version.item.kind not in OPTION_KINDS:
        return []
    return [
        {
            "text": show(texts["options"][part]["text"]),
            "feedback": show(texts["options"][part]["feedback"]),
            "is_right": part in version.item.key,
            "is_chosen": name_of(version, "option", part) in chosen,
        }
        for part in version.part_ids
    ]


def _solution(version: QuestionVersion, texts: dict, show: Show, language: str) -> Any:
    right = right_response(version.item)
    match version.item.kind:
        case Kind.TRUE_FALSE:
            return right["value"]
        case Kind.ORDER:
            return [show(texts["items"][part]["text"]) for part in right["order"]]
        case Kind.MATCH:
            return [
                [
                    show(texts["pairs"][left]["left"]),
                    show(texts["pairs"][partner]["right"]),
                ]
                for left, partner in ((left, right["pairs"][left]) for left in version.part_ids)
            ]
        case Kind.SHORT_TEXT:
            accepted = version.key["accepted"].get(language) or version.item.key.answers
            return [escape(accepted[0])]
        case _:
            return [show(texts["options"][part]["text"]) for part in version.part_ids if part in version.item.key]
