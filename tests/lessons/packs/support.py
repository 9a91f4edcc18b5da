"""What the tests of packs share."""

from datetime import UTC, date, datetime
from pathlib import Path

import yaml
from django.conf import settings
from django.core.files.storage import default_storage

from curriculum.models import Objective, Theme, Track
from lessons.models import LessonPage
from lessons.packs.banks import BankContents, read_bank
from lessons.packs.references import Known
from people.enums import OrganisationKind
from tests.factories import OrganisationFactory

SMALL = Path(__file__).with_name("data") / "klein"
STARTER = Path(settings.BASE_DIR) / "content" / "mo-oefenbank"
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def make_platform():
    """A platform that may receive the small pack: its theme and objective, and the organisation that owns the pages."""
    since = {"valid_from": date(2022, 3, 1)}
    track = Track.objects.create(key="mo", title={"nl": "MO"}, **since)
    theme = Theme.objects.create(key="wonen", title={"nl": "Wonen"}, track=track, **since)
    Objective.objects.create(
        key="wonen-waarborg", title={"nl": "Ik weet wat de huurwaarborg is."}, theme=theme, **since
    )
    return OrganisationFactory(code="ligo", name="Ligo", kind=OrganisationKind.PARTNER)


def get_lesson(key, language="nl") -> LessonPage:
    return LessonPage.objects.in_language(language).get(pack_key=f"klein/{key}")


def list_results(report) -> set[str]:
    return {outcome.result for outcome in report.outcomes}


def list_stored_files() -> set[str]:
    if not default_storage.exists("original_images"):
        return set()
    return set(default_storage.listdir("original_images")[1])


def read_starter_bank() -> BankContents:
    """Our own bank, read against the curriculum and the facts that come with it."""

    def read(path):
        return yaml.safe_load(path.read_text(encoding="utf-8"))

    objectives = {row["key"]: row["theme"] for row in read(STARTER.parents[1] / "curriculum/data/objectives.yaml")}
    facts = {row["key"] for path in (STARTER.parent / "wonen" / "facts").glob("*.yaml") for row in read(path)}
    known = Known(
        organisation_codes=frozenset({"ligo"}),
        theme_keys=frozenset(objectives.values()),
        objective_keys=frozenset(objectives),
        fact_keys=frozenset(facts),
        theme_of=objectives,
    )
    return read_bank(folder=STARTER, known=known)
