"""Every page in a real browser on a phone, before the eyes it is for, with and without JavaScript.

The pages are asked of the test client first and then shown: what a browser's own thread asks of the database would come
over another connection, which does not see these rows. Headers and policy are real.
"""

import pytest

from .needs import find_needless
from .table import Screen, list_screens
from .ways import LOOKS, VIEWERS, answer_of

SCREENS = list_screens(LOOKS, VIEWERS)
#: What an address answers besides 200: errors of forms, a page that is not there, a door that stays shut.
OTHER_STATUS = {"with errors": 400, "wrong card": 400, "missing": 404, "refused": 401}

NO_ANSWER = "{screen}: {status} {place}. It shows no page: see the top of tests/screens/table.py."
#: All that is asked of a page, in one go.
JUDGE = """() => axe.run(document, {resultTypes: ['violations']}).then(({violations}) => ({
  violations: violations.map(({id, nodes}) => [id, nodes[0].html]),
  fits: document.documentElement.scrollWidth <= document.documentElement.clientWidth,
  refused,
  speakers: [...document.querySelectorAll('[data-listen-all]')].filter(e => e.offsetWidth && e.checkVisibility()).length,
}))"""
#: The outermost elements with words that are not shown. What <details> folds away opens without a script.
NOT_SHOWN = """() => {
  const shown = e => e.checkVisibility({visibilityProperty: true, opacityProperty: true});
  return [...document.body.querySelectorAll('*')].filter(e => e.textContent.trim() && !shown(e)
    && !e.closest('details:not([open]), script, template, noscript, option, optgroup, datalist, svg')
    && (e.parentElement === document.body || shown(e.parentElement)))
    .map(e => e.cloneNode(false).outerHTML);
}"""
#: The headings that stand at the top of a page and can be seen.
HEADINGS = """() => [...document.querySelectorAll('h1')]
  .map(e => e.offsetWidth && e.checkVisibility({visibilityProperty: true}) ? e.innerText.trim() : '')"""
#: What stays hidden without a script, and what takes its place.
FOR_SCRIPTS = (
    "only-print",  # stands on paper
    "data-print",  # the browser's own menu prints
    "keypad",  # the field takes digits; whoever types them sees how many
    "data-passkey-",  # a passkey is a script's; the app is the other way
    "data-unsent",  # a form is sent or it is not
    "data-by-microphone",  # a microphone is a script's; a file is the other way
    "data-take",  # a page is taken along by a script
    # What a phone keeps, only its scripts know.
    "data-offline",
    "data-absent",
    "data-numbers",
    "data-send-row",
    'class="listen',  # a script plays what can be heard
    "data-player",
    "data-slow",  # says why pictures wait: they do not
    # What this lesson still asks, as the server knows it; a script keeps it true while she answers.
    "data-complete",
    "data-remaining",
    "data-todo",
    "data-finish",
    "data-by-exam",  # what a script keeps true while she answers; without one each page of the exam says it anew
)


@pytest.mark.browser
@pytest.mark.parametrize("screen", SCREENS, ids=str)
def test_page_can_be_read_by_everybody_and_asks_nobody_else(world, phone, plain_phone, screen: Screen):
    response = answer_of(world, screen)
    status, place = response.status_code, response.headers.get("Location", "")
    assert status == OTHER_STATUS.get(screen.look, 200), NO_ANSWER.format(screen=screen, status=status, place=place)
    assert response["Content-Type"].startswith("text/html")

    found = phone.show(response).evaluate(JUDGE)
    assert found["violations"] == []
    assert found["fits"]
    assert found["refused"] == []
    assert [text for text in phone.complaints if f"status of {status}" not in text] == []
    assert {url for url in phone.asked if not url.startswith((phone.site.base, "data:"))} == set()
    assert find_needless(phone) == []
    assert found["speakers"] == (screen.language == "ar"), "every page can be heard"

    if screen.has_all:
        page = plain_phone.show(response)
        (heading,) = page.evaluate(HEADINGS)
        assert heading
        assert [tag for tag in page.evaluate(NOT_SHOWN) if not any(mark in tag for mark in FOR_SCRIPTS)] == []
