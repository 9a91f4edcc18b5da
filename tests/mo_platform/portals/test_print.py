"""On paper: a lesson is a sheet to work on, the plan a letter; nothing of the screen that paper cannot do."""

import re

import pytest

from .conftest import answer, post_event
from .reader_phone import ReaderPhone

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("today")]

ONLY_ON_A_SCREEN = (
    ".site-header, .site-footer, .main-nav, .back-link, .skip-link, .actions, .lesson-toolbar, .lesson-progress, "
    ".lesson-end, .lesson-next, .feedback, .empty-state, select, button"
)


@pytest.fixture
def show_on_paper(browser, phone):
    """Opens a page of hers as it will be printed."""
    readers = []

    def show(path: str):
        readers.append(ReaderPhone(browser, phone, viewport={"width": 700, "height": 1000}))
        page = readers[-1].open(path)
        page.emulate_media(media="print")
        assert [part for part in page.locator(ONLY_ON_A_SCREEN).all() if part.is_visible()] == []
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
        return page

    yield show
    for reader in readers:
        reader.close()


def count_sheets(page) -> int:
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", page.pdf(format="A4")))


@pytest.mark.parametrize("language", ["nl", "ar"])
def test_a_lesson_is_a_clean_sheet_whatever_she_answered(show_on_paper, phone, course, language):
    answer(phone, course.contract, "vraag-1", is_right=False)
    answer(phone, course.contract, "vraag-2")
    post_event(phone, course.contract, "lesson.finished")

    page = show_on_paper(getattr(course, language))

    for part in ("h1", ".question-title", ".choice", ".match-left", ".match-options li", ".checklist .choice"):
        assert page.locator(part).count() and all(one.is_visible() for one in page.locator(part).all()), part
    chosen = page.locator(".choice input:checked")
    assert chosen.count() == 1
    assert chosen.evaluate("input => getComputedStyle(input).appearance") == "none"
    look = "choice => getComputedStyle(choice).backgroundColor"
    assert {one.evaluate(look) for one in page.locator(".choice").all()} == {"rgba(0, 0, 0, 0)"}
    assert count_sheets(page) <= 2


def test_what_belongs_together_stands_in_two_columns(show_on_paper, course):
    page = show_on_paper(course.ar)
    left, right = (page.locator(part).first.bounding_box() for part in (".match-left", ".match-options"))
    assert left["x"] > right["x"] + right["width"] - 1  # Arabic begins on the right
    assert abs(left["y"] - right["y"]) < 40


@pytest.mark.parametrize("language", ["nl", "ar"])
def test_the_plan_is_printed_with_her_name_and_the_day_in_their_order(show_on_paper, phone, course, language):
    answer(phone, course.contract, "vraag-1")

    page = show_on_paper(f"/{language}/plan/")

    name, day = page.locator(".only-print > bdi").all()
    assert name.is_visible() and "2026" in day.inner_text()
    first, second = (name, day) if language == "nl" else (day, name)
    assert first.bounding_box()["x"] < second.bounding_box()["x"]
    assert page.locator("[data-component]").count() == 4
    assert page.locator("[data-under-way]").is_visible()
    assert count_sheets(page) <= 3
