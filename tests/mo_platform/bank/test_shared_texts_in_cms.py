"""Authors in /cms/: what several questions are about is written, ordered, translated and accepted as a whole; strangers find
nothing."""

from io import BytesIO

import pytest
from babel.messages.pofile import read_po, write_po
from django.core.files.uploadedfile import SimpleUploadedFile
from wagtail.test.utils.form_data import rich_text

from assessments.models import BankQuestion, Cluster, ClusterCopy
from lessons.blocks.base import RICH_TEXT_FEATURES
from tests.assessments.factories import LETTER, make_bank, make_street

from .test_bank_in_cms import fields as question_fields

pytestmark = pytest.mark.django_db
LIST = "/cms/questions/oefenbank/shared/"


def html(text):
    return rich_text(text, features=RICH_TEXT_FEATURES)


def fields(*, title="Een brief", text="<p>U betaalt op 5 mei.</p>", base=0, added=("wonen-1", "wonen-2"), **more):
    """What the form sends."""
    return {"title": title, "text": html(text), "picture": "", "recording": "", "base": base, "added": added, **more}


def kept():
    """What the form sends of the questions that are in."""
    rows = {row.key: row.pk for row in BankQuestion.objects.all()}
    keys = ClusterCopy.objects.get().content["questions"]
    return {f"place-{rows[key]}": number for number, key in enumerate(keys, 1)} | {"added": ()}


def url_of(page=""):
    return f"/cms/questions/shared/{Cluster.objects.get().pk}/{page}"


def take(browser, step, remark=""):
    copy = ClusterCopy.objects.first()
    data = {"step": step, "remark": remark, "base": copy.revision if copy else 0}
    return browser.post(url_of("step/"), data, follow=True)


def shared_of(key):
    return BankQuestion.objects.select_related("question__current__shared").get(key=key).question.current.shared


@pytest.fixture
def written(bank, teacher):
    """A letter that two questions are about, not accepted yet."""
    response = teacher.post(f"{LIST}new/", fields(added=("wonen-2", "wonen-1")))
    assert response.status_code == 302
    return Cluster.objects.get()


@pytest.fixture
def accepted(written, teacher, reviewer):
    take(teacher, "submitted")
    take(reviewer, "accepted")
    written.refresh_from_db()
    return written


def test_a_teacher_writes_it_and_a_reviewer_accepts_it_with_its_questions(written, teacher, reviewer):
    assert "Een brief" in teacher.get(LIST).text
    assert shared_of("wonen-1") is None, "nobody reads it yet"
    assert "wacht op een nalezer" in take(teacher, "submitted").text

    take(reviewer, "accepted")

    assert shared_of("wonen-1") == shared_of("wonen-2") == Cluster.objects.get().current
    rows = BankQuestion.objects.filter(cluster=written).order_by("cluster_place")
    assert [row.key for row in rows] == ["wonen-2", "wonen-1"]
    assert all(row.is_authored and row.languages == ["nl"] for row in rows), "the Arabic waits for its letter"
    assert not ClusterCopy.objects.exists()
    history = reviewer.get(url_of("history/")).text
    assert "versie 1" in history and "U betaalt op 5 mei." in history


def test_its_questions_are_ordered_taken_out_and_put_in(accepted, teacher, reviewer):
    make_bank(keys=("wonen-1", "wonen-2", "wonen-3"))
    first, second = BankQuestion.objects.filter(cluster=accepted).order_by("cluster_place")
    data = fields(added=("wonen-3",), **{f"place-{first.pk}": "", f"place-{second.pk}": "1"})
    assert teacher.post(url_of(), data).status_code == 302
    assert ClusterCopy.objects.get().content["questions"] == [second.key, "wonen-3"]
    assert shared_of(first.key), "until it is accepted"

    take(teacher, "submitted")
    take(reviewer, "accepted")

    assert shared_of(first.key) is None and shared_of("wonen-3") == shared_of(second.key)
    first.refresh_from_db()
    assert first.cluster is None and first.languages == ["ar", "nl"]


def test_it_is_translated_beside_the_dutch_and_its_questions_follow(accepted, translator, reviewer):
    page = translator.get(url_of("in/ar/"))
    assert "U betaalt op 5 mei." in page.text
    data = {"title": "رسالة", "text": html(LETTER["ar"]["text"]), "base": 0}
    assert translator.post(url_of("in/ar/"), data | {"then": "submitted"}).status_code == 302
    take(reviewer, "accepted")
    assert BankQuestion.objects.get(key="wonen-1").languages == ["ar", "nl"]
    assert translator.post(url_of(), fields()).status_code == 404, "the Dutch is for authors"


