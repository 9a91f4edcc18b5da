"""Three days without a connection, two people on one phone, a clock that is wrong, a line that breaks: nothing is lost, nothing
counts twice, nothing becomes somebody else's. A real browser that is closed and opened again, a real server, real sockets."""

from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings
from django.test import Client

from lessons.models import LessonPage
from progress.enums import ClockFlag
from progress.models import Answer, Completion, Event, LessonProgress
from tests.factories import add_completion_rules, make_newcomer
from tests.progress.factories import make_module
from tests.signing_in import sign_in_as_newcomer

from .bad_line import BadLine

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


class Phone:
    """A phone with its own memory on disk. `open()` starts the browser, `close()` ends it; the memory stays."""

    def __init__(self, start, line: BadLine) -> None:
        self._start, self.line = start, line
        self.context = self.page = None

    def open(self, *, clock: datetime | None = None) -> None:
        self.close()
        self.context = self._start()
        self.context.set_default_timeout(60_000)  # a machine that does five things at once is slow
        self.page = self.context.pages[0] if self.context.pages else self.context.new_page()
        if clock is not None:
            self.context.clock.set_fixed_time(clock)

    def close(self) -> None:
        if self.context is not None:
            self.context.close()
            self.context = None

    def go(self, path: str) -> None:
        self.page.goto(self.line.base + path)

    def sign_in(self, newcomer) -> None:
        session = sign_in_as_newcomer(Client(), newcomer).cookies[settings.SESSION_COOKIE_NAME].value
        in_a_month = (datetime.now(UTC) + timedelta(days=30)).timestamp()
        cookie = {"name": settings.SESSION_COOKIE_NAME, "value": session, "url": self.line.base, "expires": in_a_month}
        self.context.add_cookies([cookie])

    def show_who_reads(self) -> None:
        """A page of somebody who is signed in, until the phone has noted who; one that is left at once notes nothing."""
        self.go("/nl/")
        self.page.evaluate("phone.ready")

    def take_along(self) -> None:
        self.page.locator("[data-take-now]").click()
        self.page.locator("[data-take-done]").wait_for(state="visible")

    def answer(self, number: int, text: str):
        form = self.page.locator("form[data-question]").nth(number)
        is_statement = form.locator("input[name=value]").count() > 0
        (form.locator(f"input[value={text}]") if is_statement else form.get_by_label(text, exact=True)).check()
        form.locator("button[type=submit]").click()
        return form

    def find_out_for_whom(self) -> str:
        """The name for which a kept lesson says that work counts."""
        self.page.locator("[data-reader]").wait_for(state="visible")
        return self.page.locator("[data-reader-name]").inner_text()

    def list_waiting(self) -> list[dict]:
        return self.page.evaluate("phone.list()")

    def list_stored(self) -> dict:
        """What stands on the phone: names of caches, everything in `mo-own`, and whose work waits."""
        return self.page.evaluate(
            """async () => ({
              caches: await caches.keys(),
              storage: localStorage.length + sessionStorage.length,
              whose: [...new Set((await phone.list()).map(record => record.newcomer))],
              texts: await Promise.all((await caches.keys()).map(async name => {
                const cache = await caches.open(name);
                const kept = await Promise.all((await cache.keys()).map(key => cache.match(key)));
                return (await Promise.all(kept.map(answer => answer.text()))).join();
              })),
            })"""
        )


@pytest.fixture
def line(live_server):
    line = BadLine(live_server.thread.port)
    yield line
    line.close()


@pytest.fixture
def phone(line, browser_type, browser_type_launch_args, tmp_path):
    def start():
        return browser_type.launch_persistent_context(
            tmp_path / "phone",
            viewport={"width": 360, "height": 740},
            locale="nl-BE",
            **browser_type_launch_args,
        )

    phone = Phone(start, line)
    phone.open()
    yield phone
    line.cut()
    phone.close()


@pytest.fixture
def module(transactional_db):
    add_completion_rules()
    return make_module(lessons_wanted=3, kinds=("single", "true_false"))


@pytest.fixture
def lessons(module) -> list:
    return [page.specific for page in module.get_children()]


@pytest.fixture
def tesfay(newcomer):
    return make_newcomer(case_worker=newcomer.registered_by, first_name="Tesfay")


def path_of(page) -> str:
    return page.get_url_parts()[2]


