"""Banks of questions: taking over what their files say, and drawing from them."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.db import transaction
from django.db.models import Model

from ..engine.blueprints import Blueprint, Draw, Section
from ..engine.drawing import BankItem, draw_form, gather
from ..enums import QuestionState
from ..models import Bank, BankQuestion, Cluster, QuestionVersion
from .clusters import freeze_cluster, renew_questions
from .questions import freeze_question

_NAMESPACE = uuid5(NAMESPACE_URL, "mo-platform/question-bank")  # never changes: answers hang on these identities


@dataclass(frozen=True, slots=True)
class BankEntry:
    """A question as a bank hands it over. `content` as for freeze_question; `cluster` is the key of the one it is of, empty for
    none; the rest as in the model."""

    key: str
    content: Mapping[str, Any]
    objective: str
    theme: str
    section: str
    use: str
    fact_keys: tuple[str, ...] = ()
    review_by: date | None = None
    cluster: str = ""
    region: str = ""


@dataclass(frozen=True, slots=True)
class ClusterEntry:
    """What several questions of a bank share. `content` as for freeze_cluster. Its questions name it, and come in the order in
    which the bank hands them over."""

    key: str
    content: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class PracticeItem:
    """A question that may be practised with; `question_id` is its identity over all versions. `cluster`: which others it comes
    with, at which place; empty for most."""

    question_id: int
    key: str
    theme: str
    objective: str
    section: str
    languages: tuple[str, ...]
    cluster: str = ""
    cluster_place: int = 0


def save_bank(
    *,
    code: str,
    about: Mapping[str, Any],
    entries: Iterable[BankEntry],
    clusters: Iterable[ClusterEntry] = (),
    at: datetime,
) -> dict[str, str]:
    """Make the bank what its files say: what became of each question and cluster, by key (created, changed, unchanged, retired,
    kept).

    `about`: organisation, title, licence, authors, languages. A question with other words gets a new version, and so do those
    of a cluster with other words; a question that is gone is retired and kept. What was written or changed in /cms/ stays as it
    is (kept). All or nothing. Raises InvalidQuestion, InvalidCluster.
    """
    results: dict[str, str] = {}
    with transaction.atomic():
        bank = Bank.objects.filter(code=code).first() or Bank(code=code)
        update_row(bank, about)
        shared = {row.key: row for row in bank.clusters.select_related("current")}
        for told in clusters:
            shared[told.key], results[told.key] = _save_cluster(bank, shared.get(told.key), told, at)
        known = {row.key: row for row in bank.questions.select_related("question", "cluster")}
        places: Counter[str] = Counter()
        for entry in entries:
            places[entry.cluster] += 1
            row, cluster = known.pop(entry.key, None), shared.get(entry.cluster)
            results[entry.key] = _save_question(bank, row, entry, cluster, places[entry.cluster], at)
        for key, row in known.items():
            if row.state != QuestionState.RETIRED and not row.is_authored:
                row.state = QuestionState.RETIRED
                row.save(update_fields=["state"])
                results[key] = "retired"
        for cluster in (cluster for key, cluster in shared.items() if results.get(key) == "changed"):
            renew_questions(cluster, at=at)
    return results


def _save_cluster(bank: Bank, row: Cluster | None, entry: ClusterEntry, at: datetime) -> tuple[Cluster, str]:
    if row is not None and row.is_authored:
        return row, "kept"
    before = row.current_id if row else None
    row = row or Cluster.objects.create(bank=bank, key=entry.key)
    version = freeze_cluster(cluster=row, content=entry.content, at=at)
    return row, "created" if before is None else "unchanged" if before == version.pk else "changed"


def _save_question(
    bank: Bank, row: BankQuestion | None, entry: BankEntry, cluster: Cluster | None, place: int, at: datetime
) -> str:
    if row is not None and row.is_authored:
        return "kept"
    before = row.question.current_id if row else None
    lesson_key, block_id = place_of(bank=bank, key=entry.key)
    version = freeze_question(
        lesson_key=lesson_key,
        block_id=block_id,
        content=dict(entry.content),
        shared=cluster.current if cluster else None,
        at=at,
    )
    is_new = row is None
    row = row or BankQuestion(bank=bank, key=entry.key, question=version.question)
    is_updated = update_row(
        row,
        {
            "objective": entry.objective,
            "theme": entry.theme,
            "section": entry.section,
            "use": entry.use,
            "region": entry.region,
            "state": QuestionState.ACTIVE.value,
            "fact_keys": list(entry.fact_keys),
            "languages": version.languages,
            "review_by": entry.review_by,
            "cluster": cluster,
            "cluster_place": place if cluster else 0,
        },
    )
    if is_new:
        return "created"
    return "changed" if is_updated or before != version.pk else "unchanged"


def place_of(*, bank: Bank, key: str) -> tuple[UUID, UUID]:
    """Where a question of a bank stands, as freeze_question asks it: the same for good."""
    return uuid5(_NAMESPACE, bank.code), uuid5(_NAMESPACE, f"{bank.code}/{key}")


def update_row(row: Model, values: Mapping[str, Any]) -> bool:
    """Write the values that are different. True when there were any."""
    different = {name: value for name, value in values.items() if row.pk is None or getattr(row, name, None) != value}
    for name, value in different.items():
        setattr(row, name, value)
    if different:
        row.save()
    return bool(different)


def list_practice_items(*, region: str = "") -> list[PracticeItem]:
    """All questions that may be practised with, in the order of their keys. Never one that is kept for a mock exam.

    `region`: only those that hold there, as a draw asks for it; empty for those of any region.
    """
    rows = BankQuestion.objects.to_practise().order_by("bank_id", "key")
    if region:
        rows = rows.filter(region__in=["", region])
    return [
        PracticeItem(question_id, key, theme, objective, section, tuple(languages), str(cluster or ""), place)
        for question_id, key, theme, objective, section, languages, cluster, place in rows.values_list(
            "question_id", "key", "theme", "objective", "section", "languages", "cluster", "cluster_place"
        )
    ]


def list_asked(*, language: str) -> list[tuple[str, UUID]]:
    """The theme and the version (public id) of every question that is put to anybody in a language, to practise or in a mock
    exam, in the order of their keys. One query."""
    rows = BankQuestion.objects.in_tests().order_by("bank_id", "key")
    found = rows.values_list("theme", "question__current__uuid", "languages")
    return [(theme, version) for theme, version, languages in found if language in languages]


def draw_practice(
    *, language: str, theme: str = "", region: str = "", seen: Collection[int] = (), count: int, seed: int
) -> list[QuestionVersion]:
    """At most `count` questions in a language, of one theme or of all, those whose id is in `seen` last. The same seed
    draws the same from the same bank. Empty when there are none. `region` as in list_practice_items."""
    items = [
        BankItem(
            key=str(item.question_id),
            theme=item.theme,
            objective=item.objective,
            cluster=item.cluster,
            place=item.cluster_place,
        )
        for item in list_practice_items(region=region)
        if language in item.languages and theme in ("", item.theme)
    ]
    if not items:
        return []
    draw = Draw(count=min(count, len(items)))
    form = draw_form(
        Blueprint((Section("practice", (draw,)),), {}), items, seen={str(question) for question in seen}, seed=seed
    )
    return list_practice_versions(question_ids=[int(place.item.key) for place in form], language=language)


def list_practice_versions(
    *, question_ids: Sequence[int], language: str, count: int | None = None
) -> list[QuestionVersion]:
    """The current versions of these questions in this order, at most `count`, without those that may not be practised with
    (any more) or do not exist in this language. Those of a cluster stand together."""
    rows = BankQuestion.objects.to_practise().filter(question__in=question_ids)
    current = {
        question_id: (version_id, (str(cluster or ""), place))
        for question_id, version_id, codes, cluster, place in rows.values_list(
            "question_id", "question__current", "languages", "cluster", "cluster_place"
        )
        if language in codes
    }
    chosen = [current[question] for question in question_ids if question in current][:count]
    versions = QuestionVersion.objects.select_related("question", "shared").in_bulk([version for version, _ in chosen])
    groups = gather(chosen, lambda one: one[1])
    return [versions[version] for group in groups for version, _place in group]


def describe_bank_questions(*, question_ids: Iterable[int]) -> dict[int, PracticeItem]:
    """What questions of banks are about, by their id, whatever their state is now."""
    rows = BankQuestion.objects.filter(question__in=list(question_ids))
    return {
        row.question_id: PracticeItem(
            row.question_id, row.key, row.theme, row.objective, row.section, tuple(row.languages)
        )
        for row in rows
    }


def list_bank_languages() -> dict[str, str]:
    """How far each language is in the banks: "source" or "draft", by code; "source" if it is in any."""
    told: dict[str, str] = {}
    for languages in Bank.objects.order_by("pk").values_list("languages", flat=True):
        told |= {code: status for code, status in languages.items() if told.get(code) != "source"}
    return told
