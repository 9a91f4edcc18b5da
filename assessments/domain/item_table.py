"""The statistics of an organisation's questions as their authors read them: what is suspicious first."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F

from core.languages import SOURCE_LANGUAGE

from ..engine.statistics import Reason
from ..enums import QuestionState
from ..models import FormStatistic, ItemStatistic, QuestionVersion
from .corrected import list_in_force, with_key_of
from .statistics import OVER_ALL, list_right_options

_GRAVITY = [reason.value for reason in Reason]


@dataclass(frozen=True, slots=True)
class ChosenOption:
    """`text` as its author wrote it; empty for a statement, whose `key` is "true" or "false"."""

    key: str
    text: str
    share: float
    is_right: bool


@dataclass(frozen=True, slots=True)
class ItemRow:
    """A question in the words in force, with its numbers as in ItemStatistic. `is_hidden`: too few people.

    `reasons`, `languages_far_off` and `exposure` are about all languages, whichever was asked for.
    """

    key: str
    stem: str
    people: int | None
    facility: float | None
    discrimination: float | None
    options: tuple[ChosenOption, ...]
    unanswered: float | None
    seconds: float | None
    exposure: float | None
    reasons: tuple[Reason, ...]
    languages_far_off: tuple[str, ...]

    @property
    def is_hidden(self) -> bool:
        return self.people is None


@dataclass(frozen=True, slots=True)
class FormRow:
    """A set of questions that at least ten people had, and KR-20; null when it cannot be known."""

    blueprint: str
    items: int
    people: int
    reliability: float | None


@dataclass(frozen=True, slots=True)
class ItemTable:
    """`languages`: those in which somebody met one of the questions. `computed_at` is None when there are no rows."""

    rows: tuple[ItemRow, ...]
    forms: tuple[FormRow, ...]
    languages: tuple[str, ...]
    computed_at: datetime | None


def list_item_statistics(*, organisation_ids: Collection[int], language: str = OVER_ALL) -> ItemTable:
    """The questions of the banks of these organisations that somebody met in a test, in a language or in all.

    Only their words in force, and none that is retired. The suspicious first, the gravest reason before the others, then by key.
    3 queries.
    """
    known = ItemStatistic.objects.filter(
        question_version=F("question_version__question__current"),
        question_version__question__bank_question__bank__organisation__in=organisation_ids,
    ).exclude(question_version__question__bank_question__state=QuestionState.RETIRED)
    found = list(known.select_related("question_version__question__bank_question"))
    over_all = {row.question_version_id: row for row in found if row.language == OVER_ALL}
    corrections = list_in_force({row.question_version.uuid for row in found})
    rows = [
        _tell(
            row,
            over_all[row.question_version_id],
            with_key_of(corrections.get(str(row.question_version.uuid)), row.question_version),
        )
        for row in found
        if row.language == language
    ]
    forms = FormStatistic.objects.filter(blueprint__bank__organisation__in=organisation_ids).select_related("blueprint")
    return ItemTable(
        rows=tuple(sorted(rows, key=_rank)),
        forms=tuple(
            FormRow(form.blueprint.code, form.items, form.people, form.reliability)
            for form in forms.order_by("blueprint__code", "-people", "pk")
        ),
        languages=tuple(sorted({row.language for row in found} - {OVER_ALL})),
        computed_at=max((row.computed_at for row in found), default=None),
    )


def _rank(row: ItemRow) -> tuple[int, str]:
    return (_GRAVITY.index(row.reasons[0]) if row.reasons else len(_GRAVITY), row.key)


def _tell(row: ItemStatistic, over_all: ItemStatistic, version: QuestionVersion) -> ItemRow:
    texts = version.texts.get(SOURCE_LANGUAGE) or next(iter(version.texts.values()))
    options = texts.get("options", {})
    right = list_right_options(version)
    return ItemRow(
        key=version.question.bank_question.key,
        stem=texts["stem"],
        people=row.people,
        facility=row.facility,
        discrimination=row.discrimination,
        options=tuple(
            ChosenOption(key, options.get(key, {}).get("text", ""), share, key in right)
            for key, share in row.choices.items()
        ),
        unanswered=row.unanswered,
        seconds=row.seconds,
        exposure=over_all.exposure,
        reasons=tuple(Reason(reason) for reason in over_all.reasons),
        languages_far_off=tuple(over_all.languages_far_off),
    )
