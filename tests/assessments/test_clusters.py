"""Several questions about one text or picture: what they share is frozen with them, and they come together."""

import pytest
from django.utils.translation import override

from assessments import api as assessments
from assessments.models import BankQuestion, Cluster
from tests.factories import NOW

from .factories import LETTER, make_bank, make_shared

pytestmark = pytest.mark.django_db
KEYS = ("wonen-1", "wonen-2", "wonen-3", "wonen-4")
LETTERS = {"brief": ("wonen-2", "wonen-3")}


def load(**changed):
    """The bank of four questions, of which two are about a letter."""
    return make_bank(**{"keys": KEYS, "clusters": LETTERS} | changed)


def row(key):
    return BankQuestion.objects.get(key=key)


def test_a_question_of_a_cluster_shows_what_it_shares_and_no_other_does():
    versions = load()
    shared = assessments.show_shared(shared=versions["wonen-2"].shared, language="ar")
    assert (shared["title"], shared["picture"], shared["recording"]) == (LETTER["ar"]["title"], "", "")
    assert "أيار" in shared["text"]
    assert versions["wonen-1"].shared is None


def test_loading_it_twice_changes_nothing():
    assert load() == load()
    assert Cluster.objects.get().versions.count() == 1


def test_other_words_make_a_new_version_of_its_questions_and_the_earlier_ones_stay():
    before = load()
    words = {"nl": {"title": "", "text": "<p>U betaalt op 6 mei.</p>"}, "ar": {"title": "", "text": "<p>6 أيار</p>"}}

    after = load(shared={"languages": words})

    assert (after["wonen-1"], after["wonen-4"]) == (before["wonen-1"], before["wonen-4"])
    for key in LETTERS["brief"]:
        assert after[key].number == before[key].number + 1
        old = assessments.get_question_version(version_id=before[key].uuid)
        assert "5 mei" in assessments.show_shared(shared=old.shared, language="nl")["text"]
        assert "6 mei" in assessments.show_shared(shared=after[key].shared, language="nl")["text"]
    assert load() == before


def test_a_question_is_asked_in_the_languages_that_it_and_its_cluster_have():
    versions = load(shared=make_shared(["nl"]))
    assert versions["wonen-2"].languages == row("wonen-2").languages == ["nl"]
    assert row("wonen-1").languages == ["ar", "nl"]
    with pytest.raises(assessments.MissingText):
        assessments.show_shared(shared=versions["wonen-2"].shared, language="ar")
    drawn = assessments.draw_practice(language="ar", count=10, seed=1)
    assert {version.question_id for version in drawn} == {row("wonen-1").question_id, row("wonen-4").question_id}


def test_a_question_that_leaves_a_cluster_is_asked_alone():
    load()
    alone = load(clusters={"brief": ("wonen-2", "wonen-4")})["wonen-3"]
    assert (alone.shared, row("wonen-3").cluster) == (None, None)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ({"languages": {}}, "at least one language"),
        ({"languages": {"nl": {"title": "Een brief", "text": ""}}}, "a title alone is none"),
        ({"languages": {"nl": {"text": "<p>Zo.</p>"}, "ar": {"text": ""}}}, "all of them have"),
        ({"languages": {"nl": {"text": "<p>Zo.</p>", "key": "a"}}}, "unknown texts"),
        ({"languages": {"nl": {"text": "<p>Zo.</p>"}}, "film": "x"}, "at least one language"),
        ({"languages": {"xx": {"text": "<p>Zo.</p>"}}}, "not a language"),
    ],
)
def test_what_is_no_cluster_is_refused_and_nothing_is_stored(content, why):
    with override("en"), pytest.raises(assessments.InvalidCluster, match=why):
        load(shared=content)
    assert not Cluster.objects.exists() and not BankQuestion.objects.exists()


def test_a_practice_set_holds_them_together_in_their_order():
    versions = load()
    expected = [versions[key].uuid for key in LETTERS["brief"]]
    for seed in range(12):
        drawn = [version.uuid for version in assessments.draw_practice(language="nl", count=4, seed=seed)]
        first = drawn.index(expected[0])
        assert drawn[first : first + 2] == expected


def test_what_she_repeats_stands_together_too():
    versions = load()
    ids = [versions[key].question_id for key in ("wonen-3", "wonen-1", "wonen-2")]
    repeated = assessments.list_practice_versions(question_ids=ids, language="nl")
    assert [version.uuid for version in repeated] == [versions[key].uuid for key in ("wonen-2", "wonen-3", "wonen-1")]


def test_what_is_shared_comes_with_the_questions_that_are_drawn(django_assert_num_queries):
    load()
    drawn = assessments.draw_practice(language="nl", count=4, seed=2)
    with django_assert_num_queries(0):
        assert sum(version.shared is not None for version in drawn) == 2


def test_what_is_only_heard_is_on_no_paper():
    load(shared=make_shared(recording="gesprek"))
    test = assessments.draw_paper_test(bank="oefenbank", language="nl", counts={"wonen": 2}, seed=4)
    assert {version.shared for version in test.versions} == {None}
    with pytest.raises(assessments.BankCannotFill):
        assessments.draw_paper_test(bank="oefenbank", language="nl", counts={"wonen": 3}, seed=4)


def test_a_test_draws_them_together_and_keeps_its_count():
    load(mock=KEYS)
    data = {"sections": {"all": {"draws": [{"count": 2}]}}, "outcomes": {"passed": {"correct": 1}}}
    entry = assessments.BlueprintEntry("klein", data, ("mock",), NOW.date(), open_to="everybody")
    assessments.save_blueprints(bank_code="oefenbank", entries=[entry], at=NOW)
    for seat in range(8):
        sitting = assessments.start_attempt(
            taker=assessments.Taker(secret=str(seat)),
            code="klein",
            language="nl",
            regime="flanders",
            on=NOW.date(),
            at=NOW,
        )
        places = [assessments.get_question_version(version_id=place.version).shared for place in sitting.places]
        assert len(places) == 2
        together = [number for number, shared in enumerate(places) if shared]
        assert together in ([], [0, 1])
