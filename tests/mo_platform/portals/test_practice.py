"""Practising for the test: ten questions one by one, why after each, and how it went; hers alone and nothing that counts."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from assessments import api as assessments
from assessments.models import BankQuestion
from lessons.models import LessonPage
from people import api as people
from plans.models import OutboxMessage
from progress import api as progress
from progress.models import Answer, Completion, Event, LessonProgress, PracticeAnswer, PracticeSet
from tests.assessments.factories import KINDS, fields_of, make_bank, make_mock_exam
from tests.factories import NOW, make_newcomer
from tests.progress.factories import practise, wrong_response

from .conftest import phone_of

pytestmark = pytest.mark.django_db
START = "/nl/practice/start/"


@pytest.fixture
def newcomer(curriculum_rows):
    return make_newcomer(languages=["ar", "fr"])


@pytest.fixture(params=["guest", "newcomer"])
def client(request, newcomer) -> Client:
    return Client() if request.param == "guest" else phone_of(newcomer)


def start(client, *, theme="", language="nl") -> str:
    """Take a new set; the address of its first question."""
    response = client.post(f"/{language}/practice/start/", {"theme": theme})
    assert response.status_code == 302
    return response["Location"]


def version_on(client, url):
    """The question version that stands on a page."""
    stem = re.search(r"Vraag ([\w-]+)\?", client.get(url).content.decode())
    return BankQuestion.objects.get(key=stem[1]).question.current


def answer(client, url, *, right=True):
    version = version_on(client, url)
    response = assessments.right_response_of(version=version) if right else wrong_response(version)
    return client.post(url, fields_of(response))


def place(url, number) -> str:
    return f"{url.rstrip('/').rpartition('/')[0]}/{number}/"


def text_of(response) -> str:
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("kind", KINDS)
def test_a_question_is_answered_and_explained(client, kind):
    make_bank(keys=["wonen-1"], kinds=[kind])
    url = start(client)
    response = answer(client, url)
    assert (response.status_code, response["Location"]) == (302, f"{url}#answer")
    page = text_of(client.get(url))
    assert "Dat mag hij niet vragen." in page
    assert "Dat is juist." in page
    assert f'href="{place(url, 1).removesuffix("1/")}"' in page, "the last question leads to how it went"


def test_each_answer_there_was_says_whether_it_is_right_and_why(client):
    make_bank(keys=["wonen-1"])
    url = start(client)
    answer(client, url, right=False)
    page = text_of(client.get(url))
    assert page.count('class="verdict') - page.count('class="verdict-answer') - page.count('class="verdicts') == 3
    assert page.count('class="verdict is-right"') == 1
    assert "Goed gezien." in page and "Dat is verboden." in page


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_of_the_solution_leaves_before_the_answer(client, kind):
    versions = make_bank(keys=["wonen-1"], kinds=[kind])
    url = start(client)
    page = text_of(client.get(url))
    texts = versions["wonen-1"].texts["nl"]
    assert texts["stem"] in page
    assert texts["explanation"] not in page
    for option in texts.get("options", {}).values():
        assert option["text"] in page and not (option["feedback"] and option["feedback"] in page)
    assert "verdict" not in page and '"juist"' not in page and "fout-1" not in page


def test_the_answer_to_one_question_tells_nothing_of_the_next(client):
    make_bank(keys=["wonen-1", "wonen-2"])
    url = start(client)
    answer(client, url)
    other = text_of(client.get(place(url, 2)))
    assert "Dat mag hij niet vragen." not in other and "verdict" not in other


def test_a_set_is_of_ten_questions_and_never_one_kept_for_a_mock_exam(client):
    keys = [f"wonen-{number}" for number in range(1, 16)]
    make_bank(keys=keys, mock=keys[:4])
    url = start(client)
    shown = {version_on(client, place(url, number)).question.bank_question.key for number in range(1, 11)}
    assert len(shown) == 10 and not shown & set(keys[:4])
    assert client.get(place(url, 11)).status_code == client.get(place(url, 0)).status_code == 404


def test_a_theme_asks_questions_of_that_theme_only(client):
    make_bank(keys=["wonen-1", "werk-1", "werk-2"])
    start_page = text_of(client.get("/nl/practice/"))
    assert set(re.findall(r'name="theme" value="([\w-]*)"', start_page)) == {"", "wonen", "werk"}
    assert re.findall(r'class="practice-theme".*?<span>(.*?)</span>', start_page) == ["Wonen", "Werk"]
    url = start(client, theme="werk")
    assert {version_on(client, place(url, number)).question.bank_question.theme for number in (1, 2)} == {"werk"}
    assert client.get(place(url, 3)).status_code == 404


@pytest.mark.parametrize(
    ("region", "held"), [("flanders", {"wonen-1", "wonen-2"}), ("brussels", {"wonen-1", "wonen-3"})]
)
def test_a_question_is_asked_only_where_it_holds(newcomer, region, held):
    """In a new set, among her mistakes and in what she is asked; where no region is known, as in Flanders."""
    versions = make_bank(keys=["wonen-1", "wonen-2", "wonen-3", "werk-1"])
    BankQuestion.objects.filter(key="wonen-2").update(region="flanders")
    BankQuestion.objects.filter(key__in=["wonen-3", "werk-1"]).update(region="brussels")
    practise(newcomer, [(version, False) for version in versions.values()])
    newcomer.profile.region = region
    newcomer.profile.save()
    phone = phone_of(newcomer)
    shown = set(re.findall(r'name="theme" value="([\w-]+)"', text_of(phone.get("/nl/practice/"))))
    assert shown == {"wonen"} | ({"werk"} if region == "brussels" else set())
    for asked in ({"theme": "wonen"}, {"theme": "wonen", "way": "short"}):
        url = phone.post(START, asked)["Location"]
        total = len(PracticeSet.objects.get(uuid=url.split("/")[3]).versions)
        assert {
            version_on(phone, place(url, number)).question.bank_question.key for number in range(1, total + 1)
        } == held
    mistakes = progress.choose_set(
        newcomer=newcomer, way=progress.PracticeWay.MISTAKES, language="nl", at=NOW, theme="wonen"
    )
    assert {
        assessments.get_question_version(version_id=at).question.bank_question.key for at in mistakes.versions
    } == held


def test_a_guest_is_asked_what_holds_in_flanders():
    make_bank(keys=["wonen-1", "wonen-2"])
    BankQuestion.objects.filter(key="wonen-2").update(region="brussels")
    guest = Client()
    url = start(guest)
    assert version_on(guest, url).question.bank_question.key == "wonen-1"
    assert guest.get(place(url, 2)).status_code == 404


def test_where_her_language_has_no_questions_she_chooses_one_that_has(curriculum_rows):
    """Never a Dutch question on a page in Arabic; and the mock exam that there is in it she may sit all the same."""
    make_mock_exam()
    BankQuestion.objects.filter(use="practice").update(languages=["nl", "fr"])
    phone = phone_of(make_newcomer(languages=["ar", "tr", "fr"]))
    page = text_of(phone.get("/ar/practice/"))
    assert re.findall(r'class="button[^"]*" href="(/\w+/(?:practice|mock)/)"', page) == [
        "/fr/practice/",
        "/nl/practice/",
        "/ar/mock/",
    ]
    assert 'name="theme"' not in page and start(phone, language="ar") == "/ar/practice/"


def test_practising_in_another_language_is_said_on_each_page(curriculum_rows):
    make_bank(keys=["wonen-1"])
    phone = phone_of(make_newcomer(languages=["ti", "nl"]))
    told = re.compile(
        r'Er zijn nog geen oefenvragen in het <bdi lang="ti" dir="ltr">ትግርኛ</bdi>. U oefent in een andere taal: Nederlands.'
    )
    assert told.search(text_of(phone.get("/nl/practice/")))
    assert told.search(text_of(phone.get(start(phone))))
    for other in (phone_of(make_newcomer(languages=["ar", "nl"])), Client()):
        assert not told.search(text_of(other.get("/nl/practice/"))), (
            "hers has questions, or nobody knows what she reads"
        )


def test_a_theme_that_has_no_questions_leads_back(client):
    make_bank(keys=["wonen-1"])
    assert start(client, theme="geld") == "/nl/practice/"
    assert not PracticeSet.objects.exists()


def test_questions_she_did_not_see_come_first(client):
    make_bank(keys=[f"wonen-{number}" for number in range(1, 21)])
    url = start(client)
    first = {version_on(client, place(url, number)).pk for number in range(1, 11)}
    for number in range(1, 11):
        answer(client, place(url, number))
    url = start(client)
    assert not first & {version_on(client, place(url, number)).pk for number in range(1, 11)}


def test_how_it_went_by_theme_and_again_with_the_mistakes(client):
    make_bank(keys=["wonen-1", "werk-1"])
    url = start(client)
    wrong = version_on(client, place(url, 1))
    answer(client, place(url, 1), right=False)
    answer(client, place(url, 2))
    summary = text_of(client.get(place(url, 1).removesuffix("1/")))
    assert re.search(r"<b data-right>1</b> \w+ \w* ?2", summary)
    assert "Wonen" in summary and "Werk" in summary
    again = client.post(START, {"again": re.search(r'name="again" value="([\w-]+)"', summary)[1]})["Location"]
    assert again != url
    assert version_on(client, again) == wrong
    assert client.get(place(again, 2)).status_code == 404


def test_the_lessons_that_teach_it_stand_below_the_answer_and_the_summary(client, course):
    LessonPage.objects.filter(pk=course.contract.pk).update(objectives=["wonen-iets"])
    make_bank(keys=["wonen-1"])
    url = start(client)
    answer(client, url, right=False)
    assert f'href="{course.nl}"' in text_of(client.get(url))
    assert f'href="{course.nl}"' in text_of(client.get(place(url, 1).removesuffix("1/")))
    assert course.deposit_nl not in text_of(client.get(url))


def test_without_a_choice_she_is_asked_to_choose_and_nothing_is_kept(client):
    make_bank(keys=["wonen-1"])
    url = start(client)
    page = text_of(client.post(url, {}))
    assert "Kies eerst een antwoord." in page
    assert "Dat mag hij niet vragen." not in page
    assert not PracticeAnswer.objects.exists()


def test_a_number_given_twice_is_said_and_her_choices_stand(client):
    make_bank(keys=["wonen-1"], kinds=["order"])
    url = start(client)
    order = assessments.right_response_of(version=version_on(client, url))["order"]
    page = text_of(client.post(url, {f"position-{item}": "1" for item in order}))
    assert page.count('aria-invalid="true"') == len(order)
    assert page.count('<option value="1" selected') == len(order)


@pytest.mark.parametrize("forged", [{"choice": "o0000000000"}, {"choice": "juist"}, {"value": "true"}, {"choice": ""}])
def test_a_forged_answer_is_not_scored(client, forged):
    make_bank(keys=["wonen-1"])
    url = start(client)
    assert "verdict" not in text_of(client.post(url, forged))
    assert "verdict" not in text_of(client.get(url))


def test_the_first_answer_stands_however_often_it_is_sent(client):
    make_bank(keys=["wonen-1"])
    url = start(client)
    right = assessments.right_response_of(version=version_on(client, url))
    answer(client, url, right=False)
    assert client.post(url, right).status_code == 302
    assert "<b data-right>0</b>" in text_of(client.get(place(url, 1).removesuffix("1/")))


def test_a_language_without_questions_says_so_and_offers_hers(newcomer):
    make_bank(keys=["wonen-1"], languages=("nl", "ar"))
    page = text_of(phone_of(newcomer).get("/fr/practice/"))
    assert 'href="/ar/practice/"' in page and 'name="theme"' not in page
    page = text_of(Client().get("/fr/practice/"))
    assert 'href="/nl/practice/"' in page
    assert start(phone_of(newcomer), language="fr") == "/fr/practice/"


def test_a_question_is_never_shown_in_another_language(client):
    make_bank(keys=["wonen-1"], languages=("nl",))
    url = start(client)
    response = client.get(url.replace("/nl/", "/ar/"))
    assert (response.status_code, response["Location"]) == (302, "/ar/practice/")


def test_a_draft_translation_says_that_it_is_one(client):
    make_bank(keys=["wonen-1"])
    assert "draft-label" in text_of(client.get("/ar/practice/"))
    assert "draft-label" not in text_of(client.get("/nl/practice/"))


def test_where_no_bank_is_loaded_the_page_is_honest(client):
    page = text_of(client.get("/nl/practice/"))
    assert 'name="theme"' not in page


def test_what_is_public_about_the_real_test_stands_with_its_source(client):
    page = text_of(client.get("/nl/practice/"))
    assert "41" in page and "VRT NWS" in page and "nog niet gecontroleerd" in page
    assert re.search(r"30\b.*\b16\b", page) and re.search(r"11\b.*\b9\b", page)


def test_home_and_the_lessons_list_lead_there(client, course):
    for path in ("/nl/", "/nl/lessons/"):
        assert 'href="/nl/practice/"' in text_of(client.get(path))


# Other ways to practise


def tiles_of(page) -> dict[str, str]:
    """The ways that the page offers besides themes, with their count."""
    found = re.findall(
        r'name="way" value="(\w+)">.*?</span>(?:<span class="practice-count">(\d+)</span>)?</button>', page
    )
    return dict(found)


def test_a_short_set_is_of_five(client):
    make_bank(keys=[f"wonen-{number}" for number in range(1, 9)])
    url = client.post(START, {"way": "short"})["Location"]
    assert client.get(place(url, 5)).status_code == 200 and client.get(place(url, 6)).status_code == 404


def test_a_set_that_was_left_is_offered_on_top_and_goes_on_where_it_stopped(client):
    make_bank(keys=["wonen-1", "wonen-2"])
    url = start(client)
    assert "Ga verder waar u gestopt bent" not in text_of(client.get("/nl/practice/"))
    answer(client, url)
    page = text_of(client.get("/nl/practice/"))
    assert f'class="button button-wide" href="{place(url, 2)}"' in page
    assert 'href="' + place(url, 2) not in text_of(client.get("/ar/practice/"))
    answer(client, place(url, 2))
    assert "Ga verder waar u gestopt bent" not in text_of(client.get("/nl/practice/"))


def test_her_mistakes_over_all_sets_come_back_until_they_are_right(newcomer):
    make_bank(keys=["wonen-1", "werk-1"])
    phone = phone_of(newcomer)
    for theme in ("wonen", "werk"):
        answer(phone, start(phone, theme=theme), right=False)
    assert tiles_of(text_of(phone.get("/nl/practice/"))) == {"short": "", "mistakes": "2"}
    url = phone.post(START, {"way": "mistakes"})["Location"]
    answer(phone, url)
    assert tiles_of(text_of(phone.get("/nl/practice/"))) == {"short": "", "mistakes": "1"}
    answer(phone, place(url, 2))
    assert tiles_of(text_of(phone.get("/nl/practice/"))) == {"short": ""}


def test_what_is_hardest_is_drawn_after_ten_answers(newcomer):
    make_bank(keys=[f"wonen-{number}" for number in range(1, 13)])
    phone = phone_of(newcomer)
    url = start(phone)
    for number in range(1, 11):
        answer(phone, place(url, number))
    assert tiles_of(text_of(phone.get("/nl/practice/"))) == {"short": "", "hardest": ""}
    assert phone.post(START, {"way": "hardest"})["Location"].endswith("/1/")


def test_what_she_nearly_forgot_is_the_first_button_with_its_count(newcomer, today):
    versions = make_bank(keys=["wonen-1", "wonen-2"])
    practise(newcomer, [(version, True) for version in versions.values()], at=today - timedelta(days=3))
    phone = phone_of(newcomer)
    page = text_of(phone.get("/nl/practice/"))
    assert tiles_of(page) == {"due": "2", "short": ""}
    assert '<button class="button" name="way" value="due">' in page
    answer(phone, phone.post(START, {"way": "due"})["Location"])
    assert tiles_of(text_of(phone.get("/nl/practice/"))) == {"due": "1", "short": ""}


@pytest.mark.parametrize("way", ["due", "mistakes", "hardest", "everything"])
def test_a_way_that_is_not_hers_leads_back_and_keeps_nothing(client, way):
    make_bank(keys=["wonen-1"])
    if way == "hardest":
        make_bank(keys=[])
    assert client.post(START, {"way": way})["Location"] == "/nl/practice/"
    assert not PracticeSet.objects.exists()


def test_the_page_has_one_filled_button(client):
    make_bank(keys=["wonen-1", "wonen-2"])
    for _ in range(2):
        page = text_of(client.get("/nl/practice/")).partition("<main")[2]
        assert len(re.findall(r'class="button(?: button-wide)?"', page)) == 1
        answer(client, start(client))


# Whose it is


def test_of_a_guest_nothing_is_stored(newcomer):
    make_bank(keys=["wonen-1"])
    guest = Client()
    url = start(guest)
    answer(guest, url)
    assert not PracticeSet.objects.exists() and not PracticeAnswer.objects.exists()
    assert guest.cookies["mo_practice"]["httponly"] and not guest.cookies["mo_practice"]["max-age"]


def test_a_guests_set_opens_on_her_phone_only(newcomer):
    make_bank(keys=["wonen-1"])
    url = start(Client())
    assert Client().get(url).status_code == 404
    assert phone_of(newcomer).get(url).status_code == 404


def test_a_forged_cookie_opens_nothing(newcomer):
    make_bank(keys=["wonen-1"])
    guest = Client()
    url = start(guest)
    value = guest.cookies["mo_practice"].value
    guest.cookies["mo_practice"] = value[:-2] + ("aa" if value[-2:] != "aa" else "bb")
    assert guest.get(url).status_code == 404


def test_another_persons_set_answers_as_one_that_does_not_exist(newcomer):
    make_bank(keys=["wonen-1"])
    url = start(phone_of(newcomer))
    uuid = PracticeSet.objects.get().uuid
    right = assessments.right_response_of(version=BankQuestion.objects.get().question.current)
    for other in (phone_of(make_newcomer(first_name="Bilal")), Client()):
        assert other.get(url).status_code == other.post(url, right).status_code == 404
        assert other.get(f"/nl/practice/{uuid}/").status_code == 404
        assert other.post(START, {"again": str(uuid)}).status_code == 404
    missing = url.replace(str(uuid), str(uuid4()))
    assert phone_of(newcomer).get(missing).status_code == 404
    assert not PracticeAnswer.objects.exists()


def test_a_mock_question_is_reached_by_no_id(newcomer):
    versions = make_bank(keys=["wonen-1", "wonen-2"], mock=["wonen-2"])
    mock = versions["wonen-2"]
    phone = phone_of(newcomer)
    url = start(phone)
    for path in (f"/nl/practice/{mock.uuid}/", f"/nl/practice/{mock.uuid}/1/", place(url, 2)):
        assert phone.get(path).status_code == 404
    assert phone.post(START, {"again": str(mock.uuid)}).status_code == 404
    event = {
        "id": str(uuid4()),
        "type": "question.answered",
        "lesson": str(mock.question.lesson_key),
        "block": str(mock.question.block_id),
        "version": str(mock.uuid),
        "language": "nl",
        "occurred_at": NOW.isoformat(),
        "response": assessments.right_response_of(version=mock),
    }
    refused = phone.post("/progress/events/", event, content_type="application/json")
    assert refused.status_code == 422 and refused.json()["error"]["code"] == "unknown_lesson"
    assert "Dat mag hij niet vragen." not in refused.content.decode()


def test_what_she_practises_counts_for_nothing(newcomer, course):
    make_bank(keys=["wonen-1", "wonen-2"])
    messages = OutboxMessage.objects.count()
    phone = phone_of(newcomer)
    url = start(phone)
    for number in (1, 2):
        answer(phone, place(url, number))
    assert PracticeAnswer.objects.count() == 2
    for model in (Event, Answer, LessonProgress, Completion):
        assert not model.objects.exists()
    assert OutboxMessage.objects.count() == messages


def test_a_question_that_was_taken_out_can_still_be_finished(newcomer):
    make_bank(keys=["wonen-1", "wonen-2"])
    phone = phone_of(newcomer)
    url = start(phone)
    make_bank(keys=["wonen-3"])
    assert answer(phone, url).status_code == 302
    assert "Dat mag hij niet vragen." in text_of(phone.get(url))


def test_her_practice_stands_in_her_data_and_goes_with_her(newcomer):
    make_bank(keys=["wonen-1"])
    phone = phone_of(newcomer)
    answer(phone, start(phone))
    sections = {section.name: section.as_json()["rows"] for section in people.export_own_data(newcomer=newcomer)}
    (told,) = sections["mo_progress.practiceanswer"]
    assert (told["question"], told["is_correct"]) == ("Vraag wonen-1?", True)
    assert len(sections["mo_progress.practiceset"]) == 1
    people.erase_newcomer(uuid=newcomer.uuid, reason="Op haar vraag", by="beheer", at=NOW)
    assert not PracticeSet.objects.exists() and not PracticeAnswer.objects.exists()


def test_the_summary_asks_the_database_the_same_for_one_answer_and_for_two(newcomer):
    make_bank(keys=[f"wonen-{number}" for number in range(1, 12)])
    phone = phone_of(newcomer)
    url = start(phone)
    phone.get(url.removesuffix("1/"))
    counts = []
    for number in (1, 2):
        answer(phone, place(url, number))
        with CaptureQueriesContext(connection) as asked:
            phone.get(place(url, number).removesuffix(f"{number}/"))
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_ten_answers_of_a_guest_fit_her_cookie():
    make_bank(keys=[f"wonen-{number}" for number in range(1, 11)], kinds=["match"])
    practice = progress.draw_set(language="nl")
    for number in range(1, 11):
        right = assessments.right_response_of(version=practice.get_version(number))
        practice = progress.judge_reply(practice=practice, number=number, response=right)
    packed = progress.pack_practice(practice)
    assert len(packed) < 3800
    assert progress.unpack_practice(packed) == practice
