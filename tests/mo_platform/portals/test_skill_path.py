"""The page of her path: stations, one button, skipping, and an end that says what comes then."""

from datetime import timedelta

import pytest

from people.enums import Role
from pretrajectory.models import Screening, SkippedSkill
from tests.factories import NOW, StaffFactory, make_newcomer
from tests.pretrajectory.factories import begin_a_path, find_nothing, load_tasks, practise_skill
from tests.signing_in import sign_in_as_newcomer, sign_in_staff

pytestmark = pytest.mark.django_db
PHONE = {"user-agent": "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 Chrome/128.0 Mobile Safari/537.36"}
DAY = timedelta(days=1)


@pytest.fixture
def amal(client, time_machine):
    time_machine.move_to(NOW, tick=False)
    load_tasks()
    newcomer = make_newcomer()
    sign_in_as_newcomer(client, newcomer)
    return newcomer


def look(client, address="/nl/skills/path/") -> str:
    return client.get(address, headers=PHONE).content.decode()


def test_who_was_not_screened_is_shown_where_to_begin(client, amal):
    page = look(client)
    assert 'href="/nl/skills/"' in page and "/nl/skills/path/go/" not in page


def test_she_goes_on_and_comes_back_to_her_path(client, amal):
    find_nothing(amal, at=NOW - DAY)
    page = look(client)
    assert 'action="/nl/skills/path/go/"' in page and page.count('aria-current="step"') == 1
    there = client.post("/nl/skills/path/go/", headers=PHONE)["Location"]
    assert there == "/nl/skills/do/?path=1"
    assert 'data-next="/nl/skills/path/"' in look(client, there)
    assert 'data-next="/nl/skills/do/"' in look(client, "/nl/skills/do/")


def test_somebody_beside_her_is_remembered(client, amal):
    find_nothing(amal, at=NOW - DAY)
    client.post("/nl/skills/path/go/", {"assisted": "yes"}, headers=PHONE)
    assert Screening.objects.get(trains="touch").is_assisted


def test_every_kind_of_station_is_there_and_what_is_due(client, amal):
    begin_a_path(amal, at=NOW)
    page = look(client)
    for state in ("learnt", "now", "once", "skipped"):
        assert f"path-station is-{state}" in page, state
    assert 'id="again"' in page


def test_she_skips_and_takes_back(client, amal):
    find_nothing(amal, at=NOW - DAY)
    assert client.post("/nl/skills/path/skip/", {"skip": "touch"})["Location"] == "/nl/skills/path/"
    assert SkippedSkill.objects.get().newcomer == amal
    assert 'name="back" value="touch"' in look(client)
    client.post("/nl/skills/path/skip/", {"back": "touch"})
    assert not SkippedSkill.objects.exists()


@pytest.mark.parametrize("data", [{}, {"skip": "magic"}, {"back": "magic"}])
def test_what_is_no_skill_changes_nothing(client, amal, data):
    assert client.post("/nl/skills/path/skip/", data)["Location"] == "/nl/skills/path/"
    assert not SkippedSkill.objects.exists()


def test_when_nothing_is_left_today_she_rests_and_at_the_end_she_looks_once_more(client, amal, time_machine):
    find_nothing(amal, at=NOW - 5 * DAY, skills=("touch",))
    practise_skill(amal, "touch", at=NOW - timedelta(hours=1))
    assert "/nl/skills/path/go/" not in look(client) and "/nl/lessons/" in look(client)
    assert client.post("/nl/skills/path/go/", headers=PHONE)["Location"] == "/nl/skills/path/"
    practise_skill(amal, "touch", at=NOW - DAY)
    assert 'action="/nl/skills/start/"' in look(client)


def test_her_home_offers_the_path_before_her_first_lesson(client, amal, course):
    assert "/nl/skills/path/" not in look(client, "/nl/")
    find_nothing(amal, at=NOW - DAY)
    assert 'class="button" href="/nl/skills/path/"' in look(client, "/nl/")


def test_staff_have_no_such_page(client):
    sign_in_staff(client, StaffFactory(role=Role.CASE_WORKER))
    assert client.get("/nl/skills/path/").status_code == 404
