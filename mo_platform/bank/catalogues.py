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
Place = tuple[str, ...]
_ANSWERS: Place = ("answers",)
#: Texts of paragraphs.
_RICH: tuple[Place, ...] = (("explanation",), ("text",))


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
    """Every Dutch text of the questions that are not retired, and of what several of them are about, with its translation, as a
    PO file. `msgctxt` names its place: question, then the place in it; before what is shared stands `shared`."""
    catalogue = Catalog(project=bank.code, header_comment=f"# {bank.title}: {language}", fuzzy=False)
    for sheet in _list_sheets(user, bank):
        own = dict(sheet.list_texts(language))
        for place, dutch in sheet.list_dutch():
            text = "" if language in sheet.editing.stale else own.get(place, "")
            catalogue.add(dutch, text, context=sheet.name(place))
    target = BytesIO()
    write_po(target, catalogue, width=0, omit_header=False)
    return target.getvalue()


def read_catalogue(*, user, bank, language: str, data: bytes, at: datetime) -> CatalogueReport:
    """Store the translations of a PO file in working copies. A text whose Dutch is another one now is left out and told.
    Raises BadCatalogue, and then nothing is stored."""
    messages = _parse(data)
    report = CatalogueReport()
    for sheet in _list_sheets(user, bank):
        told = _collect(sheet, language, messages, report)
        if not told:
            continue
        after = sheet.store(user, language, {**dict(sheet.list_texts(language)), **told}, at)
        if after.revision == sheet.editing.revision:
            report.unchanged += 1
        else:
            report.stored += 1
    return report


@dataclass(frozen=True, slots=True)
class _QuestionSheet:
    """The texts of a question; what is accepted as an answer stands at a place of its own, an answer a line."""

    editing: assessments.Editing

    def name(self, place: Place) -> str:
        return "/".join((self.editing.row.key, *place))

    def list_dutch(self) -> Iterator[tuple[Place, str]]:
        return ((place, text) for place, text in self.list_texts(languages.SOURCE_LANGUAGE) if text.strip())

    def list_texts(self, language: str) -> Iterator[tuple[Place, str]]:
        content = self.editing.content
        yield from assessments.list_texts(content["languages"].get(language, {}))
        if accepted := content["key"].get("accepted", {}).get(language):
            yield _ANSWERS, "\n".join(accepted)

    def store(self, user, language: str, texts: dict[Place, str], at: datetime) -> assessments.Editing:
        answers = texts.pop(_ANSWERS, "").splitlines()
        return assessments.save_translation(
            user=user,
            key=self.editing.row.pk,
            language=language,
            texts=assessments.arrange_texts(texts),
            answers=answers or None,
            base=self.editing.revision,
            at=at,
        )


@dataclass(frozen=True, slots=True)
class _ClusterSheet:
    """The texts of what several questions are about."""

    editing: assessments.ClusterEditing

    def name(self, place: Place) -> str:
        return "/".join(("shared", self.editing.row.key, *place))

    def list_dutch(self) -> Iterator[tuple[Place, str]]:
        return ((place, text) for place, text in self.list_texts(languages.SOURCE_LANGUAGE) if text.strip())

    def list_texts(self, language: str) -> Iterator[tuple[Place, str]]:
        return assessments.list_texts(self.editing.content["languages"].get(language, {}))

    def store(self, user, language: str, texts: dict[Place, str], at: datetime) -> assessments.ClusterEditing:
        return assessments.save_cluster_translation(
            user=user,
            key=self.editing.row.pk,
            language=language,
            texts=assessments.arrange_texts(texts),
            base=self.editing.revision,
            at=at,
        )


_Sheet = _QuestionSheet | _ClusterSheet


def _list_sheets(user, bank) -> Iterator[_Sheet]:
    """What is shared comes before the questions."""
    yield from map(_ClusterSheet, assessments.list_cluster_editings(user=user, bank=bank))
    yield from map(_QuestionSheet, assessments.list_editings(user=user, bank=bank))


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
    sheet: _Sheet, language: str, messages: Mapping[str, Message], report: CatalogueReport
) -> dict[Place, str]:
    """The texts of one question, or of what several share, that can be stored, by their place."""
    told: dict[Place, str] = {}
    for place, dutch in sheet.list_dutch():
        name = sheet.name(place)
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
                report.refused.append((sheet.editing.row.key, str(message.string), " ".join(problem.messages)))
    return told


def _clean(place: Place, language: str, text: str) -> str:
    """The text as it can stand at this place. Raises ValidationError."""
    if place == _ANSWERS:
        return "\n".join(lessons.AnswersField(language=language, label="").clean(text))
    if place in _RICH:
        return lessons.ExplanationField(label="").clean(text)
    return lessons.LineField(language=language).clean(text)
