"""Every page of a newcomer where there is little room, large letters, or another way of seeing.

`make test` shows each page once, in one of the languages and one of the ways of seeing; `make soak` in all of them.
What is asked, and by which clause of WCAG: docs/reference/looks.md, "At the edges".
"""

from dataclasses import replace

import pytest
from django.test import TestCase

from lessons import api as lessons
from tests.lessons.factories import publish_translation
from tests.matrix.world import NEWCOMER

from .needs import find_needless
from .old_css import age
from .phone import SIZE
from .table import Screen, list_screens
from .test_in_browser import FOR_SCRIPTS, NOT_SHOWN, OTHER_STATUS
from .ways import LOOKS, VIEWERS, answer_of

#: One left to right, one right to left, and the two scripts with the tallest and the longest lines.
LANGUAGES = ("nl", "ar", "ti", "bo")
#: How the reader's phone is set, and what axe looks at then.
SIGHTS = {
    "plain": ({}, {}),
    "dark": ({"color_scheme": "dark"}, {}),
    # The colours are the phone's own, and nothing of ours is to be judged.
    "forced colours": ({"forced_colors": "active"}, {"color-contrast": {"enabled": False}}),
    "more contrast": ({"contrast": "more"}, {"color-contrast-enhanced": {"enabled": True}}),
}
AS_BEFORE = {"color_scheme": "light", "forced_colors": "none", "contrast": "no-preference"}
NARROW = {"width": 320, "height": 568}  # WCAG 1.4.10: a window of 1280 pixels at 400 %
LETTERS, DOUBLED = 16, 32  # pixels: what a phone sets its letters at by itself, and at 200 % (WCAG 1.4.4)

JUDGE = """rules => axe.run(document, {resultTypes: ['violations'], rules})
  .then(({violations}) => violations.map(({id, nodes}) => [id, nodes[0].html]))"""
#: The innermost elements that reach beyond the window, and those that cut off their own words.
RUNS_OUT = """() => {
  const root = document.documentElement, width = root.clientWidth;
  const isOut = e => e.getBoundingClientRect().right > width + 1 || e.getBoundingClientRect().left < -1;
  const hasWords = e => [...e.childNodes].some(node => node.nodeType === Node.TEXT_NODE && node.data.trim());
  const isCut = e => e.clientWidth > 1 && e.scrollWidth > e.clientWidth + 1
    && getComputedStyle(e).overflowX === 'hidden' && hasWords(e);
  const all = [...document.body.querySelectorAll('*')];
  const out = root.scrollWidth > width ? all.filter(e => isOut(e) && ![...e.children].some(isOut)) : [];
  return [...out, ...all.filter(isCut)].map(e => e.cloneNode(false).outerHTML);
}"""
#: Whatever moves by itself or takes its time.
MOVES = """() => [...document.querySelectorAll('*')].filter(e => {
  const {transitionDuration, animationName, scrollBehavior} = getComputedStyle(e);
  return parseFloat(transitionDuration) > 0 || animationName !== 'none' || scrollBehavior === 'smooth';
}).map(e => e.cloneNode(false).outerHTML)"""


def list_pages() -> list[Screen]:
    """Each page of newcomers once, in Dutch: before her eyes where she has one of her own."""
    pages: dict[tuple[str, str], Screen] = {}
    for screen in list_screens(LOOKS, VIEWERS):
        if "<language>" in screen.address.route or screen.address.name == "wagtail_serve":
            key = (screen.address.name, screen.look)
            if key not in pages or screen.who == NEWCOMER:
                pages[key] = replace(screen, language="nl")
    return list(pages.values())


