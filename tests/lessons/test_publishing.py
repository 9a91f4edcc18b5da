"""No translation before its Dutch, none that is half Dutch, and no Dutch in the middle of Arabic."""

from datetime import timedelta

import pytest
from django.utils import timezone

from assessments import api as assessments
from lessons import api as lessons
from lessons.models import LessonPage
from lessons.tasks import publish_scheduled_pages

from .factories import (
    block,
    block_id,
    make_lesson,
    make_question,
    publish,
    publish_translation,
    start_translation,
    translate_strings,
)

pytestmark = pytest.mark.django_db

ARABIC = "/ar/ligo/wonen/huurcontract/"


def body_text(client, url: str = ARABIC) -> str:
    return client.get(url).content.decode()


def change_text(lesson, name: str, text: str) -> None:
    """The author changes one heading of the Dutch and publishes."""
    lesson = LessonPage.objects.get(pk=lesson.pk)
    raw = [
        {**part, "value": {**part["value"], "text": text}} if part["id"] == block_id(name) else part
        for part in lesson.body.get_prep_value()
    ]
    lesson.body = LessonPage.body.field.to_python(raw)
    publish(lesson)


def test_translation_of_a_draft_is_refused_and_of_a_published_one_not(module, run_on_commit):
    lesson = make_lesson(module, is_published=False)
    translation = start_translation(lesson, "ar")
    translate_strings(translation)
    with pytest.raises(lessons.PublishRefused) as refusal, run_on_commit(execute=True):
        translation.save_target(publish=True)
    assert refusal.value.code == "dutch_not_live"
    assert not translation.get_target_instance().live
    publish(lesson)
    with run_on_commit(execute=True):
        translation.save_target(publish=True)
    assert translation.get_target_instance().live


def test_a_text_without_translation_is_refused_and_counted(client, lesson, run_on_commit):
    translation = start_translation(lesson, "ar")
    translate_strings(translation, skip=2)
    with pytest.raises(lessons.PublishRefused) as refusal, run_on_commit(execute=True):
        translation.save_target(publish=True)
    assert refusal.value.code == "untranslated" and "2" in str(refusal.value)
    assert client.get(ARABIC).status_code == 404


def test_readers_keep_the_old_arabic_until_the_new_one_is_complete(client, lesson, arabic, run_on_commit):
    change_text(lesson, "kop", "De huurprijs")
    translation = start_translation(lesson, "ar")
    translation.source.update_from_db()
    with pytest.raises(lessons.PublishRefused), run_on_commit(execute=True):
        translation.save_target(publish=True)
    html = body_text(client)
    assert "[ar] De huur<" in html and "De huurprijs" not in html
    draft = translation.get_target_instance().get_latest_revision_as_object()
    assert draft.body[0].value["text"] == "De huurprijs"  # the translator sees what is to be done
    translate_strings(translation)
    with run_on_commit(execute=True):
        translation.save_target(publish=True)
    assert "[ar] De huurprijs" in body_text(client)


def test_saving_an_updated_draft_leaves_the_live_text_alone(client, lesson, arabic):
    change_text(lesson, "kop", "De huurprijs")
    translation = start_translation(lesson, "ar")
    translation.source.update_from_db()
    translation.save_target(publish=False)
    live = LessonPage.objects.get(pk=arabic.pk)
    assert live.body[0].value["text"] == "[ar] De huur"
    assert live.has_unpublished_changes
    assert "De huurprijs" not in body_text(client)


def test_a_changed_dutch_block_marks_that_block_of_the_translation_only(client, lesson, arabic):
    change_text(lesson, "kop", "De huurprijs")
    html = body_text(client)
    sections = html.split("<section")
    stale = [part for part in sections if 'class="block-note"' in part]
    assert len(stale) == 1 and f"block-{block_id('kop')}" in stale[0]


def test_a_draft_of_the_dutch_marks_nothing(client, lesson, arabic):
    lesson.title = "Iets anders"
    lesson.save_revision()
    assert 'class="block-note"' not in body_text(client)


def test_a_new_dutch_block_is_shown_in_dutch_and_says_so(client, lesson, arabic):
    page = LessonPage.objects.get(pk=lesson.pk)
    page.body = LessonPage.body.field.to_python(
        [*page.body.get_prep_value(), block("heading", "nieuw", text="Nieuw stuk")]
    )
    publish(page)
    part = next(part for part in body_text(client).split("<section") if f"block-{block_id('nieuw')}" in part)
    assert 'class="block-own is-dutch" lang="nl" dir="ltr"' in part
    assert "block-note" in part