def test_a_new_dutch_makes_its_translations_wait(bank, teacher):
    make_bank(keys=("wonen-1", "wonen-2"), clusters={"brief": ("wonen-1", "wonen-2")})
    rows = {row.key: row for row in BankQuestion.objects.all()}
    places = {f"place-{rows[key].pk}": number for number, key in enumerate(("wonen-1", "wonen-2"), 1)}
    teacher.post(url_of(), fields(added=(), **places))
    assert ClusterCopy.objects.get().stale == ["ar"]
    again = fields(text="<p>U betaalt op 6 mei.</p>", base=1, added=(), keeps_translations="on", **places)
    teacher.post(url_of(), again)
    assert ClusterCopy.objects.get().stale == ["ar"], "what waited goes on waiting"


def test_two_windows_do_not_overwrite_each_other(written, teacher):
    assert teacher.post(url_of(), fields(title="Een kaart", base=1, **kept())).status_code == 302
    response = teacher.post(url_of(), fields(title="Een mail", base=1, **kept()))
    assert response.status_code == 409 and "Een mail" in response.text
    assert ClusterCopy.objects.get().content["languages"]["nl"]["title"] == "Een kaart"


REFUSED = {
    "one question": ({"added": ("wonen-1",)}, "Minstens twee vragen"),
    "two themes": ({"added": ("wonen-1", "werk-1")}, "van één thema"),
    "a fact that is none": ({"text": '<p><a linktype="fact" id="geen">x</a></p>'}, ""),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_read_together_is_not_accepted(bank, teacher, name):
    make_bank(keys=("wonen-1", "wonen-2", "werk-1"))
    changed, why = REFUSED[name]
    response = teacher.post(f"{LIST}new/", fields(**changed) | {"then": "submitted"}, follow=True)
    assert why in response.text
    copy = ClusterCopy.objects.first()
    assert copy is None or copy.submitted_at is None


def test_a_question_of_another_text_is_not_taken_away_from_it(bank, teacher):
    make_bank(keys=("wonen-1", "wonen-2", "wonen-3"), clusters={"brief": ("wonen-1", "wonen-2")})
    response = teacher.post(f"{LIST}new/", fields(added=("wonen-1", "wonen-3")))
    assert response.status_code == 400 and Cluster.objects.count() == 1


def test_nobody_accepts_what_they_wrote_and_a_refusal_needs_a_word(written, reviewer, teacher):
    take(teacher, "submitted")
    assert "Zeg waarom" in take(reviewer, "sent_back").text
    take(reviewer, "sent_back", "Te lang.")
    assert "Te lang." in teacher.get(url_of()).text
    reviewer.post(url_of(), fields(title="Mijn brief", base=1, **kept()))
    take(reviewer, "submitted")
    assert "schreef dit zelf" in take(reviewer, "accepted").text and shared_of("wonen-1") is None


def test_a_question_waits_for_what_it_is_about(written, teacher, reviewer):
    key = BankQuestion.objects.get(key="wonen-1").pk
    from .test_bank_in_cms import fields as question_fields

    teacher.post(f"/cms/questions/{key}/", question_fields(base=0) | {"then": "submitted"})
    assert "moet eerst aanvaard worden" in teacher.get(f"/cms/questions/{key}/").text


def test_what_is_thrown_away_leaves_what_was_accepted(accepted, teacher):
    teacher.post(url_of(), fields(title="Weg", added=()))
    take(teacher, "discarded")
    assert not ClusterCopy.objects.exists() and "Een brief" in teacher.get(url_of()).text


def test_a_picture_is_chosen_from_the_library(bank, teacher):
    street = make_street()
    page = teacher.get(f"{LIST}new/").text
    assert "Afbeelding" in page and "Geluid of film" in page
    teacher.post(f"{LIST}new/", fields(text="<p></p>", picture=str(street.pk)))
    assert ClusterCopy.objects.get().content["picture"] == "straat"
    frame = teacher.get(url_of("preview/nl/?frame")).text
    assert "Een straat met drie huizen." in frame and "Prent bij vragen 1 tot en met 2" in frame
    assert teacher.post(f"{LIST}new/", fields(text="<p></p>")).status_code == 400, "nothing is shared"


def test_it_is_looked_at_as_readers_see_it(written, teacher):
    frame = teacher.get(url_of("preview/nl/?frame")).text
    assert "U betaalt op 5 mei." in frame and frame.index("Vraag wonen-2?") < frame.index("Vraag wonen-1?")
    assert teacher.get(url_of("preview/ar/")).status_code == 200
    assert teacher.get(url_of("preview/ar/?frame")).status_code == 404


def test_its_texts_go_out_and_come_back_as_a_po_file(accepted, translator):
    address = "/cms/questions/oefenbank/po/ar/"
    catalogue = read_po(BytesIO(translator.get(address).content))
    context = f"shared/{accepted.key}/title"
    message = next(message for message in catalogue if message.context == context)
    assert message.id == "Een brief"
    message.string = "رسالة"
    file = BytesIO()
    write_po(file, catalogue)
    upload = SimpleUploadedFile("ar.po", file.getvalue())
    assert translator.post(address, {"file": upload}).status_code == 200
    assert ClusterCopy.objects.get().content["languages"]["ar"]["title"] == "رسالة"


@pytest.mark.parametrize("page", ["", "in/ar/", "preview/nl/", "history/"])
def test_another_organisation_finds_nothing(accepted, stranger, page):
    assert stranger.get(url_of(page)).status_code == 404
    assert stranger.get(LIST).status_code == 404
    assert stranger.post(url_of("step/"), {"step": "discarded", "base": 0}).status_code == 404


def search(browser, **asked):
    return [found["key"] for found in browser.get("/cms/questions/oefenbank/find/", asked).context["shown"]]


def test_a_question_to_put_in_is_found_by_its_words_its_theme_and_its_state(bank, teacher):
    assert search(teacher) == search(teacher, state="active", theme="wonen") == ["wonen-1", "wonen-2"]
    assert search(teacher, text="wonen-2") == ["wonen-2"]
    assert search(teacher, state="draft") == search(teacher, text="treinkaart") == []


def test_a_question_that_is_in_is_offered_no_more(written, teacher, stranger):
    assert search(teacher, shared=written.pk) == []
    assert stranger.get("/cms/questions/oefenbank/find/").status_code == 404


def test_a_question_is_put_into_a_shared_text_while_it_is_written(written, teacher):
    form = teacher.get("/cms/questions/oefenbank/new/").context["form"]
    assert (str(written.pk), "Een brief") in form.fields["shared"].choices
    teacher.post("/cms/questions/oefenbank/new/", question_fields(shared=written.pk))
    key = BankQuestion.objects.get(is_authored=True).key
    assert ClusterCopy.objects.get().content["questions"] == ["wonen-2", "wonen-1", key]
    assert "shared" not in teacher.get(f"/cms/questions/{BankQuestion.objects.get(key=key).pk}/").context["form"].fields


def test_a_new_shared_text_is_written_after_the_question_which_is_in_it_already(bank, teacher):
    response = teacher.post("/cms/questions/oefenbank/new/", question_fields(shared="new"), follow=True)
    key = BankQuestion.objects.get(is_authored=True).key
    assert response.context["form"]["added"].value() == [key] and f'value="{key}" checked' in response.text
    assert teacher.post("/cms/questions/oefenbank/new/", question_fields(shared="99")).status_code == 400


def test_the_preview_of_a_question_shows_what_is_written_and_not_what_was_accepted(accepted, teacher):
    address = f"/cms/questions/{BankQuestion.objects.get(key='wonen-1').pk}/preview/nl/?frame"
    assert "U betaalt op 5 mei." in teacher.get(address).text
    rows = {row.key: row.pk for row in BankQuestion.objects.all()}
    places = {f"place-{rows['wonen-2']}": 1, f"place-{rows['wonen-1']}": 2}
    teacher.post(url_of(), fields(text="<p>U betaalt op 9 juni.</p>", added=(), **places))
    assert "U betaalt op 9 juni." in teacher.get(address).text
    teacher.post(url_of(), fields(base=1, added=(), **places | {f"place-{rows['wonen-1']}": ""}))
    assert "U betaalt" not in teacher.get(address).text, "it is taken out of it"
