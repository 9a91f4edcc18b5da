"""Questions that come from elsewhere, one language at a time: into a bank as drafts, never past what stands there."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from typing import Any, Literal

from django.apps import apps
from django.db import transaction
from django.utils.translation import gettext as _

from core.api import SOURCE_LANGUAGE, DomainError

from ..engine.drawing import gather
from ..enums import QuestionKind, QuestionState
from ..errors import InvalidCluster, InvalidQuestion
from ..models import Bank, BankQuestion, ClusterVersion, QuestionVersion
from .banks import place_of
from .content import read_content
from .importing_clusters import FileClusters
from .merging import merge_language
from .questions import freeze_question, hash_version

Result = Literal["created", "updated", "unchanged"]


@dataclass(frozen=True, slots=True)
class About:
    """What a question is about and for, as far as it is said; as in the model."""

    title: str = ""
    tags: tuple[str, ...] = ()
    objective: str = ""
    theme: str = ""
    section: str = ""
    use: str = ""
    fact_keys: tuple[str, ...] = ()
    review_by: date | None = None
    region: str = ""


@dataclass(frozen=True, slots=True)
class OutsideCluster:
    """What a question is about together with others, in one language; `picture` and `recording` are keys of the media library.
    Its questions come in the order in which they are handed over. One that says nothing but its key is known already."""

    key: str
    title: str = ""
    text: str = ""
    picture: str = ""
    recording: str = ""

    @property
    def says_something(self) -> bool:
        return bool(self.title or self.text or self.picture or self.recording)


@dataclass(frozen=True, slots=True)
class OutsideQuestion:
    """A question in one language, as another system hands it over or gets it.

    `texts` as one language of freeze_question; its explanation may be empty. `part_ids`: the parts in the author's order,
    when their ids mean something. When they do not, or are none that the question has, the ids in `texts` only tell the parts
    apart, and its parts are found by their words or their place. What is empty (theme, section…) says nothing, and changes
    nothing. `answer_key` of a short_text is {"accepted": [answers], "forgives_typo"}, the answers of this language alone.
    `picture` as in freeze_question.
    """

    key: str
    kind: str
    answer_key: Mapping[str, Any]
    texts: Mapping[str, Any]
    part_ids: tuple[str, ...] = ()
    about: About = About()
    picture: Mapping[str, Any] = field(default_factory=dict)
    cluster: OutsideCluster | None = None


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of an entry: a result, or the reason of its refusal. `was_active`: it was put to people until now."""

    key: str
    result: Result | Literal["refused"]
    reason: str = ""
    was_active: bool = False


class UnknownBank(DomainError):
    """No bank has this code."""

    code = "unknown_bank"


class UnknownOrganisation(DomainError):
    """It cannot be said whose bank this is."""

    code = "unknown_organisation"


@transaction.atomic
def import_entries(
    *, code: str, language: str, entries: Iterable[OutsideQuestion], organisation: str = "", at: datetime
) -> list[Imported]:
    """Add the entries to the bank `code`, in `language`; what became of each, in their order.

    The bank is made when it is missing; `organisation` is the code of its owner and may be left out when there is only one.
    What is new or changed is a draft afterwards; other questions of the bank, and other languages of these, stay as they
    are. An entry that contradicts itself or what stands there is refused alone; what several questions are about changes for all
    of them, or not. The same again changes nothing. Raises UnknownOrganisation.
    """
    bank, entries = _find_bank(code, organisation), list(entries)
    rows = bank.questions.select_related("question__current", "working_copy", "cluster__current")
    known = {row.key: row for row in rows}
    clusters = FileClusters(bank, language, entries, at)
    results = [_import(bank, known, clusters, entry, language, at) for entry in entries]
    if language not in bank.languages and any(found.result in ("created", "updated") for found in results):
        bank.languages = bank.languages | {language: "draft"}
        bank.save(update_fields=["languages"])
    return results


def list_outside_questions(*, code: str, language: str) -> list[OutsideQuestion]:
    """The questions of a bank that can be asked in a language, by their key, those of a cluster together in its order; retired
    ones are gone. Raises UnknownBank."""
    bank = Bank.objects.filter(code=code).first()
    if bank is None:
        raise UnknownBank(_("There is no bank “%(code)s”.") % {"code": code})
    rows = bank.questions.exclude(state=QuestionState.RETIRED).order_by("key")
    groups = gather(
        rows.select_related("question__current__shared__cluster"),
        lambda row: (str(row.cluster_id or ""), row.cluster_place),
    )
    versions = ((row, row.question.current) for group in groups for row in group)
    return [_tell(row, version, language) for row, version in versions if version and language in version.languages]


