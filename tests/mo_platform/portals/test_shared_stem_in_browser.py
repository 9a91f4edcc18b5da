"""In a browser, in Arabic: what several questions are about is folded on a phone once it was met, and not read twice."""

import pytest

from assessments import api as assessments
from tests.assessments.factories import LETTER, fields_of, make_bank, make_mock_exam
from tests.media.voices import voice_everything
from tests.screens.phone import AXE

from .reader_phone import ReaderPhone
from .test_listening_in_browser import PLAYED
from .test_mock import attempt_at, start
from .test_question_kinds_in_browser import JUDGE
from .test_question_listening_in_browser import list_shown, read_to_the_end

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("today")]
PARAGRAPHS = ["تدفع يوم 5 أيار.", "بعد ذلك فات الأوان."]


@pytest.fixture
def opened(browser, curriculum_rows, phone):
    opened = ReaderPhone(browser, phone)
    opened.context.add_init_script(PLAYED)
    yield opened
    opened.close()


def judge(page) -> None:
    page.evaluate(AXE)
    assert page.evaluate(JUDGE) == []
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    assert page.locator(".shared summary").bounding_box()["height"] >= 44


def test_in_practice_it_is_folded_above_the_second_question_and_opens_again(opened):
    make_bank(keys=["wonen-1", "wonen-2"], clusters={"brief": ("wonen-1", "wonen-2")})
    url = opened.client.post("/ar/practice/start/", {"theme": ""})["Location"]
    page = opened.open(url)
    letter = page.get_by_text(PARAGRAPHS[0])
    assert letter.is_visible()
    judge(page)

    version = opened.client.get(url).context["practice"].get_version(1)
    opened.client.post(url, fields_of(assessments.right_response_of(version=version)))
    page = opened.open(f"{url.removesuffix('1/')}2/")
    assert not letter.is_visible()
    judge(page)
    page.locator(".shared summary").click()
    assert letter.is_visible()
    page.locator(".shared summary").click()
    page.set_viewport_size({"width": 1280, "height": 900})
    letter.wait_for()  # where there is room it is never folded


def test_in_a_mock_exam_it_stays_while_its_questions_last_and_is_read_with_the_first_of_them(opened):
    """Two questions about the letter, then one about nothing, and back."""
    make_mock_exam(
        keys=("wonen-1", "wonen-2", "rechtsstaat-1"),
        values=1,
        data={
            "sections": {
                "practical": {"draws": [{"count": 2, "tags": ["practical"]}]},
                "values": {"draws": [{"count": 1, "tags": ["values"]}]},
            },
            "outcomes": {"passed": {"correct": 1}},
        },
        clusters={"brief": ("wonen-1", "wonen-2")},
    )
    voice_everything("ar")
    url = start(opened.client, language="ar", is_read_aloud="on")
    opened.show(f"{url}form/", opened.client.get(f"{url}form/"))  # what the script will ask for
    page = opened.open(f"{url}1/")
    page.locator("[data-mock][data-is-ready]").wait_for(state="attached")
    versions = [assessments.get_question_version(version_id=place["version"]) for place in attempt_at(url).form]
    letter = page.get_by_text(PARAGRAPHS[0])
    assert letter.is_visible()
    judge(page)
    assert read_to_the_end(page) == [LETTER["ar"]["title"], *PARAGRAPHS, *list_shown(versions[0])]

    go = page.locator("button[name=go]")
    go.click()
    page.locator(".is-heard").wait_for()
    assert not letter.is_visible()
    assert read_to_the_end(page) == list_shown(versions[1])
    assert page.locator(".shared h2").inner_text() == "نص للأسئلة من 1 إلى 2"

    go.click()
    page.locator(".is-heard").wait_for()
    assert page.locator(".shared").count() == 0
    assert read_to_the_end(page) == list_shown(versions[2])

    page.locator("[data-go=previous]").click()
    page.locator(".is-heard").wait_for()
    assert page.locator(".shared").count() == 1 and not letter.is_visible()
    assert read_to_the_end(page) == list_shown(versions[1])
    page.locator(".shared summary").click()
    assert letter.is_visible()
    page.locator("[data-to-map]").first.click()
    assert not page.locator(".shared").is_visible()