def what_the_server_has() -> dict:
    rows = Event.objects.values_list("event_id", "newcomer__uuid", "type", "block_id", "claimed_at")
    return {str(row[0]): (str(row[1]), row[2], str(row[3] or ""), row[4]) for row in rows}


def what_was_done(waiting: list[dict]) -> dict:
    return {
        record["event"]["id"]: (
            record["newcomer"],
            record["event"]["type"],
            record["event"].get("block", ""),
            datetime.fromisoformat(record["event"]["occurred_at"]),
        )
        for record in waiting
    }


def test_three_days_of_two_people_reach_the_server_once(phone, line, module, lessons, newcomer, tesfay):
    now = datetime.now(UTC).replace(microsecond=0)
    phone.sign_in(newcomer)
    phone.go(path_of(module))
    phone.take_along()

    # The first day without a connection: she reads, answers and ticks.
    line.cut()
    phone.context.clock.set_fixed_time(now - timedelta(days=3))
    phone.go(path_of(lessons[0]))
    assert phone.find_out_for_whom() == "Amal"
    form = phone.answer(0, "Drie maanden")
    form.locator(".sending").wait_for()
    assert "Op deze telefoon" in form.inner_text() and form.locator(".feedback").count() == 0
    phone.page.locator("input[name=ticked]").first.check()
    phone.answer(1, "false").locator(".sending").wait_for()

    # The second day: the app was closed and is opened again, still without a connection.
    phone.open(clock=now - timedelta(days=2))
    phone.go("/nl/plan/")
    assert phone.page.locator("h1").inner_text() == "Op deze telefoon"
    phone.page.locator("[data-numbers]").wait_for()
    assert phone.page.locator("[data-kept-list] > li").count() == 3
    assert phone.page.locator("[data-mine]").inner_text() == "3"
    phone.page.get_by_text("Les 2").click()
    phone.answer(0, "Een maand").locator(".sending").wait_for()
    phone.answer(1, "true").locator(".sending").wait_for()
    phone.page.locator("[data-finish] button").click()
    phone.page.locator("[data-finish] .sending").wait_for()
    assert not Event.objects.exists()

    # The third day: Tesfay takes the phone where nothing that is sent arrives; his clock runs a day ahead.
    line.mend()
    line.cut_posts_after(0)
    phone.sign_in(tesfay)
    phone.show_who_reads()
    line.cut()
    phone.context.clock.set_fixed_time(now + timedelta(days=1))
    phone.go(path_of(lessons[2]))
    assert phone.find_out_for_whom() == "Tesfay"
    phone.answer(0, "Drie maanden").locator(".sending").wait_for()
    phone.answer(1, "true").locator(".sending").wait_for()
    phone.go("/nl/offline/")  # away from the lesson: nothing more is done in it
    phone.page.locator("[data-numbers]").wait_for()
    waiting = phone.list_waiting()
    done = what_was_done(waiting)
    assert {who for who, *_rest in done.values()} == {str(newcomer.uuid), str(tesfay.uuid)}
    assert not Event.objects.exists()

    # The line comes back and breaks at every tenth of what is sent; halfway the app is closed.
    line.mend()
    for tenth in range(11):
        if tenth == 5:
            phone.open()
        line.cut_posts_after(tenth / 10)
        before = line.cut_posts
        phone.go("/nl/")
        wait_until(phone, lambda before=before: line.cut_posts > before)
        assert Event.objects.exists() in ((False,) if tenth < 10 else (False, True))
    wait_until(phone, Event.objects.exists)  # all of it went out, and the answer came nowhere
    assert any(record["newcomer"] == str(tesfay.uuid) for record in phone.list_waiting())

    # A good line: his goes, hers waits for her.
    line.cut_posts_after(None)
    phone.go("/nl/")
    wait_until(phone, lambda: {record["newcomer"] for record in phone.list_waiting()} == {str(newcomer.uuid)})
    assert not Event.objects.filter(newcomer=newcomer).exists()
    phone.sign_in(newcomer)
    phone.go("/nl/")
    wait_until(phone, lambda: phone.list_waiting() == [])

    assert what_the_server_has() == done
    assert Answer.objects.filter(newcomer=newcomer).count() == 4 and Answer.objects.filter(newcomer=tesfay).count() == 2
    flags = dict(Event.objects.filter(type="question.answered").values_list("newcomer__first_name", "clock_flag"))
    assert flags == {"Amal": ClockFlag.NONE, "Tesfay": ClockFlag.FUTURE}
    for event in Event.objects.filter(newcomer=newcomer):
        assert event.occurred_at == event.claimed_at < now < event.received_at
    for person in (newcomer, tesfay):
        in_order = [record["event"]["id"] for record in waiting if record["newcomer"] == str(person.uuid)]
        kept = Event.objects.filter(newcomer=person).order_by("pk").values_list("event_id", flat=True)
        assert [str(event_id) for event_id in kept] == in_order

    second = Completion.objects.get(newcomer=newcomer, kind="lesson", key=lessons[1].translation_key)
    assert second.completed_at == now - timedelta(days=2), "done when she did it"

    # All of it once more.
    models = (Event, Answer, LessonProgress, Completion)
    before = [list(model.objects.order_by("pk").values()) for model in models]
    for person in (newcomer, tesfay):
        phone.sign_in(person)
        phone.show_who_reads()
        events = [record["event"] for record in waiting if record["newcomer"] == str(person.uuid)]
        results = phone.page.evaluate(SEND_AGAIN, {"newcomer": str(person.uuid), "events": events})
        assert {result["status"] for result in results} == {"duplicate"} and len(results) == len(events)
    assert [list(model.objects.order_by("pk").values()) for model in models] == before


