"""The mock exam on its pages, without a script: question by question, no word on how it goes, and the result explained."""

import json
import re
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from assessments import api as assessments
from assessments.models import Attempt, AttemptAnswer, AttemptResult
from people import api as people
from plans.models import OutboxMessage
from progress.models import Answer, Completion, Event, PracticeAnswer
from tests.assessments.factories import fields_of, make_mock_exam
from tests.factories import make_newcomer
from tests.progress.factories import wrong_response

from .conftest import phone_of

pytestmark = pytest.mark.django_db
KINDS = ("single", "multiple", "true_false", "order", "match")
SECRETS = ("Dat mag hij niet vragen.", "Goed gezien.", "Dat is verboden.", "is-right", "is_correct", "data-feedback")


@pytest.fixture
def exam(curriculum_rows):
    make_mock_exam(kinds=KINDS)


@pytest.fixture
def newcomer(curriculum_rows):
    return make_newcomer(languages=["ar", "fr"])


@pytest.fixture(params=["guest", "newcomer"])
def client(request, newcomer) -> Client:
    return Client() if request.param == "guest" else phone_of(newcomer)


def start(client, *, test="mo-mock", language="nl", **fields) -> str:
    """Begin; the address of the attempt, with a slash at its end."""
    response = client.post(f"/{language}/mock/start/", {"test": test, **fields})
    assert response.status_code == 302
    return re.sub(r"\d+/$", "", response["Location"])


def attempt_at(url) -> Attempt:
    return Attempt.objects.get(uuid=url.rstrip("/").rpartition("/")[2])


def version_at(url, number):
    return assessments.get_question_version(version_id=attempt_at(url).form[number - 1]["version"])


def hidden_fields(client, url, number) -> dict:
    page = client.get(f"{url}{number}/").content.decode()
    return dict(re.findall(r'<input type="hidden" name="(base|save)" value="([^"]*)"', page))


def answer(client, url, number, *, right=True, **more):
    version = version_at(url, number)
    response = assessments.right_response_of(version=version) if right else wrong_response(version)
    return client.post(f"{url}{number}/", hidden_fields(client, url, number) | fields_of(response) | more)


def test_the_whole_exam_without_a_script(exam, client):
    assert "Proefexamen" in client.get("/nl/practice/").content.decode()  # two taps from home
    url = start(client)
    for number in range(1, 6):
        leads_to = answer(client, url, number, right=number != 2)
        assert leads_to["Location"] == f"{url}{number + 1}/"
    assert answer(client, url, 6, right=False)["Location"] == url
    shown = client.get(url).content.decode()
    assert "<b data-answered>6</b>" in shown
    result = client.post(f"{url}hand-in/")
    assert result["Location"] == f"{url}result/"
    page = client.get(result["Location"]).content.decode()
    assert "<b data-right>4</b>" in page
    assert page.count('<details class="mock-mistake"') == 2
    assert "Dat mag hij niet vragen." in page


def test_no_key_explanation_or_score_before_the_end(exam, client):
    url = start(client)
    answer(client, url, 1)
    answer(client, url, 2, right=False)
    pages = [client.get(f"{url}{number}/") for number in range(1, 7)] + [client.get(url), client.get(f"{url}form/")]
    for page in pages:
        assert page.status_code == 200
        assert "no-store" in page["Cache-Control"]
        assert not [word for word in SECRETS if word in page.content.decode()]
    assert client.get(f"{url}result/")["Location"] == url


def test_it_goes_on_where_she_was_and_starting_again_changes_nothing(exam, client):
    url = start(client)
    answer(client, url, 3, flag="1")
    assert start(client) == url
    assert client.post("/nl/mock/start/", {"test": "mo-mock"})["Location"] == f"{url}3/"
    page = client.get(f"{url}4/").content.decode()
    assert "is-flagged" in page and page.count("is-answered") == 1
    assert client.get("/nl/mock/").content.decode().count("1 / 6") == 1
    answer(client, url, 3)
    assert "is-flagged" not in client.get(f"{url}4/").content.decode()


