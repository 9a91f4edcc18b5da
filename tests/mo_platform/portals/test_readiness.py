"""How ready am I: in bands and pictures, about our own test only, for her alone unless she shows it."""

import pytest
from django.test import Client

from lessons.models import LessonPage
from people import api as people
from people.enums import Role
from progress.models import ReadinessSharing
from tests.assessments.factories import make_bank
from tests.factories import NOW, StaffFactory, make_newcomer
from tests.progress.factories import practise
from tests.signing_in import sign_in_staff

from .conftest import phone_of

pytestmark = pytest.mark.django_db
ADDRESS = "/nl/readiness/"
KEYS = [f"{theme}-{number}" for theme in ("wonen", "werk", "rechtsstaat") for number in range(1, 9)]


@pytest.fixture
def newcomer(curriculum_rows):
    return make_newcomer(languages=["ar", "fr"])


@pytest.fixture
def bank():
    return make_bank(keys=KEYS, values=["rechtsstaat"])


def page_of(client, address=ADDRESS) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def answer_all(newcomer, bank, *, wrong=()):
    practise(newcomer, [(version, key.rpartition("-")[0] not in wrong) for key, version in bank.items()])


def test_bands_and_words_never_a_percentage(newcomer, bank):
    answer_all(newcomer, bank, wrong=["werk"])
    page = page_of(phone_of(newcomer))
    assert 'data-band="1"' in page or 'data-band="2"' in page
    assert page.count('data-level="3"') == 1 and "Gaat goed" in page
    assert 'data-level="1"' in page and "Meer oefenen" in page
    assert "%" not in page.partition("<main")[2].partition("</main>")[0]


def test_the_next_step_starts_the_weakest_theme(newcomer, bank):
    answer_all(newcomer, bank, wrong=["werk"])
    phone = phone_of(newcomer)
    page = page_of(phone)
    assert 'name="theme" value="werk"' in page
    assert phone.post("/nl/practice/start/", {"theme": "werk"})["Location"].endswith("/1/")


def test_the_lessons_that_teach_the_weak_objectives_stand_below(newcomer, bank, course):
    LessonPage.objects.filter(pk=course.contract.pk).update(objectives=["werk-iets"])
    LessonPage.objects.filter(pk=course.deposit.pk).update(objectives=["wonen-iets"])
    answer_all(newcomer, bank, wrong=["werk"])
    page = page_of(phone_of(newcomer))
    assert f'href="{course.nl}"' in page and course.deposit_nl not in page


def test_a_sensitive_lesson_that_helps_is_called_by_its_place(newcomer, bank, course):
    title = course.contract.title
    LessonPage.objects.filter(pk=course.contract.pk).update(objectives=["werk-iets"], is_sensitive=True)
    answer_all(newcomer, bank, wrong=["werk"])
    page = page_of(phone_of(newcomer)).partition("<main")[2]
    assert f'href="{course.nl}"' in page and title not in page and "Les 1 van 2" in page


def test_themes_stand_in_the_order_of_the_curriculum(newcomer, bank):
    page = page_of(phone_of(newcomer))
    assert [page.index(f"{title}</h3>") for title in ("Wonen", "Werk")] == sorted(
        page.index(f"{title}</h3>") for title in ("Wonen", "Werk")
    )


def test_before_the_first_answer_a_mix_is_offered(newcomer, bank):
    page = page_of(phone_of(newcomer))
    assert 'data-band="0"' in page and 'name="theme" value=""' in page
    assert 'data-level="1"' not in page and 'data-level="3"' not in page
    assert "readiness-sure" not in page, "no bar where nothing is known"


def test_a_few_answers_say_how_many_are_still_missing(newcomer, bank):
    practise(newcomer, [(bank["wonen-1"], True), (bank["wonen-2"], False)])
    page = page_of(phone_of(newcomer))
    assert '<progress class="progress-bar" value="2" max="10">' in page
    assert "Nog te weinig antwoorden" in page and "readiness-sure" not in page


def test_what_a_part_lacks_is_said_with_the_way_to_practise_it(newcomer, bank):
    """Enough answers in all, as after a mock exam, and too few about values."""
    practise(newcomer, [(version, True) for key, version in bank.items() if not key.startswith("rechtsstaat")])
    practise(newcomer, [(bank["rechtsstaat-1"], True)])
    page = page_of(phone_of(newcomer))
    band = page.partition('<section class="readiness-band"')[2].partition("</section>")[0]
    assert 'data-band="0"' in band and "progress-bar" not in band
    assert (
        "Waarden en rechten" in band and '<b class="number" data-lacks>3</b>' in band and "Dagelijks leven" not in band
    )
    part = page.partition('id="part-values"')[2].partition("</section>")[0]
    assert '<b class="number" data-lacks>3</b>' in part
    assert 'form="practise" name="theme" value="rechtsstaat" aria-describedby="part-values"' in part
    assert page.count("data-lacks") == 2, "nothing is asked of a theme of which enough is known"
    assert '<form method="post" action="/nl/practice/start/" class="readiness-next" id="practise">' in page


