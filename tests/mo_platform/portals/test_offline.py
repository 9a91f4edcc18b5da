"""What a phone may take along: the same for everybody, with its size and its last day; nothing of a person, no token, no key."""

import gzip
import json
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.test import Client

from curriculum.models import Fact
from lessons import api as lessons
from lessons.models import LessonPage
from mo_platform.views.installing import WORKER_SCRIPTS
from people.domain.devices import enrol_device
from people.domain.privacy_notice import record_notice_seen
from people.sessions import KEEPS_COOKIE
from tests.factories import NOW
from tests.lessons.factories import block

pytestmark = pytest.mark.usefixtures("today")


def take(client, page, language: str = "ar"):
    return client.get(f"/{language}/offline/lessons/{page.translation_key}/")


def sign_in_on(newcomer, *, is_own: bool) -> Client:
    """Signed in on an enrolled phone, as the sign-in pages do it."""
    client = Client()
    client.force_login(newcomer.user, backend="people.backends.NewcomerBackend")
    record_notice_seen(newcomer=newcomer, language="nl", at=NOW)
    device, _token = enrol_device(newcomer=newcomer, label="Android", is_own=is_own, at=NOW)
    session = client.session
    session["device"], session["own"] = device.pk, device.is_own
    session.save()
    return client


def test_lesson_comes_with_its_page_files_size_and_last_day(course):
    taken = take(Client(), course.contract).json()

    assert (taken["language"], taken["address"], taken["is_own"]) == ("ar", course.ar, False)
    assert taken["bytes"] >= len(gzip.compress(taken["html"].encode()))
    assert taken["valid_until"] == (NOW.date() + timedelta(days=lessons.KEPT_DAYS)).isoformat()
    assert 'class="block-dutch"' in taken["html"], "the Dutch comes too"
    assert all(path.startswith(settings.STATIC_URL) for path in taken["assets"])
    assert {"css/lesson.css", "js/phone.js", "js/kept-list.js", "icons/sprite.svg"} <= {
        path.removeprefix(settings.STATIC_URL) for path in taken["assets"]
    }


def test_what_is_kept_is_the_same_whoever_takes_it_and_holds_nothing_of_her(course, phone, newcomer):
    hers, guests = take(phone, course.contract), take(Client(), course.contract)

    assert hers.content == guests.content
    for word in (newcomer.first_name, str(newcomer.uuid), "csrfmiddlewaretoken", "is_correct", "feedback-right"):
        assert word not in hers.content.decode()
    page = phone.get("/ar/offline/")
    assert page.content == Client().get("/ar/offline/").content
    assert newcomer.first_name not in page.content.decode() and "csrfmiddlewaretoken" not in page.content.decode()


def test_the_list_names_lessons_as_others_may_see_them(course):
    title = course.deposit.title
    LessonPage.objects.filter(pk=course.deposit.pk).update(is_sensitive=True)
    page = Client().get("/nl/offline/").content.decode()
    assert f'<a href="{course.nl}" title="{course.contract.title}" lang="nl" dir="ltr"></a>' in page
    assert f'<a href="{course.deposit_nl}" title="Les 2 van 2"' in page and title not in page


def test_what_is_not_published_or_not_in_the_language_is_not_there(course):
    assert take(Client(), course.deposit).status_code == 404
    assert take(Client(), course.deposit, "nl").status_code == 200
    assert Client().get("/nl/offline/lessons/00000000-0000-4000-8000-000000000000/").status_code == 404


def test_sensitive_lesson_is_kept_on_a_phone_of_her_own_only(course, newcomer):
    page = LessonPage.objects.get(pk=course.deposit.pk)
    page.is_sensitive = True
    page.save_revision().publish()
    own, shared = sign_in_on(newcomer, is_own=True), sign_in_on(newcomer, is_own=False)

    opened = f"{course.deposit_nl}?open=1"  # as after the press that follows the warning

    kept = take(own, page, "nl").json()
    assert (kept["is_own"], kept["title"]) == (True, "Les 2 van 2") and "js/quick-exit.js" in kept["html"]
    for other in (shared, Client()):
        assert take(other, page, "nl").status_code == 404
        assert "data-take=" not in other.get(opened).content.decode()
        module = other.get("/nl/ligo/wonen/").content.decode()
        assert str(page.translation_key) not in module.split('data-take="')[1].split('"')[0]
    assert "data-take=" in own.get(opened).content.decode()


def test_a_fact_that_is_due_for_review_ends_the_copy(course):
    def last_day(review_by):
        Fact.objects.update_or_create(
            key="huurwaarborg-maximum",
            defaults={
                "display": {"nl": "drie maanden"},
                "statement": {"nl": "x"},
                "source_name": "x",
                "review_by": review_by,
            },
        )
        return lessons.valid_until(fact_keys=["huurwaarborg-maximum", "no-such-fact"], on=date(2026, 11, 23))

    assert last_day(date(2026, 12, 1)) == date(2026, 12, 1)
    assert last_day(date(2027, 6, 1)) == date(2026, 12, 23)
    assert last_day(None) == date(2026, 12, 23)
    assert last_day(date(2026, 11, 1)) == date(2026, 11, 30)


