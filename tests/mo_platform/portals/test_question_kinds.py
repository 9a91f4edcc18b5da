"""So many right answers, an answer to type, a place in a picture: practised and examined without a script, refusals included."""

import re

import pytest
from django.test import Client

from assessments import api as assessments
from assessments.models import Attempt, AttemptAnswer
from progress.models import PracticeAnswer
from tests.assessments.factories import KINDS, fields_of, make_bank, make_mock_exam, make_street
from tests.factories import make_newcomer
from tests.progress.factories import wrong_response

from .conftest import phone_of

NEW = ("choose", "short_text", "hotspot")
SECRETS = ("Dat mag hij niet vragen.", "Goed gezien.", "borgsom", "de waarborg", "is-right", "is_correct", '"juist"')
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("curriculum_rows")]


@pytest.fixture
def newcomer(curriculum_rows):
    return make_newcomer(languages=["ar", "fr"])


@pytest.fixture
def client(newcomer) -> Client:
    make_street()
    return phone_of(newcomer)


def practise(client, kind, *, language="nl"):
    """A set of one question of a kind: its address, its version, and its page."""
    version = make_bank(keys=["wonen-1"], kinds=[kind])["wonen-1"]
    url = client.post(f"/{language}/practice/start/", {"theme": ""})["Location"]
    return url, version, text_of(client.get(url))


def text_of(response) -> str:
    assert response.status_code == 200
    return response.content.decode()


class TestPractice:
    def test_so_many_answers_are_asked_and_no_other_number_is_taken(self, client):
        url, version, page = practise(client, "choose")
        assert "Kies 2 antwoorden." in page and page.count('type="checkbox"') == 3
        ids = [option["id"] for option in assessments.presentation(version=version, language="nl")["options"]]
        for chosen in (ids, ids[:1]):
            refused = text_of(client.post(url, {"choices": chosen}))
            assert "Kies zoveel antwoorden als de vraag zegt." in refused
            assert refused.count(" checked") == len(chosen), "what she chose stands"
            assert not [word for word in SECRETS if word in refused]
        assert "Kies eerst een antwoord." in text_of(client.post(url, {}))
        assert not PracticeAnswer.objects.exists()
        client.post(url, {"choices": wrong_response(version)["choices"]})
        page = text_of(client.get(url))
        assert "Niet helemaal." in page and page.count('class="verdict is-right"') == 2

    @pytest.mark.parametrize("typed", ["De Waarborg.", "ＢＯＲＧＳＯＭ", "التأمين"])
    def test_what_is_typed_may_be_written_in_many_ways_and_in_each_of_her_languages(self, client, typed):
        url, _version, page = practise(client, "short_text")
        assert 'name="text"' in page and not [word for word in SECRETS if word in page]
        client.post(url, {"text": typed})
        page = text_of(client.get(url))
        assert "Dat is juist." in page and f"<bdi data-quiet>{typed}</bdi>" in page

    @pytest.mark.parametrize("text", ["", "  ", "?!", "a" * 101, "a\x00b"])
    def test_what_is_no_answer_is_not_kept(self, client, text):
        url, _version, _page = practise(client, "short_text")
        assert "Typ een kort antwoord van één regel." in text_of(client.post(url, {"text": text}))
        assert not PracticeAnswer.objects.exists()

    def test_what_she_typed_is_text_wherever_it_stands(self, client):
        url, _version, _page = practise(client, "short_text")
        for text in ('"><script>alert(1)</script>', "\\1\\g<0>{{ x }}"):
            refused = text_of(client.post(url, {"text": text + "a" * 100}))
            assert "<script>alert" not in refused and 'value="' + text[:1].replace('"', "&quot;") in refused
        client.post(url, {"text": '"><script>alert(1)</script>'})
        page = text_of(client.get(url))
        assert "<script>alert" not in page and "&lt;script&gt;alert(1)" in page
        assert "Toon het juiste antwoord" in page and "de waarborg" in page

    def test_a_place_is_chosen_in_the_picture_or_by_its_letter(self, client):
        url, version, page = practise(client, "hotspot")
        assert 'aria-label="Een straat met drie huizen."' in page
        ids = re.findall(r'type="radio" name="choice" value="(\w+)" id="([\w-]+)"', page)
        assert len(ids) == 3
        assert re.findall(r'<label for="([\w-]+)" class="hotspot-tap">', page) == [name for _value, name in ids]
        assert "Deze vraag is gewijzigd." in text_of(client.post(url, {"choice": "juist"}))
        assert "Kies eerst een antwoord." in text_of(client.post(url, {}))
        client.post(url, fields_of(assessments.right_response_of(version=version)))
        page = text_of(client.get(url))
        assert "Dat is juist." in page and page.count('class="hotspot-area is-right"') == 1
        assert "Niet helemaal." not in page

    def test_a_picture_that_the_library_lost_leaves_its_places_in_words(self, client, newcomer):
        make_street().delete()
        _url, _version, page = practise(client, "hotspot")
        assert "<svg class" not in page.partition('data-kind="hotspot"')[2].partition("</fieldset>")[0]
        assert page.count('type="radio"') == 3


