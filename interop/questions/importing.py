"""From a file to a bank: found, named, stored, and accounted for."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from assessments import api as assessments
from assessments.enums import QuestionKind
from media import api as media

from .aiken import read_aiken
from .gift import read_gift
from .identities import name_questions
from .moodle_xml import read_moodle_xml
from .neutral import Found, NeutralQuestion, Part, Refusal, say_unknown_picture
from .qti import read_qti
from .reading import MAX_QUESTIONS, UntrustedFile, check_size, read_file, say_number
from .spreadsheets import read_xlsx
from .tables import read_csv

READERS: dict[str, Callable[[bytes], Iterable[Found]]] = {
    "gift": read_gift,
    "moodle-xml": read_moodle_xml,
    "aiken": read_aiken,
    "qti": read_qti,
    "csv": read_csv,
    "xlsx": read_xlsx,
}
#: Where the texts of the parts of a kind stand.
_PLACES = {
    QuestionKind.SINGLE: "options",
    QuestionKind.MULTIPLE: "options",
    QuestionKind.CHOOSE: "options",
    QuestionKind.HOTSPOT: "options",
    QuestionKind.ORDER: "items",
    QuestionKind.MATCH: "pairs",
}


@dataclass(frozen=True, slots=True)
class Partial:
    """A question that was taken over without something that its file says: `lost`."""

    where: str
    identifier: str
    type: str
    lost: tuple[str, ...]


@dataclass(slots=True)
class ImportReport:
    """What became of every question of a file: found = created + updated + unchanged + refused. Those in `partial` are
    also among the first three. `no_longer_asked`: the keys of those that were active and are drafts now."""

    format: str
    bank: str
    language: str
    is_dry_run: bool
    found: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    refused: list[Refusal] = field(default_factory=list)
    partial: list[Partial] = field(default_factory=list)
    no_longer_asked: list[str] = field(default_factory=list)
    error: str = ""

    def as_json(self) -> dict:
        return asdict(self)


def import_questions(
    *,
    source: Path | bytes,
    form: str,
    bank: str,
    language: str,
    organisation: str = "",
    at: datetime,
    is_dry_run: bool = False,
) -> ImportReport:
    """Take the questions of a file (its path, or what stands in it) over into a bank, in one language; all of it is said in
    the report.

    A dry run says the same and stores nothing. Raises UntrustedFile, after which nothing is stored, and UnknownOrganisation.
    """
    found = list_found(read_file(source) if isinstance(source, Path) else check_size(source), form)
    report = ImportReport(form, bank, language, is_dry_run, found=len(found))
    report.refused += [refusal for refusal in found if isinstance(refusal, Refusal)]
    named = name_questions(question for question in found if isinstance(question, NeutralQuestion))
    with transaction.atomic():
        results = assessments.import_entries(
            code=bank,
            language=language,
            entries=[make_outside(key, question) for key, question in named],
            organisation=organisation,
            at=at,
        )
        if is_dry_run:
            transaction.set_rollback(True)
    for (_key, question), result in zip(named, results, strict=True):
        _account(report, question, result)
    return report


def list_found(data: bytes, form: str) -> list[Found]:
    """Every question of a file, in its order. Raises UntrustedFile, also when there is none."""
    found = list(_read_bounded(READERS[form](data)))
    if not found:
        raise UntrustedFile(_("No question was found: is this a file of the format %(format)s?") % {"format": form})
    return _refuse_unknown_media(found)


def _read_bounded(found: Iterable[Found]) -> Iterator[Found]:
    for number, question in enumerate(found, 1):
        if number > MAX_QUESTIONS:
            raise UntrustedFile(_("The file has more than %(most)s questions.") % {"most": say_number(MAX_QUESTIONS)})
        yield question


def _refuse_unknown_media(found: list[Found]) -> list[Found]:
    """A file brings no picture and no recording: nobody knows its licence, nor what it shows in our languages. The library has it
    already; a shared text is taken over without."""
    questions = [question for question in found if isinstance(question, NeutralQuestion)]
    shared = [question.shared for question in questions if question.shared]
    pictures = {question.picture.key for question in questions if question.picture} | {one.picture for one in shared}
    recordings = {one.recording for one in shared}
    known = _Library(
        frozenset(media.list_pictures(keys=pictures - {""})) if pictures - {""} else frozenset(),
        frozenset(media.list_clips(keys=recordings - {""})) if recordings - {""} else frozenset(),
    )
    return [known.settle(question) if isinstance(question, NeutralQuestion) else question for question in found]


@dataclass(frozen=True, slots=True)
class _Library:
    """The pictures and recordings of a file that the media library has, by key."""

    pictures: frozenset[str]
    recordings: frozenset[str]

    def settle(self, question: NeutralQuestion) -> Found:
        if question.picture and question.picture.key not in self.pictures:
            return _refuse_without(question, question.picture.key)
        shared = question.shared
        if shared is None:
            return question
        told = ((shared.picture, self.pictures), (shared.recording, self.recordings))
        missing = [key for key, known in told if key and key not in known]
        if not missing:
            return question
        if not shared.text:
            return _refuse_without(question, missing[0])
        kept = replace(shared, **{name: "" for name in ("picture", "recording") if getattr(shared, name) in missing})
        lost = [_("“%(key)s”, which is not in the media library") % {"key": key} for key in missing]
        return replace(question, shared=kept, lost=(*question.lost, *lost))


def _refuse_without(question: NeutralQuestion, key: str) -> Refusal:
    return Refusal(question.where, question.identifier, question.kind.value, say_unknown_picture(key))


def _account(report: ImportReport, question: NeutralQuestion, result: assessments.Imported) -> None:
    told = question.where, question.identifier, question.kind.value
    if result.result == "refused":
        report.refused.append(Refusal(*told, result.reason))
        return
    setattr(report, result.result, getattr(report, result.result) + 1)
    if question.lost:
        report.partial.append(Partial(*told, question.lost))
    if result.was_active:
        report.no_longer_asked.append(result.key)


def make_outside(key: str, question: NeutralQuestion) -> assessments.OutsideQuestion:
    """The question as assessments takes it."""
    texts: dict[str, Any] = {"stem": question.stem, "explanation": question.explanation}
    if place := _PLACES.get(question.kind):
        texts[place] = {part.id: _tell_part(question.kind, part) for part in question.parts}
    return assessments.OutsideQuestion(
        key=key,
        kind=question.kind.value,
        answer_key=question.key,
        texts=texts,
        part_ids=tuple(part.id for part in question.parts) if question.has_part_ids else (),
        about=question.about,
        picture={"key": question.picture.key, "areas": dict(question.picture.areas)} if question.picture else {},
        cluster=question.shared,
    )


def _tell_part(kind: QuestionKind, part: Part) -> dict[str, str]:
    match kind:
        case QuestionKind.ORDER:
            return {"text": part.text}
        case QuestionKind.MATCH:
            return {"left": part.text, "right": part.match}
        case _:
            return {"text": part.text, "feedback": part.feedback}
