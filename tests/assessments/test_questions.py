"""A question is frozen when its lesson is published; what judged answers never changes."""

import json
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.utils.safestring import mark_safe

from assessments import api as assessments
from assessments.domain import texts
from assessments.models import Question, QuestionVersion
from core.append_only import AppendOnlyError
from tests.concurrency import run_at_once
from tests.factories import NOW

from .factories import KINDS, make_content, make_version


@pytest.mark.django_db
def test_publishing_unchanged_lesson_again_freezes_nothing_new():
    lesson, block = uuid4(), uuid4()
    first = make_version(lesson_key=lesson, block_id=block)
    again = make_version(lesson_key=lesson, block_id=str(block))
    assert again == first
    assert QuestionVersion.objects.count() == 1


@pytest.mark.django_db
def test_edited_question_gets_new_version_and_old_one_still_scores():
    lesson, block = uuid4(), uuid4()
    old = make_version(lesson_key=lesson, block_id=block)
    new = make_version(lesson_key=lesson, block_id=block, stem="Mag de verhuurder dat vragen?")
    assert (old.number, new.number) == (1, 2)
    assert assessments.current_versions(lesson_key=lesson) == {str(block): new}
    answer = assessments.right_response_of(version=old)
    assert assessments.score_response(version=old, response=answer).is_correct
    assert assessments.score_response(version=new, response=answer).is_correct  # the shown ids survive a typo


@pytest.mark.django_db
def test_going_back_to_earlier_content_goes_back_to_its_version():
    lesson, block = uuid4(), uuid4()
    first = make_version(lesson_key=lesson, block_id=block)
    make_version(lesson_key=lesson, block_id=block, stem="Anders?")
    assert make_version(lesson_key=lesson, block_id=block) == first
    assert assessments.current_versions(lesson_key=lesson) == {str(block): first}
    assert QuestionVersion.objects.count() == 2


@pytest.mark.django_db
def test_new_translation_is_a_new_version_of_the_same_question():
    lesson, block = uuid4(), uuid4()
    dutch = make_version(lesson_key=lesson, block_id=block, languages=("nl",))
    both = make_version(lesson_key=lesson, block_id=block)
    assert (dutch.languages, both.languages) == (["nl"], ["ar", "nl"])
    assert dutch.question == both.question


def test_four_processes_publishing_at_once_freeze_one_version(threaded_database):
    lesson, block = uuid4(), uuid4()
    made = run_at_once(*[lambda: make_version(lesson_key=lesson, block_id=block).uuid] * 4)
    assert len(set(made)) == 1
    assert (Question.objects.count(), QuestionVersion.objects.count()) == (1, 1)


def test_different_edits_at_once_get_different_numbers(threaded_database):
    lesson, block = uuid4(), uuid4()
    run_at_once(*[lambda n=n: make_version(lesson_key=lesson, block_id=block, stem=f"Vraag {n}?") for n in range(4)])
    assert sorted(QuestionVersion.objects.values_list("number", flat=True)) == [1, 2, 3, 4]


@pytest.mark.django_db
def test_version_is_never_changed_or_deleted():
    version = make_version()
    version.key = {"correct": ["fout-1"]}
    for attempt in (
        version.save,
        version.delete,
        lambda: QuestionVersion.objects.update(number=9),
        lambda: QuestionVersion.objects.filter(pk=version.pk).delete(),
        lambda: version.question.versions.all().delete(),
        lambda: QuestionVersion.objects.bulk_update([version], ["key"]),
    ):
        with pytest.raises(AppendOnlyError):
            attempt()
    stored = QuestionVersion.objects.get(pk=version.pk)
    assert stored.key == {"correct": ["juist"]}


@pytest.mark.django_db
def test_database_refuses_a_second_version_with_the_same_number():
    version = make_version()
    with pytest.raises(IntegrityError), transaction.atomic():
        QuestionVersion.objects.create(
            question=version.question, number=1, kind="true_false", key={}, texts={}, content_hash="x", created_at=NOW
        )


