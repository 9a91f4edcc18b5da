"""What a person may know once she has answered."""

from collections.abc import Callable, Mapping
from typing import Any

from ..engine.items import Kind
from ..engine.scoring import right_response
from ..models import QuestionVersion
from .presenting import name_of, score_response
from .texts import Render, renderer_for, texts_in

Show = Callable[..., str]


def explain(
    *, version: QuestionVersion, language: str, response: Mapping[str, Any], render: Render | None = None
) -> dict[str, Any]:
    """The explanation after an answer. Never call it before: it holds the solution.

    {"is_correct", "explanation": html, "feedback": [{"id", "text": html (the part), "feedback": html or ""}] about the
    parts the score names, "solution": list of html (options or items), list of [left, right] html, or a bool}.
    Raises MissingText, InvalidResponse.
    """
    texts = texts_in(version, language)
    show = renderer_for(texts, language=language, render=render)
    result = score_response(version=version, response=response)
    return {
        "is_correct": result.is_correct,
        "explanation": show(texts["explanation"], is_inline=False),
        "feedback": _list_feedback(version, texts, show, result.feedback),
        "solution": _solution(version, texts, show),
    }


def _list_feedback(version: QuestionVersion, texts: dict, show: Show, named: tuple[str, ...]) -> list[dict]:
    kind = version.item.kind
    if kind is Kind.TRUE_FALSE:
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


def _solution(version: QuestionVersion, texts: dict, show: Show) -> Any:
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
        case Kind.SINGLE:
            return [show(texts["options"][right["choice"]]["text"])]
        case _:
            return [show(texts["options"][part]["text"]) for part in right["choices"]]
