"""Questions are read aloud: stem, then what can be chosen as it is shown, and nothing that tells the answer before it."""

import re

import pytest

from assessments import api as assessments
from assessments.models import BankQuestion
from media import api as media
from progress.models import PracticeSet
from tests.assessments.factories import KINDS as ALL_KINDS
from tests.assessments.factories import fields_of, make_bank, make_mock_exam, make_street
from tests.factories import NOW, make_newcomer
from tests.media.voices import voice_everything, voice_texts
from tests.progress.factories import wrong_response

from .conftest import make_course, phone_of
from .test_mock import KINDS, answer, attempt_at, start, version_at

pytestmark = pytest.mark.django_db
AFTER = ("Dat mag hij niet vragen.", "Goed gezien.", "Dat is verboden.")


@pytest.fixture
def client(curriculum_rows):
    make_mock_exam(kinds=KINDS, practice=("werk-1", "werk-2"))
    return phone_of(make_newcomer(languages=["nl"]))


def start_practice(client) -> str:
    return client.post("/nl/practice/start/", {"theme": ""})["Location"]


def tokens_in(html: str) -> list[str]:
    return [token for found in re.findall(r'data-voice="([^"]+)"', html) for token in found.split()]


def question_in(page: str) -> str:
    return page.partition('<div data-sound class="question-alone">')[2].partition("</fieldset>")[0]


def list_shown(version) -> list[str]:
    """What is shown of it, in its order."""
    shown = assessments.presentation(version=version, language="nl")
    lines = shown.get("options") or shown.get("items") or [*shown.get("right", ()), *shown.get("left", ())]
    told = {
        "multiple": ["Meer dan één antwoord kan juist zijn."],
        "order": ["Geef elke regel een nummer: 1 komt eerst."],
        "match": ["Kies wat bij elke regel past."],
        "true_false": ["Waar", "Niet waar"],
    }
    return [shown["stem"], *told.get(version.kind, ()), *[line["text"] for line in lines]]


def test_what_questions_say_waits_for_a_voice_after_the_site_and_the_lessons(client):
    BankQuestion.objects.filter(key="werk-2").update(state="retired")
    make_course()
    said = {text.text: text for text in media.list_spoken(language="nl")}
    assert {"Vraag wonen-1?", "Neen", *AFTER} <= set(said)
    assert "Vraag werk-2?" not in said
    assert said["Vraag werk-1?"].where == "Oefenen voor de test: Werk"
    waiting = [text.text for text in media.sort_by_need(media.list_missing(language="nl"))]
    lesson, most_used = waiting.index("Ik bel het woonloket."), waiting.index("Neen")
    assert waiting.index("Waar") < lesson < most_used < waiting.index("Vraag werk-1?")


def test_each_question_has_a_button_that_reads_it_as_it_is_shown(client):
    names = voice_everything("nl")
    url = start(client)
    form = {one["number"]: one["html"] for one in client.get(f"{url}form/").json()["questions"]}
    kinds = set()
    for number in range(1, 7):
        version = version_at(url, number)
        page = client.get(f"{url}{number}/").content.decode()
        for html in (page, form[number]):
            assert tokens_in(question_in(html)) == [names[text] for text in list_shown(version)]
            assert question_in(html).count('data-listen="nl"') == 1
        kinds.add(version.kind)
    assert kinds == set(KINDS)


def test_no_voice_of_the_answer_stands_in_a_page_before_it(client):
    names = voice_everything("nl")
    telling = [names[text] for text in AFTER]
    url = start(client)
    pages = [client.get(f"{url}{path}") for path in ("", "form/", *(f"{number}/" for number in range(1, 7)))]
    practice = start_practice(client)
    for page in [*pages, client.get(practice)]:
        assert not [token for token in telling if token in page.content.decode()]
    version = BankQuestion.objects.get(key="wonen-1").question.current
    assert not [part for part in (*version.part_ids, str(version.uuid)) for name in names.values() if part in name]


def test_every_kind_of_question_is_read_before_the_answer_and_its_explanation_after_it(curriculum_rows):
    make_street()
    make_bank(keys=[f"werk-{number}" for number in range(1, 9)], kinds=ALL_KINDS)
    names = voice_everything("nl")
    client = phone_of(make_newcomer(languages=["nl"]))
    first, kinds = start_practice(client), set()
    for number in range(1, 9):
        practice = first.removesuffix("1/") + f"{number}/"
        version = assessments.get_question_version(version_id=PracticeSet.objects.get().versions[number - 1])
        assert 'data-listen="nl"' in question_in(client.get(practice).content.decode()), version.kind
        client.post(practice, fields_of(wrong_response(version)))
        page = client.get(practice).content.decode()
        assert names[AFTER[0]] in tokens_in(page)
        assert page.count('data-listen="nl"') == 1, version.kind  # what she answered stands still
        assert re.search(r'<div data-sound class="feedback.*?data-listen="nl"', page, re.DOTALL)
        kinds.add(version.kind)
    assert kinds == set(ALL_KINDS)


def test_without_a_voice_for_each_part_there_is_no_button(client):
    url = start(client)
    assert "data-listen" not in client.get(f"{url}1/").content.decode()
    assert "is_read_aloud" not in client.get("/nl/mock/").content.decode()
    shown = list_shown(version_at(url, 1))
    voice_texts("nl", shown[:-1])
    page = client.get(f"{url}1/").content.decode()
    assert 'data-listen="nl"' not in page and "data-reads" not in page
    voice_texts("nl", shown[-1:])
    page = client.get(f"{url}1/").content.decode()
    assert 'data-listen="nl"' in question_in(page) and 'data-reads="asked"' in page


def test_a_test_whose_first_question_is_silent_can_play_the_others(client):
    url = start(client)
    other = next(number for number in range(2, 7) if version_at(url, number).kind != version_at(url, 1).kind)
    voice_texts("nl", list_shown(version_at(url, other)))
    page = client.get(f"{url}1/").content.decode()
    assert 'data-listen="nl"' not in page and "data-player" in page


def test_who_wants_each_question_read_says_so_once(client):
    voice_everything("nl")
    assert "is_read_aloud" in client.get("/nl/mock/").content.decode()
    url = start(client, is_read_aloud="on")
    assert 'data-reads="always"' in client.get(f"{url}1/").content.decode()
    assert attempt_at(url).accommodations == {"is_read_aloud": True}
    answer(client, url, 1)
    client.post(f"{url}hand-in/")
    assert re.search(r'name="is_read_aloud" checked', client.get("/nl/mock/").content.decode())


def test_a_changed_question_is_silent_until_somebody_speaks_it(client):
    voice_everything("nl")
    make_bank(keys=("werk-1",), languages=("nl",))  # the same words
    before = {text.text for text in media.list_missing(language="nl")}
    question = BankQuestion.objects.get(key="werk-1").question
    content = {
        "kind": "true_false",
        "key": {"value": True},
        "languages": {"nl": {"stem": "Nieuwe vraag?", "explanation": "Daarom."}},
    }
    assessments.freeze_question(lesson_key=question.lesson_key, block_id=question.block_id, content=content, at=NOW)
    assert {text.text for text in media.list_missing(language="nl")} - before == {"Nieuwe vraag?", "Daarom."}
