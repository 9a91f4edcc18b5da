"""What becomes of questions of other systems in a bank: drafts, known by what names them, accounted for one by one."""

import pytest
from django.core.management import CommandError, call_command
from django.utils.translation import override

from assessments import api as assessments
from assessments.enums import QuestionState
from assessments.models import Bank, BankQuestion, QuestionVersion
from tests.assessments.factories import make_bank
from tests.factories import OrganisationFactory

from .conftest import counts

DUTCH = """
// [id:huur] [tag:theme:wonen] [tag:objective:wonen-zoeken] [tag:section:practical] [tag:use:practice] [tag:moeilijk]
::Huur::[plain]Wat staat er in een advertentie? {
=De huurprijs.#Juist.
~De naam van de huurder.#Neen.
####[html]<p>De prijs moet erin staan.</p>
}

// [id:stem]
Stemmen is verplicht. {T}
"""
FRENCH = """
// [id:huur]
::Loyer::[plain]Que trouve-t-on dans une annonce? {
=Le loyer.
~Le nom du locataire.
}
"""


def rows():
    return {row.key: row for row in BankQuestion.objects.select_related("question__current")}


def test_imported_question_is_draft_that_nobody_is_asked(bring):
    assert counts(bring("gift", DUTCH)) == (2, 2, 0, 0, 0)
    row = rows()["huur"]
    assert (row.state, row.title, row.tags) == (QuestionState.DRAFT, "Huur", ["moeilijk"])
    assert (row.theme, row.objective, row.section, row.use) == ("wonen", "wonen-zoeken", "practical", "practice")
    assert row.question.current.texts["nl"] == {
        "stem": "Wat staat er in een advertentie?",
        "explanation": "<p>De prijs moet erin staan.</p>",
        "options": {
            "a": {"text": "De huurprijs.", "feedback": "Juist."},
            "b": {"text": "De naam van de huurder.", "feedback": "Neen."},
        },
    }
    assert assessments.list_practice_items() == []
    assert assessments.draw_practice(language="nl", count=10, seed=1) == []


def test_second_time_changes_nothing(bring):
    bring("gift", DUTCH)
    assert counts(bring("gift", DUTCH)) == (2, 0, 0, 2, 0)
    assert QuestionVersion.objects.count() == 2


def test_dry_run_says_the_same_and_stores_nothing(bring):
    dry = bring("gift", DUTCH, dry_run=True)
    assert not Bank.objects.exists() and not QuestionVersion.objects.exists()
    assert bring("gift", DUTCH) == dry | {"is_dry_run": False}


def test_two_equal_questions_are_two_and_stay_two(bring):
    twice = "::Een::Waar? {T}\n\n::Een::Waar? {T}\n"
    assert counts(bring("gift", twice)) == (2, 2, 0, 0, 0)
    assert counts(bring("gift", twice)) == (2, 0, 0, 2, 0)
    assert BankQuestion.objects.count() == 2


def test_title_and_place_are_no_identity(bring):
    bring("gift", "::Een::Is A waar? {T}\n\n::Een::Is B waar? {F}\n")
    assert counts(bring("gift", "::Twee::Is B waar? {F}\n\n::Drie::Is A waar? {T}\n"))[:2] == (2, 0)
    assert BankQuestion.objects.count() == 2


def test_identifier_that_two_questions_have_is_no_identity_and_that_is_told(bring):
    report = bring("gift", "// [id:x]\nIs A waar? {T}\n\n// [id:x]\nIs B waar? {T}\n")
    assert counts(report) == (2, 2, 0, 0, 0)
    assert [partial["lost"] for partial in report["partial"]] == [
        ["its identifier “x”, which 2 questions of the file have"]
    ] * 2
    assert "x" not in rows()


def test_changed_question_gets_new_version_and_others_are_not_touched(bring):
    bring("gift", DUTCH)
    before = rows()["stem"].question.current_id
    report = bring("gift", DUTCH.replace("De huurprijs.", "De prijs.").split("// [id:stem]")[0])
    assert counts(report) == (1, 0, 1, 0, 0)
    assert rows()["huur"].question.current.number == 2
    assert rows()["huur"].question.current.part_ids == ["a", "b"]
    assert rows()["stem"].question.current_id == before


