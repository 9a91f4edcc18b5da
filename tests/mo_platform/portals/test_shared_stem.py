"""What several questions are about stands above each of them: whole at first, folded where she has met it."""

import json
import re

import pytest
from django.test import Client

from assessments.models import BankQuestion
from tests.assessments.factories import make_bank, make_mock_exam, make_shared, make_street
from tests.factories import make_newcomer
from tests.media.voices import voice_everything
from tests.mo_platform.portals.test_mock import answer as answer_mock
from tests.mo_platform.portals.test_mock import start as start_mock
from tests.mo_platform.portals.test_practice import answer, place, start, text_of

from .conftest import phone_of

pytestmark = pytest.mark.django_db
LETTERS = {"brief": ("wonen-1", "wonen-2")}
LETTER, FOLDED, OPEN = "U betaalt op 5 mei.", "<details><summary>", "<details open><summary>"


@pytest.fixture
def newcomer(curriculum_rows):
    return make_newcomer(languages=["ar", "fr"])


@pytest.fixture(params=["guest", "newcomer"])
def client(request, newcomer) -> Client:
    return Client() if request.param == "guest" else phone_of(newcomer)


def load(**changed):
    return make_bank(**{"keys": ["wonen-1", "wonen-2"], "clusters": LETTERS} | changed)


def test_in_practice_it_is_whole_above_the_first_question_and_folded_above_the_next(client):
    load()
    url = start(client)
    first = text_of(client.get(url))
    assert LETTER in first and OPEN in first and "Tekst bij vragen 1 tot en met 2" in first
    assert 'aria-labelledby="shared-stem"' in first and 'aria-describedby="shared-stem"' in first

    answer(client, url)
    assert FOLDED in text_of(client.get(url)), "why it is so stands below"
    second = text_of(client.get(place(url, 2)))
    assert FOLDED in second and LETTER in second


def test_a_question_alone_of_its_text_says_so_and_one_without_has_nothing_above_it(client):
    load(keys=["wonen-1", "wonen-2", "wonen-3"])
    BankQuestion.objects.filter(key="wonen-2").update(state="retired")
    url = start(client)
    pages = [text_of(client.get(place(url, number))) for number in (1, 2)]
    alone, other = sorted(pages, key=lambda page: "Vraag wonen-3?" in page)
    assert re.search(r"Tekst bij vraag [12]<", alone)
    assert "shared" not in other


def test_in_arabic_it_is_arabic(client):
    load()
    page = text_of(client.get(start(client, language="ar")))
    assert "نص للأسئلة من 1 إلى 2" in page and "تدفع يوم 5 أيار." in page and LETTER not in page


def test_a_picture_says_that_it_is_one_and_what_it_shows(client):
    make_street()
    words = {code: {"title": "", "text": ""} for code in ("nl", "ar")}
    load(shared={"languages": words, "picture": "straat"})
    page = text_of(client.get(start(client)))
    assert "Prent bij vragen 1 tot en met 2" in page and 'alt="Een straat met drie huizen."' in page


def test_a_picture_that_the_library_lost_leaves_the_rest(client):
    load(shared=make_shared(picture="weg", recording="ook-weg"))
    page = text_of(client.get(start(client)))
    assert LETTER in page and "<audio" not in page


@pytest.fixture
def exam(curriculum_rows):
    make_mock_exam(clusters={"brief": ("wonen-1", "wonen-3")}, kinds=("single",))


def test_a_mock_exam_without_a_script(exam, client):
    url = start_mock(client)
    pages = {number: text_of(client.get(f"{url}{number}/")) for number in range(1, 7)}
    first, last = (number for number, page in pages.items() if LETTER in page)
    assert last == first + 1
    assert "Vraag wonen-1?" in pages[first] and "Vraag wonen-3?" in pages[last]
    assert all(OPEN in pages[number] for number in (first, last)), "she may begin with either"
    answer_mock(client, url, first, right=False)
    assert FOLDED in text_of(client.get(f"{url}{last}/"))
    client.post(f"{url}hand-in/")
    result = text_of(client.get(f"{url}result/"))
    assert result.count(f"Tekst bij vragen {first} tot en met {last}") == 2 and LETTER in result


def test_what_the_script_fetches_has_the_text_once_and_says_whose_it_is(exam, client):
    url = start_mock(client)
    form = json.loads(client.get(f"{url}form/").content)
    ((key, html),) = form["shared"].items()
    assert [str(place["shared"]) for place in form["questions"] if place["shared"]] == [key, key]
    assert LETTER in html and not any(LETTER in place["html"] for place in form["questions"])


def test_it_is_read_aloud_by_a_button_of_its_own(client):
    load()
    voice_everything("nl")
    page = text_of(client.get(start(client)))
    shared = page.partition('class="shared-stem"')[2].partition("</section>")[0]
    assert "data-listen" in shared
    assert shared.count("data-voice") == 3, "title and two paragraphs"
