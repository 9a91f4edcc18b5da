"""A bank that is written and read again is the same bank, in every format that can be written."""

import pytest

from assessments.models import Bank, BankQuestion
from interop.questions.exporting import WRITERS
from interop.questions.identities import fingerprint
from interop.questions.importing import READERS
from tests.assessments.factories import make_bank

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
