"""What must be mended in a question before it can be asked, and what somebody should look at.

The texts carry the markup of lessons. Who owns that markup registers what is wrong with texts; what is missing is known here.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from core.api import SOURCE_LANGUAGE

from ..engine.items import Kind
from ..errors import InvalidQuestion
from .content import PART_TEXTS, SAME_TEXTS, read_content


@dataclass(frozen=True, slots=True)
class Finding:
    """Something about the texts of a question in a language. With a mistake it is not accepted; the rest is for the eye.
    `about`: which of the things that authors say of it besides its texts is missing."""

    language: str
    text: str
    is_mistake: bool = False
    about: str = ""


#: (content as for freeze_question) -> what is odd in its texts, in the language of the author.
Lint = Callable[[Mapping[str, Any]], list[Finding]]

_lint: list[Lint] = [lambda content: []]


def register_lint(lint: Lint) -> None:
    """Say what looks at the texts of questions."""
    _lint[0] = lint


def list_findings(*, content: Mapping[str, Any], about: Mapping[str, Any]) -> list[Finding]:
    """What is missing or odd, the mistakes first."""
    found = [*_list_missing(content, about)]
    if SOURCE_LANGUAGE in content["languages"]:
        found += _lint[0](content)
    return sorted(found, key=lambda finding: not finding.is_mistake)


def lint_texts(languages: Mapping[str, Mapping[str, Any]]) -> list[Finding]:
    """What is odd in texts that ask nothing."""
    return _lint[0]({"kind": "", "languages": languages})


def is_complete(content: Mapping[str, Any], language: str) -> bool:
    """True when the question could be asked in this language as it stands."""
    wanted = {code: content["languages"].get(code) for code in {SOURCE_LANGUAGE, language}}
    if not all(wanted.values()):
        return False
    try:
        read_content(
            {**content, "languages": dict(sorted(wanted.items(), key=lambda item: item[0] != SOURCE_LANGUAGE))}
        )
    except InvalidQuestion:
        return False
    return True


def _find_problem(content: Mapping[str, Any], language: str) -> InvalidQuestion | None:
    """Why it cannot be asked in this language beside the Dutch."""
    wanted = {code: content["languages"].get(code) for code in (SOURCE_LANGUAGE, language)}
    if not all(wanted.values()):
        return InvalidQuestion(language)
    try:
        read_content({**content, "languages": wanted})
    except InvalidQuestion as problem:
        return problem
    return None


def count_missing_texts(content: Mapping[str, Any], language: str) -> int:
    """How many of the texts that the Dutch has are empty in this language."""
    dutch, texts = content["languages"].get(SOURCE_LANGUAGE, {}), content["languages"].get(language, {})
    wanted = {place for place, text in list_texts(dutch) if text.strip()}
    missing = len(wanted - {place for place, text in list_texts(texts) if text.strip()})
    return missing + (content["kind"] == Kind.SHORT_TEXT and not content["key"].get("accepted", {}).get(language))


def list_texts(texts: Mapping[str, Any]) -> Iterator[tuple[tuple[str, ...], str]]:
    """(place, text) of the texts of one language: ("stem",), ("options", part, "text")…"""
    for name, value in texts.items():
        if isinstance(value, Mapping):
            for part, fields in value.items():
                for field, text in fields.items():
                    yield (name, part, field), text or ""
        else:
            yield (name,), value or ""


def arrange_texts(texts: Mapping[tuple[str, ...], str]) -> dict[str, Any]:
    """The texts of one language from their places: what `list_texts` took apart."""
    arranged: dict[str, Any] = {}
    for place, text in texts.items():
        if len(place) == 1:
            arranged[place[0]] = text
        else:
            arranged.setdefault(place[0], {}).setdefault(place[1], {})[place[2]] = text
    return arranged


def _list_missing(content: Mapping[str, Any], about: Mapping[str, Any]) -> Iterator[Finding]:
    def mistake(text: str, about: str = "") -> Finding:
        return Finding(SOURCE_LANGUAGE, text, is_mistake=True, about=about)

    if SOURCE_LANGUAGE not in content["languages"]:
        yield mistake(_("There is no Dutch text."))
    elif (problem := _find_problem(content, SOURCE_LANGUAGE)) and problem.code != SAME_TEXTS:  # the lint says that
        yield mistake(
            _("The Dutch question is not complete: its text, its right answer or its explanation is missing.")
        )
    if not about.get("objective") or not about.get("theme"):
        yield mistake(_("Say which objective the question is about."), "objective")
    if not about.get("section"):
        yield mistake(_("Say for which part of the test it prepares."), "section")
    if not about.get("use"):
        yield mistake(_("Say what the question is for."), "use")
    if not about.get("fact_keys"):
        yield mistake(_("Name at least one fact that the question rests on."), "fact_keys")


def has_same_parts(kind: str, dutch: Mapping[str, Any], texts: Mapping[str, Any]) -> bool:
    """True when the texts of a language have exactly the parts of the Dutch."""
    place = PART_TEXTS.get(Kind(kind))
    return place is None or set(dutch.get(place[0], {})) == set(texts.get(place[0], {}))
