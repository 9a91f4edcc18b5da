"""A bank that is written and read again is the same bank, in every format that can be written."""

import pytest

from assessments import api as assessments
from assessments.models import Bank, BankQuestion
from interop.questions.exporting import WRITERS
from interop.questions.identities import fingerprint
from interop.questions.importing import READERS
from tests.assessments.factories import KINDS, make_bank, make_street
from tests.factories import NOW

from .conftest import counts

KEYS = tuple(f"wonen-{number}" for number in range(1, 9))
#: What Moodle has no kind of question for.
LEFT_OUT = {"gift": {"choose", "hotspot"}, "moodle-xml": {"choose", "hotspot"}}
SAID = ("key", "title", "tags", "objective", "theme", "section", "use", "fact_keys", "review_by", "languages")


@pytest.fixture
def bank(ligo):
    make_street()
    make_bank(keys=KEYS, kinds=KINDS, mock=("wonen-2",))


def contents(code):
    rows = BankQuestion.objects.filter(bank__code=code).select_related("question__current").order_by("key")
    return [({name: getattr(row, name) for name in SAID}, row.question.current) for row in rows]


@pytest.mark.parametrize("form", WRITERS)
def test_exported_bank_is_unchanged_when_it_comes_back(bank, bring, send, form):
    for language in ("nl", "ar"):
        file = send(form, bank="oefenbank", language=language)
        report = bring(form, file, bank="oefenbank", language=language)
        written = 8 - len(LEFT_OUT.get(form, ()))
        assert (counts(report), report["partial"]) == ((written, 0, 0, written, 0), [])


@pytest.mark.parametrize("form", WRITERS)
def test_exported_bank_becomes_the_same_bank_elsewhere(bank, bring, send, form):
    for language in ("nl", "ar"):
        bring(form, send(form, bank="oefenbank", language=language), bank="copy", language=language)
    written = [one for one in contents("oefenbank") if one[1].kind not in LEFT_OUT.get(form, ())]
    for (told, version), (copied_told, copied) in zip(written, contents("copy"), strict=True):
        assert copied_told == told
        assert (copied.kind, copied.picture.get("key")) == (version.kind, version.picture.get("key"))
    for language in ("nl", "ar"):
        said, copied_said = (
            list(READERS[form](send(form, bank=code, language=language))) for code in ("oefenbank", "copy")
        )
        assert [fingerprint(question) for question in copied_said] == [fingerprint(question) for question in said]
    assert Bank.objects.get(code="copy").languages == {"nl": "draft", "ar": "draft"}


#: Keys that are not as the formats tell them: the pairs crossed, the right order another than the author's.
CROSSED = {
    "match": {"pairs": {"p1": "p2", "p2": "p3", "p3": "p1"}},
    "order": {"order": ["s3", "s1", "s4", "s2"]},
}


@pytest.mark.parametrize("kind", CROSSED)
@pytest.mark.parametrize("form", WRITERS)
def test_ids_and_order_of_the_author_stay(ligo, bring, send, form, kind):
    make_bank(keys=("wonen-1",), kinds=(kind,))
    row = BankQuestion.objects.get()
    content = {"kind": kind, "key": CROSSED[kind], "languages": row.question.current.texts}
    version = assessments.freeze_question(
        lesson_key=row.question.lesson_key, block_id=row.question.block_id, content=content, at=NOW
    )
    for language in ("nl", "ar"):
        report = bring(form, send(form, bank="oefenbank", language=language), bank="oefenbank", language=language)
        assert counts(report) == (1, 0, 0, 1, 0)
    assert BankQuestion.objects.get().question.current == version


@pytest.mark.parametrize("form", LEFT_OUT)
def test_what_a_format_has_no_place_for_is_named_with_the_reason(bank, send, capsys, form):
    send(form, bank="oefenbank")
    told = capsys.readouterr().out
    assert "left out: wonen-3: this format cannot say how many answers must be chosen." in told
    assert "left out: wonen-8: this format has no places in a picture to choose from." in told


@pytest.mark.parametrize("form", ["gift", "moodle-xml", "qti"])
def test_a_typing_mistake_that_is_forgiven_is_said_in_tables_only(ligo, bring, send, form):
    make_bank(keys=("wonen-1", "wonen-2"), kinds=("single", "short_text"))
    row = BankQuestion.objects.select_related("question__current").get(key="wonen-2")
    version = row.question.current
    assessments.freeze_question(
        lesson_key=row.question.lesson_key,
        block_id=row.question.block_id,
        content={"kind": "short_text", "key": version.key | {"forgives_typo": True}, "languages": version.texts},
        at=NOW,
    )
    assert b"borgsom" not in send(form, bank="oefenbank")
    for language in ("nl", "ar"):
        assert (
            counts(bring("csv", send("csv", bank="oefenbank", language=language), bank="copy", language=language))[4]
            == 0
        )
    assert BankQuestion.objects.get(bank__code="copy", key="wonen-2").question.current.key["forgives_typo"]


TABLE = "id,type,stem,answer,id_1,text_1,id_2,text_2,id_3,text_3\n"


def test_ids_of_parts_say_which_is_which_whatever_their_words(ligo, bring):
    make_bank(keys=("wonen-1",))
    row = "wonen-1,single,Vraag wonen-1?,{},juist,{},fout-1,Ja,fout-2,Alleen in Gent\n"
    assert counts(bring("csv", TABLE + row.format("juist", "Nee"), bank="oefenbank")) == (1, 0, 1, 0, 0)
    version = BankQuestion.objects.get().question.current
    assert version.texts["nl"]["options"]["juist"] == {"text": "Nee", "feedback": "Goed gezien."}
    assert version.texts["ar"]["options"]["juist"]["text"] == "لا"
    assert counts(bring("csv", TABLE + row.format("fout-1", "Nee"), bank="oefenbank")) == (1, 0, 1, 0, 0)
    assert BankQuestion.objects.get().question.current.key == {"correct": ["fout-1"]}
    fewer = "id,type,stem,answer,id_1,text_1,id_2,text_2\nwonen-1,single,Vraag?,juist,juist,Nee,fout-1,Ja\n"
    report = bring("csv", fewer, bank="oefenbank")
    assert report["refused"][0]["reason"] == "It has 3 parts in “ar”, and other ones here."
