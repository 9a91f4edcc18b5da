"""The texts of a task by their place, for those who write and translate it: nobody sees a name like "@school_body"."""

from collections.abc import Iterator, Mapping
from typing import Any

from core.languages import SOURCE_LANGUAGE

#: Texts of a task besides those in its world.
OWN = ("instruction", "can_do")
Texts = dict[str, str]


class Dutch(str):
    """A text of the parameters as it was just written, not yet with its translations."""


def list_texts(content: Mapping[str, Any]) -> dict[str, Texts]:
    """Every text of a task by its name, in the order of the task: {name: {language: text}}."""
    own = {name: dict(content[name]) for name in OWN}
    named = {mark[1:]: content["texts"].get(mark[1:], {}) for mark in _list_marks(content["parameters"])}
    return {**own, **{name: dict(texts) for name, texts in named.items()}}


def replace_language(content: Mapping[str, Any], language: str, texts: Mapping[str, str]) -> dict[str, Any]:
    """The content with these texts, by name, as all that it has in the language; an empty one goes."""

    def put(name: str, old: Mapping[str, str]) -> Texts:
        kept = {code: text for code, text in old.items() if code != language}
        return kept | ({language: texts[name]} if texts.get(name) else {})

    own = {name: put(name, content[name]) for name in OWN}
    return {**content, **own, "texts": {name: put(name, old) for name, old in content["texts"].items()}}


def name_by_place(content: Mapping[str, Any]) -> dict[str, Any]:
    """The same task with its texts named after where they stand (`mails-school-subject`), so that they keep their translations
    when the rest is moved."""
    texts: dict[str, Texts] = {}

    def name(place: str, value: str) -> str:
        if not value.startswith("@"):
            return value
        texts[place] = dict(content["texts"].get(value[1:], {}))
        return f"@{place}"

    parameters = _walk(content["parameters"], "", name)
    return {**content, "parameters": parameters, "texts": texts}


def put_dutch(parameters: Any, before: Mapping[str, Texts], old: Any) -> tuple[Any, dict[str, Texts]]:
    """What was written in Dutch, with the texts by their place and their translations as they were: (parameters, texts).

    What was the same in every language in the `old` parameters stays so, and what has no letter is.
    """
    texts: dict[str, Texts] = {}
    same = _list_same(old)

    def name(place: str, value: str) -> str:
        if not isinstance(value, Dutch):
            return value
        if value and (place in same or not any(letter.isalpha() for letter in value)):
            return str(value)
        texts[place] = {**before.get(place, {}), SOURCE_LANGUAGE: str(value)}
        return f"@{place}"

    return _walk(parameters, "", name), texts


def list_complete(content: Mapping[str, Any]) -> list[str]:
    """The languages that have every text which the Dutch has, the Dutch first."""
    named = list(list_texts(content).values())
    codes = {code for texts in named for code in texts}
    return sorted(
        (code for code in codes if all(texts.get(code) for texts in named)), key=lambda c: (c != SOURCE_LANGUAGE, c)
    )


def count_missing(content: Mapping[str, Any], language: str) -> int:
    return sum(not texts.get(language) for texts in list_texts(content).values())


def keep_languages(content: Mapping[str, Any], codes: list[str]) -> dict[str, Any]:
    """The content in these languages only."""

    def keep(texts: Mapping[str, str]) -> Texts:
        return {code: text for code, text in texts.items() if code in codes}

    own = {name: keep(content[name]) for name in OWN}
    return {**content, **own, "texts": {name: keep(texts) for name, texts in content["texts"].items()}}


def _list_same(parameters: Any) -> set[str]:
    """The places of what is no text with translations."""
    places: set[str] = set()

    def note(place: str, value: str) -> str:
        if value and not value.startswith("@"):
            places.add(place)
        return value

    _walk(parameters, "", note)
    return places


def _list_marks(value: Any) -> Iterator[str]:
    if isinstance(value, str) and value.startswith("@"):
        yield value
    for part in value.values() if isinstance(value, Mapping) else value if isinstance(value, list) else ():
        yield from _list_marks(part)


def _walk(value: Any, place: str, change) -> Any:
    """The value with each text changed by `change(place, text)`. A row of a list stands under its id, else under its number."""
    if isinstance(value, str):
        return change(place, value)
    if isinstance(value, Mapping):
        return {name: _walk(part, _join(place, name), change) for name, part in value.items()}
    if isinstance(value, list):
        return [_walk(part, _join(place, _name_row(part, number)), change) for number, part in enumerate(value)]
    return value


def _name_row(row: Any, number: int) -> str:
    return str(row.get("id") or number) if isinstance(row, Mapping) else str(number)


def _join(place: str, name: str) -> str:
    return f"{place}-{name}" if place else name