def ask_about(*pages, language: str = "ar", client=None):
    names = [f"{language}:{page.translation_key}" for page in pages]
    answer = (client or Client()).get("/nl/offline/texts/", {"text": names})
    return answer, [answer.json()["texts"].get(name) for name in names]


def test_phone_learns_in_one_request_which_of_its_lessons_have_a_newer_text(course):
    kept = [take(Client(), page, "nl").json()["stamp"] for page in (course.contract, course.deposit)]
    _answer, texts = ask_about(course.contract, course.deposit, language="nl")
    assert [text["stamp"] for text in texts] == kept

    page = LessonPage.objects.get(pk=course.contract.pk)
    page.title = "Een nieuw contract"
    page.save_revision().publish()
    _answer, (contract, deposit) = ask_about(course.contract, course.deposit, language="nl")
    assert contract["stamp"] != kept[0] and deposit["stamp"] == kept[1]
    _answer, (arabic,) = ask_about(course.contract)
    assert arabic["stamp"] != take(Client(), course.contract, "nl").json()["stamp"], "the Dutch beside it is newer"


def test_fact_that_changes_or_goes_makes_the_copies_of_its_lessons_older_and_no_others(course):
    fact = Fact.objects.create(key="een-feit", display={"nl": "drie maanden"}, statement={"nl": "x"}, source_name="x")
    page = LessonPage.objects.get(pk=course.contract.pk)
    page.body = [block("text", "feit", text='<p>Ten hoogste <a linktype="fact" id="een-feit">een-feit</a>.</p>')]
    page.save_revision().publish()
    _answer, before = ask_about(course.contract, course.deposit, language="nl")
    fact.display = {"nl": "vier maanden"}
    fact.save()
    _answer, changed = ask_about(course.contract, course.deposit, language="nl")
    fact.delete()
    _answer, gone = ask_about(course.contract, course.deposit, language="nl")

    assert len({texts[0]["stamp"] for texts in (before, changed, gone)}) == 3
    assert [texts[0]["has_lost_fact"] for texts in (before, changed, gone)] == [False, False, True]
    assert before[1] == changed[1] == gone[1]


def test_text_that_is_not_offered_any_more_is_not_in_the_answer_whoever_asks(course, phone):
    page = LessonPage.objects.get(pk=course.contract.pk)
    page.unpublish()
    answer, (contract, deposit) = ask_about(page, course.deposit, language="nl")

    assert contract is None and deposit is not None
    assert ask_about(course.deposit)[1] == [None], "it has no page in Arabic"
    assert Client().get("/nl/offline/texts/?text=nl:nonsense&text=&text=xx:1").json() == {"texts": {}}
    hers, _texts = ask_about(page, course.deposit, language="nl", client=phone)
    assert hers.content == answer.content and "public" in answer["Cache-Control"] and "public" in hers["Cache-Control"]
    assert "Set-Cookie" not in answer and "Cookie" not in answer.get("Vary", "")


def test_control_offers_each_lesson_in_the_language_in_which_it_is_listed(course, phone):
    module = phone.get("/ar/ligo/wonen/").content.decode()
    addresses = module.split('data-take="')[1].split('"')[0].split()

    assert [urlsplit(address).path.split("/")[1] for address in addresses] == ["ar", "fr"]
    assert all(phone.get(address).status_code == 200 for address in addresses)


def test_phone_that_keeps_something_is_not_emptied_when_she_signs_out(phone, course):
    phone.cookies[KEEPS_COOKIE] = "1"
    assert phone.post("/nl/sign-out/")["Clear-Site-Data"] == '"cache"'


def test_manifest_makes_the_site_installable_in_the_language_of_the_page(db):
    answer = Client().get("/ar/manifest.webmanifest")
    manifest = json.loads(answer.content)

    assert answer["Content-Type"] == "application/manifest+json"
    assert (manifest["lang"], manifest["dir"], manifest["start_url"]) == ("ar", "rtl", "/ar/")
    assert {icon["sizes"] for icon in manifest["icons"]} == {"any", "192x192", "512x512"}
    assert "maskable" in {icon.get("purpose") for icon in manifest["icons"]}
    assert 'rel="manifest" href="/ar/manifest.webmanifest"' in Client().get("/ar/help/").content.decode()


def test_worker_is_served_at_the_root_and_weighs_little(db):
    answer = Client().get("/worker.js")

    assert (
        answer["Content-Type"].startswith("text/javascript")
        and "script-src 'self'" in answer["Content-Security-Policy"]
    )
    assert "no-cache" in answer["Cache-Control"]
    folder = Path(settings.BASE_DIR) / "mo_platform" / "static"
    together = sum(len(gzip.compress((folder / path).read_bytes())) for path in WORKER_SCRIPTS) + len(answer.content)
    assert together <= 30_000
