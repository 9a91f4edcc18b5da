"""The folder of a bank says what several questions are about; what cannot come together is refused with its place."""

import re
import shutil
from copy import deepcopy
from pathlib import Path

import pytest
import yaml

from assessments.models import BankQuestion, Cluster
from lessons.packs.banks_loading import load_bank
from lessons.packs.problems import BadPack

from .support import NOW, list_results, read_starter_bank
from .test_bank_kinds import ABOUT, BANK, DOOR, SVG

LETTER = {
    "id": "wonen-brief",
    "title": "Een brief",
    "text": "U betaalt **{fact:waarborg-maximum}**.\n\n- op 15 mei\n- niet cash",
    "picture": "deur",
    "facts": ["waarborg-maximum", "waarborg-niet-cash"],
}


def question(number, **more):
    texts = {"stem": f"Vraag {number}?", "explanation": "Zo is het."}
    return (
        ABOUT
        | texts
        | {"id": f"wonen-02{number}", "kind": "true_false", "answer": True, "cluster": "wonen-brief"}
        | more
    )


FILES = {
    "clusters/wonen/nl.yaml": [LETTER],
    "clusters/wonen/en.yaml": {
        "wonen-brief": {"title": "A letter", "text": "You pay **{fact:waarborg-maximum}**.\n\n- on 15 May\n- no cash"}
    },
    "questions/wonen/nl.yaml": [question(1), question(2), question(3, cluster=None)],
    "questions/wonen/en.yaml": {
        f"wonen-02{number}": {"stem": f"Question {number}?", "explanation": "So it is."} for number in (1, 2, 3)
    },
    "media/media.yaml": DOOR,
}


@pytest.fixture
def load(platform, tmp_path):
    """Loads a bank of three questions, two of which are about a letter; `how(files)` may spoil it."""
    folder = Path(shutil.copytree(BANK, tmp_path / "oefenbank"))

    def run(how=lambda files: None):
        files = deepcopy(FILES)
        how(files)
        for name, data in files.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), encoding="utf-8")
        (folder / "media" / "deur.svg").write_text(SVG)
        return load_bank(folder=folder, at=NOW)

    return run


def row(key):
    return BankQuestion.objects.select_related("question__current__shared", "cluster").get(key=key)


def test_a_cluster_is_loaded_with_its_questions_and_twice_is_once(load):
    report = load()
    assert ("cluster", "wonen-brief", "created") in {(one.kind, one.name, one.result) for one in report.outcomes}
    shared = row("wonen-021").question.current.shared
    assert (shared.cluster.key, shared.picture, sorted(shared.texts)) == ("wonen-brief", "deur", ["en", "nl"])
    assert "<li>on 15 May</li>" in shared.texts["en"]["text"]
    assert [row(f"wonen-02{number}").cluster_place for number in (1, 2, 3)] == [1, 2, 0]
    assert row("wonen-023").cluster is None
    assert list_results(load()) == {"unchanged"}


def test_what_it_rests_on_its_questions_rest_on_too(load):
    load()
    assert row("wonen-021").fact_keys == ["waarborg-maximum", "waarborg-niet-cash"]
    assert row("wonen-023").fact_keys == ["waarborg-maximum"]


def test_another_text_changes_the_cluster_and_renews_its_questions_alone(load):
    load()
    before = {number: row(f"wonen-02{number}").question.current_id for number in (1, 2, 3)}
    report = load(lambda files: files["clusters/wonen/nl.yaml"][0].update(title="Een andere brief"))
    assert ("wonen-brief", "changed") in {(one.name, one.result) for one in report.outcomes}
    after = {number: row(f"wonen-02{number}").question.current_id for number in (1, 2, 3)}
    assert {number for number in before if before[number] != after[number]} == {1, 2}


def test_its_questions_change_places_where_the_file_does(load):
    load()
    load(lambda files: files["questions/wonen/nl.yaml"].reverse())
    assert [row(f"wonen-02{number}").cluster_place for number in (1, 2)] == [2, 1]