def test_who_signs_out_leaves_lessons_and_unsent_work_and_nothing_of_herself(phone, line, module, lessons, newcomer):
    phone.sign_in(newcomer)
    phone.go(path_of(module))
    phone.take_along()
    line.cut_posts_after(0)
    phone.go(path_of(lessons[0]))
    phone.answer(0, "Drie maanden").locator(".sending").wait_for()
    assert "Amal" in " ".join(phone.list_stored()["texts"]), "while she is signed in the phone knows whose work it is"

    phone.go("/nl/sign-out/")
    leave = phone.page.locator("main form button").first
    leave.click()
    phone.page.locator("[data-unsent-leave]").wait_for()
    assert phone.page.locator("[data-unsent-count]").inner_text() == "1"
    leave.click()
    phone.page.wait_for_url("**/nl/sign-in/")
    stored = phone.list_stored()
    assert stored["caches"] == ["mo-kept"] and stored["storage"] == 0
    assert stored["whose"] == [str(newcomer.uuid)]
    assert not any("Amal" in text or str(newcomer.uuid) in text for text in stored["texts"])

    line.cut()
    phone.go(path_of(lessons[1]))  # what was taken along is nobody's: a guest may read it
    phone.page.locator("[data-no-reader]").wait_for(state="visible")
    assert phone.page.locator("[data-reader]").is_hidden()
    phone.answer(0, "Drie maanden")
    phone.page.wait_for_timeout(300)
    assert phone.page.locator(".sending").count() == 0
    phone.go("/nl/offline/")
    phone.page.locator("[data-numbers]").wait_for()
    assert [phone.page.locator(f"[data-{name}]").inner_text() for name in ("mine", "others")] == ["0", "1"]

    line.mend()
    line.cut_posts_after(None)
    phone.sign_in(newcomer)
    phone.go("/nl/")
    wait_until(phone, Answer.objects.exists)
    assert [answer.newcomer for answer in Answer.objects.all()] == [newcomer]


def test_what_is_removed_is_gone_and_the_phone_forgets_that_it_kept_anything(phone, line, module, lessons):
    phone.go(path_of(lessons[0]))
    phone.take_along()
    phone.go("/nl/offline/")
    row = phone.page.locator("[data-kept-list] > li")
    row.wait_for()
    assert "Les 1" in row.inner_text() and " kB" in row.inner_text()
    row.get_by_role("button").click()
    row.wait_for(state="detached")
    wait_until(phone, lambda: "mo_keeps" not in {cookie["name"] for cookie in phone.context.cookies()})
    assert phone.list_stored()["caches"] == []


def test_taking_along_goes_on_where_it_was_cut_off(phone, line, module, lessons):
    phone.go(path_of(module))
    second = f"/nl/offline/lessons/{lessons[1].translation_key}/"
    asked = []
    phone.page.on("request", lambda request: asked.append(request.url.removeprefix(line.base)))
    phone.page.route(f"**{second}", lambda route: route.abort())
    phone.page.locator("[data-take-now]").click()
    phone.page.locator("[data-take-problem=failed]").wait_for(state="visible")
    phone.page.unroute(f"**{second}")
    asked.clear()
    phone.take_along()
    assert [path for path in asked if "/offline/lessons/" in path][:1] == [second]