@pytest.mark.django_db
@pytest.mark.parametrize("number_of_questions", [1, 3])
def test_questions_of_a_lesson_cost_one_query(django_assert_num_queries, number_of_questions):
    lesson = uuid4()
    blocks = [uuid4() for _ in range(number_of_questions)]
    versions = {
        str(block): make_version(kind, lesson_key=lesson, block_id=block)
        for block, kind in zip(blocks, KINDS, strict=False)
    }
    make_version()
    with django_assert_num_queries(1):
        found = assessments.current_versions(lesson_key=lesson)
        assert {block: version.question.salt for block, version in found.items()}
    assert found == versions


@pytest.mark.django_db
def test_version_is_found_by_its_public_id_and_then_remembered(django_assert_num_queries):
    version = make_version()
    with django_assert_num_queries(1):
        assert assessments.get_question_version(version_id=str(version.uuid)) == version
    with django_assert_num_queries(0):
        assert assessments.get_question_version(version_id=version.uuid).question == version.question


@pytest.mark.django_db
@pytest.mark.parametrize("wanted", ["", "nonsense", "00000000-0000-4000-8000-000000000000"])
def test_unknown_version_is_refused(wanted):
    make_version()
    with pytest.raises(assessments.UnknownVersion):
        assessments.get_question_version(version_id=wanted)


@pytest.mark.django_db
@pytest.mark.parametrize("kind", KINDS)
def test_presentation_holds_no_key_no_explanation_and_no_authors_ids(kind):
    version = make_version(kind)
    shown = json.dumps(assessments.presentation(version=version, language="nl"), ensure_ascii=False)
    for secret in (
        "Dat mag hij niet",
        "Goed gezien",
        "verboden",
        "correct",
        "juist",
        "fout-1",
        '"s1"',
        '"p1"',
        "value",
    ):
        assert secret not in shown


@pytest.mark.django_db
@pytest.mark.parametrize("kind", KINDS)
def test_presentation_is_the_same_for_everybody_and_in_both_languages(kind):
    version = make_version(kind)
    dutch = assessments.presentation(version=version, language="nl")
    assert dutch == assessments.presentation(version=version, language="nl")
    arabic = assessments.presentation(version=version, language="ar")
    for place in ("options", "items", "left", "right"):
        assert [part["id"] for part in dutch.get(place, [])] == [part["id"] for part in arabic.get(place, [])]
    assert dutch["stem"] != arabic["stem"]


@pytest.mark.django_db
def test_right_side_of_a_match_does_not_betray_its_partner():
    version = make_version("match")
    shown = assessments.presentation(version=version, language="nl")
    assert not {part["id"] for part in shown["left"]} & {part["id"] for part in shown["right"]}
    assert [part["text"][-1] for part in shown["left"]] != [part["text"][-1] for part in shown["right"]]


@pytest.mark.django_db
@pytest.mark.parametrize("kind", KINDS)
def test_right_answer_in_ids_of_the_page_is_right(kind):
    version = make_version(kind)
    assert assessments.score_response(
        version=version, response=assessments.right_response_of(version=version)
    ).is_correct


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kind", "response"),
    [
        ("single", {"choice": "juist"}),
        ("multiple", {"choices": ["juist", "fout-2"]}),
        ("order", {"order": ["s1", "s2", "s3", "s4"]}),
        ("match", {"pairs": {"p1": "p1", "p2": "p2", "p3": "p3"}}),
        ("single", {"choice": None}),
        ("single", "juist"),
    ],
)
def test_guessing_the_authors_ids_does_not_work(kind, response):
    version = make_version(kind)
    with pytest.raises(assessments.InvalidResponse):
        assessments.score_response(version=version, response=response)


@pytest.mark.django_db
def test_ids_of_one_question_are_unknown_to_another():
    version, other = make_version(), make_version()
    with pytest.raises(assessments.InvalidResponse) as refusal:
        assessments.score_response(version=other, response=assessments.right_response_of(version=version))
    assert refusal.value.code == "unknown_option"