def test_leaving_a_question_open_is_allowed_and_half_an_answer_is_said(exam, client):
    url = start(client)
    for number in range(1, 7):
        response = client.post(f"{url}{number}/", hidden_fields(client, url, number))
        assert response.status_code == 302
        version = version_at(url, number)
        if version.kind in ("order", "match"):
            empty = dict.fromkeys(fields_of(assessments.right_response_of(version=version)), "")
            left = client.post(f"{url}{number}/", hidden_fields(client, url, number) | empty | {"flag": "1"})
            assert left.status_code == 302
            half = dict(list(fields_of(assessments.right_response_of(version=version)).items())[:1])
            others = dict.fromkeys(list(fields_of(assessments.right_response_of(version=version)))[1:], "")
            page = client.post(f"{url}{number}/", hidden_fields(client, url, number) | half | others)
            assert page.status_code == 200
            assert 'aria-invalid="true"' in page.content.decode()
    assert AttemptAnswer.objects.count() == 0


def test_two_windows(exam, client):
    url = start(client)
    stale = hidden_fields(client, url, 1)
    answer(client, url, 1)
    page = client.post(f"{url}1/", stale | {"save": str(uuid4())} | fields_of(wrong_response(version_at(url, 1))))
    assert page.status_code == 200
    assert '<div data-by-exam data-notice="changed">' in page.content.decode()
    assert AttemptAnswer.objects.count() == 1


def test_the_time_is_the_servers(exam, client):
    url = start(client, test="mo-mock-timed", extra_time="50", has_breaks="on")
    row = attempt_at(url)
    assert (row.due_at - row.started_at).total_seconds() == 90 * 60
    assert "data-seconds=" in client.get(f"{url}1/").content.decode()
    for _pressed_twice in range(2):
        assert client.post(f"{url}break/", {"action": "pause"})["Location"] == url
    assert client.get(f"{url}1/")["Location"] == url
    for _pressed_twice in range(2):
        assert client.post(f"{url}break/", {"action": "go-on"})["Location"] == f"{url}1/"
    answer(client, url, 1)
    Attempt.objects.update(due_at=row.started_at)
    late = client.post(f"{url}2/", {"base": "0", "save": str(uuid4())})
    assert late["Location"] == f"{url}result/"
    page = client.get(late["Location"]).content.decode()
    assert "<b data-right>1</b>" in page
    assert AttemptResult.objects.count() == 1


def test_a_break_from_the_question_keeps_what_she_chose(exam, client):
    url = start(client, test="mo-mock-timed", has_breaks="on")
    page = client.get(f"{url}2/").content.decode()
    assert re.search(r'<button [^>]*form="question" formnovalidate name="go" value="break">', page)
    assert answer(client, url, 2, go="break")["Location"] == url
    assert client.get(f"{url}2/")["Location"] == url  # the time stands still
    assert AttemptAnswer.objects.get().number == 2
    assert client.post(f"{url}break/", {"action": "go-on"})["Location"] == f"{url}2/"


def test_half_an_answer_does_not_keep_the_clock_running(exam, client):
    url = start(client, test="mo-mock-timed", has_breaks="on")
    number = next(at for at in range(1, 7) if version_at(url, at).kind == "match")
    first, *others = fields_of(assessments.right_response_of(version=version_at(url, number))).items()
    half = dict([first]) | dict.fromkeys(dict(others), "")
    assert (
        client.post(f"{url}{number}/", hidden_fields(client, url, number) | half | {"go": "break"})["Location"] == url
    )
    assert attempt_at(url).paused_at and not AttemptAnswer.objects.exists()


@pytest.mark.parametrize("wishes", [{"test": "mo-mock-timed"}, {"has_breaks": "on"}], ids=["not hers", "no limit"])
def test_nobody_else_is_offered_a_break(exam, client, wishes):
    url = start(client, **wishes)
    for path in ("", "1/"):
        assert "data-break" not in client.get(f"{url}{path}").content.decode()


