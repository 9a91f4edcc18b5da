"""How ready she is stands in her dossier only while she shows it, and only for the case workers of her office."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from assessments import api as assessments
from assessments.models import BankQuestion
from curriculum.models import DatedRule, Theme, Track
from people import api as people
from people.enums import Role
from progress import api as progress
from tests.assessments.factories import make_mock_exam
from tests.factories import NOW
from tests.progress.factories import practise

from .conftest import address, browser_of, staff_in, text_of

SINCE = date(2022, 3, 1)
#: Words that stand in the dossier only when it is shown.
SHOWN = ("nze oefentest", "Het dagelijks leven", "Gaat goed", "Meer oefenen", "Proefexamens", "2 van 4")


@pytest.fixture(autouse=True)
def curriculum():
    track = Track.objects.create(key="mo", title={"nl": "MO"}, valid_from=SINCE)
    for order, key in enumerate(("wonen", "werk", "rechtsstaat")):
        title = {"nl": key.title()}
        Theme.objects.create(key=key, title=title, track=track, order=order, valid_from=SINCE)
    DatedRule.objects.create(
        kind="pass_rule",
        code="mo_test",
        regime="flanders",
        value={
            "sections": [
                {"code": "practical", "items": 30, "pass_at": 16},
                {"code": "values", "items": 11, "pass_at": 9},
            ],
            "needs": "all",
        },
        valid_from=SINCE,
        source_name="VRT NWS",
        confidence="press",
    )


@pytest.fixture
def ready(newcomer):
    """She practised today, strong at living and weak at work, and did a mock exam with half of its practical part right."""
    keys = [f"{theme}-{number}" for theme in ("wonen", "werk", "rechtsstaat") for number in range(11, 19)]
    make_mock_exam(practice=keys)
    BankQuestion.objects.filter(theme="rechtsstaat").update(section="values")
    versions = {item.key: item.question_id for item in assessments.list_practice_items()}
    results = [
        (assessments.list_practice_versions(question_ids=[versions[key]], language="nl")[0], not key.startswith("werk"))
        for key in keys
    ]
    practise(newcomer, results, at=NOW - timedelta(hours=1))
    taker = assessments.Taker(newcomer)
    sitting = assessments.start_attempt(
        taker=taker, code="mo-mock", language="nl", regime="flanders", on=NOW.date(), at=NOW
    )
    for place in [place for place in sitting.places if place.section == "practical"][:2]:
        version = assessments.get_question_version(version_id=place.version)
        response = assessments.right_response_of(version=version)
        assessments.save_answer(
            taker=taker, uuid=sitting.uuid, number=place.number, response=response, base=0, save_id=uuid4(), at=NOW
        )
    assessments.submit_attempt(taker=taker, uuid=sitting.uuid, at=NOW)
    return newcomer


def told_to(browser, newcomer) -> list[str]:
    page = text_of(browser.get(address("dossier", newcomer)))
    return [word for word in SHOWN if word in page]


def test_not_shown_the_dossier_says_only_that_she_practises(worker, ready):
    page = text_of(worker.get(address("dossier", ready)))
    assert "Heeft de laatste twee weken geoefend." in page and "kan het u tonen" in page
    assert told_to(worker, ready) == []


def test_two_weeks_later_it_says_that_she_did_not(worker, newcomer):
    practise(newcomer, [], at=NOW)
    assert "Heeft de laatste twee weken niet geoefend." in text_of(worker.get(address("dossier", newcomer)))
    assert not progress.has_practised_lately(newcomer=newcomer, at=NOW + timedelta(days=15))


def test_shown_the_dossier_has_it_by_part_and_theme_with_her_exams_and_the_visit_is_logged(worker, ready):
    progress.show_readiness(newcomer=ready, is_shown=True, at=NOW)
    response = worker.get(address("dossier", ready))

    readiness, page = response.context["readiness"], text_of(response)
    assert readiness.band and told_to(worker, ready) == list(SHOWN)
    assert [(line.title, line.answered) for line in readiness.lines] == [
        ("Het dagelijks leven", 18),
        ("Wonen", 10),
        ("Werk", 8),
        ("Waarden en rechten", 8),
        ("Rechtsstaat", 8),
    ]
    (exam,) = readiness.exams
    assert (exam.parts, exam.is_passed) == ((("Het dagelijks leven", 2, 4), ("Waarden en rechten", 0, 2)), False)
    assert "Vraag wonen" not in page and "23 nov 2026" in page
    assert [look.what for look in people.list_looks(newcomer=ready)] == ["dossier"]


def test_taken_back_nothing_is_visible_any_more(worker, ready):
    progress.show_readiness(newcomer=ready, is_shown=True, at=NOW)
    assert told_to(worker, ready)
    progress.show_readiness(newcomer=ready, is_shown=False, at=NOW)
    assert told_to(worker, ready) == []


def test_a_stand_in_of_her_office_sees_it_an_administrator_and_other_offices_do_not(
    ready, office, other_office, colleague
):
    progress.show_readiness(newcomer=ready, is_shown=True, at=NOW)
    administrator, stand_in = staff_in(office, Role.ORG_ADMIN), browser_of(colleague)
    for browser in (administrator, stand_in):
        browser.post(address("dossier_purpose", ready), {"purpose": "stand_in"})
    assert told_to(stand_in, ready) == list(SHOWN)
    assert told_to(administrator, ready) == []
    for stranger in (staff_in(other_office, Role.CASE_WORKER), staff_in(office, Role.TEACHER)):
        assert stranger.get(address("dossier", ready)).status_code == 404
