"""A bank of questions: its files become questions to practise with, all or nothing, and its mistakes are told with their
place."""

import re
import shutil
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import yaml
from django.core.management import CommandError, call_command

from assessments import api as assessments
from assessments.models import Bank, BankQuestion, QuestionVersion
from curriculum.models import Fact
from lessons.domain.question_lint import list_hints
from lessons.packs.banks_linting import list_longest, list_numbers
from lessons.packs.banks_loading import load_bank
from lessons.packs.problems import BadPack

from .support import list_results, read_starter_bank

SMALL = Path(__file__).with_name("data") / "oefenbank"
NOW = datetime(2026, 11, 28, 9, 0, tzinfo=UTC)
NL, EN = "questions/wonen/nl.yaml", "questions/wonen/en.yaml"
WHOLE = {"nl", "en", "fr", "ar"}  # languages that have all questions of the starter bank
EXAM = {"tr", "uk", "ti", "ps"}  # languages that have those of its mock exam


@pytest.fixture
def bank(tmp_path) -> Path:
    """A copy of the small bank that a test may spoil."""
    return Path(shutil.copytree(SMALL, tmp_path / "oefenbank"))


@pytest.fixture
def edit(bank):
    """Changes one file of the copy: `edit(NL, lambda data: ...)`."""

    def change(name, how):
        data = yaml.safe_load((bank / name).read_text(encoding="utf-8"))
        how(data)
        (bank / name).write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), encoding="utf-8")

    return change


@pytest.fixture
def load(platform, bank):
    return lambda **options: load_bank(folder=bank, at=NOW, **options)


@pytest.fixture
def loaded(load):
    return load()


def changed(report):
    return {(outcome.name, outcome.result) for outcome in report.outcomes if outcome.result != "unchanged"}


def test_every_question_is_frozen_with_the_languages_it_has(loaded):
    rows = {row.key: row for row in BankQuestion.objects.select_related("question__current", "bank__organisation")}
    assert {key: row.question.current.kind for key, row in rows.items()} == {
        "wonen-001": "single",
        "wonen-002": "multiple",
        "wonen-003": "true_false",
        "wonen-004": "order",
        "wonen-005": "match",
    }
    first = rows["wonen-001"]
    assert (first.theme, first.objective, first.section, first.use, first.state) == (
        "wonen",
        "wonen-waarborg",
        "practical",
        "practice",
        "active",
    )
    assert first.fact_keys == ["waarborg-niet-cash", "waarborg-maximum"]
    assert first.review_by == date(2027, 11, 30), "when the first of its facts is looked at again"
    assert {key: row.languages for key, row in rows.items()} == {
        "wonen-001": ["en", "nl"],
        "wonen-002": ["nl"],
        "wonen-003": ["en", "nl"],
        "wonen-004": ["en", "nl"],
        "wonen-005": ["en", "nl"],
    }
    assert first.bank.organisation.code == "ligo"
    assert first.bank.languages == {"nl": "source", "en": "draft"}
    assert "<b>ten hoogste</b>" in first.question.current.texts["nl"]["explanation"]
    assert loaded.notes == ["questions/wonen: 1 question without “en” yet."]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_what_the_file_calls_right_is_right_in_every_language(loaded, language):
    for row in BankQuestion.objects.select_related("question__current__question"):
        version = row.question.current
        if language in version.texts:
            right = assessments.right_response_of(version=version)
            assert assessments.explain(version=version, language=language, response=right)["is_correct"]


def test_twice_changes_nothing(loaded, load):
    versions = list(QuestionVersion.objects.values_list("pk", flat=True))
    assert list_results(load()) == {"unchanged"}
    assert list(QuestionVersion.objects.values_list("pk", flat=True)) == versions


def test_a_dry_run_changes_nothing(load):
    assert list_results(load(is_dry_run=True)) == {"created"}
    assert not Bank.objects.exists() and not QuestionVersion.objects.exists() and not Fact.objects.exists()


