"""Authors in /cms/: a question written, translated, reviewed, found again; strangers find nothing."""

import html
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
from tests.assessments.factories import make_bank, make_street

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
        "answers": _list([]),
        "picture": "",
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


def edit(client, kind, change=lambda data: None, key="wonen-1"):
    """Open a question of a kind that lessons do not have, change what its form sends, and send it."""
    data = fields(base=0) | {"question-kind": kind, "question-options-count": "0"}
    change(data)
    return client.post(url_of(key), data)


def answers(*texts):
    """What the form of a short text sends."""
    return nested_form_data({"question": {"answers": streamfield([("item", text) for text in texts])}})


def test_an_answer_to_type_is_written_with_what_is_accepted_and_translated(bank, teacher, translator):
    make_bank(keys=("wonen-1",), kinds=("short_text",))
    page = teacher.get(url_of())
    assert list(page.context["form"].initial["question"]["answers"]) == ["de waarborg", "borgsom"]
    assert teacher.get(url_of(page="preview/nl/?frame")).status_code == 200
    assert edit(teacher, "short_text", lambda data: data.update(answers("Ja", "ja!"))).status_code == 400
    assert edit(teacher, "short_text", lambda data: data.update(answers())).status_code == 400
    wanted = answers("de waarborg") | {"question-forgives_typo": "on"}
    assert edit(teacher, "short_text", lambda data: data.update(wanted)).status_code == 302
    copy = WorkingCopy.objects.get()
    assert copy.content["key"] == {"accepted": {"nl": ["de waarborg"], "ar": ["التأمين"]}, "forgives_typo": True}

    french = {"stem": "Que payez-vous ?", "explanation": rich_text("<p>La garantie.</p>", features=RICH_TEXT_FEATURES)}
    address = url_of(page="in/fr/")
    assert "de waarborg" in translator.get(address).text
    assert translator.post(address, french | {"base": 1, "answers": "?"}).status_code == 400
    assert translator.post(address, french | {"base": 1, "answers": "la garantie\n la caution "}).status_code == 302
    copy.refresh_from_db()
    assert copy.content["key"]["accepted"]["fr"] == ["la garantie", "la caution"]
    assert "la caution" in translator.get(address).text


def test_a_place_in_a_picture_is_written_with_its_areas(bank, teacher, reviewer):
    picture = make_street()
    type(picture).objects.filter(pk=picture.pk).update(key="")
    areas = ("0 0 30 40", "40 0 30 40")

    def of(*areas, **more):
        def change(data):
            data |= {"question-options-count": "2", "question-picture": str(picture.pk)}
            for number, area in enumerate(areas):
                data[f"question-options-{number}-value-area"] = area
            data |= more

        return change

    for wrong in (("0 0 30 40", "20 0 30 40"), ("0 0 30 40", ""), ("0 0 30 40", "links"), ("0 0 30 40", "90 0 30 40")):
        assert edit(teacher, "hotspot", of(*wrong)).status_code == 400
    assert edit(teacher, "hotspot", of(*areas, **{"question-picture": ""})).status_code == 400
    assert edit(teacher, "hotspot", of(*areas)).status_code == 302
    copy = WorkingCopy.objects.get()
    picture.refresh_from_db()
    assert copy.content["picture"] == {"key": picture.key, "areas": {"o0": [0, 0, 30, 40], "o1": [40, 0, 30, 40]}}
    assert picture.key == f"cms-{picture.pk}"
    page = teacher.get(url_of())
    assert "40 0 30 40" in page.text
    take(teacher, "wonen-1", "submitted")
    take(reviewer, "wonen-1", "accepted")
    assert BankQuestion.objects.get(key="wonen-1").question.current.picture["key"] == picture.key
    assert 'class="hotspot"' in teacher.get(url_of(page="preview/nl/?frame")).text


def test_what_is_wrong_is_said_and_nothing_is_lost(bank, teacher):
    response = teacher.post(f"{LIST}oefenbank/new/", fields(stem="Half", right=9))
    assert response.status_code == 400 and not BankQuestion.objects.filter(is_authored=True).exists()
    assert "Half" in response.text and "Drie maanden" in response.text
    assert "Duid precies" in html.unescape(response.text), "what is wrong stands beside what it is about"
    response = teacher.post(f"{LIST}oefenbank/new/", fields(review_by="morgen"))
    assert response.status_code == 400 and "review_by" in response.context["form"].errors


