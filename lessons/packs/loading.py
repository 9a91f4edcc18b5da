"""Writing a pack: one transaction for rows, and a journal for files, so that all of it is there or nothing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import transaction

from core.api import SOURCE_LANGUAGE, DomainError
from curriculum import api as curriculum
from media import api as media

from ..models import OrganisationIndexPage
from ..rights.groups import ensure_collection, setup_organisation_rights
from .checking import read_pack
from .contents import PackContents, PackMedia
from .pages import PageWriter
from .problems import BadPack, Problem, Problems
from .references import list_known
from .schema import Fact

UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Outcome:
    """`result`: created, changed, unchanged, moved, retired."""

    kind: str  # fact, word, picture, audio, video, module, lesson, question
    name: str
    result: str


@dataclass
class Report:
    outcomes: list[Outcome] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def add(self, kind: str, name: str, result: str) -> None:
        self.outcomes.append(Outcome(kind, name, result))

    @property
    def has_changes(self) -> bool:
        return any(outcome.result != UNCHANGED for outcome in self.outcomes)


def load_pack(*, folder: Path, at: datetime, is_dry_run: bool = False, overwrites: bool = False) -> Report:
    """Load the pack in `folder`. Raises BadPack; then nothing is written, neither rows nor files.

    What was edited in the CMS since the pack was last loaded is a problem, unless `overwrites`; it stays untouched as
    long as the pack says the same.
    """
    contents = read_pack(folder=folder, known=list_known(on=at.date()))
    journal = media.FileJournal()
    try:
        with journal.watching_renditions(), transaction.atomic():
            report = _write(contents, journal, overwrites=overwrites)
            if is_dry_run:
                transaction.set_rollback(True)
    except BaseException:
        journal.undo()
        raise
    finally:
        curriculum.forget_facts()  # after a rollback they are not what was read meanwhile
        curriculum.forget_glossary()
    if is_dry_run:
        journal.undo()
    return report


def _write(contents: PackContents, journal: media.FileJournal, *, overwrites: bool) -> Report:
    report = Report(notes=list(contents.notes))
    pack = contents.pack
    organisation = apps.get_model("mo_people.Organisation").objects.get(code=pack.organisation)
    setup_organisation_rights(organisation=organisation)
    collection = ensure_collection(organisation=organisation)
    write_facts(contents.facts, report, why=f"{pack.id} {pack.version}")
    _write_words(contents, report, why=f"{pack.id} {pack.version}")
    rows = write_media(contents.media, collection, journal, report)
    shelf = OrganisationIndexPage.objects.in_language(pack.source_language).get(organisation=organisation)
    PageWriter(contents, rows, shelf, report, overwrites=overwrites).write()
    return report


def write_facts(facts: Iterable[Fact], report: Report, *, why: str) -> None:
    """Take over the facts of a folder. Raises BadPack."""
    problems = Problems()
    for fact in facts:
        try:
            values = fact.model_dump(exclude={"key"})
            values["display"] = fact.display or {SOURCE_LANGUAGE: fact.statement[SOURCE_LANGUAGE]}
            result = curriculum.import_fact(key=fact.key, values=values, why=why)
        except ValidationError as error:
            problems.add("facts", (fact.key,), " ".join(error.messages))
        else:
            report.add("fact", fact.key, result)
    problems.raise_if_any()


def _write_words(contents: PackContents, report: Report, *, why: str) -> None:
    problems = Problems()
    for word in contents.words:
        try:
            result = curriculum.import_word(key=word.key, values=word.values, why=why)
        except ValidationError as error:
            problems.add("glossary.yaml", (word.key,), " ".join(error.messages))
        else:
            report.add("word", word.key, result)
    problems.raise_if_any()


def write_media(
    files: Mapping[str, PackMedia], collection, journal: media.FileJournal, report: Report
) -> dict[str, int]:
    """Take over the files of a folder; their primary keys by their id in the pack. Raises BadPack."""
    rows: dict[str, int] = {}
    problems = Problems()
    for key, packed in files.items():
        about = packed.about
        values: dict[str, Any] = {
            "title": key,
            "licence": about.licence,
            "author": about.author,
            "source_url": about.source,
        }
        try:
            if about.kind == "image":
                values |= {"title": about.alt.get("nl", key)[:255]}
                values |= {"is_decorative": about.decorative, "alt_texts": about.alt}
                row, result = media.import_picture(
                    key=key, file=packed.file, collection=collection, values=values, journal=journal
                )
            else:
                values |= {"kind": about.kind, "transcripts": about.transcript}
                row, result = media.import_clip(
                    key=key,
                    file=packed.file,
                    captions=packed.captions,
                    collection=collection,
                    values=values,
                    journal=journal,
                )
        except DomainError as error:
            problems.add("media/media.yaml", (key,), str(error))
            continue
        rows[key] = row.pk
        report.add("picture" if about.kind == "image" else about.kind, key, result)
    problems.raise_if_any()
    return rows


__all__ = ["BadPack", "Outcome", "Problem", "Report", "load_pack", "write_facts", "write_media"]