def test_what_helps_her_belongs_to_her(exam, newcomer):
    client = phone_of(newcomer)
    url = start(client, is_large="on", has_helper="on")
    assert "is-large" in client.get(f"{url}1/").content.decode()
    newcomer.profile.refresh_from_db()
    assert newcomer.profile.accommodations == {"is_large": True, "has_helper": True}
    assert client.get("/nl/mock/").content.decode().count(" checked") == 2
    client.post(f"{url}hand-in/")
    assert "Met hulp" in client.get(f"{url}result/").content.decode()


def test_letters_are_made_larger_while_it_runs_and_nothing_else_changes(exam, client):
    url = start(client, test="mo-mock-timed", has_helper="on")
    due_at = attempt_at(url).due_at
    for _pressed_twice in range(2):
        assert client.post(f"{url}letters/", {"letters": "large", "number": "3"})["Location"] == f"{url}3/"
    page = client.get(f"{url}3/").content.decode()
    assert "is-large" in page and 'value="usual" aria-pressed="true"' in page
    assert client.post(f"{url}letters/", {"letters": "usual", "number": "99"})["Location"] == url
    assert "is-large" not in client.get(url).content.decode()
    row = attempt_at(url)
    assert (row.accommodations, row.due_at) == ({"has_helper": True}, due_at)
    client.post(f"{url}hand-in/")
    assert client.post(f"{url}letters/", {"letters": "large"})["Location"] == f"{url}result/"
    assert attempt_at(url).accommodations == {"has_helper": True}


def test_the_next_guest_at_the_same_computer_begins_anew(exam):
    client = Client()
    url = start(client)
    assert client.post("/nl/mock/start/", {"somebody_else": "1"})["Location"] == "/nl/mock/"
    assert "1 / 6" not in client.get("/nl/mock/").content.decode()
    assert start(client) != url
    assert client.get(url).status_code == 404


def test_the_list_of_what_she_did_costs_the_same_however_long_it_is(exam, newcomer):
    client = phone_of(newcomer)
    counts = []
    for _exam in range(3):
        client.post(f"{start(client)}hand-in/")
        client.get("/nl/mock/")
        with CaptureQueriesContext(connection) as queries:
            page = client.get("/nl/mock/").content.decode()
        counts.append(len(queries))
    assert page.count("/result/") == 3
    assert len(set(counts)) == 1, counts


def test_the_plan_hears_nothing(exam, newcomer):
    client = phone_of(newcomer)
    before = OutboxMessage.objects.count()
    url = start(client)
    answer(client, url, 1)
    client.post(f"{url}hand-in/")
    assert OutboxMessage.objects.count() == before
    for model in (Event, Answer, Completion, PracticeAnswer):
        assert not model.objects.exists()


def test_somebody_elses_exam_is_not_there(exam, newcomer):
    url = start(phone_of(newcomer))
    stranger = phone_of(make_newcomer(first_name="Yonas"))
    for other in (stranger, Client()):
        for path in ("", "1/", "form/", "result/"):
            assert other.get(f"{url}{path}").status_code == 404
        for path in ("1/", "hand-in/", "break/", "letters/"):
            assert other.post(f"{url}{path}", {"base": "0", "save": str(uuid4())}).status_code == 404
        body = {"number": 1, "flag": None}
        reply = other.post(f"{url}answers/", json.dumps(body), content_type="application/json")
        assert (reply.status_code, reply.json()) == (404, {"error": "unknown_attempt"})
    assert attempt_at(url).closed_at is None


def test_it_is_sat_in_the_language_in_which_it_was_drawn(exam, client):
    url = start(client, language="ar")
    assert url.startswith("/ar/mock/")
    assert client.get(url.replace("/ar/", "/fr/", 1) + "2/")["Location"] == f"{url}2/"
    assert client.get(url.replace("/ar/", "/fr/", 1))["Location"] == url


def test_a_language_without_questions_says_so(exam, client):
    page = client.get("/tr/mock/").content.decode()
    assert 'name="test"' not in page
    assert client.post("/tr/mock/start/", {"test": "mo-mock"})["Location"] == "/tr/mock/"
    assert client.post("/nl/mock/start/", {"test": "no-such"}).status_code == 404


