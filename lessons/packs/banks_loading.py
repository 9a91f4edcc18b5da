"""Writing a bank: its facts and its questions, all or nothing."""

from datetime import date, datetime
from pathlib import Path

from django.apps import apps
from django.db import transaction

from assessments import api as assessments
from curriculum import api as curriculum
from media import api as media

from ..rights.groups import ensure_collection
from .banks import BankContents, read_bank
from .banks_clusters import ReadCluster
from .banks_shapes import ReadQuestion
from .loading import Report, write_facts, write_media
from .references import list_known


def load_bank(*, folder: Path, at: datetime, is_dry_run: bool = False) -> Report:
    """Load the bank in `folder`. Raises BadPack; then nothing is written. A second time changes nothing."""
    contents = read_bank(folder=folder, known=list_known(on=at.date()))
    journal = media.FileJournal()
    try:
        with journal.watching_renditions(), transaction.atomic():
            report = _write(contents, journal, at)
            if is_dry_run:
                transaction.set_rollback(True)
    except BaseException:
        journal.undo()
        raise
    finally:
        curriculum.forget_facts()  # after a rollback they are not what was read meanwhile
    if is_dry_run:
        journal.undo()
    return report


def _write(contents: BankContents, journal: media.FileJournal, at: datetime) -> Report:
    report = Report(notes=list(contents.notes))
    head = contents.head
    organisation = apps.get_model("mo_people.Organisation").objects.get(code=head.organisation)
    write_facts(contents.facts, report, why=f"{head.id} {at:%Y-%m-%d}")
    if contents.media:
        write_media(contents.media, ensure_collection(organisation=organisation), journal, report)
    shared = {cluster.asked.id: cluster for cluster in contents.clusters}
    results = assessments.save_bank(
        code=head.id,
        about={
            "organisation": organisation,
            "title": head.title,
            "licence": head.licence,
            "authors": list(head.authors),
            "languages": {code: language.status for code, language in head.languages.items()},
        },
        entries=[_make_entry(question, shared.get(question.asked.cluster or "")) for question in contents.questions],
        clusters=[assessments.ClusterEntry(key, cluster.content) for key, cluster in shared.items()],
        at=at,
    )
    for key, result in results.items():
        report.add("cluster" if key in shared else "question", key, result)
    tests = assessments.save_blueprints(
        bank_code=head.id,
        entries=[
            assessments.BlueprintEntry(
                code=blueprint.code,
                data=blueprint.data,
                uses=tuple(blueprint.uses),
                valid_from=blueprint.valid_from,
                valid_until=blueprint.valid_until,
                is_demonstration=blueprint.is_demonstration,
                open_to=blueprint.open_to,
                regime=blueprint.regime,
            )
            for blueprint in contents.blueprints
        ],
        at=at,
    )
    for code, result in tests.items():
        report.add("test", code, result)
    return report


def _make_entry(question: ReadQuestion, cluster: ReadCluster | None) -> assessments.BankEntry:
    """What a question shares rests on facts too, and those are facts of the question."""
    asked = question.asked
    facts = list(dict.fromkeys([*asked.facts, *(cluster.asked.facts if cluster else ())]))
    return assessments.BankEntry(
        key=asked.id,
        content=question.content,
        objective=asked.objective,
        theme=question.theme,
        section=asked.section,
        use=asked.use,
        fact_keys=tuple(facts),
        review_by=asked.review_by or _find_review(facts),
        cluster=asked.cluster or "",
        region=asked.region,
    )


def _find_review(keys: list[str]) -> date | None:
    """A question is looked at again when the first of its facts is."""
    facts = curriculum.list_facts(keys=keys).values()
    return min((fact.review_by for fact in facts if fact.review_by), default=None)