def cluster(**values):
    return lambda files: files["clusters/wonen/nl.yaml"][0].update(values)


def english(**values):
    return lambda files: files["clusters/wonen/en.yaml"]["wonen-brief"].update(values)


def of(number, **values):
    return lambda files: files["questions/wonen/nl.yaml"][number - 1].update(values)


def without(name):
    return lambda files: files["clusters/wonen/nl.yaml"][0].pop(name)


def no_english(files):
    files["clusters/wonen/en.yaml"] = {}


def no_english_alt(files):
    del files["media/media.yaml"][0]["alt"]["en"]


def another_in_english(files):
    files["clusters/wonen/en.yaml"]["wonen-kaart"] = {"title": "A card"}


MISTAKES = {
    "nothing is shared": (cluster(text=None, picture=None), r"questions share a text, a picture or a recording"),
    "no facts": (without("facts"), r"wonen-brief → facts"),
    "an unknown fact": (cluster(facts=["geen"]), r"wonen-brief → facts: there is no fact “geen”"),
    "an unknown picture": (cluster(picture="raam"), r"wonen-brief → picture: media/media.yaml has no picture “raam”"),
    "a picture as a recording": (cluster(recording="deur"), r"recording: media/media.yaml has no recording “deur”"),
    "a picture without words": (no_english_alt, r"deur → alt: the alternative text in “en” is missing"),
    "HTML": (cluster(text="<b>Zo</b>"), r"wonen-brief → text: this holds HTML"),
    "other numbers": (
        english(text="You pay **{fact:waarborg-maximum}**.\n\n- on 16 May\n- no cash"),
        r"has the numbers 15",
    ),
    "other facts": (english(text="You pay **3 months**.\n\n- on 15 May\n- no cash"), r"the fact waarborg-maximum"),
    "another shape": (
        english(text="You pay {fact:waarborg-maximum} on 15 May, no cash."),
        r"paragraphs and list lines",
    ),
    "a title without Dutch": (without("title"), r"wonen-brief → title: the Dutch has no such text"),
    "another cluster": (another_in_english, r"wonen-kaart: the Dutch has no such cluster"),
    "a question in a language that it lacks": (
        no_english,
        r"wonen-021 → cluster: the cluster “wonen-brief” has no “en”",
    ),
    "a cluster that is not there": (
        of(3, cluster="geen"),
        r"wonen-023 → cluster: clusters/wonen has no cluster “geen”",
    ),
    "one question alone": (of(2, cluster=None), r"wonen-brief: a cluster has at least 2 questions"),
    "two uses": (of(2, use="mock"), r"wonen-022 → use: another than wonen-021 has"),
    "two sections": (of(2, section="values"), r"wonen-022 → section: another than wonen-021 has"),
    "the key of a question": (cluster(id="wonen-023"), r"wonen-023: a question has this id too"),
    "twice": (lambda files: files["clusters/wonen/nl.yaml"].append(LETTER), r"this cluster stands in the bank twice"),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_each_mistake_is_told_with_its_place_and_nothing_is_written(load, name):
    how, told = MISTAKES[name]
    with pytest.raises(BadPack) as refused:
        load(how)
    assert re.search(told, str(refused.value)), str(refused.value)
    assert not BankQuestion.objects.exists() and not Cluster.objects.exists()


def test_our_own_bank_has_a_text_and_a_picture_that_several_questions_are_about(platform):
    contents = read_starter_bank()
    members = {cluster.asked.id: [] for cluster in contents.clusters}
    for question in contents.questions:
        if question.asked.cluster:
            members[question.asked.cluster].append(question)
    assert {bool(cluster.asked.text) for cluster in contents.clusters} == {True, False}
    assert all(2 <= len(found) <= 4 for found in members.values())
    assert all({"nl", "en", "fr", "ar"} == set(one.texts) for found in members.values() for one in found)
