"""Authors in /cms/: a question written, translated, reviewed, found again; strangers find nothing."""

import pytest
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from assessments.enums import QuestionState
from assessments.models import BankQuestion, WorkingCopy
from lessons.blocks.base import RICH_TEXT_FEATURES
from tests.assessments.factories import make_bank

pytestmark = pytest.mark.django_db
LIST = "/cms/questions/"


def url_of(key="wonen-1", page=""):
    return f"{LIST}{BankQuestion.objects.get(key=key).pk}/{page}"


def fields(*, stem="Hoeveel is de waarborg?", right=0, base=0, **about):
    """What the form of a question sends."""
    options = [
        {"value": {"text": text, "feedback": ""} | ({"correct": "on"} if number == right else {}), "id": f"o{number}"}
        for number, text in enumerate(("Drie maanden", "Twee jaar"))
    ]
    question = {
        "kind": "single",
        "stem": stem,
        "options": _list(options),
        "items": _list([]),
        "pairs": _list([]),
        "answer": "",
        "explanation": rich_text("<p>Dat zegt het decreet.</p>", features=RICH_TEXT_FEATURES),
    }
    told = {
        "objective": "huurcontract",
        "section": "practical",
        "use": "practice",
        "fact_keys": ["huurwaarborg-maximum"],
    }
    return nested_form_data({"question": question}) | {**told, "tags": "huur, geld", "base": base, **about}


def _list(items):
    data = streamfield([("item", item["value"]) for item in items])
    for number, item in enumerate(items):
        data[f"{number}"]["id"] = item["id"]
    return data


def take(browser, key, step, remark=""):
    copy = WorkingCopy.objects.filter(question__key=key).first()
    data = {"step": step, "remark": remark, "base": copy.revision if copy else 0}
    return browser.post(url_of(key, "step/"), data, follow=True)


def test_a_teacher_writes_and_a_reviewer_accepts(bank, teacher, reviewer):
    assert teacher.get(f"{LIST}oefenbank/new/").status_code == 200
    response = teacher.post(f"{LIST}oefenbank/new/", fields(), follow=True)
    row = BankQuestion.objects.get(is_authored=True)
    assert response.status_code == 200 and row.state == QuestionState.DRAFT
    assert row.working_copy.about["tags"] == ["huur", "geld"]

    response = take(teacher, row.key, "submitted")
    assert "wacht op een nalezer" in response.text
    response = take(reviewer, row.key, "accepted")

    row.refresh_from_db()
    assert row.state == QuestionState.ACTIVE and row.theme == "wonen" and row.tags == ["huur", "geld"]
    version = row.question.current
    assert version.texts["nl"]["options"]["o0"]["text"] == "Drie maanden" and version.key == {"correct": ["o0"]}
    history = reviewer.get(url_of(row.key, "history/")).text
    assert str(teacher.user) in history or teacher.user.get_full_name() in history


def test_so_many_right_answers_are_written_as_one_right_answer_is(bank, teacher):
    of_two = fields(right=0) | {"question-kind": "choose"}
    assert teacher.post(f"{LIST}oefenbank/new/", of_two).status_code == 400
    data = of_two | {"question-options-1-value-correct": "on"}
    assert teacher.post(f"{LIST}oefenbank/new/", data).status_code == 400, "all of them are right"
    third = {"type": "item", "order": "2", "deleted": "", "id": "o2", "value-text": "Vijf jaar", "value-feedback": ""}
    data |= {f"question-options-2-{name}": value for name, value in third.items()} | {"question-options-count": "3"}
    teacher.post(f"{LIST}oefenbank/new/", data)
    assert WorkingCopy.objects.get().content["key"] == {"correct": ["o0", "o1"]}


@pytest.mark.parametrize("kind", ["short_text", "hotspot"])
def test_a_kind_of_the_folder_is_read_here_and_not_written(bank, teacher, kind):
    make_bank(keys=("wonen-1",), kinds=(kind,))
    page = teacher.get(url_of())
    assert page.status_code == 200 and "in de map van de bank geschreven" in page.text
    assert (
        teacher.get(url_of(page="preview/nl/")).status_code
        == teacher.get(url_of(page="preview/nl/?frame")).status_code
        == 200
    )
    assert teacher.post(url_of(), fields()).status_code == 404
    assert not WorkingCopy.objects.exists()


def test_what_is_wrong_is_said_and_nothing_is_lost(bank, teacher):
    response = teacher.post(f"{LIST}oefenbank/new/", fields(stem="Half", right=9))
    assert response.status_code == 400 and not BankQuestion.objects.filter(is_authored=True).exists()
    assert "Half" in response.text and "Drie maanden" in response.text