def test_where_no_bank_is_loaded_the_page_is_honest(newcomer):
    page = page_of(phone_of(newcomer))
    assert 'name="theme"' not in page and "Er zijn nog geen oefenvragen in deze taal." in page


def test_in_brussels_no_rule_is_known_and_no_chance_is_told(newcomer, bank):
    newcomer.profile.region = "brussels"
    newcomer.profile.save()
    answer_all(newcomer, bank)
    page = page_of(phone_of(newcomer))
    assert "data-band" not in page and "real-test" not in page and "readiness-line" not in page
    assert "readiness-sure" in page


def test_what_is_public_about_the_real_test_stands_with_its_source(newcomer, bank):
    for client in (phone_of(newcomer), Client()):
        page = page_of(client)
        assert "41" in page and "VRT NWS" in page and "nog niet gecontroleerd" in page
        assert "Het zegt niet of u voor de echte test slaagt." in page


def test_a_guest_reads_what_it_is_and_how_to_begin(newcomer, bank):
    page = page_of(Client())
    assert 'href="/nl/sign-in/"' in page and 'href="/nl/practice/"' in page
    assert "data-band" not in page and "data-level" not in page


def test_staff_see_nothing_of_anybody(newcomer, bank):
    answer_all(newcomer, bank)
    for role in (Role.CASE_WORKER, Role.TEACHER, Role.PLATFORM_ADMIN):
        page = page_of(sign_in_staff(Client(), StaffFactory(role=role)))
        assert "data-band" not in page and "data-level" not in page


def test_another_newcomer_sees_her_own(newcomer, bank):
    answer_all(newcomer, bank)
    page = page_of(phone_of(make_newcomer(first_name="Bilal")))
    assert 'data-band="0"' in page and "readiness-sure" not in page


def test_practising_and_how_it_went_lead_there(newcomer, bank):
    phone = phone_of(newcomer)
    uuid = practise(newcomer, [(bank["wonen-1"], True)])
    for address in ("/nl/practice/", f"/nl/practice/{uuid}/"):
        assert f'href="{ADDRESS}"' in page_of(phone, address)


def test_the_page_asks_the_database_the_same_for_one_answer_and_for_many(newcomer, bank, django_assert_num_queries):
    phone = phone_of(newcomer)
    practise(newcomer, [(bank["wonen-1"], False)])
    page_of(phone)
    with django_assert_num_queries(9):
        page_of(phone)
    answer_all(newcomer, bank, wrong=["werk", "wonen"])
    with django_assert_num_queries(9):
        page_of(phone)


def show(client, answer="yes"):
    return client.post("/nl/readiness/show/", {"show": answer})


def test_she_shows_it_and_takes_it_back_and_each_press_twice_is_one(newcomer, bank):
    phone = phone_of(newcomer)
    assert "U toont dit nu niet." in page_of(phone)
    for _ in range(2):
        assert show(phone)["Location"] == "/nl/readiness/#show"
    assert "U toont dit aan de trajectbegeleiders van uw kantoor sinds" in page_of(phone)
    for _ in range(2):
        show(phone, "no")
    assert "U toont dit nu niet." in page_of(phone)
    assert list(ReadinessSharing.objects.values_list("is_shown", flat=True)) == [True, False]


def test_nobody_else_can_show_it_and_a_look_at_the_page_shows_nothing(newcomer, bank):
    guest, worker = Client(), sign_in_staff(Client(), people.get_case_worker(newcomer=newcomer))
    assert show(guest)["Location"].startswith("/nl/sign-in/")
    assert show(worker).status_code == 404
    assert phone_of(newcomer).get("/nl/readiness/show/").status_code == 405
    assert 'action="/nl/readiness/show/"' not in page_of(worker)
    assert not ReadinessSharing.objects.exists()


def test_what_she_shows_is_in_her_data_and_erased_with_her(newcomer, bank):
    phone = phone_of(newcomer)
    show(phone)
    page = page_of(phone, "/nl/data/")
    assert "Of u toont hoe klaar u bent" in page
    people.erase_newcomer(uuid=newcomer.uuid, by="operator", reason="gevraagd", at=NOW)
    assert not ReadinessSharing.objects.exists()
