"""The texts of a bank as a PO file, for translators who work with their own tools."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import PoFileError, read_po, write_po
from django.core.exceptions import ValidationError

from assessments import api as assessments
from core import languages
from lessons import api as lessons

MAX_BYTES = 10_000_000
_ANSWERS = ("answers",)


class BadCatalogue(Exception):
    """The file is no PO file, or none of this language."""


@dataclass(slots=True)
class CatalogueReport:
    """What became of the texts of a file. `stored`: questions that changed; `refused`: (question, text, why)."""

    stored: int = 0
    unchanged: int = 0
    empty: int = 0
    refused: list[tuple[str, str, str]] = field(default_factory=list)
    outdated: list[str] = field(default_factory=list)


def write_catalogue(*, user, bank, language: str) -> bytes:
    """Every Dutch text of the questions that are not retired, with its translation, as a PO file. `msgctxt` names its place:
    question, then the place in it."""
    catalogue = Catalog(project=bank.code, header_comment=f"# {bank.title}: {language}", fuzzy=False)
    for editing in assessments.list_editings(user=user, bank=bank):
        own = dict(_list_texts(editing, language))
        for place, dutch in _list_dutch(editing):
            text = "" if language in editing.stale else own.get(place, "")
            catalogue.add(dutch, text, context=_name(editing.row.key, place))
    target = BytesIO()
    write_po(target, catalogue, width=0, omit_header=False)
    return target.getvalue()


def read_catalogue(*, user, bank, language: str, data: bytes, at: datetime) -> CatalogueReport:
    """Store the translations of a PO file in working copies. A text whose Dutch is another one now is left out and told.
    Raises BadCatalogue, and then nothing is stored."""
    messages = _parse(data)
    report = CatalogueReport()
    for editing in assessments.list_editings(user=user, bank=bank):
        told = _collect(editing, language, messages, report)
        if not told:
            continue
        texts = {**dict(_list_texts(editing, language)), **told}
        answers = texts.pop(_ANSWERS, "").splitlines()
        after = assessments.save_translation(
            user=user,
            key=editing.row.pk,
            language=language,
            texts=assessments.arrange_texts(texts),
            answers=answers or None,
            base=editing.revision,
            at=at,
        )
        if after.revision == editing.revision:
            report.unchanged += 1
        else:
            report.stored += 1
    return report


def _parse(data: bytes) -> dict[str, Message]:
    if len(data) > MAX_BYTES:
        raise BadCatalogue
    try:
        catalogue = read_po(BytesIO(data), charset="utf-8", abort_invalid=True)
    except (PoFileError, UnicodeDecodeError, ValueError, LookupError) as problem:
        raise BadCatalogue from problem
    messages = {str(message.context): message for message in catalogue if message.id and message.context}
    if not messages:
        raise BadCatalogue
    return messages


def _collect(
    editing: assessments.Editing, language: str, messages: Mapping[str, Message], report: CatalogueReport
) -> dict[tuple[str, ...], str]:
    """The texts of one question that can be stored, by their place."""
    told: dict[tuple[str, ...], str] = {}
    for place, dutch in _list_dutch(editing):
        name = _name(editing.row.key, place)
        message = messages.get(name)
        if message is None:
            continue
        if message.id != dutch:
            report.outdated.append(name)
        elif not message.string or message.fuzzy:
            report.empty += 1
        else:
            try:
                told[place] = _clean(place, language, str(message.string))
            except ValidationError as problem:
                report.refused.append((editing.row.key, str(message.string), " ".join(problem.messages)))
    return told


def _clean(place: tuple[str, ...], language: str, text: str) -> str:
    """The text as it can stand at this place. Raises ValidationError."""
    if place == _ANSWERS:
        return "\n".join(lessons.AnswersField(language=language, label="").clean(text))
    if place == ("explanation",):
        return lessons.ExplanationField(label="").clean(text)
    return lessons.LineField(language=language).clean(text)


def _list_dutch(editing: assessments.Editing) -> Iterator[tuple[tuple[str, ...], str]]:
    return ((place, text) for place, text in _list_texts(editing, languages.SOURCE_LANGUAGE) if text.strip())


def _list_texts(editing: assessments.Editing, language: str) -> Iterator[tuple[tuple[str, ...], str]]:
    """The texts of a question in a language; what is accepted as an answer stands at a place of its own, an answer a line."""
    yield from assessments.list_texts(editing.content["languages"].get(language, {}))
    if accepted := editing.content["key"].get("accepted", {}).get(language):
        yield _ANSWERS, "\n".join(accepted)


def _name(key: str, place: tuple[str, ...]) -> str:
    return "/".join((key, *place))