@pytest.mark.django_db
def test_explanation_is_in_the_language_asked_for():
    version = make_version()
    wrong = next(
        option["id"]
        for option in assessments.presentation(version=version, language="ar")["options"]
        if option["text"] == "نعم"
    )
    told = assessments.explain(version=version, language="ar", response={"choice": wrong})
    assert told == {
        "is_correct": False,
        "explanation": "لا يجوز له أن يسأل ذلك.",
        "feedback": [{"id": wrong, "text": "نعم", "feedback": "هذا ممنوع."}],
        "solution": ["لا"],
        "typed": "",
        "options": [
            {"text": "لا", "feedback": "أحسنت.", "is_right": True, "is_chosen": False},
            {"text": "نعم", "feedback": "هذا ممنوع.", "is_right": False, "is_chosen": True},
            {"text": "فقط في غنت", "feedback": "", "is_right": False, "is_chosen": False},
        ],
    }


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kind", "solution"),
    [
        ("multiple", ["Neen", "Alleen in Gent"]),
        ("true_false", False),
        ("order", ["nl stap 1", "nl stap 2", "nl stap 3", "nl stap 4"]),
        ("match", [[f"nl links {n}", f"nl rechts {n}"] for n in (1, 2, 3)]),
    ],
)
def test_solution_after_an_answer(kind, solution):
    version = make_version(kind)
    told = assessments.explain(version=version, language="nl", response=assessments.right_response_of(version=version))
    assert told["solution"] == solution


@pytest.mark.django_db
def test_language_the_question_lacks_is_refused_not_replaced():
    version = make_version(languages=("nl",))
    with pytest.raises(assessments.MissingText):
        assessments.presentation(version=version, language="ar")
    with pytest.raises(assessments.MissingText):
        assessments.explain(version=version, language="ar", response=assessments.right_response_of(version=version))


@pytest.mark.django_db
def test_text_is_escaped_until_the_owner_of_the_markup_says_how_it_is_shown(monkeypatch):
    version = make_version(stem="<script>alert(1)</script> `huur`")
    monkeypatch.setattr(texts, "_factory", [texts._escape_all])
    assert assessments.presentation(version=version, language="nl")["stem"].startswith("&lt;script&gt;")
    asked = []

    def make_renderer(strings, language):
        asked.append((language, len(strings)))
        return lambda text, is_inline: mark_safe(f"<i>{len(text)}</i>")

    assessments.register_text_renderer(make_renderer)
    assert assessments.presentation(version=version, language="nl")["stem"] == "<i>32</i>"
    assert asked == [("nl", 8)]


def without(content, *path):
    inner = content
    for step in path[:-1]:
        inner = inner[step]
    del inner[path[-1]]
    return content


def with_value(content, value, *path):
    inner = content
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = value
    return content


@pytest.mark.django_db
@pytest.mark.parametrize(
    "content",
    [
        {},
        {"kind": "single", "key": {"correct": ["juist"]}, "languages": {}},
        without(make_content(), "languages", "ar", "explanation"),
        without(make_content(), "languages", "ar", "options", "fout-2"),
        with_value(make_content(), "  ", "languages", "ar", "stem"),
        with_value(make_content(), "null \x00 byte", "languages", "nl", "stem"),
        with_value(make_content(), {}, "languages", "xx"),
        with_value(make_content(), "x", "languages", "nl", "hint"),
        with_value(make_content(), {"text": "Ja", "score": 1}, "languages", "nl", "options", "fout-1"),
        with_value(make_content(), "نعم", "languages", "ar", "options", "juist", "text"),
        with_value(make_content(), {"correct": ["c"]}, "key"),
        with_value(make_content(), "Ann", "author"),
    ],
)
def test_question_that_contradicts_itself_is_not_frozen(content):
    with pytest.raises(assessments.InvalidQuestion):
        assessments.freeze_question(lesson_key=uuid4(), block_id=uuid4(), content=content, at=NOW)
    assert not Question.objects.exists()