def test_all_that_is_wrong_is_told_at_once_and_leads_to_its_field(bank, teacher):
    data = fields(stem="", right=9, review_by="morgen")
    data["question-explanation"] = "null"
    data["question-options-1-value-text"] = ""
    data["question-options-1-value-feedback"] = "Neen."
    told = dict(teacher.post(f"{LIST}oefenbank/new/", data).context["form"].list_mistakes())
    assert set(told) == {
        "question-stem",
        "question-options-0-value-text",
        "question-options-1-value-text",
        "question-explanation-errors",
        "id_review_by",
    }
    assert told["question-options-1-value-text"].startswith("Antwoord")


def test_empty_rows_stand_ready_and_count_for_nothing(bank, teacher):
    form = teacher.get(f"{LIST}oefenbank/new/").context["form"]
    state = form["question"].field.block.get_form_state(form["question"].value())
    assert {name: len(state[name]) for name in ("options", "items", "pairs", "answers")} == dict.fromkeys(
        ("options", "items", "pairs", "answers"), 3
    )
    data = fields() | {"question-options-count": "3"}
    third = {"type": "item", "order": "2", "deleted": "", "id": "o2", "value-text": "", "value-feedback": ""}
    data |= {f"question-options-2-{name}": value for name, value in third.items()}
    data |= nested_form_data({"question": {"items": streamfield([("item", {"text": ""}), ("item", {"text": "nog"})])}})
    assert teacher.post(f"{LIST}oefenbank/new/", data).status_code == 302
    assert set(WorkingCopy.objects.get().content["languages"]["nl"]["options"]) == {"o0", "o1"}


def test_what_a_reviewer_cannot_do_without_is_marked_and_leads_to_its_field(bank, teacher):
    page = teacher.get(f"{LIST}oefenbank/new/").text
    assert page.count("w-required-mark") == len(("objective", "section", "use", "fact_keys"))
    response = teacher.post(url_of(), fields(fact_keys=[], then="submitted"), follow=True)
    assert "nog niet verstuurd" in response.text and 'href="#id_fact_keys"' in response.text


def test_saving_sends_it_too_so_that_nothing_unsaved_stays_behind(bank, teacher):
    response = teacher.post(url_of(), fields(stem="Nieuw?", then="submitted"), follow=True)
    copy = WorkingCopy.objects.get()
    assert copy.submitted_at and copy.content["languages"]["nl"]["stem"] == "Nieuw?"
    assert "step" not in {step.value for step in response.context["steps"]} and "Nieuw?" in response.text
    response = teacher.post(url_of(), fields(stem="Nieuw?", base=1, section="", then="submitted"), follow=True)
    assert not WorkingCopy.objects.get().submitted_at and "nog niet verstuurd" in response.text


def test_what_was_said_to_it_stands_on_the_question(bank, teacher, reviewer):
    teacher.post(url_of(), fields(then="submitted"))
    take(reviewer, "wonen-1", "sent_back", "De uitleg zegt niet waarom.")
    assert "De uitleg zegt niet waarom." in teacher.get(url_of()).text


