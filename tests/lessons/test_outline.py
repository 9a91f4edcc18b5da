"""What the floors above learn of lessons."""

import uuid

import pytest

from assessments import api as assessments
from lessons import api as lessons

from .factories import AT, block_id, make_lesson, publish, publish_translation, sign_off

pytestmark = pytest.mark.django_db


def test_outline_tells_structure_and_question_versions(lesson, arabic):
    outline = lessons.get_outline(lesson_key=lesson.translation_key)
    lesson.refresh_from_db()
    version = assessments.current_versions(lesson_key=lesson.translation_key)[block_id("vraag")]
    assert outline.title_by_language == {"nl": "Het huurcontract", "ar": "[ar] Het huurcontract"}
    assert (outline.organisation_code, outline.minutes) == ("ligo", 20)
    assert outline.revision_id == lesson.live_revision_id
    assert [item.block_id for item in outline.blocks] == [str(part.id) for part in lesson.body]
    required = [(item.block_id, item.question_version_uuid) for item in outline.blocks if item.is_required]
    assert required == [(block_id("vraag"), version.uuid)]


def test_outline_is_known_by_text_and_by_uuid_and_follows_changes(lesson):
    key = lesson.translation_key
    assert lessons.get_outline(lesson_key=str(key)) == lessons.get_outline(lesson_key=key)
    lesson.minutes = 5
    publish(lesson)
    assert lessons.get_outline(lesson_key=key).minutes == 5


def test_what_is_not_published_has_no_outline(module):
    draft = make_lesson(module, is_published=False)
    for key in (draft.translation_key, uuid.uuid4(), "no-uuid"):
        with pytest.raises(lessons.UnknownLesson):
            lessons.get_outline(lesson_key=key)
    with pytest.raises(lessons.UnknownLesson):
        lessons.get_module_outline(module_key=draft.translation_key)


def test_module_outline_has_published_lessons_in_order(module, lesson):
    second = make_lesson(module, slug="waarborg")
    make_lesson(module, slug="later", is_published=False)
    outline = lessons.get_module_outline(module_key=module.translation_key)
    assert outline.lesson_keys == (lesson.translation_key, second.translation_key)
    assert (outline.theme_key, outline.nominal_minutes) == ("wonen", 20 + 20)
    assert lessons.list_lesson_keys() == list(outline.lesson_keys)


def test_a_missing_translation_is_said_never_hidden(lesson, run_on_commit):
    key = lesson.translation_key
    address = lessons.lesson_url(lesson_key=key, language="ar")
    assert (address.url, address.language, address.is_translation_missing) == (
        "/nl/ligo/wonen/huurcontract/",
        "nl",
        True,
    )
    publish_translation(lesson, "ar", run_on_commit)
    address = lessons.lesson_url(lesson_key=key, language="ar")
    assert (address.url, address.is_translation_missing) == ("/ar/ligo/wonen/huurcontract/", False)
    assert lessons.languages_of(lesson_key=key) == ["nl", "ar"]
    (card,) = lessons.list_modules(language="ar")[0].lessons
    assert (card.language, card.is_missing, card.is_draft, card.languages) == ("ar", False, True, ("nl", "ar"))


def test_lists_can_be_narrowed_to_an_organisation(lesson):
    assert len(lessons.list_modules(language="nl", organisation="ligo")) == 1
    assert lessons.list_modules(language="nl", organisation="intec") == []


def test_sign_off_is_refused_where_there_is_nothing_to_sign(lesson, arabic):
    with pytest.raises(lessons.SignOffRefused) as refusal:
        sign_off(lesson)
    assert refusal.value.code == "not_a_translation"
    with pytest.raises(lessons.SignOffRefused) as refusal:
        lessons.sign_off_translation(page=arabic, checked_by_name=" ", user=None, at=AT)
    assert refusal.value.code == "no_name"
    lesson.title = "Een ander contract"
    publish(lesson)
    with pytest.raises(lessons.SignOffRefused) as refusal:
        sign_off(arabic)
    assert refusal.value.code == "stale"
    lesson.unpublish()
    with pytest.raises(lessons.SignOffRefused) as refusal:
        sign_off(arabic)
    assert refusal.value.code == "not_live"


def test_a_sign_off_stays_as_it_was_given(arabic):
    from core.append_only import AppendOnlyError

    given = sign_off(arabic)
    assert lessons.find_sign_off(page=arabic) == given
    given.checked_by_name = "Iemand anders"
    with pytest.raises(AppendOnlyError):
        given.save()
    with pytest.raises(AppendOnlyError):
        given.delete()


@pytest.mark.parametrize("query", ["", "   ", "x", "%", "'\"; drop", "\x00", "bestaat niet", "a" * 500])
def test_search_without_a_result_helps(client, lesson, query):
    response = client.get("/nl/search/", {"q": query})
    assert response.status_code == 200
    assert "/nl/ligo/wonen/huurcontract/" not in response.content.decode()


def test_search_finds_words_inside_the_lesson_in_the_language_of_the_page(client, lesson, arabic):
    def results(language, query):
        return [card.url for card in lessons.search_pages(language=language, query=query)]

    assert results("nl", "goedemorgen") == ["/nl/ligo/wonen/huurcontract/"]
    assert results("ar", "goedemorgen") == ["/ar/ligo/wonen/huurcontract/"]
    assert results("en", "goedemorgen") == []
    assert results("nl", "alles over wonen")[0] == "/nl/ligo/wonen/"