def test_a_dutch_block_that_was_taken_out_is_gone_everywhere(client, lesson, arabic):
    """A translation says no more than the Dutch."""
    page = LessonPage.objects.get(pk=lesson.pk)
    page.body = LessonPage.body.field.to_python(page.body.get_prep_value()[1:])
    publish(page)
    assert "[ar] De huur<" not in body_text(client)


def test_a_scheduled_translation_waits_for_its_dutch(client, module, run_on_commit):
    lesson = make_lesson(module, is_published=False)
    translation = start_translation(lesson, "ar")
    translate_strings(translation)
    translation.save_target(publish=False)
    arabic = translation.get_target_instance()
    arabic.save_revision(approved_go_live_at=timezone.now() - timedelta(minutes=1))
    publish_scheduled_pages()
    assert not LessonPage.objects.get(pk=arabic.pk).live
    publish(lesson)
    publish_scheduled_pages()
    assert LessonPage.objects.get(pk=arabic.pk).live


def test_questions_are_frozen_with_every_live_language_and_once(lesson, arabic, run_on_commit):
    key = lesson.translation_key
    version = assessments.current_versions(lesson_key=key)[block_id("vraag")]
    assert version.languages == ["ar", "nl"]
    publish(lesson)
    publish(arabic)
    assert assessments.current_versions(lesson_key=key)[block_id("vraag")] == version


def test_a_question_whose_answers_changed_is_shown_in_dutch_until_it_is_translated(client, lesson, arabic):
    page = LessonPage.objects.get(pk=lesson.pk)
    raw = page.body.get_prep_value()
    question = next(part for part in raw if part["type"] == "question")
    question["value"]["options"].append(
        {"type": "item", "id": block_id("extra"), "value": {"text": "U belt.", "correct": False, "feedback": ""}}
    )
    page.body = LessonPage.body.field.to_python(raw)
    publish(page)
    part = next(part for part in body_text(client).split("<section") if f"block-{block_id('vraag')}" in part)
    assert "U belt." in part and 'lang="nl" dir="ltr"' in part and "block-note" in part


def test_a_question_nobody_can_answer_is_not_published(module):
    twins = [{"text": "Ja", "correct": True, "feedback": ""}, {"text": "Ja", "correct": False, "feedback": ""}]
    parts = [{"type": "item", "id": block_id(str(n)), "value": value} for n, value in enumerate(twins)]
    with pytest.raises(lessons.PublishRefused) as refusal:
        make_lesson(module, body=[make_question(options=parts)])
    assert refusal.value.code == "bad_question"


def test_the_right_answer_is_no_text_for_translators(lesson):
    from wagtail_localize.models import OverridableSegment, StringSegment

    source = start_translation(lesson, "ar").source
    paths = set(StringSegment.objects.filter(source=source).values_list("context__path", flat=True))
    paths |= set(OverridableSegment.objects.filter(source=source).values_list("context__path", flat=True))
    assert not [path for path in paths if path.split(".")[-1] in ("correct", "kind", "answer", "phone", "url")]
    assert not [path for path in paths if path in ("slug", "pack_key", "minutes")]


def test_segments_align_with_the_dutch(lesson, arabic):
    assert [str(part.id) for part in arabic.body] == [str(part.id) for part in lesson.body]
    assert _list_item_ids(arabic) == _list_item_ids(lesson)
    assert arabic.slug == lesson.slug


def _list_item_ids(page) -> list[str]:
    lists = [
        value for part in page.body.get_prep_value() for value in part["value"].values() if isinstance(value, list)
    ]
    return [item["id"] for value in lists for item in value]


def test_rolled_back_publication_leaves_nothing_behind(client, lesson):
    from django.db import transaction

    client.get("/nl/ligo/wonen/huurcontract/")
    with pytest.raises(RuntimeError), transaction.atomic():
        change_text(lesson, "kop", "De huurprijs")
        assert "De huurprijs" in client.get("/nl/ligo/wonen/huurcontract/").content.decode()
        raise RuntimeError
    assert "De huurprijs" not in client.get("/nl/ligo/wonen/huurcontract/").content.decode()


def test_publishing_is_announced_with_the_dutch_revision(lesson, run_on_commit):
    heard = []

    def hear(sender, **news):
        heard.append((news["lesson_key"], news["language"], news["revision_id"]))

    from lessons.signals import lesson_published

    lesson_published.connect(hear)
    try:
        publish_translation(lesson, "ar", run_on_commit)
    finally:
        lesson_published.disconnect(hear)
    lesson.refresh_from_db()
    assert heard == [(lesson.translation_key, "ar", lesson.live_revision_id)]