class TestExam:
    @pytest.fixture
    def url(self, client):
        """A mock exam in which every kind stands."""
        make_mock_exam(
            kinds=KINDS,
            keys=tuple(f"wonen-{number}" for number in range(8)),
            data={
                "sections": {"all": {"draws": [{"count": 8}]}},
                "outcomes": {"passed": {"every": [{"correct": 1, "section": "all"}]}},
            },
        )
        response = client.post("/nl/mock/start/", {"test": "mo-mock"})
        return re.sub(r"\d+/$", "", response["Location"])

    def find(self, url, kind):
        """The number and version of the question of a kind."""
        attempt = Attempt.objects.get(uuid=url.rstrip("/").rpartition("/")[2])
        versions = [assessments.get_question_version(version_id=place["version"]) for place in attempt.form]
        return next((number, one) for number, one in enumerate(versions, 1) if one.kind == kind)

    def answer(self, client, url, number, fields):
        page = text_of(client.get(f"{url}{number}/"))
        hidden = dict(re.findall(r'<input type="hidden" name="(base|save)" value="([^"]*)"', page))
        return client.post(f"{url}{number}/", hidden | fields)

    def test_every_kind_is_answered_and_nothing_of_it_is_told_before_the_end(self, client, url):
        for number in range(1, 9):
            attempt = Attempt.objects.get()
            version = assessments.get_question_version(version_id=attempt.form[number - 1]["version"])
            response = (
                wrong_response(version) if version.kind in NEW else assessments.right_response_of(version=version)
            )
            assert self.answer(client, url, number, fields_of(response)).status_code == 302
            pages = [
                text_of(client.get(f"{url}{number}/")),
                text_of(client.get(url)),
                text_of(client.get(f"{url}form/")),
            ]
            assert not [word for word in SECRETS for page in pages if word in page]
        number, _version = self.find(url, "short_text")
        assert 'name="text" value="iets anders"' in text_of(client.get(f"{url}{number}/"))
        client.post(f"{url}hand-in/")
        page = text_of(client.get(f"{url}result/"))
        assert "<b data-right>5</b>" in page and page.count('<details class="mock-mistake"') == 3
        assert "iets anders" in page and "de waarborg" in page, "what she typed, and what is right"
        assert page.count('class="hotspot-area is-right"') == 1

    def test_too_many_or_too_few_are_said_and_leaving_it_open_is_allowed(self, client, url):
        number, version = self.find(url, "choose")
        ids = [option["id"] for option in assessments.presentation(version=version, language="nl")["options"]]
        for chosen in (ids, ids[:1]):
            page = text_of(self.answer(client, url, number, {"choices": chosen}))
            assert (
                "Kies zoveel antwoorden als de vraag zegt."
                in page.partition("data-inner")[0].rpartition("</template>")[2]
            )
            assert page.count(" checked") == len(chosen)
        for kind in NEW:
            number, _version = self.find(url, kind)
            assert self.answer(client, url, number, {"text": " "} if kind == "short_text" else {}).status_code == 302
        assert not AttemptAnswer.objects.exists()
        number, _version = self.find(url, "short_text")
        assert "Typ een kort antwoord" in text_of(self.answer(client, url, number, {"text": "?"}))

    @pytest.mark.parametrize(
        ("kind", "response", "code"),
        [
            ("choose", {"choices": []}, "nothing_chosen"),
            ("choose", {"choices": ["juist", "fout-2"]}, "unknown_option"),
            ("short_text", {"text": 112}, "not_a_line"),
            ("short_text", {"text": "a\x00"}, "not_a_line"),
            ("short_text", {"text": "a" * 101}, "too_long"),
            ("short_text", {"text": "a", "is_correct": True}, "wrong_fields"),
            ("short_text", {"value": True}, "wrong_fields"),
            ("hotspot", {"choice": "juist"}, "unknown_option"),
            ("hotspot", {"area": [1, 2]}, "wrong_fields"),
        ],
    )
    def test_what_the_address_of_the_script_refuses(self, client, url, kind, response, code):
        number, _version = self.find(url, kind)
        body = {"number": number, "response": response, "base": 0, "save": "c0ffee00-0000-4000-8000-000000000001"}
        told = client.post(f"{url}answers/", body, content_type="application/json")
        assert (told.status_code, told.json()["error"]) == (422, code)
        assert not AttemptAnswer.objects.exists()