def _tell(row: BankQuestion, version: QuestionVersion, language: str) -> OutsideQuestion:
    return OutsideQuestion(
        key=row.key,
        kind=version.kind,
        answer_key=_tell_key(version, language),
        texts=version.texts[language],
        picture=version.picture,
        cluster=_tell_cluster(version.shared, language) if version.shared else None,
        part_ids=tuple(version.part_ids),
        about=About(
            title=row.title,
            tags=tuple(row.tags),
            objective=row.objective,
            theme=row.theme,
            section=row.section,
            use=row.use,
            fact_keys=tuple(row.fact_keys),
            review_by=row.review_by,
            region=row.region,
        ),
    )


def _tell_cluster(shared: ClusterVersion, language: str) -> OutsideCluster:
    return OutsideCluster(
        shared.cluster.key, **shared.texts[language], picture=shared.picture, recording=shared.recording
    )


def _tell_key(version: QuestionVersion, language: str) -> dict[str, Any]:
    if version.kind != QuestionKind.SHORT_TEXT:
        return version.key
    return {**version.key, "accepted": version.key["accepted"][language]}


def _find_bank(code: str, organisation: str) -> Bank:
    bank = Bank.objects.select_for_update(of=("self",)).select_related("organisation").filter(code=code).first()
    if bank is not None:
        if organisation not in ("", bank.organisation.code):
            raise UnknownOrganisation(
                _("The bank “%(code)s” is of “%(owner)s”, not of “%(organisation)s”.")
                % {"code": code, "owner": bank.organisation.code, "organisation": organisation}
            )
        return bank
    owners = list(apps.get_model("mo_people.Organisation").objects.order_by("code"))
    chosen = [owner for owner in owners if organisation in ("", owner.code)]
    if len(chosen) != 1:
        codes = ", ".join(owner.code for owner in owners) or _("none")
        raise UnknownOrganisation(
            _("Say whose the new bank “%(code)s” is: the organisations are %(codes)s.") % {"code": code, "codes": codes}
        )
    return Bank.objects.create(code=code, organisation=chosen[0], title=code)


def _import(
    bank: Bank,
    known: dict[str, BankQuestion],
    clusters: FileClusters,
    entry: OutsideQuestion,
    language: str,
    at: datetime,
) -> Imported:
    row = known.get(entry.key)
    was_active = row is not None and row.state == QuestionState.ACTIVE
    if row is not None and hasattr(row, "working_copy"):
        return Imported(
            entry.key, "refused", _("Somebody is changing this question in /cms/: accept or discard that first.")
        )
    try:
        content = merge_language(row.question.current if row else None, entry, language)
        read_content(content, is_draft=True)
        cluster, place = clusters.find(entry, row)
        shared = cluster.current if cluster else None
        told = _list_told(row, entry, language) if row else {}
        if row is not None and _is_current(row, content, shared) and not told and row.cluster_place == place:
            return Imported(entry.key, "unchanged")
        lesson_key, block_id = place_of(bank=bank, key=entry.key)
        version = freeze_question(
            lesson_key=lesson_key, block_id=block_id, content=content, shared=shared, at=at, is_draft=True
        )
    except (InvalidQuestion, InvalidCluster) as problem:
        return Imported(entry.key, "refused", str(problem))
    if row is None:
        known[entry.key] = BankQuestion.objects.create(
            bank=bank,
            key=entry.key,
            question=version.question,
            state=QuestionState.DRAFT,
            is_authored=True,
            languages=version.languages,
            cluster=cluster,
            cluster_place=place,
            **_described(entry),
        )
        return Imported(entry.key, "created")
    for name, value in {
        **told,
        "state": QuestionState.DRAFT,
        "is_authored": True,
        "languages": version.languages,
        "cluster": cluster,
        "cluster_place": place,
    }.items():
        setattr(row, name, value)
    row.question = version.question
    row.save()
    return Imported(entry.key, "updated", was_active=was_active)


def _is_current(row: BankQuestion, content: dict[str, Any], shared: ClusterVersion | None) -> bool:
    """True when the question says exactly this already, about the same."""
    current = row.question.current
    return current is not None and current.content_hash == hash_version(read_content(content, is_draft=True), shared)


def _list_told(row: BankQuestion, entry: OutsideQuestion, language: str) -> dict[str, Any]:
    """What the entry says of the question, and the bank does not. A title stays in its language: a translation brings none."""
    told = {name: value for name, value in _described(entry).items() if value and getattr(row, name) != value}
    if row.title and language != SOURCE_LANGUAGE and set(row.languages) - {language}:
        told.pop("title", None)
    return told


def _described(entry: OutsideQuestion) -> dict[str, Any]:
    """As the columns of the model hold it: lists, not tuples."""
    about = asdict(entry.about)
    return about | {name: list(about[name]) for name in ("tags", "fact_keys")}
