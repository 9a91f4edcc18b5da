"""What a person may know once she has answered."""

from collections.abc import Mapping
from typing import Any

from ..engine.items import Kind
from ..engine.scoring import right_response
from ..models import QuestionVersion
from .presenting import name_of, score_response
from .texts import render, texts_in


def explain(*, version: QuestionVersion, language: str, response: Mapping[str, Any]) -> dict[str, Any]:
    """The explanation after an answer. Never call it before: it holds the solution.

    {"is_correct", "explanation": html, "feedback": [{"id", "text": html (the part), "feedback": html or ""}] about the
    parts the score names, "solution": list of html (options or items), list of [left, right] html, or a bool}.
    Raises MissingText, InvalidResponse.
    """
    texts = texts_in(version, language)
    result = score_response(version=version, response=response)
    return {
        "is_correct": result.is_correct,
        "explanation": render(texts["explanation"], language=language, is_inline=False),
        "feedback": _list_feedback(version, texts, language, result.feedback),
        "solution": _solution(version, texts, language),
    }


def _list_feedback(version: QuestionVersion, texts: dict, language: str, named: tuple[str, ...]) -> list[dict]:
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
            "text": render(texts[place][parts[name]][field], language=language),
            "feedback": render(texts[place][parts[name]].get("feedback", ""), language=language),
        }
        for name in named
    ]


def _solution(version: QuestionVersion, texts: dict, language: str) -> Any:
    right = right_response(version.item)
    match version.item.kind:
        case Kind.TRUE_FALSE:
            return right["value"]
        case Kind.ORDER:
            return [render(texts["items"][part]["text"], language=language) for part in right["order"]]
        case Kind.MATCH:
            return [
                [
                    render(texts["pairs"][left]["left"], language=language),
                    render(texts["pairs"][partner]["right"], language=language),
                ]
                for left, partner in ((left, right["pairs"][left]) for left in version.part_ids)
            ]
        case Kind.SINGLE:
            return [render(texts["options"][right["choice"]]["text"], language=language)]
        case _:
            return [render(texts["options"][part]["text"], language=language) for part in right["choices"]]