def test_an_earlier_window_overwrites_nothing_unknowingly(bank, teacher, reviewer):
    teacher.post(url_of(), fields(stem="Eén?"))
    response = reviewer.post(url_of(), fields(stem="Twee?", base=0))
    assert response.status_code == 409 and "Twee?" in response.text
    assert WorkingCopy.objects.get().content["languages"]["nl"]["stem"] == "Eén?"
    assert reviewer.post(url_of(), fields(stem="Twee?", base=response.context["editing"].revision)).status_code == 302
    assert WorkingCopy.objects.get().content["languages"]["nl"]["stem"] == "Twee?"


def test_a_translator_works_beside_the_dutch(bank, translator, teacher):
    page = translator.get(url_of(page="in/fr/"))
    assert "Vraag wonen-1?" in page.text and 'lang="fr"' in page.text
    texts = {
        "stem": "Question wonen-1 ?",
        "explanation": rich_text("<p>Il ne peut pas.</p>", features=RICH_TEXT_FEATURES),
        "options--juist--text": "Non",
        "options--juist--feedback": "Bien vu.",
        "options--fout-1--text": "Oui",
        "options--fout-1--feedback": "C'est interdit.",
        "options--fout-2--text": "Seulement à Gand",
    }
    assert translator.post(url_of(page="in/fr/"), {**texts, "base": 0}).status_code == 302
    stored = WorkingCopy.objects.get().content["languages"]["fr"]
    assert stored["options"]["juist"] == {"text": "Non", "feedback": "Bien vu."}
    preview = translator.get(url_of(page="preview/fr/") + "?frame")
    assert 'lang="fr"' in preview.text and "Question wonen-1 ?" in preview.text
    # The Dutch and the right answer are not hers.
    assert translator.post(url_of(), fields(base=1)).status_code == 404
    assert translator.get(f"{LIST}oefenbank/new/").status_code == 404


def test_who_writes_does_not_accept(bank, reviewer):
    reviewer.post(url_of(), fields())
    take(reviewer, "wonen-1", "submitted")
    response = take(reviewer, "wonen-1", "accepted")
    assert "iemand anders" in response.text
    assert WorkingCopy.objects.exists()


def test_questions_are_found_by_what_they_are(bank, teacher):
    assert "Vraag wonen-1?" in teacher.get(LIST).text
    for query, found in (
        ("text=wonen-2", {"wonen-2"}),
        ("without=fr", {"wonen-1", "wonen-2"}),
        ("without=ar", set()),
        ("theme=wonen&use=practice", {"wonen-1", "wonen-2"}),
        ("state=retired", set()),
        ("state=nonsense&theme=<script>", {"wonen-1", "wonen-2"}),
    ):
        response = teacher.get(f"{LIST}?{query}")
        assert {item["row"].key for item in response.context["rows"]} == found, query


def test_its_tests_say_what_they_would_draw(bank, teacher):
    assert teacher.get(f"{LIST}oefenbank/tests/").status_code == 200


@pytest.mark.parametrize(
    "page", ["", "in/ar/", "in/fr/", "preview/nl/", "preview/nl/?frame", "history/"], ids=lambda page: page or "edit"
)
def test_a_stranger_is_told_that_there_is_nothing(stranger, page):
    here, missing = stranger.get(url_of(page=page)), stranger.get(f"{LIST}987654/{page}")
    assert here.status_code == missing.status_code == 404
    assert here.text.replace(url_of(), "") == missing.text.replace(f"{LIST}987654/", "")


def test_a_stranger_does_nothing_to_it(bank, stranger):
    before = BankQuestion.objects.values().get(key="wonen-1")
    for page, data in (
        ("", fields()),
        ("in/ar/", {"base": 0}),
        ("step/", {"step": "retired", "remark": "x", "base": 0}),
    ):
        assert stranger.post(url_of(page=page), data).status_code == 404
    for address in ("oefenbank/new/", "oefenbank/tests/"):
        assert stranger.get(LIST + address).status_code == 404
    assert stranger.get(LIST).status_code == 200 and "wonen" not in stranger.get(LIST).text
    assert BankQuestion.objects.values().get(key="wonen-1") == before and not WorkingCopy.objects.exists()


@pytest.mark.parametrize("language", ["nl", "xx", "ar-EG"])
def test_a_language_that_is_none_is_not_there(bank, teacher, language):
    assert teacher.get(url_of(page=f"in/{language}/")).status_code == 404
