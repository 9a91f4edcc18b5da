"""What a question is known by for good: what its file says, else what it says itself. Neither its title nor its number."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import astuple, replace
from typing import Any

from django.utils.translation import gettext as _

from .neutral import LONGEST_KEY, NeutralQuestion


def name_questions(questions: Iterable[NeutralQuestion]) -> list[tuple[str, NeutralQuestion]]:
    """The questions with the key of each. Those that say exactly the same are told apart by counting them."""
    questions = list(questions)
    said = Counter(question.identifier for question in questions)
    seen: Counter[str] = Counter()
    named = []
    for question in questions:
        identifier = question.identifier
        if identifier and said[identifier] == 1:
            named.append((_fit(identifier), question))
            continue
        if identifier:
            lost = _("its identifier “%(identifier)s”, which %(count)s questions of the file have") % {
                "identifier": identifier[:60],
                "count": said[identifier],
            }
            question = replace(question, lost=(*question.lost, lost))
        key = fingerprint(question)
        seen[key] += 1
        named.append((key if seen[key] == 1 else f"{key}-{seen[key]}", question))
    return named


def fingerprint(question: NeutralQuestion) -> str:
    """What a question says, as a short key: the same in every format that can say it."""
    places = {part.id: place for place, part in enumerate(question.parts)}
    key = json.dumps(question.key, sort_keys=True)
    match question.key:
        case {"correct": right}:
            key = json.dumps(sorted(places[part] for part in right))
        case {"order": order}:
            key = json.dumps([places[part] for part in order])
        case {"pairs": pairs}:
            key = json.dumps(sorted((places[left], places[right]) for left, right in pairs.items()))
    parts = [(part.text, part.feedback, part.match) for part in question.parts]
    told: list[Any] = [question.kind, question.stem, question.explanation, parts, key]
    if question.picture is not None:
        areas = sorted((places[part], *area) for part, area in question.picture.areas.items())
        told.append([question.picture.key, areas])
    if question.shared is not None:
        told.append(astuple(question.shared))
    said = json.dumps(told, ensure_ascii=False)
    return f"x-{hashlib.sha256(said.encode()).hexdigest()[:32]}"


def _fit(identifier: str) -> str:
    if len(identifier) <= LONGEST_KEY:
        return identifier
    return f"id-{hashlib.sha256(identifier.encode()).hexdigest()[:32]}"
