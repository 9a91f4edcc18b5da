"""Authors in /cms/: a question written, translated, reviewed, found again; strangers find nothing."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from assessments.enums import QuestionState
from assessments.models import BankQuestion, KeyCorrection, WorkingCopy
from interop.models import QuestionFile
from interop.tasks import sweep_question_files
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


def test_what_waits_is_said_when_one_comes_in(bank, teacher, reviewer, stranger):
    teacher.post(url_of(), fields())
    take(teacher, "wonen-1", "submitted")
    assert "bank=oefenbank&amp;state=review" in reviewer.get("/cms/").text
    assert "oefenbank" not in stranger.get("/cms/").text


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


class TestAKeyThatWasWrong:
    REASON = "Wij hadden ons vergist."

    def test_who_decides_says_which_answer_is_right_and_why(self, bank, reviewer):
        page = reviewer.get(url_of(page="correct/"))
        assert page.status_code == 200 and page.context["affected"] == 0
        data = {"ruling": "key", "right": ["fout-1"], "reasons_nl": self.REASON}
        assert reviewer.post(url_of(page="correct/"), data).status_code == 302
        correction = KeyCorrection.objects.get()
        assert correction.key == {"correct": ["fout-1"]} and correction.reasons == {"nl": self.REASON}
        assert correction.corrected_by == reviewer.user
        assert self.REASON in reviewer.get(url_of(page="correct/")).text

    @pytest.mark.parametrize(
        ("data", "said"),
        [
            ({"ruling": "key", "right": ["juist"], "reasons_nl": REASON}, "telt al"),
            ({"ruling": "key", "right": [], "reasons_nl": REASON}, "Kies welk antwoord"),
            ({"ruling": "nobody", "reasons_nl": ""}, "Zeg waarom"),
            ({"ruling": "all", "reasons_nl": REASON}, ""),
        ],
    )
    def test_what_cannot_be_so_is_said(self, bank, reviewer, data, said):
        response = reviewer.post(url_of(page="correct/"), data)
        assert response.status_code == 400 and said in response.text and not KeyCorrection.objects.exists()

    def test_who_writes_does_not_decide_it(self, bank, teacher, stranger):
        data = {"ruling": "nobody", "reasons_nl": self.REASON}
        for browser in (teacher, stranger):
            assert browser.post(url_of(page="correct/"), data).status_code == 404
        assert not KeyCorrection.objects.exists()


class TestFiles:
    ADDRESS = f"{LIST}oefenbank/files/"
    AIKEN = "Hoeveel maanden?\nA. Drie\nB. Twaalf\nANSWER: A\n"

    def bring(self, browser, text=AIKEN, form="aiken"):
        file = SimpleUploadedFile("vragen.txt", text.encode())
        return browser.post(self.ADDRESS, {"form": form, "language": "nl", "file": file})

    def test_a_file_is_looked_at_before_it_is_taken_over(self, bank, teacher):
        response = self.bring(teacher)
        assert response.status_code == 302 and bank.questions.count() == 2, "nothing is stored yet"
        page = teacher.get(response.url)
        assert "Hoeveel maanden?" in page.text and page.context["report"]["created"] == 1

        for _twice in range(2):
            assert teacher.post(response.url).status_code == 302
        assert bank.questions.count() == 3
        assert bank.questions.exclude(key__startswith="wonen").get().state == QuestionState.DRAFT
        assert teacher.get(response.url).context["is_done"]

    def test_a_draft_from_a_file_is_read_and_accepted(self, bank, teacher, reviewer):
        teacher.post(self.bring(teacher).url)
        key = bank.questions.exclude(key__startswith="wonen").get().key
        teacher.post(url_of(key), fields(stem="Hoeveel maanden?"))
        take(teacher, key, "submitted")
        take(reviewer, key, "accepted")
        assert bank.questions.get(key=key).state == QuestionState.ACTIVE

    def test_what_cannot_be_trusted_is_refused_with_its_reason(self, bank, teacher):
        response = self.bring(teacher, "\x00", "gift")
        assert response.status_code == 400 and "control character" in response.text
        assert not QuestionFile.objects.exists()

    def test_a_file_is_of_its_bank_and_of_its_authors(self, bank, teacher, translator, stranger):
        url = self.bring(teacher).url
        for browser in (translator, stranger):
            assert browser.get(url).status_code == browser.post(url).status_code == 404
            assert self.bring(browser).status_code == 404
        assert bank.questions.count() == 2

    def test_what_nobody_took_over_is_swept_away(self, bank, teacher):
        self.bring(teacher)
        assert sweep_question_files() == 0
        QuestionFile.objects.update(at=timezone.now() - timedelta(hours=25))
        assert sweep_question_files() == 1 and not QuestionFile.objects.exists()

    def test_the_bank_goes_out_as_a_file(self, bank, teacher):
        response = teacher.get(f"{self.ADDRESS}moodle-xml/ar/")
        assert "oefenbank-ar.xml" in response["Content-Disposition"] and b"<quiz" in response.content
        for wrong in ("aiken/nl/", "gift/fr/", "odt/nl/"):
            assert teacher.get(self.ADDRESS + wrong).status_code == 404


class TestACatalogue:
    ADDRESS = f"{LIST}oefenbank/po/fr/"
    FRENCH = {"Neen": "Non", "Ja": "Oui", "Alleen in Gent": "Seulement à Gand", "Vraag wonen-1?": "Question wonen-1 ?"}

    def bring(self, browser, text):
        return browser.post(self.ADDRESS, {"file": SimpleUploadedFile("fr.po", text.encode())})

    def translate(self, text, words):
        for dutch, french in words.items():
            text = text.replace(f'msgid "{dutch}"\nmsgstr ""', f'msgid "{dutch}"\nmsgstr "{french}"')
        return text

    def test_out_and_back_in(self, bank, translator):
        taken = translator.get(self.ADDRESS).text
        assert 'msgctxt "wonen-1/options/juist/text"' in taken
        response = self.bring(translator, self.translate(taken, self.FRENCH))
        assert (response.context["report"].stored, response.context["report"].refused) == (2, [])
        copy = WorkingCopy.objects.get(question__key="wonen-1")
        assert copy.content["languages"]["fr"]["options"]["fout-2"]["text"] == "Seulement à Gand"
        again = self.bring(translator, self.translate(taken, self.FRENCH))
        assert (again.context["report"].stored, again.context["report"].unchanged) == (0, 2)
        assert 'msgstr "Seulement à Gand"' in translator.get(self.ADDRESS).text

    def test_a_text_whose_dutch_changed_meanwhile_is_told(self, bank, teacher, translator):
        taken = self.translate(translator.get(self.ADDRESS).text, {"Vraag wonen-1?": "Question ?"})
        teacher.post(url_of(), fields(stem="Heel anders?"))
        response = self.bring(translator, taken)
        assert "wonen-1/stem" in response.context["report"].outdated and "wonen-1/stem" in response.text
        assert "fr" not in WorkingCopy.objects.get(question__key="wonen-1").content["languages"]

    def test_a_fact_that_there_is_not_is_refused_with_its_reason(self, bank, translator):
        taken = self.translate(translator.get(self.ADDRESS).text, {"Vraag wonen-1?": "{fact:niets} ?"})
        response = self.bring(translator, taken)
        assert [key for key, _text, _why in response.context["report"].refused] == ["wonen-1"]

    @pytest.mark.parametrize("text", ["", "hello", 'msgid "x"\nmsgstr "y"', "msgctxt", "\x00\x01"])
    def test_what_is_no_catalogue_stores_nothing(self, bank, translator, text):
        assert self.bring(translator, text).status_code == 302
        assert not WorkingCopy.objects.exists()

    def test_it_is_of_the_bank(self, bank, stranger):
        assert stranger.get(self.ADDRESS).status_code == 404 and self.bring(stranger, "").status_code == 404
