"""The voices of a lesson come when somebody listens; who reads does not pay for them."""

import pytest
from bs4 import BeautifulSoup

from media.models import Narration
from media.signals import voices_changed
from tests.media.voices import voice_everything

pytestmark = pytest.mark.django_db
ARABIC = "/ar/ligo/wonen/huurcontract/"


@pytest.fixture
def voices(arabic):
    """What each of the Arabic and the Dutch texts is said by: {name of the voice: text}."""
    said = [*voice_everything("ar").items(), *voice_everything("nl").items()]
    return {name: text for text, name in said}


def read(client, url: str) -> BeautifulSoup:
    return BeautifulSoup(client.get(url).content, "html.parser")


def own_text(element) -> str:
    """What is said of an element: its words without those of passages and buttons in it."""
    for inner in element.select("[data-voice], button"):
        inner.extract()
    return " ".join(element.get_text().split())


def find(block, where: str):
    """The passage that a sheet means with "p 2", as js/listen.js finds it."""
    tag, number = where.split()
    of_forms = block.select("[data-event-form] > .actions *, [data-feedback], [data-feedback] *")
    return [one for one in block.find_all(tag) if not any(one is other for other in of_forms)][int(number)]


@pytest.mark.parametrize("how", ["", "?dutch=1", "?light=1", "?dutch=1&light=1"])
def test_the_sheet_has_the_voice_of_each_passage_in_its_order(client, voices, how):
    page = read(client, ARABIC + how)
    sheet = client.get(page.article["data-voices"]).json()

    assert sheet
    for place, named in sheet.items():
        passages = [find(page.find(id=place), where) for where, _name, _sentences in named]
        for passage in passages:
            passage["data-voice"] = ""
        said = [own_text(passage) for passage in reversed(passages)]  # an inner one is taken out before its outer one
        assert said[::-1] == [voices[name] for _where, name, _sentences in named]


def test_in_the_page_only_the_voices_of_buttons_are_named(client, voices):
    page = read(client, ARABIC + "?dutch=1")

    named = page.select(".lesson-blocks [data-voice], .word-list [data-voice]")
    assert named and all(mark.find_parent("button") or mark.name == "button" for mark in named)


def test_when_a_voice_has_changed_an_older_page_gets_none(client, voices):
    sheet = read(client, ARABIC).article["data-voices"]
    assert client.get(sheet).status_code == 200
    Narration.objects.filter(language="ar").delete()
    voices_changed.send(sender=Narration)
    assert client.get(sheet).status_code == 404


def test_a_lesson_without_voices_has_no_sheet(client, arabic):
    assert not read(client, ARABIC).article.has_attr("data-voices")


def test_a_sheet_of_nothing_is_missing(client, voices):
    page = read(client, ARABIC)
    address = page.article["data-voices"]
    assert client.get(address.replace(address.split("/")[-2], "000000000000")).status_code == 404
