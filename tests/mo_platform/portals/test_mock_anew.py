"""How a mock exam went, after the key of one of its questions was corrected: what it says now, why, and what it said before."""

import pytest
from django.utils import timezone

from assessments import api as assessments
from assessments.api import Ruling
from assessments.domain import correcting
from tests.assessments.factories import make_mock_exam
from tests.factories import make_newcomer

from .conftest import phone_of
from .test_mock import answer, attempt_at, start

pytestmark = pytest.mark.django_db
ANEW = "Dit resultaat is opnieuw berekend op "


@pytest.fixture
def newcomer(curriculum_rows):
    make_mock_exam()
    return make_newcomer(languages=["ar", "nl"])


def correct(url, number, ruling=Ruling.KEY, *, reasons, **key):
    correction = assessments.correct_key(
        version_id=attempt_at(url).form[number - 1]["version"],
        ruling=ruling,
        reasons=reasons,
        at=timezone.now(),
        **key,
    )
    correcting.work_on(correction_id=correction, clock=timezone.now)


def sit(client, *, language="nl", right=(1, 2, 5)):
    url = start(client, language=language)
    for number in range(1, 7):
        answer(client, url, number, right=number in right)
    client.post(f"{url}hand-in/")
    return url


def test_she_sees_what_it_says_now_why_and_what_it_said_before(newcomer):
    client = phone_of(newcomer)
    url = sit(client)
    before = client.get(f"{url}result/").content.decode()
    assert "<b data-right>3</b>" in before and ANEW not in before
    correct(url, 1, key={"correct": ["fout-1"]}, reasons={"nl": "In vraag 1 stond een fout."})
    page = client.get(f"{url}result/").content.decode()
    assert "<b data-right>2</b>" in page and ANEW in page
    assert "<p>In vraag 1 stond een fout.</p>" in page
    assert "Een ander antwoord is juist dan we eerst zeiden." in page
    assert '<span class="number" dir="ltr">3 / 6</span>' in page.partition("Wat er eerst stond")[2]
    mistake = page.partition('<span class="number">1.</span>')[2].partition("</details>")[0]
    assert "Dat mag hij niet vragen." not in mistake and "Dat is verboden." not in mistake
    right = mistake.partition('class="verdict is-right"')[2].partition("</li>")[0]
    assert ">Ja<" in right
    assert '<span class="number" dir="ltr">2 / 6</span>' in client.get("/nl/mock/").content.decode()


def test_in_another_language_the_dutch_reason_is_marked_and_each_correction_is_told(newcomer):
    client = phone_of(newcomer)
    url = sit(client, language="ar")
    correct(url, 3, Ruling.EVERYBODY, reasons={"nl": "Onduidelijk.", "ar": "السؤال غير واضح."})
    correct(url, 4, Ruling.NOBODY, reasons={"nl": "Vervallen."})
    page = client.get(f"{url}result/").content.decode()
    assert '<p lang="nl" dir="ltr">Vervallen.</p>' in page
    assert '<p class="row-hint">السؤال غير واضح.</p>' in page
    counts = page.partition('id="earlier-result"')[2].partition("</section>")[0]
    assert [f"{right} / 6" in counts for right in (4, 3)] == [True, True]
    assert "<b data-right>4</b>" in page
    assert '<span class="number">3.</span>' not in page and '<span class="number">4.</span>' not in page
    told = {row["number"]: row["reason"] for row in _export(newcomer)}
    assert told == {1: "", 2: "السؤال غير واضح.", 3: "Vervallen."}


def _export(newcomer):
    from people import api as people

    (section,) = [
        section
        for section in people.export_own_data(newcomer=newcomer)
        if section.name == "mo_assessments.attemptresult"
    ]
    return section.as_json()["rows"]


def test_who_had_none_of_it_in_her_test_sees_no_more_than_before(newcomer):
    client = phone_of(newcomer)
    url = sit(client)
    make_mock_exam(languages=("nl",))  # other words in each: new versions
    correct(sit(client), 1, Ruling.EVERYBODY, reasons={"nl": "Onduidelijk."})
    assert ANEW not in client.get(f"{url}result/").content.decode()