def test_what_she_did_stands_below_the_start_and_in_her_file(exam, newcomer):
    client = phone_of(newcomer)
    url = start(client)
    answer(client, url, 1)
    client.post(f"{url}hand-in/")
    assert f'href="{url}result/"' in client.get("/nl/mock/").content.decode()
    names = {section.name for section in people.export_own_data(newcomer=newcomer)}
    assert {f"mo_assessments.{name}" for name in ("attempt", "attemptanswer", "attemptresult")} <= names


class TestTheScriptsAddress:
    """POST answers/ and what it refuses."""

    def post(self, client, url, body, **options):
        raw = body if isinstance(body, str) else json.dumps(body)
        return client.post(f"{url}answers/", raw, content_type="application/json", **options)

    def answer_to(self, url, number=1, **fields):
        right = assessments.right_response_of(version=version_at(url, number))
        return {"number": number, "response": right, "base": 0, "save": str(uuid4())} | fields

    def test_an_answer_is_saved_when_its_revision_comes_back(self, exam, client):
        url = start(client)
        body = self.answer_to(url)
        for _again in range(3):
            reply = self.post(client, url, body)
            assert (reply.status_code, reply.json()) == (200, {"number": 1, "revision": 1, "seconds_left": None})
        assert AttemptAnswer.objects.count() == 1

    def test_another_window_was_faster(self, exam, client):
        url = start(client)
        self.post(client, url, first := self.answer_to(url))
        reply = self.post(client, url, self.answer_to(url, response=wrong_response(version_at(url, 1))))
        assert reply.status_code == 409
        assert reply.json() == {"error": "answer_changed", "revision": 1, "response": first["response"]}

    def test_after_the_end(self, exam, client):
        url = start(client)
        client.post(f"{url}hand-in/")
        reply = self.post(client, url, self.answer_to(url))
        assert (reply.status_code, reply.json()["result"]) == (409, f"{url}result/")

    @pytest.mark.parametrize(
        ("change", "status"),
        [
            ({"score": 1}, 400),
            ({"number": "1"}, 400),
            ({"number": True}, 400),
            ({"number": 7}, 404),
            ({"base": -1}, 400),
            ({"save": "x"}, 400),
            ({"save": None}, 400),
            ({"response": {"choice": "forged"}}, 422),
            ({"response": []}, 422),
            ({"response": None}, 422),
        ],
    )
    def test_what_it_does_not_take(self, exam, client, change, status):
        url = start(client)
        assert self.post(client, url, self.answer_to(url) | change).status_code == status
        assert not AttemptAnswer.objects.exists()

    @pytest.mark.parametrize("body", [" ", "[]", "{", '{"number": NaN}', "[" * 9000])
    def test_bodies_that_are_none(self, exam, client, body):
        assert self.post(client, start(client), body).status_code == 400

    def test_a_large_body_and_another_type(self, exam, client):
        url = start(client)
        assert self.post(client, url, "x" * 20_001).status_code == 413
        assert client.post(f"{url}answers/", {"number": "1"}).status_code == 415

    def test_without_a_token_nothing_is_saved(self, exam, newcomer):
        url = start(phone_of(newcomer))
        strict = Client(enforce_csrf_checks=True)
        strict.cookies = phone_of(newcomer).cookies
        assert self.post(strict, url, self.answer_to(url)).status_code == 403
        assert not AttemptAnswer.objects.exists()

    def test_saving_costs_at_most_six_statements(self, exam, newcomer):
        client = phone_of(newcomer)
        url = start(client)
        self.post(client, url, self.answer_to(url, 2))
        with CaptureQueriesContext(connection) as queries:
            assert self.post(client, url, self.answer_to(url, 3)).status_code == 200
        made = [query["sql"] for query in queries if not query["sql"].startswith(("SAVEPOINT", "RELEASE"))]
        assert len(made) <= 6, made
