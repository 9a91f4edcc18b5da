"""The day of the test: what to do on each day until it, what it may cost, and where to ask."""

import re
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from assessments.models import BankQuestion
from mo_platform.portals.study_days import StudyKind, make_study_days
from tests.assessments.factories import MOCK_OF_THREE, make_bank, make_mock_exam
from tests.factories import make_newcomer
from tests.progress.factories import practise

from .conftest import phone_of
from .test_mock import start as start_mock

TODAY = date(2026, 11, 2)
ADDRESS = "/nl/test-day/"


def kinds_before(days: int) -> list[tuple[int, str]]:
    """Days before the test, and what each is for."""
    test_on = TODAY + timedelta(days=days)
    plan = make_study_days(today=TODAY, test_on=test_on, themes=["wonen", "werk"])
    return [((test_on - day.day).days, day.theme or day.kind.value) for day in plan]


def test_the_last_day_is_for_rest_and_the_last_but_one_for_a_mock_exam():
    assert kinds_before(4) == [(4, "wonen"), (3, "werk"), (2, "mock"), (1, "rest")]


def test_far_ahead_stand_seven_days_and_then_only_the_mock_exams_and_the_rest():
    plan = kinds_before(40)
    assert [left for left, _ in plan] == [40, 39, 38, 37, 36, 35, 34, 9, 5, 2, 1]
    assert [what for _, what in plan[:7]] == ["wonen", "werk", "repeat", "wonen", "werk", "repeat", "wonen"]


@pytest.mark.parametrize("days", [0, -1, -30])
def test_on_the_day_and_after_it_nothing_is_planned(days):
    assert kinds_before(days) == []


def test_without_themes_there_is_repeating():
    plan = make_study_days(today=TODAY, test_on=TODAY + timedelta(days=4), themes=[])
    assert [day.kind for day in plan] == [StudyKind.REPEAT, StudyKind.REPEAT, StudyKind.MOCK, StudyKind.REST]


def page_of(client, **query) -> str:
    response = client.get(ADDRESS, query)
    assert response.status_code == 200
    return response.content.decode()


@pytest.fixture
def practice_bank():
    make_bank(keys=("wonen-1", "werk-1"))


@pytest.mark.django_db
def test_her_date_is_kept_as_hers_changed_and_removed(curriculum_rows, practice_bank):
    newcomer = make_newcomer(languages=["nl"])
    client = phone_of(newcomer)
    for days in (4, 6):
        day = timezone.localdate() + timedelta(days=days)
        assert client.post(ADDRESS, {"day": day.isoformat()})["Location"] == ADDRESS
        assert f'value="{day.isoformat()}"' in page_of(client)
    assert client.post(ADDRESS, {"day": "soon"}).status_code == 200
    newcomer.profile.refresh_from_db()
    assert newcomer.profile.test_on == day
    other = phone_of(make_newcomer(first_name="Yonas", languages=["nl"]))
    assert day.isoformat() not in page_of(other) and 'name="remove"' not in page_of(other)
    client.post(ADDRESS, {"remove": "1"})
    assert "data-kind" not in page_of(client)


@pytest.mark.django_db
def test_a_theme_without_questions_in_her_language_is_no_day(curriculum_rows, practice_bank):
    day = (timezone.localdate() + timedelta(days=9)).isoformat()
    for client in (Client(), phone_of(make_newcomer(languages=["nl"]))):
        titles = set(
            re.findall(r'practice/">([^<]+)</a>', page_of(client, day=day).split('id="days"')[1].split("</ol>")[0])
        )
        assert titles == {"Wonen", "Werk", "Mijn fouten"}


@pytest.mark.django_db
def test_a_newcomer_sees_her_days_the_cost_with_its_source_and_her_office(curriculum_rows, practice_bank):
    newcomer = make_newcomer(languages=["nl"])
    page = page_of(phone_of(newcomer), day=(timezone.localdate() + timedelta(days=4)).isoformat())
    assert page.count('data-kind="theme"') == 2 and page.count('data-kind="mock"') == 1
    assert "90 euro" in page and "betalend-inburgeren" in page
    assert newcomer.organisation.name in page and "/nl/sign-in/" not in page.split("<main")[1]


@pytest.mark.django_db
def test_each_day_says_what_she_did_and_today_has_its_tick(curriculum_rows):
    make_mock_exam(
        keys=("wonen-1", "wonen-2", "rechtsstaat-1"), values=1, data=MOCK_OF_THREE, practice=("werk-1", "werk-2")
    )
    versions = {row.key: row.question.current for row in BankQuestion.objects.select_related("question__current")}
    newcomer, noon = make_newcomer(languages=["nl"]), timezone.now().replace(hour=11)
    practise(newcomer, [(versions["werk-1"], True), (versions["werk-2"], False)], at=noon - timedelta(days=3))
    practise(newcomer, [(versions["werk-1"], True)], at=noon - timedelta(days=9))
    client = phone_of(newcomer)
    day = (timezone.localdate() + timedelta(days=2)).isoformat()
    assert page_of(client, day=day).count('data-kind="done"') == 1
    client.post(f"{start_mock(client)}hand-in/")
    page = page_of(client, day=day).split('id="days"')[1].split("</ol>")[0]
    days = re.findall(r'<li data-kind="(\w+)">(.*?)</li>', page, re.DOTALL)
    assert [kind for kind, _html in days] == ["done", "mock", "rest", "test"]
    assert ">2</b>" in days[0][1] and "Werk" in days[0][1]
    assert "Klaar" in days[1][1] and "0 / 3" in days[1][1] and "Klaar" not in days[2][1]
    other = phone_of(make_newcomer(first_name="Yonas", languages=["nl"]))
    assert 'data-kind="done"' not in page_of(other, day=day)


@pytest.mark.django_db
def test_a_guest_gets_the_days_and_the_way_to_sign_in(curriculum_rows):
    page = page_of(Client(), day=(timezone.localdate() + timedelta(days=4)).isoformat())
    assert 'data-kind="rest"' in page and "/nl/sign-in/" in page.split("<main")[1]


@pytest.mark.django_db
@pytest.mark.parametrize("day", ["soon", "2026-02-30", "9999-12-31", "0001-01-01"])
def test_what_is_no_date_or_far_away_is_asked_again(curriculum_rows, day):
    page = page_of(Client(), day=day)
    assert 'id="day_error"' in page and "data-kind" not in page


@pytest.mark.django_db
def test_of_a_date_in_the_past_no_day_is_planned(curriculum_rows):
    page = page_of(Client(), day=(timezone.localdate() - timedelta(days=3)).isoformat())
    assert "data-kind" not in page and 'id="after"' in page and 'id="day_error"' not in page


@pytest.mark.parametrize("address", ["/nl/practice/", "/nl/readiness/"])
@pytest.mark.django_db
def test_the_pages_for_practising_lead_here(curriculum_rows, address):
    assert f'href="{ADDRESS}"' in Client().get(address).content.decode()
