"""A bank that is written and read again is the same bank, in every format that can be written."""

import pytest

from assessments import api as assessments
from assessments.models import Bank, BankQuestion
from interop.questions.exporting import WRITERS
from interop.questions.identities import fingerprint
from interop.questions.importing import READERS
from tests.assessments.factories import make_bank
from tests.factories import NOW

from .conftest import counts

KINDS = ("single", "multiple", "true_false", "order", "match")
KEYS = tuple(f"wonen-{number}" for number in range(1, 6))
SAID = ("key", "title", "tags", "objective", "theme", "section", "use", "fact_keys", "review_by", "languages")


@pytest.fixture
def bank(ligo):
    make_bank(keys=KEYS, kinds=KINDS, mock=("wonen-2",))


def contents(code):
    rows = BankQuestion.objects.filter(bank__code=code).select_related("question__current").order_by("key")
    return [({name: getattr(row, name) for name in SAID}, row.question.current) for row in rows]


@pytest.mark.parametrize("form", WRITERS)
def test_exported_bank_is_unchanged_when_it_comes_back(bank, bring, send, form):
    for language in ("nl", "ar"):
        file = send(form, bank="oefenbank", language=language)
        report = bring(form, file, bank="oefenbank", language=language)
        assert (counts(report), report["partial"]) == ((5, 0, 0, 5, 0), [])


@pytest.mark.parametrize("form", WRITERS)
def test_exported_bank_becomes_the_same_bank_elsewhere(bank, bring, send, form):
    for language in ("nl", "ar"):
        bring(form, send(form, bank="oefenbank", language=language), bank="copy", language=language)
    for (told, version), (copied_told, copied) in zip(contents("oefenbank"), contents("copy"), strict=True):
        assert copied_told == told
        assert copied.kind == version.kind
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
