"""From a bank to a file. What a format cannot say so that it comes back the same is not written, but told."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from assessments import api as assessments
from assessments.enums import LESSON_KINDS, QuestionKind

from .gift_writing import write_gift
from .identities import fingerprint
from .importing import READERS
from .moodle_xml_writing import write_moodle_xml
from .neutral import NeutralQuestion, Part
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


NOT_THE_SAME = "this format cannot say it so that it comes back the same"


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
    obstacles = {question.key: find_obstacle(question) for question in outside}
    questions = [make_neutral(question, language) for question in outside if not obstacles[question.key]]
    fitting = list_fitting(questions, form)
    written = {question.identifier for question in fitting}
    left_out = [LeftOut(key, reason or NOT_THE_SAME) for key, reason in obstacles.items() if key not in written]
    return ExportReport(WRITERS[form](fitting), len(fitting), left_out)


def find_obstacle(question: assessments.OutsideQuestion) -> str:
    """Why no format can hold it; empty when they can."""
    return "" if question.kind in LESSON_KINDS else f"no format says the kind “{question.kind}” yet"


def list_fitting(questions: list[NeutralQuestion], form: str) -> list[NeutralQuestion]:
    """Those of which the file says exactly what the bank says: they are written, read, and compared. Raises UntrustedFile
    when they are too many for one file."""
    try:
        found = list(READERS[form](WRITERS[form](questions))) if questions else []
        problem = UntrustedFile("The questions cannot be read back.")
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


def make_neutral(question: assessments.OutsideQuestion, language: str) -> NeutralQuestion:
    """The question as the formats know it: the items of an order in the right one, and of a match what belongs together."""
    kind = QuestionKind(question.kind)
    texts, key = question.texts, question.answer_key
    parts: list[Part] = []
    match kind:
        case QuestionKind.SINGLE | QuestionKind.MULTIPLE:
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
    )