def test_the_words_of_the_editor_come_back_the_same(bank, teacher, reviewer):
    """Draftail names each paragraph anew; a format that compares would lose the question."""
    teacher.post(url_of(), fields(then="submitted"))
    take(reviewer, "wonen-1", "accepted")
    version = BankQuestion.objects.get(key="wonen-1").question.current
    assert version.texts["nl"]["explanation"] == "<p>Dat zegt het decreet.</p>"
    assert b"wonen-1" in teacher.get(f"{LIST}oefenbank/files/moodle-xml/nl/").content


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
    half = {**texts, "stem": "", "base": 1, "then": "submitted"}
    assert "1 tekst" in translator.post(url_of(page="in/fr/"), half, follow=True).text
    assert not WorkingCopy.objects.get().submitted_at, "half a translation is nothing to review"
    # The Dutch and the right answer are not hers.
    assert translator.post(url_of(), fields(base=2)).status_code == 404
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
        assert self.REASON in reviewer.get(url_of(page="history/")).text
        assert self.REASON in reviewer.get(url_of(page="correct/")).text

    def test_an_answer_to_type_that_should_have_counted_counts(self, bank, reviewer):
        make_bank(keys=("wonen-1",), kinds=("short_text",))
        assert "borgsom" in reviewer.get(url_of(page="correct/")).text
        data = {"ruling": "key", "right": "de waarborg\nborgsom\nde garantie", "reasons_nl": self.REASON}
        assert reviewer.post(url_of(page="correct/"), data).status_code == 302
        accepted = KeyCorrection.objects.get().key["accepted"]
        assert accepted == {"nl": ["de waarborg", "borgsom", "de garantie"], "ar": ["التأمين"]}

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

    def test_what_questions_of_a_file_share_stands_above_them(self, bank, teacher):
        head = "type,stem,answer,explanation,cluster,cluster_title,cluster_text"
        rows = [
            f"true_false,{stem},true,Dat staat er.,brief,Een brief,U betaalt op 5 mei."
            for stem in ("Vandaag.", "In mei.")
        ]
        page = teacher.get(self.bring(teacher, "\n".join([head, *rows]), "csv").url)
        assert page.text.count("U betaalt op 5 mei.") == page.text.count("Een brief") == 1
        assert "Vandaag." in page.text and "In mei." in page.text

    def test_the_report_is_taken_along_before_and_after(self, bank, teacher, translator):
        url = self.bring(teacher).url
        before = teacher.get(f"{url}report/").json()
        teacher.post(url)
        assert before["created"] == teacher.get(f"{url}report/").json()["created"] == 1
        assert translator.get(f"{url}report/").status_code == 404

    def test_a_draft_from_a_file_is_read_and_accepted(self, bank, teacher, reviewer):
        teacher.post(self.bring(teacher).url)
        key = bank.questions.exclude(key__startswith="wonen").get().key
        teacher.post(url_of(key), fields(stem="Hoeveel maanden?"))
        take(teacher, key, "submitted")
        take(reviewer, key, "accepted")
        assert bank.questions.get(key=key).state == QuestionState.ACTIVE

    def test_what_cannot_be_trusted_is_refused_with_its_reason(self, bank, teacher):
        response = self.bring(teacher, "\x00", "gift")
        assert response.status_code == 400 and "In regel 1 staat een onzichtbaar stuurteken (U+0000)." in response.text
        assert not QuestionFile.objects.exists()

    def test_what_is_refused_or_lost_is_said_in_the_language_of_who_brings_it(self, bank, teacher):
        gift = "// [id:q1]\n[html]<b>Hoeveel maanden?</b> {=Drie ~Twaalf}\n\n[html]Hoe oud? {#18}\n"
        url = self.bring(teacher, gift, "gift").url
        for page in (teacher.get(url), teacher.post(url, follow=True)):
            assert "regel 4" in page.text and "een getal dat getikt moet worden, wordt hier niet gevraagd" in page.text
            assert list(page.context["report"]["partial"][0]["lost"]) == ["<b>"]
        (refusal,) = QuestionFile.objects.get().report["refused"]
        assert refusal["where"] == "regel 4"

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

    def test_what_is_accepted_as_an_answer_is_a_text_too(self, bank, translator):
        make_bank(keys=("wonen-1",), kinds=("short_text",))
        taken = translator.get(self.ADDRESS).text
        answers = 'msgctxt "wonen-1/answers"\nmsgid ""\n"de waarborg\\n"\n"borgsom"\nmsgstr ""\n'
        assert answers in taken
        self.bring(translator, taken.replace(answers, answers + '"la garantie\\n"\n"la caution"\n'))
        accepted = WorkingCopy.objects.get().content["key"]["accepted"]
        assert accepted == {"nl": ["de waarborg", "borgsom"], "ar": ["التأمين"], "fr": ["la garantie", "la caution"]}

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
