"""Our own bank goes out and comes back, whole, in every language that it has and every format that can be written."""

import pytest

from assessments import api as assessments
from interop.questions.exporting import WRITERS, list_fitting, make_neutral
from tests.lessons.packs.support import read_starter_bank


@pytest.fixture(scope="module")
def questions():
    """Every question in every language, by language."""
    by_language = {}
    for question in read_starter_bank().questions:
        asked, content = question.asked, question.content
        for language, texts in content["languages"].items():
            parts = texts.get("options") or texts.get("items") or texts.get("pairs") or {}
            outside = assessments.OutsideQuestion(
                key=asked.id,
                kind=asked.kind,
                answer_key=content["key"],
                texts=texts,
                part_ids=tuple(parts),
                about=assessments.About(
                    objective=asked.objective,
                    theme=question.theme,
                    section=asked.section,
                    use=asked.use,
                    fact_keys=tuple(asked.facts),
                ),
            )
            by_language.setdefault(language, []).append(make_neutral(outside, language))
    return by_language


@pytest.mark.once
@pytest.mark.parametrize("form", WRITERS)
def test_every_question_of_the_starter_bank_comes_back(questions, form):
    assert len(questions["nl"]) >= 200
    for language, written in questions.items():
        assert list_fitting(written, form) == written, language
