"""What the authors of a bank look through: its questions, the life of one, and which tests met it."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast

from core.api import SOURCE_LANGUAGE

from ..enums import QuestionState, QuestionStep
from ..models import Attempt, Bank, BankQuestion, ClusterEvent, QuestionEvent, QuestionVersion

_HIDDEN = (QuestionState.RETIRED,)


@dataclass(frozen=True, slots=True)
class BankFilter:
    """Which questions are looked for; what is empty asks nothing. `without`: a language that they lack. `due_on`: those that
    somebody should look at again by that day. Retired ones come only when their state is asked for."""

    text: str = ""
    theme: str = ""
    state: str = ""
    use: str = ""
    section: str = ""
    without: str = ""
    due_on: date | None = None

    def __bool__(self) -> bool:
        return any(getattr(self, field.name) for field in fields(self))


@dataclass(frozen=True, slots=True)
class BankRow:
    """A question in the list. `stem` in Dutch, with its markup. `is_changed`: something written is not accepted yet, and
    `is_submitted` when it waits for a reviewer. `stale`: languages whose texts were made from an earlier Dutch."""

    id: int
    key: str
    stem: str
    kind: str
    theme: str
    section: str
    use: str
    state: QuestionState
    languages: tuple[str, ...]
    stale: tuple[str, ...]
    review_by: date | None
    is_changed: bool
    is_submitted: bool


@dataclass(frozen=True, slots=True)
class StepTaken:
    """A step in the life of a question; `by` is empty when whoever did it is no longer known."""

    step: QuestionStep
    language: str
    remark: str
    by: str
    at: datetime
    version: int | None


@dataclass(frozen=True, slots=True)
class AttemptMet:
    """An attempt in which the question stood; nobody is named."""

    blueprint: str
    language: str
    started_at: datetime
    is_closed: bool
    version: int


def list_bank_rows(*, bank: Bank, wanted: BankFilter) -> list[BankRow]:
    """The questions that fit, by key."""
    return [row for row in map(_tell, _find(bank, wanted)) if _fits(row, wanted)]


def list_themes_of_facts(*, banks: Iterable[Bank]) -> dict[str, set[str]]:
    """The themes of the questions that rest on a fact, by its key."""
    themes: dict[str, set[str]] = {}
    for theme, keys in BankQuestion.objects.filter(bank__in=banks).exclude(theme="").values_list("theme", "fact_keys"):
        for key in keys:
            themes.setdefault(key, set()).add(theme)
    return themes


def count_by_state(*, bank: Bank) -> dict[QuestionState, int]:
    """How many questions stand where, in the order of their life; and under REVIEW all that wait for a reviewer."""
    counts = dict.fromkeys(QuestionState, 0)
    for state, is_submitted in bank.questions.values_list("state", "working_copy__submitted_at"):
        counts[QuestionState(state)] += 1
        if is_submitted and state != QuestionState.REVIEW:
            counts[QuestionState.REVIEW] += 1
    return counts


def list_question_steps(*, key: int) -> list[StepTaken]:
    """What happened to a question here, the latest first."""
    rows = QuestionEvent.objects.filter(question=key).select_related("by", "version").order_by("-pk")
    return [tell_step(row) for row in rows]


def tell_step(row: QuestionEvent | ClusterEvent) -> StepTaken:
    return StepTaken(
        step=QuestionStep(row.step),
        language=row.language,
        remark=row.remark,
        by=str(row.by.get_full_name() or row.by) if row.by else "",
        at=row.at,
        version=row.version.number if row.version else None,
    )


def list_question_versions(*, key: int) -> list[QuestionVersion]:
    """The versions of a question, the latest first."""
    return list(QuestionVersion.objects.filter(question__bank_question=key).order_by("-number"))


def list_attempts_met(*, key: int, limit: int) -> tuple[list[AttemptMet], int]:
    """The latest attempts in whose form the question stands, and how many there are."""
    numbers = {str(version.uuid): version.number for version in list_question_versions(key=key)}
    holds = Q(pk__in=())
    for uuid in numbers:
        holds |= Q(form_text__contains=uuid)  # the text of a form names a version nowhere else
    rows = Attempt.objects.annotate(form_text=Cast("form", TextField())).filter(holds).select_related("blueprint")
    found = [
        AttemptMet(
            blueprint=attempt.blueprint.code,
            language=attempt.language,
            started_at=attempt.started_at,
            is_closed=attempt.closed_at is not None,
            version=next(numbers[place["version"]] for place in attempt.form if place["version"] in numbers),
        )
        for attempt in rows.order_by("-started_at").defer("rule")[:limit]
    ]
    return found, rows.count()


def _find(bank: Bank, wanted: BankFilter) -> QuerySet[BankQuestion]:
    rows = bank.questions.select_related("question__current", "working_copy").order_by("key")
    if wanted.state == QuestionState.REVIEW:
        rows = rows.filter(Q(state=QuestionState.REVIEW) | Q(working_copy__submitted_at__isnull=False))
    elif wanted.state:
        rows = rows.filter(state=wanted.state)
    else:
        rows = rows.exclude(state__in=_HIDDEN)
    if wanted.due_on:
        rows = rows.filter(review_by__lte=wanted.due_on)
    return rows


def _tell(row: BankQuestion) -> BankRow:
    copy = getattr(row, "working_copy", None)
    version = row.question.current
    texts: dict[str, Any] = copy.content["languages"] if copy else version.texts if version else {}
    about = copy.about if copy else {}
    return BankRow(
        id=row.pk,
        key=row.key,
        stem=texts.get(SOURCE_LANGUAGE, next(iter(texts.values()), {})).get("stem", ""),
        kind=copy.content["kind"] if copy else version.kind if version else "",
        theme=about.get("theme", row.theme),
        section=about.get("section", row.section),
        use=about.get("use", row.use),
        state=QuestionState(row.state),
        languages=tuple(row.languages),
        stale=tuple(copy.stale if copy else ()),
        review_by=row.review_by,
        is_changed=copy is not None,
        is_submitted=bool(copy and copy.submitted_at),
    )


def _fits(row: BankRow, wanted: BankFilter) -> bool:
    return (
        wanted.theme in ("", row.theme)
        and wanted.use in ("", row.use)
        and wanted.section in ("", row.section)
        and (not wanted.without or wanted.without not in row.languages)
        and all(word in f"{row.key} {row.stem}".casefold() for word in wanted.text.casefold().split())
    )
