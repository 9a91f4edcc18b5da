"""Who looked at my data, and where to ask: plain words, grouped, hers alone."""

from datetime import timedelta

import pytest

from people import api as people
from people.enums import LookPurpose, Role
from tests.factories import NOW, OrganisationFactory, StaffFactory, make_newcomer
from tests.signing_in import sign_in_staff

pytestmark = pytest.mark.usefixtures("today")


def look(user, newcomer, *, purpose=LookPurpose.GUIDANCE, what="dossier", at=NOW, explanation=""):
    people.record_look(user=user, newcomer=newcomer, purpose=purpose, what=what, at=at, explanation=explanation)


def test_looks_are_grouped_by_day_and_by_who(phone, newcomer, case_worker, office):
    desk = StaffFactory(role=Role.DESK, role__organisation=office)
    look(case_worker, newcomer)
    look(case_worker, newcomer, at=NOW + timedelta(minutes=5))
    look(desk, newcomer, purpose=LookPurpose.QUESTION, what="card")
    look(case_worker, newcomer, at=NOW - timedelta(days=1))

    days = phone.get("/nl/looks/").context["days"]

    assert [day.day.isoformat() for day in days] == ["2026-11-23", "2026-11-22"]
    assert [(len(group.lines), group.lines[0].times, group.organisation) for group in days[0].groups] == [
        (1, 2, "Kantoor Gent"),
        (1, 1, "Kantoor Gent"),
    ]


def test_a_look_just_after_midnight_in_brussels_belongs_to_that_day(phone, newcomer, case_worker):
    look(case_worker, newcomer, at=NOW.replace(day=22, hour=23, minute=30))

    assert phone.get("/nl/looks/").context["days"][0].day.isoformat() == "2026-11-23"


def test_the_explanation_stands_in_dutch_and_marked_as_dutch(phone, newcomer, case_worker):
    look(case_worker, newcomer, purpose=LookPurpose.STAND_IN, explanation="Collega is <b>ziek</b>")

    text = phone.get("/ar/looks/").content.decode()

    assert '<q lang="nl" dir="ltr">Collega is &lt;b&gt;ziek&lt;/b&gt;</q>' in text
    assert "23 نوفمبر 2026" in text


def test_names_of_staff_are_not_shown(phone, newcomer, case_worker):
    look(case_worker, newcomer)

    assert case_worker.last_name not in phone.get("/nl/looks/").content.decode()


def test_nobody_looked_yet(phone):
    response = phone.get("/nl/looks/")

    assert response.context["days"] == []
    assert "empty-state" in response.content.decode()


def test_looks_at_somebody_else_are_not_shown(phone, case_worker):
    other = make_newcomer(case_worker=case_worker, first_name="Samira")
    look(case_worker, other, explanation="Over Samira")

    assert "Samira" not in phone.get("/nl/looks/").content.decode()


def test_only_she_reads_it(client, case_worker):
    assert client.get("/nl/looks/").headers["Location"] == "/nl/sign-in/?next=/nl/looks/"

    sign_in_staff(client, case_worker)
    assert client.get("/nl/looks/").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_many_looks_cost_as_many_queries_as_one(phone, newcomer, case_worker, count, django_assert_num_queries):
    for number in range(count):
        look(case_worker, newcomer, at=NOW - timedelta(days=number))
    phone.get("/nl/looks/")

    # user, office, number of groups, groups
    with django_assert_num_queries(4):
        phone.get("/nl/looks/")


def test_help_shows_her_own_office_and_who_guides_her(phone, case_worker, other_office):
    text = phone.get("/nl/help/").content.decode()

    assert "Kantoor Gent" in text and case_worker.get_full_name() in text
    assert "Kantoor Hasselt" not in text


def test_a_guest_sees_all_offices_and_no_partners(client, office, other_office):
    OrganisationFactory(code="ligo", name="Ligo", kind="partner")

    text = client.get("/ar/help/").content.decode()

    assert "Kantoor Gent" in text and "Kantoor Hasselt" in text and "Ligo" not in text


def test_opening_hours_are_weekdays_in_her_language(phone, office):
    office.opening_hours = [[2, "09:00", "12:00"], [1, "13:00", "16:00"], [1, "09:00", "12:00"]]
    office.save()

    hours = phone.get("/ar/help/").context["offices"][0].hours

    assert [line.split(":")[0] for line in hours] == ["الاثنين", "الثلاثاء"]
    assert "09:00" in hours[0] and "16:00" in hours[0]


@pytest.mark.parametrize("slug", ["plan", "looks", "help", "language", "reading", "lessons", "search", "devices"])
def test_no_page_may_take_the_address_of_a_portal(slug, db):
    from lessons.domain.routing import is_reserved_slug

    assert is_reserved_slug(slug)


def test_every_portal_address_is_kept_from_the_page_tree(db):
    from lessons.domain.routing import is_reserved_slug
    from mo_platform.navigation import PORTALS

    assert [name for name, path in PORTALS.items() if path and not is_reserved_slug(path.strip("/"))] == []
