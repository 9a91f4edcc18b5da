"""A signed-in newcomer on her phone, real rows of the curriculum, and a module of two published lessons."""

from dataclasses import dataclass
from urllib.parse import urlencode

import pytest
import time_machine
from django.core.management import call_command
from django.test import Client, TestCase

from assessments import api as assessments
from tests.factories import NOW, add_completion_rules
from tests.lessons.factories import block, block_id, items, make_lesson, make_module, make_question, publish_translation
from tests.signing_in import sign_in_as_newcomer

FORM = "application/x-www-form-urlencoded"


@pytest.fixture
def today():
    """Monday 23 November 2026, in the morning."""
    with time_machine.travel(NOW, tick=False):
        yield NOW


@pytest.fixture(scope="session")
def curriculum_rows(kept_rows):
    with time_machine.travel(NOW, tick=False):
        call_command("load_curriculum", verbosity=0)


def phone_of(newcomer) -> Client:
    """A browser in which she is signed in."""
    client = Client()
    sign_in_as_newcomer(client, newcomer)
    return client


@pytest.fixture
def phone(newcomer) -> Client:
    return phone_of(newcomer)


@dataclass
class Course:
    """A module of two lessons: the first also in Arabic and French, the second in Dutch and French only."""

    module: object
    contract: object
    deposit: object

    ar = "/ar/ligo/wonen/huurcontract/"
    nl = "/nl/ligo/wonen/huurcontract/"
    fr = "/fr/ligo/wonen/huurcontract/"
    deposit_ar = "/ar/ligo/wonen/waarborg/"
    deposit_nl = "/nl/ligo/wonen/waarborg/"
    deposit_fr = "/fr/ligo/wonen/waarborg/"


@pytest.fixture(scope="session")
def course_rows(kept_rows):
    with time_machine.travel(NOW, tick=False):
        add_completion_rules()
        return make_course()


@pytest.fixture
def course(course_rows, db) -> Course:
    """The same pages for every test: one that changes a page fetches its own."""
    return course_rows


def make_course() -> Course:
    module = make_module(languages=["nl", "ar", "en", "fr"])
    body = [
        block("text", "intro", text="<p>De <code>verhuurder</code> tekent.</p>"),
        make_question("vraag-1"),
        make_question("vraag-2", kind="match"),
        block("checklist", "doe-dit", title="Doe dit", items=items({"text": "Ik bel het woonloket."})),
        block("tip", "slot", text="<p>Neem iemand mee.</p>"),
    ]
    contract = make_lesson(module, slug="huurcontract", body=body)
    deposit = make_lesson(
        module, slug="waarborg", title="De huurwaarborg", body=[make_question("vraag-3", kind="true_false")]
    )
    for page, language in [(module, "ar"), (module, "fr"), (contract, "ar"), (contract, "fr"), (deposit, "fr")]:
        publish_translation(page, language, TestCase.captureOnCommitCallbacks)
    return Course(module, contract, deposit)


def answer(client, page, name: str, *, language: str = "ar", is_right: bool = True, next_url: str = ""):
    """Answer a question with the form of the page, as a browser without a script does."""
    version = assessments.current_versions(lesson_key=page.translation_key)[block_id(name)]
    shown = assessments.presentation(version=version, language=language)
    right = assessments.right_response_of(version=version)
    match version.kind:
        case "single":
            wrong = next(option["id"] for option in shown["options"] if option["id"] != right["choice"])
            fields = {"choice": right["choice"] if is_right else wrong}
        case "true_false":
            fields = {"value": str(right["value"] == is_right).lower()}
        case "match":
            rights = list(right["pairs"].values())
            partners = rights if is_right else rights[1:] + rights[:1]
            fields = {f"pair-{left}": partner for left, partner in zip(right["pairs"], partners, strict=True)}
    return post_event(
        client, page, "question.answered", language, next_url, block=block_id(name), version=str(version.uuid), **fields
    )


def post_event(client, page, type: str, language: str = "ar", next_url: str = "", **fields):
    """What a form of the page sends, with the fields of docs/reference/events.md."""
    data = {"type": type, "lesson": str(page.translation_key), "language": language, **fields}
    if next_url:
        data["next"] = next_url
    return client.post("/progress/events/", urlencode(data, doseq=True), content_type=FORM)
