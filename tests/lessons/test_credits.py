"""At the end of a lesson stands who made its pictures and films, once per maker, in the reader's language."""

import pytest
from bs4 import BeautifulSoup
from django.core.files.base import ContentFile

from media.models import Clip, Picture
from tests.kept import fetch

from .factories import block, items, make_lesson, publish_translation

pytestmark = pytest.mark.django_db
DRAWING = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 3"></svg>'


def draw(title: str, **about) -> Picture:
    return Picture.objects.create(
        title=title, file=ContentFile(DRAWING, f"{title}.svg"), width=400, height=300, alt_texts={"nl": title}, **about
    )


@pytest.fixture(scope="session")
def illustrated_rows(module_rows):
    ours = {"author": "MO-platform", "licence": "CC-BY-SA-4.0"}
    house, key = draw("huis", **ours), draw("sleutel", **ours)
    found = draw("meter", author="An Peeters", licence="CC-BY-4.0", source_url="https://example.org/meter")
    film = Clip.objects.create(
        title="De stroom", kind="video", file=ContentFile(b"x", "s.mp4"), byte_size=1, licence="CC0-1.0", author="VREG"
    )
    body = [
        block("image", "foto", picture=key.pk, caption=""),
        block("steps", "stap", title="", items=items({"text": "Kijk.", "picture": found.pk}, {"text": "En nu."})),
        block("image", "nog eens", picture=house.pk, caption=""),
        block("image", "zonder", picture=draw("zonder").pk, caption=""),
        block("video", "film", video=film.pk, title="De stroom"),
    ]
    return make_lesson(module_rows, body=body, picture=house)


@pytest.fixture
def illustrated(illustrated_rows, db):
    return fetch(illustrated_rows)


def read_credits(client, language: str):
    page = BeautifulSoup(client.get(f"/{language}/ligo/wonen/huurcontract/").content, "html.parser")
    return page.select(".lesson-foot h2"), page.select(".lesson-foot .sources li")


def test_each_maker_stands_once_with_the_licence(client, illustrated):
    _headings, lines = read_credits(client, "nl")
    assert [" ".join(line.get_text().split()) for line in lines] == [
        "MO-platform · CC-BY-SA-4.0",
        "An Peeters · CC-BY-4.0",
        "VREG · CC0-1.0",
    ]
    assert [link["href"] for line in lines for link in line.select("a")] == ["https://example.org/meter"]


def test_heading_is_in_the_language_of_the_reader(client, illustrated, run_on_commit):
    publish_translation(illustrated, "ar", run_on_commit)
    (heading,), lines = read_credits(client, "ar")
    assert heading.get_text() == "من صنع الصور والأصوات والأفلام" and len(lines) == 3


def test_credits_cost_no_query_and_a_corrected_name_shows_at_once(client, illustrated, django_assert_num_queries):
    read_credits(client, "nl")
    with django_assert_num_queries(1):  # the stamp of the content
        read_credits(client, "nl")
    meter = Picture.objects.get(title="meter")
    meter.author = "An Pieters"
    meter.save()
    assert "An Pieters" in read_credits(client, "nl")[1][1].get_text()


def test_lesson_without_pictures_has_no_such_heading(client, lesson):
    assert "films" not in str(read_credits(client, "nl"))


def test_address_that_is_no_web_address_is_no_link(client, module):
    picture = draw("x", author="Iemand", licence="CC0-1.0")
    Picture.objects.filter(pk=picture.pk).update(source_url="javascript:alert(1)")
    make_lesson(module, body=[block("image", "foto", picture=picture.pk, caption="")])
    assert "javascript:" not in client.get("/nl/ligo/wonen/huurcontract/").content.decode()