def test_other_language_is_added_and_the_first_stays(bring):
    bring("gift", DUTCH)
    dutch = rows()["huur"].question.current.texts["nl"]
    assert counts(bring("gift", FRENCH, language="fr")) == (1, 0, 1, 0, 0)
    row = rows()["huur"]
    version = row.question.current
    assert (version.languages, row.languages) == (["fr", "nl"], ["fr", "nl"])
    assert (version.texts["nl"], row.title) == (dutch, "Huur")
    assert version.texts["fr"]["options"]["a"]["text"] == "Le loyer."
    assert row.bank.languages == {"nl": "draft", "fr": "draft"}
    assert counts(bring("gift", FRENCH, language="fr")) == (1, 0, 0, 1, 0)


@pytest.mark.parametrize(
    ("french", "reason"),
    [
        (FRENCH.replace("=Le loyer.\n~Le nom", "~Le loyer.\n=Le nom"), "Another answer is right"),
        (FRENCH.replace("~Le nom du locataire.", "~Le nom.\n~La rue."), "It has 2 parts"),
        ("// [id:huur]\nC'est vrai? {T}\n", "It is “one right answer”"),
    ],
)
def test_language_that_asks_another_question_is_refused(bring, french, reason):
    bring("gift", DUTCH)
    before = rows()["huur"].question.current_id
    report = bring("gift", french, language="fr")
    assert counts(report) == (1, 0, 0, 0, 1)
    assert reason in report["refused"][0]["reason"]
    assert rows()["huur"].question.current_id == before


def test_question_that_was_asked_is_draft_again_when_an_import_changes_it(ligo, bring):
    make_bank(languages=("nl",))
    same = """
// [id:wonen-1]
[plain]Vraag wonen-1? {
=Neen#Goed gezien.
~Ja#Dat is verboden.
~Alleen in Gent
}
"""
    untouched = bring("gift", same, bank="oefenbank")
    assert (counts(untouched), untouched["no_longer_asked"]) == ((1, 0, 0, 1, 0), [])
    assert rows()["wonen-1"].state == QuestionState.ACTIVE
    changed = bring("gift", same.replace("Alleen in Gent", "Alleen in Luik"), bank="oefenbank")
    assert (counts(changed), changed["no_longer_asked"]) == ((1, 0, 1, 0, 0), ["wonen-1"])
    assert [item.key for item in assessments.list_practice_items()] == ["werk-1", "wonen-2"]


def test_what_a_file_does_not_say_is_kept(bring):
    bring("gift", DUTCH)
    bare = "// [id:huur]\n[plain]Wat staat er in een advertentie? {\n=De huurprijs.\n~De naam van de huurder.\n}\n"
    assert counts(bring("gift", bare)) == (1, 0, 0, 1, 0)
    assert rows()["huur"].theme == "wonen"


def test_scripts_read_english_whatever_the_house_speaks(bring):
    with override("nl"):
        report = bring("gift", "Hoe oud? {#18}\n")
        assert bring("gift", "")["error"] == "The file is empty."
    assert [report["refused"][0][name] for name in ("where", "reason")] == [
        "line 1",
        "a number to be typed is not asked here",
    ]


def test_new_bank_needs_owner_that_is_known(bring, ligo):
    OrganisationFactory()
    assert bring("gift", DUTCH)["error"] == "Say whose the new bank “bank” is: the organisations are agii-gent, ligo."
    assert bring("gift", DUTCH, organisation="vdab")["error"].startswith("Say whose")
    bring("gift", DUTCH, organisation="ligo")
    assert Bank.objects.get().organisation == ligo
    assert bring("gift", DUTCH)["unchanged"] == 2
    assert (
        bring("gift", DUTCH, organisation="agii-gent")["error"] == "The bank “bank” is of “ligo”, not of “agii-gent”."
    )


def test_command_refuses_what_it_cannot_know(ligo, tmp_path):
    path = tmp_path / "questions.gift"
    path.write_text(DUTCH)
    with pytest.raises(CommandError, match="“xx” is not a language"):
        call_command("import_questions", path, form="gift", bank="bank", language="xx")
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("import_questions", tmp_path / "none", form="gift", bank="bank", language="nl")
    with pytest.raises(CommandError, match="There is no bank “none”"):
        call_command("export_questions", path, form="gift", bank="none", language="nl")
    with pytest.raises(CommandError, match="has no question in “fr”"):
        call_command("import_questions", path, form="gift", bank="bank", language="nl")
        call_command("export_questions", path, form="gift", bank="bank", language="fr")