def test_a_changed_sentence_makes_a_new_version_and_the_old_one_stays(loaded, load, edit):
    old = BankQuestion.objects.get(key="wonen-003").question.current
    edit(NL, lambda data: data[2].update(stem="De waarborg betaalt u cash."))
    assert changed(load()) == {("wonen-003", "changed")}
    question = BankQuestion.objects.get(key="wonen-003").question
    assert (question.current.number, question.current.texts["nl"]["stem"]) == (2, "De waarborg betaalt u cash.")
    assert QuestionVersion.objects.get(pk=old.pk).texts["nl"]["stem"] == "U betaalt de waarborg cash."


def test_what_a_question_is_for_can_change_without_a_new_version(loaded, load, edit):
    edit(NL, lambda data: data[2].update(use="mock"))
    assert changed(load()) == {("wonen-003", "changed")}
    assert BankQuestion.objects.get(key="wonen-003").question.versions.count() == 1


def test_a_question_that_is_gone_is_retired_and_comes_back(loaded, load, edit, bank):
    before = (bank / NL).read_text(), (bank / EN).read_text()
    edit(NL, lambda data: data.pop(2))
    edit(EN, lambda data: data.pop("wonen-003"))
    assert changed(load()) == {("wonen-003", "retired")}
    assert "wonen-003" not in {item.key for item in assessments.list_practice_items()}
    assert list_results(load()) == {"unchanged"}
    assert BankQuestion.objects.get(key="wonen-003").question.current is not None

    (bank / NL).write_text(before[0])
    (bank / EN).write_text(before[1])
    assert changed(load()) == {("wonen-003", "changed")}
    assert BankQuestion.objects.get(key="wonen-003").state == "active"


def test_what_is_kept_for_a_mock_exam_is_not_to_practise_with(loaded):
    assert {item.key for item in assessments.list_practice_items()} == {
        "wonen-001",
        "wonen-003",
        "wonen-004",
        "wonen-005",
    }
    drawn = assessments.draw_practice(language="nl", count=10, seed=1)
    mock = BankQuestion.objects.get(key="wonen-002").question
    assert len(drawn) == 4 and mock.pk not in {version.question_id for version in drawn}


def test_a_language_draws_only_what_exists_in_it_and_unseen_questions_first(loaded):
    assert assessments.draw_practice(language="ar", count=10, seed=1) == []
    drawn = assessments.draw_practice(language="en", count=2, seed=1)
    assert assessments.draw_practice(language="en", count=2, seed=1) == drawn
    seen = [version.question_id for version in drawn]
    others = assessments.draw_practice(language="en", count=2, seen=seen, seed=1)
    assert not {version.question_id for version in others} & set(seen)
    assert len(assessments.draw_practice(language="en", count=10, seen=seen, seed=1)) == 4
    assert assessments.draw_practice(language="en", theme="werk", count=10, seed=1) == []


def test_the_command_tells_what_it_did(platform, bank, capsys):
    call_command("load_bank", str(bank))
    assert "created   question wonen-001" in capsys.readouterr().out
    call_command("load_bank", str(bank), "--dry-run")
    assert "unchanged (7 parts)" in capsys.readouterr().out


def put(index, **values):
    return lambda data: data[index].update(values)


def say(key, **values):
    return lambda data: data[key].update(values)


