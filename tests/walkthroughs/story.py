"""The steps of the first story, as a person takes them in a browser."""

import json
import re
import threading
from collections.abc import Callable

from playwright.sync_api import Browser, BrowserContext, Page, Request, Response, expect

PICTURES = ("key", "boat", "tree")
PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 900}


def watch(page: Page, faults: list[str], *, base: str) -> Page:
    """Note every word on the console that speaks of an error, and every request to somebody else."""
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on(
        "request",
        lambda request: (
            None if request.url.startswith((base, "data:", "blob:")) else faults.append(f"third party: {request.url}")
        ),
    )
    return page


def register_newcomer(page: Page, *, base: str, first_name: str) -> str:
    """A case worker registers her in a minute and prints the card; returns its digits."""
    page.goto(f"{base}/guide/register/")
    page.fill("[name=first_name]", first_name)
    page.fill("[name=last_name]", "Haddad")
    page.select_option("[name=language_1]", "ar")
    page.click("details.another > summary >> nth=0")
    page.select_option("[name=language_2]", "fr")
    page.locator("main form button[type=submit], main form button:not([type])").last.click()
    page.wait_for_url(re.compile(r"/card/$"))
    page.locator("form[action$='/card/print/'] button").click()
    return re.sub(r"\D", "", page.locator(".wallet-digits").inner_text())


def decide_components(page: Page, *, base: str, name: str) -> None:
    """The case worker opens the dossier from her caseload and decides the parts: MO is planned."""
    open_dossier(page, base=base, name=name)
    page.locator("main a[href$='/components/']").click()
    for choice in page.locator("main form select[name^=status_]").all():
        choice.select_option("planned")
    page.locator("main form button").last.click()
    page.wait_for_url(re.compile(r"/newcomers/[0-9a-f-]+/(#.*)?$"))


def open_dossier(page: Page, *, base: str, name: str) -> None:
    page.goto(f"{base}/guide/caseload/?name={name}")
    page.locator("main table a", has_text=name).first.click()
    page.wait_for_url(re.compile(r"/newcomers/[0-9a-f-]+/$"))


def sign_in(page: Page, *, base: str, digits: str, language: str = "ar") -> None:
    """The numbers on the big keys, three pictures chosen and repeated, "this phone is mine", the privacy notice."""
    page.goto(f"{base}/{language}/sign-in/")
    for digit in digits:
        page.locator(f".keypad [data-digit='{digit}']").click()
    page.locator("[data-card-form] > button, [data-card-form] > .button").last.click()
    page.wait_for_url(re.compile("/sign-in/pictures/"))
    for _ in range(2):
        for picture in PICTURES:
            page.locator(f"button[value={picture}]").click()
        page.wait_for_load_state()
    page.wait_for_url(re.compile("/sign-in/phone/"))
    page.locator("button[value=mine]").click()
    page.wait_for_url(re.compile("/welcome/"))
    page.locator("main form button").click()
    page.wait_for_url(f"{base}/{language}/")


def lesson_addresses(page: Page, *, module: str) -> list[str]:
    """The addresses of the module's lessons, in order, as the module page links them."""
    page.goto(module)
    found = page.locator(".lesson-cards a").evaluate_all("links => links.map(link => link.href)")
    return list(dict.fromkeys(found))


def study(page: Page, address: str) -> int:
    """Read the lesson to its end and answer its questions; returns how many were answered."""
    page.goto(address)
    questions = page.locator("form[data-question]")
    for number in range(questions.count()):
        answer(page, questions.nth(number))
    page.locator(".lesson-foot").scroll_into_view_if_needed()
    blocks = page.locator(".lesson-blocks > [data-block]")
    for number in range(blocks.count()):
        blocks.nth(number).scroll_into_view_if_needed()
    # The server has heard of everything: what was seen is sent in batches, and again when a server died meanwhile.
    expect(page.locator("[data-complete]")).to_be_visible(timeout=60_000)
    return questions.count()


def answer(page: Page, form) -> None:
    """Choose something in every part of the question, press, and wait for what the server says."""
    form.scroll_into_view_if_needed()
    selects = form.locator("select")
    for place in range(selects.count()):
        selects.nth(place).select_option(index=place + 1)
    if not selects.count():
        form.locator("input[type=radio], input[type=checkbox]").first.check()
    form.locator("button[type=submit], button:not([type])").first.click()
    expect(form.locator("[data-feedback], .feedback").first).to_be_visible(timeout=30_000)  # the server may have died


class Mail:
    """The posts of a page to the endpoint of events: what was acknowledged, and a way to disturb one in flight."""

    def __init__(self, page: Page) -> None:
        self.acknowledged: list[str] = []
        self.disturbed = 0
        self._page, self._threads = page, []
        self._plan: tuple | None = None
        page.on("request", self._sent)
        page.on("response", self._answered)

    def disturb(self, act: Callable[[], None], *, at: int, after: float) -> None:
        """`act` while the `at`-th next answer to a question is under way, `after` seconds after it was sent."""
        self._plan = (act, at, after)

    def wait_for_calm(self) -> None:
        """Whatever was killed stands again, and what the page sends now arrives."""
        for thread in self._threads:
            thread.join()
        self._threads.clear()

    def _sent(self, request: Request) -> None:
        if self._plan is None or not _is_post(request) or "question.answered" not in (request.post_data or ""):
            return
        act, at, after = self._plan
        self._plan = (act, at - 1, after)
        if at == 1:
            self._plan, self.disturbed = None, self.disturbed + 1
            self._threads.append(threading.Timer(after, act))
            self._threads[-1].start()

    def _answered(self, response: Response) -> None:
        if _is_post(response.request) and response.status == 200:
            self.acknowledged += [event["id"] for event in json.loads(response.request.post_data)["events"]]


def _is_post(request: Request) -> bool:
    return request.method == "POST" and request.url.endswith("/progress/events/")


def seconds_to_ready(said: str) -> int | None:
    """How long the demo says that it took."""
    found = re.search(r"\(ready in (\d+) s\)", said)
    return int(found[1]) if found else None


def new_phone(browser: Browser, **options) -> BrowserContext:
    return browser.new_context(viewport=PHONE, has_touch=True, locale="ar", **options)