def test_newer_text_is_offered_and_what_is_gone_is_said(phone, line, module, lessons):
    phone.go(path_of(module))
    phone.take_along()
    first, second = (LessonPage.objects.get(pk=page.pk) for page in lessons[:2])
    first.title = "Les 1, nu beter"
    first.save_revision().publish()
    second.unpublish()

    phone.go("/nl/offline/")
    rows = phone.page.locator("[data-kept-list] > li")
    newer, gone, same = (rows.filter(has=phone.page.get_by_text(page.title, exact=True)) for page in lessons)
    newer.get_by_text("Er is een nieuwere tekst van deze les.").wait_for()
    gone.get_by_text("Deze les is er niet (meer).").wait_for()
    assert gone.get_by_role("button").all_inner_texts() == ["Van deze telefoon halen"]
    assert same.get_by_role("button").all_inner_texts() == ["Van deze telefoon halen"]

    # The line breaks while she takes it again: the copy that is here stays.
    phone.page.route("**/offline/lessons/**", lambda route: route.abort())
    newer.get_by_role("button", name="Opnieuw meenemen").click()
    newer.get_by_role("alert").get_by_text("Niet alles is aangekomen.").wait_for()
    assert newer.count() == 1
    phone.page.unroute("**/offline/lessons/**")
    newer.get_by_role("button", name="Opnieuw meenemen").click()
    rows.get_by_text(first.title, exact=True).wait_for()
    assert rows.count() == 3 and newer.count() == 0
    assert rows.get_by_role("button", name="Opnieuw meenemen").count() == 0

    line.cut()
    phone.go(path_of(first))
    assert phone.page.locator("h1").inner_text() == first.title


def test_a_lesson_that_is_not_here_is_named(phone, line, module, lessons):
    """As far as the phone knows what stands at an address; of others it says only that they are not here."""
    phone.go(path_of(lessons[0]))
    phone.take_along()
    line.cut()
    absent, name = phone.page.locator("[data-absent]"), phone.page.locator("[data-absent-name]")
    for path, title in [(path_of(lessons[1]), lessons[1].title), ("/nl/mock/", "")]:
        phone.go(path)
        absent.get_by_text("Deze pagina staat niet op deze telefoon.").wait_for()
        assert name.inner_text() == title
    phone.go("/nl/offline/")
    phone.page.locator("[data-numbers]").wait_for()
    assert not absent.is_visible()


def test_a_copy_whose_last_day_has_passed_is_not_shown(phone, line, module, lessons):
    phone.go(path_of(lessons[0]))
    phone.take_along()
    phone.page.evaluate(AGE_THE_COPIES)
    line.cut()
    phone.go(path_of(lessons[0]))
    phone.page.locator("[data-numbers]").wait_for()
    assert phone.page.locator("h1").inner_text() == "Op deze telefoon"
    assert phone.page.locator("[data-kept-list] > li").count() == 0


def wait_until(phone, is_so, seconds: int = 60) -> None:
    """A fact on the server or the phone, soon."""
    for _try in range(seconds * 10):
        if is_so():
            return
        phone.page.wait_for_timeout(100)
    raise AssertionError("it did not come to pass")


SEND_AGAIN = """async batch => {
  const token = document.cookie.match(/csrftoken=([^;]+)/)[1];
  const headers = {'Content-Type': 'application/json', 'X-CSRFToken': token};
  const answer = await fetch('/progress/events/', {method: 'POST', headers, body: JSON.stringify(batch)});
  return (await answer.json()).results;
}"""
AGE_THE_COPIES = r"""async () => {
  const cache = await caches.open('mo-kept');
  for (const key of await cache.keys()) {
    const answer = await cache.match(key);
    if (answer.headers.get('X-Valid-Until')) {
      const headers = new Headers(answer.headers);
      headers.set('X-Valid-Until', '2020-01-01');
      await cache.put(key, new Response(await answer.text(), {headers}));
    }
    if (/offline\/lessons/.test(key.url))
      await cache.put(key, Response.json({...await answer.json(), valid_until: '2020-01-01'}));
  }
}"""