MISTAKES = {
    "two right answers": (NL, lambda d: d[0]["options"][0].update(correct=True), r"wonen-001: exactly one option"),
    "unknown key": (NL, put(0, colour="red"), r"nl.yaml:\d+: wonen-001 → colour: this is not known here"),
    "no fact": (NL, put(0, facts=[]), r"wonen-001 → facts: there are too few"),
    "unknown fact": (NL, put(0, facts=["niets"]), r"wonen-001 → facts: there is no fact “niets”"),
    "unknown objective": (NL, put(0, objective="vliegen"), r"no objective “vliegen”"),
    "another use": (NL, put(0, use="exam"), r"wonen-001 → use: this must be one of: 'practice' or 'mock'"),
    "id twice": (NL, put(2, id="wonen-001"), r"this question stands in the bank twice"),
    "an answer twice": (NL, lambda d: d[0]["options"][2].update(text="een jaar huur"), r"options → c → text: this reads"),
    "a fact without words": (NL, put(2, stem="Kost {fact:waarborg-niet-cash}."), r"waarborg-niet-cash.*“nl” is missing"),
    "html": (NL, put(2, stem="<b>Let op</b>"), r"wonen-003 → stem: this holds HTML"),
    "translation missing": (EN, lambda d: d["wonen-001"].pop("stem"), r"en.yaml:\d+: wonen-001 → stem: the translation is"),
    "question of nothing": (EN, lambda d: d.update({"wonen-099": {}}), r"wonen-099: the Dutch has no such question"),
    "translated key": (EN, say("wonen-003", answer=True), r"wonen-003 → answer: the Dutch has no such text"),
    "still Dutch": (EN, say("wonen-003", stem="U betaalt de waarborg cash."), r"wonen-003 → stem: this is still the Dutch"),
    "other numbers": 
        (EN, say("wonen-001", explanation="The deposit is **at most** {fact:waarborg-maximum}. You pay after 60 days."),
         r"the Dutch has the numbers 30, this has 60"),
    "fact lost": (EN, say("wonen-001", explanation="At most 30."), r"the fact waarborg-maximum of the Dutch is missing"),
    "unnamed language": ("bank.yaml", lambda d: d["languages"].pop("en"), r"bank.yaml does not name the language “en”"),
    "no organisation": ("bank.yaml", lambda d: d.update(organisation="niemand"), r"no organisation “niemand”"),
}  # fmt: skip


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_told_with_its_place_and_nothing_is_loaded(load, edit, name):
    file, how, told = MISTAKES[name]
    edit(file, how)
    with pytest.raises(BadPack) as refused:
        load()
    assert re.search(told, str(refused.value)), str(refused.value)
    assert not Bank.objects.exists() and not Fact.objects.exists()


def test_a_question_in_the_folder_of_another_theme_is_refused(load, bank):
    (bank / "questions" / "wonen").rename(bank / "questions" / "werk")
    with pytest.raises(BadPack, match=r"wonen-001 → objective: this objective is of the theme “wonen”"):
        load()


def test_a_mistake_reaches_the_one_who_ran_the_command(platform, bank, edit):
    edit(NL, put(0, facts=["niets"]))
    with pytest.raises(CommandError, match=r"1 problem; nothing was loaded"):
        call_command("load_bank", str(bank))


def test_an_answer_left_as_in_the_dutch_is_noted(load, edit):
    edit(EN, lambda d: d["wonen-004"]["items"]["a"].update(text="Het contract tekenen."))
    assert any("wonen-004 has “Het contract tekenen.” in “en” as in the Dutch" in note for note in load().notes)


def test_a_bank_whose_longest_answer_is_right_too_often_is_noted(load, edit):
    def multiply(data):
        data += [dict(data[0], id=f"wonen-{number}") for number in range(100, 120)]

    edit(NL, multiply)
    assert "the right answer is the longest in 21 of 21 questions: who guesses finds it." in load().notes


def test_few_questions_tell_no_habit():
    assert list(list_longest([])) == []


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("1.250 euro na 30 dagen", [30, 1250]),
        ("1 250 euros après 30 jours", [30, 1250]),
        ("١٬٢٥٠ يورو بعد ٣٠ يومًا", [30, 1250]),
        ("Na 1 of 2 maanden {fact:x-112}", []),
    ],
)
def test_numbers_are_the_same_however_a_language_writes_them(text, numbers):
    assert list_numbers(text) == numbers


def test_the_starter_bank_can_be_loaded():
    contents = read_starter_bank()
    assert len(contents.questions) >= 200
    assert sum(question.asked.use == "mock" for question in contents.questions) == 41
    assert {code for question in contents.questions for code in question.content["languages"]} == WHOLE | EXAM
    for question in contents.questions:
        needed = WHOLE | EXAM if question.asked.use == "mock" else WHOLE
        assert set(question.content["languages"]) >= needed, question.asked.id
    assert not [note for note in contents.notes if "the right answer is the longest" in note]


def test_no_answer_of_the_starter_bank_is_found_without_knowing_it():
    found = {
        question.asked.id: list(
            list_hints(question.content, dict(assessments.list_texts(question.content["languages"]["nl"])))
        )
        for question in read_starter_bank().questions
    }
    assert {key: hints for key, hints in found.items() if hints} == {}