def pytest_generate_tests(metafunc):
    if "sight" not in metafunc.fixturenames:
        return
    pages, sights = list_pages(), list(SIGHTS)
    if metafunc.config.getoption("--soak", False):
        rows = [(replace(page, language=code), sight) for page in pages for code in LANGUAGES for sight in sights]
    else:  # four languages against four ways, each pair as often as the other
        rows = [
            (replace(page, language=LANGUAGES[number % 4]), sights[(number + number // 4) % 4])
            for number, page in enumerate(pages)
        ]
    metafunc.parametrize(("screen", "sight"), rows, ids=[f"{screen}-{sight}" for screen, sight in rows])


@pytest.fixture(scope="session")
def every_language_rows(furnished_rows):
    lesson = furnished_rows.lesson
    module = lesson.get_parent().specific
    lessons.ensure_homes(languages=LANGUAGES, title="MO-platform")
    lessons.ensure_shelf(organisation=module.get_parent().specific.organisation, languages=LANGUAGES)
    for page in (module, lesson):
        for language in LANGUAGES[2:]:
            publish_translation(page, language, TestCase.captureOnCommitCallbacks)


@pytest.fixture(scope="module")
def wire(phone):
    """The browser's own settings, which a page cannot reach."""
    wire = phone.context.new_cdp_session(phone.page)
    phone.page.set_viewport_size(NARROW)
    phone.page.emulate_media(reduced_motion="reduce")
    yield wire
    phone.page.set_viewport_size(SIZE)
    phone.page.emulate_media(reduced_motion="no-preference", **AS_BEFORE)


@pytest.mark.browser
def test_page_fits_stands_still_and_can_be_seen(every_language_rows, world, phone, wire, screen: Screen, sight: str):
    setting, rules = SIGHTS[sight]
    response = answer_of(world, screen)
    assert response.status_code == OTHER_STATUS.get(screen.look, 200)
    phone.page.emulate_media(**AS_BEFORE | setting)

    page = phone.show(response)
    assert find_needless(phone) == []
    assert page.evaluate(RUNS_OUT) == []
    assert page.evaluate(MOVES) == []
    assert page.evaluate(JUDGE, rules) == []

    page.set_viewport_size(SIZE)
    wire.send("Page.setFontSizes", {"fontSizes": {"standard": DOUBLED}})
    assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == f"{DOUBLED}px"
    assert page.evaluate(RUNS_OUT) == []
    wire.send("Page.setFontSizes", {"fontSizes": {"standard": LETTERS}})
    page.set_viewport_size(NARROW)


#: Words on which something else lies.
COVERED = """() => [...document.querySelectorAll('h1, main :is(h2, h3, p, legend, label, a, button)')].filter(e => {
  const words = document.createRange();
  words.selectNodeContents(e);
  e.scrollIntoView({block: 'center'});
  const box = [...words.getClientRects()].find(({width, height}) => width > 2 && height > 2);
  if (!box || e.closest('details:not([open])')) return false;
  const top = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
  return top && !e.contains(top) && !top.contains(e);
}).map(e => e.cloneNode(false).outerHTML)"""
#: A page of each kind: the frame, a form, cards, a lesson, her plan.
OLD_PAGES = {
    ("about", ""),
    ("sign_in", ""),
    ("plan", ""),
    *(("wagtail_serve", look) for look in ("home", "module", "lesson")),
}


@pytest.mark.browser
@pytest.mark.parametrize("language", ["nl", "ar"])
@pytest.mark.parametrize(
    "screen", [page for page in list_pages() if (page.address.name, page.look) in OLD_PAGES], ids=str
)
def test_browser_of_2016_without_scripts_shows_every_word(every_language_rows, world, plain_phone, screen, language):
    plain_phone.page.route(
        "**/*.css", lambda route: route.fulfill(body=age(route.request.url), content_type="text/css")
    )
    page = plain_phone.show(answer_of(world, replace(screen, language=language)))
    page.unroute("**/*.css")
    assert page.evaluate("getComputedStyle(document.querySelector('main')).paddingInlineStart") == "0px"  # it is old
    assert [tag for tag in page.evaluate(NOT_SHOWN) if not any(mark in tag for mark in FOR_SCRIPTS)] == []
    assert page.evaluate(COVERED) == []
    assert page.evaluate(RUNS_OUT) == []
