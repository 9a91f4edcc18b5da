"""From a bank to a file. What a format cannot say so that it comes back the same is not written, but told."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments import api as assessments
from assessments.enums import QuestionKind
from media import api as media

from .gift_writing import write_gift
from .identities import fingerprint
from .importing import READERS
from .moodle_xml_writing import write_moodle_xml
from .neutral import AskedPicture, NeutralQuestion, Part, SharedPicture
from .qti_writing import write_qti
from .reading import UntrustedFile
from .tables_writing import write_csv, write_xlsx

WRITERS: dict[str, Callable[[Iterable[NeutralQuestion]], bytes]] = {
    "gift": write_gift,
    "moodle-xml": write_moodle_xml,
    "qti": write_qti,
    "csv": write_csv,
    "xlsx": write_xlsx,
}


#: The formats that have a place for everything that we ask.
_OURS = ("csv", "xlsx")
NOTHING: Mapping[str, Any] = {}
_OF_MOODLE = {
    QuestionKind.CHOOSE: gettext_lazy("this format cannot say how many answers must be chosen"),
    QuestionKind.HOTSPOT: gettext_lazy("this format has no places in a picture to choose from"),
}
NOT_THE_SAME = gettext_lazy("this format cannot say it so that it comes back the same")


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A question that was not written, and why."""

    key: str
    reason: str


@dataclass(frozen=True, slots=True)
class ExportReport:
    """`data` is the file; `left_out` the questions that the format cannot hold."""

    data: bytes
    written: int
    left_out: list[LeftOut]


def export_questions(*, bank: str, form: str, language: str) -> ExportReport:
    """The questions that a bank has in a language, as a file of a format. Raises UnknownBank, and UntrustedFile when they are
    too many for one file."""
    outside = assessments.list_outside_questions(code=bank, language=language)
    obstacles = {question.key: find_obstacle(question, form) for question in outside}
    wanted = {question.picture["key"] for question in outside if question.picture}
    wanted |= {question.cluster.picture for question in outside if question.cluster}
    pictures = media.list_pictures(keys=wanted)
    questions = [
        make_neutral(question, language, pictures=pictures) for question in outside if not obstacles[question.key]
    ]
    fitting = list_fitting(questions, form)
    written = {question.identifier for question in fitting}
    left_out = [LeftOut(key, str(reason or NOT_THE_SAME)) for key, reason in obstacles.items() if key not in written]
    return ExportReport(WRITERS[form](fitting), len(fitting), left_out)


def find_obstacle(question: assessments.OutsideQuestion, form: str) -> str:
    """Why this format cannot hold what is asked; empty when it can."""
    if form in _OURS:
        return ""
    if question.cluster and form in ("gift", "moodle-xml"):
        return _("this format has no text that several questions are about")
    if question.cluster and question.cluster.recording:
        return _("what it is about is heard or seen, and no file brings that")
    if question.answer_key.get("forgives_typo"):
        return _("this format cannot say that a typing mistake is forgiven")
    return str(_OF_MOODLE.get(QuestionKind(question.kind), "")) if form in ("gift", "moodle-xml") else ""


def list_fitting(questions: list[NeutralQuestion], form: str) -> list[NeutralQuestion]:
    """Those of which the file says exactly what the bank says: they are written, read, and compared. Raises UntrustedFile
    when they are too many for one file."""
    try:
        found = list(READERS[form](WRITERS[form](questions))) if questions else []
        problem = UntrustedFile(_("The questions cannot be read back."))
    except UntrustedFile as told:
        found, problem = [], told
    if len(found) != len(questions):
        if len(questions) == 1:
            return []
        fitting = [fit for one in questions for fit in list_fitting([one], form)]
        if len(fitting) == len(questions):
            raise problem
        return list_fitting(fitting, form)
    return [
        question
        for read, question in zip(found, questions, strict=True)
        if isinstance(read, NeutralQuestion) and _says_the_same(read, question)
    ]


def _says_the_same(read: NeutralQuestion, question: NeutralQuestion) -> bool:
    same = (read.identifier, read.about, read.lost) == (question.identifier, question.about, ())
    return same and fingerprint(read) == fingerprint(question)


def make_neutral(
    question: assessments.OutsideQuestion, language: str, *, pictures: Mapping[str, Any] = NOTHING
) -> NeutralQuestion:
    """The question as the formats know it: the items of an order in the right one, and of a match what belongs together.
    `pictures` of the media library by key, where one is asked about."""
    kind = QuestionKind(question.kind)
    texts, key = question.texts, question.answer_key
    parts: list[Part] = []
    match kind:
        case QuestionKind.SINGLE | QuestionKind.MULTIPLE | QuestionKind.CHOOSE | QuestionKind.HOTSPOT:
            parts = [Part(part, **texts["options"][part]) for part in question.part_ids]
        case QuestionKind.ORDER:
            parts = [Part(part, texts["items"][part]["text"]) for part in key["order"]]
        case QuestionKind.MATCH:
            pairs = texts["pairs"]
            parts = [
                Part(part, pairs[part]["left"], match=pairs[key["pairs"][part]]["right"]) for part in question.part_ids
            ]
            key = {"pairs": {part: part for part in question.part_ids}}
    return NeutralQuestion(
        where=question.key,
        identifier=question.key,
        kind=kind,
        stem=texts["stem"],
        key=dict(key),
        parts=tuple(parts),
        explanation=texts["explanation"],
        has_part_ids=True,
        language=language,
        about=question.about,
        picture=_make_picture(question, pictures, language) if question.picture else None,
        shared=question.cluster,
        shared_picture=_make_shared_picture(question.cluster, pictures, language) if question.cluster else None,
    )


def _make_picture(question: assessments.OutsideQuestion, pictures: Mapping[str, Any], language: str) -> AskedPicture:
    told = AskedPicture(question.picture["key"], question.picture["areas"])
    picture = pictures.get(told.key)
    return told if picture is None else replace(told, **_describe(picture, told.key, language))


def _make_shared_picture(
    shared: assessments.OutsideCluster, pictures: Mapping[str, Any], language: str
) -> SharedPicture | None:
    picture = pictures.get(shared.picture)
    return None if picture is None else SharedPicture(**_describe(picture, shared.picture, language))


def _describe(picture: Any, key: str, language: str) -> dict[str, Any]:
    """What it shows in the language, its size, and its file, whose name is its key."""
    with picture.file.open() as file:
        content = file.read()
    alt = picture.alt_in(language)
    return {
        "alt": "" if alt.is_missing else alt.text,
        "width": picture.width,
        "height": picture.height,
        "name": f"{key}{PurePath(picture.file.name).suffix.lower()}",
        "content": content,
    }
