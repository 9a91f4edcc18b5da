"""Our own bank goes out and comes back, whole, in every language that it has and every format that can be written."""

from dataclasses import replace

import pytest

from assessments import api as assessments
from interop.questions.exporting import WRITERS, find_obstacle, list_fitting, make_neutral
from interop.questions.neutral import SharedPicture
from tests.lessons.packs.support import read_starter_bank


@pytest.fixture(scope="module")
def questions():
    """Every question in every language, by language."""
    by_language, contents = {}, read_starter_bank()
    shared = {cluster.asked.id: cluster.content for cluster in contents.clusters}
    for question in contents.questions:
        asked, content = question.asked, question.content
        for language, texts in content["languages"].items():
            parts = texts.get("options") or texts.get("items") or texts.get("pairs") or {}
            outside = assessments.OutsideQuestion(
                key=asked.id,
                kind=asked.kind,
                answer_key={**content["key"], "accepted": question.answers[language]}
                if question.answers
                else content["key"],
                texts=texts,
                part_ids=tuple(parts),
                about=assessments.About(
                    objective=asked.objective,
                    theme=question.theme,
                    section=asked.section,
                    use=asked.use,
                    fact_keys=tuple(asked.facts),
                ),
                picture=content.get("picture", {}),
                cluster=tell_cluster(asked.cluster, shared[asked.cluster], language) if asked.cluster else None,
            )
            by_language.setdefault(language, []).append((outside, draw(make_neutral(outside, language))))
    return by_language


@pytest.mark.once
@pytest.mark.parametrize("form", WRITERS)
def test_every_question_of_the_starter_bank_comes_back(questions, form):
    assert len(questions["nl"]) >= 200
    for language, asked in questions.items():
        written = [neutral for outside, neutral in asked if not find_obstacle(outside, form)]
        assert list_fitting(written, form) == written, language


def tell_cluster(key, content, language):
    return assessments.OutsideCluster(
        key, **content["languages"][language], picture=content["picture"], recording=content["recording"]
    )


def draw(question):
    """The question with the size of its picture, if it has one; the library is not asked here."""
    if question.shared and question.shared.picture:
        drawn = SharedPicture("Een fietser", 400, 300, f"{question.shared.picture}.svg", b"")
        question = replace(question, shared_picture=drawn)
    if question.picture is None:
        return question
    return replace(
        question, picture=replace(question.picture, width=320, height=300, name=f"{question.picture.key}.svg")
    )
