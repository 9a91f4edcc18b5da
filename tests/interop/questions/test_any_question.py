"""Whatever a question says, a format either brings it back exactly or the export leaves it out and tells; most bring back all."""

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from assessments import api as assessments
from assessments.enums import QuestionKind
from interop.questions.exporting import WRITERS, list_fitting
from interop.questions.importing import READERS
from interop.questions.neutral import About, AskedPicture, NeutralQuestion, Part, name_parts
from interop.questions.reading import UntrustedFile

#: Letters that one format or another gives a meaning, and some of other scripts.
LETTERS = "ab 1~=#{}:\\[]%/<>&;,'\"-+@|*`$.)éñعرببتⵜ한\u00a0"
texts = st.text(LETTERS, min_size=1, max_size=25).map(str.strip).filter(bool)
keys = st.text("abc-1", min_size=1, max_size=8).filter(lambda key: key[0] != "-")


OPTIONS = (QuestionKind.SINGLE, QuestionKind.MULTIPLE, QuestionKind.CHOOSE, QuestionKind.HOTSPOT)
answers = st.lists(
    texts.filter(assessments.normalise_answer), min_size=1, max_size=4, unique_by=assessments.normalise_answer
)


@st.composite
def pictures(draw, names):
    """A picture with an area for each of these parts."""
    sizes = st.integers(100, 3000)
    areas = {name: (draw(st.integers(0, 90)), 20 * number, 10, 15) for number, name in enumerate(names)}
    key = draw(keys)
    return AskedPicture(key, areas, alt=draw(texts), width=draw(sizes), height=draw(sizes), name=f"{key}.svg")


@st.composite
def questions(draw):
    kind = draw(st.sampled_from(list(QuestionKind)))
    said = draw(st.lists(texts, min_size=3, max_size=5, unique=True))
    names = name_parts(len(said)) if kind in OPTIONS else [f"s{n}" for n in range(len(said))]
    parts = tuple(
        Part(
            name,
            text,
            feedback=draw(st.one_of(st.just(""), texts)) if kind in OPTIONS else "",
            match=draw(texts) if kind is QuestionKind.MATCH else "",
        )
        for name, text in zip(names, said, strict=True)
    )
    key = {
        QuestionKind.SINGLE: {"correct": [names[-1]]},
        QuestionKind.MULTIPLE: {"correct": names[: draw(st.integers(1, len(names)))]},
        QuestionKind.CHOOSE: {"correct": names[: draw(st.integers(2, len(names) - 1))]},
        QuestionKind.HOTSPOT: {"correct": [names[-1]]},
        QuestionKind.SHORT_TEXT: {"accepted": draw(answers)},
        QuestionKind.TRUE_FALSE: {"value": draw(st.booleans())},
        QuestionKind.ORDER: {"order": names},
        QuestionKind.MATCH: {"pairs": {name: name for name in names}},
    }[kind]
    about = About(
        title=draw(texts),
        theme=draw(keys),
        use=draw(st.sampled_from(["", "practice", "mock"])),
        fact_keys=(draw(keys),),
    )
    return NeutralQuestion(
        where="",
        identifier=draw(keys),
        kind=kind,
        stem=draw(texts),
        key=key,
        parts=() if kind in (QuestionKind.TRUE_FALSE, QuestionKind.SHORT_TEXT) else parts,
        picture=draw(pictures(names)) if kind is QuestionKind.HOTSPOT else None,
        explanation="<p>Zo <b>is</b> het &amp; niet anders.</p>" if draw(st.booleans()) else "",
        about=about,
        language="nl",
    )


quick = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@pytest.mark.once
@pytest.mark.parametrize("form", ["moodle-xml", "qti", "csv"])
@quick
@given(question=questions())
def test_any_question_comes_back(form, question):
    assume(form != "moodle-xml" or question.kind not in (QuestionKind.CHOOSE, QuestionKind.HOTSPOT))
    assert list_fitting([question], form) == [question]


@pytest.mark.once
@quick
@given(question=questions())
def test_gift_brings_any_question_back_without_arrows_and_comments(question):
    said = [question.stem, *(text for part in question.parts for text in (part.text, part.match))]
    said += question.key.get("accepted", [])
    assume(question.kind not in (QuestionKind.CHOOSE, QuestionKind.HOTSPOT))
    assume(not any("->" in text or text.startswith("//") for text in said))
    assert list_fitting([question], "gift") == [question]


def make_statement(number, stem="Is dit waar?"):
    return NeutralQuestion("", f"q{number}", QuestionKind.TRUE_FALSE, stem, {"value": True}, language="nl")


@pytest.mark.once
@pytest.mark.parametrize("form", WRITERS)
def test_large_bank_comes_back(form):
    numbers = range(1, 1_001)
    questions = [make_statement(number, " ".join(str(number * n % 9973) for n in range(1, 250))) for number in numbers]
    assert len(list_fitting(questions, form)) == 1_000


@pytest.mark.once
def test_bank_that_is_too_large_for_one_file_is_told(monkeypatch):
    monkeypatch.setitem(READERS, "gift", lambda data: _refuse_more_than_one(READERS["csv"], data))
    monkeypatch.setitem(WRITERS, "gift", WRITERS["csv"])
    with pytest.raises(UntrustedFile, match="too many"):
        list_fitting([make_statement(1), make_statement(2)], "gift")


def _refuse_more_than_one(reader, data):
    found = list(reader(data))
    if len(found) > 1:
        raise UntrustedFile("too many")
    return found


@pytest.mark.once
@pytest.mark.parametrize("form", READERS)
@quick
@given(data=st.one_of(st.binary(max_size=200), st.text(LETTERS + "\n", max_size=200).map(str.encode)))
def test_any_file_is_read_or_refused(form, data):
    try:
        found = list(READERS[form](data))
    except UntrustedFile as problem:
        assert str(problem)
    else:
        assert all(question.where for question in found)
