"""What authors meet in /cms/: previews, refusals in words, and lessons that cannot be deleted any more."""

import pytest
from django.contrib.messages import get_messages
from django.test import RequestFactory

from lessons import api as lessons
from lessons.domain.errors import PublishRefused
from lessons.middleware import PublishRefusedMiddleware
from lessons.models import LessonPage, ModulePage
from lessons.wagtail_hooks import FactElementHandler, refuse_deleting

from .factories import LANGUAGES, block, make_lesson, make_question

pytestmark = pytest.mark.django_db


def preview(page) -> str:
    return page.make_preview_request().content.decode()


def test_a_draft_can_be_previewed_with_its_questions_before_anything_is_frozen(module):
    lesson = make_lesson(
        module, is_published=False, body=[make_question("vraag", "match"), block("heading", "k", text="Kop")]
    )
    html = preview(lesson)
    assert "Wat doet u het best?" in html and "Kop" in html
    assert '<form class="question"' not in html  # nobody can answer what is not published


def test_a_preview_of_a_question_without_words_shows_none_of_ours(module):
    question = make_question("vraag")
    question["value"] |= {"stem": "", "options": [], "explanation": ""}

    assert "None" not in preview(make_lesson(module, is_published=False, body=[question]))


def test_a_preview_shows_the_draft_and_readers_the_published_page(client, lesson):
    draft = LessonPage.objects.get(pk=lesson.pk)
    draft.title = "Nieuwe titel"
    draft.save_revision()
    assert "Nieuwe titel" in preview(draft)
    assert "Nieuwe titel" not in client.get("/nl/ligo/wonen/huurcontract/").content.decode()


def test_a_translation_is_previewed_in_its_own_language(arabic):
    html = preview(arabic)
    assert 'lang="ar" dir="rtl"' in html and "[ar] Het huurcontract" in html


def test_a_module_can_be_previewed(module, lesson):
    assert "Wonen" in preview(module)


def test_a_published_lesson_is_not_deleted_and_a_draft_may_be(module, lesson):
    from core.api import DomainError

    with pytest.raises(DomainError) as refusal:
        refuse_deleting(lesson)
    assert refusal.value.code == "was_published"
    with pytest.raises(DomainError):
        refuse_deleting(lesson.get_parent().get_parent())
    refuse_deleting(make_lesson(module, slug="kladje", is_published=False))


def test_a_refused_publication_becomes_a_sentence(db):
    request = RequestFactory().post("/cms/pages/1/edit/", headers={"Referer": "http://testserver/cms/pages/1/edit/"})
    from django.contrib.messages.storage.fallback import FallbackStorage

    request.session = {}
    request._messages = FallbackStorage(request)
    middleware = PublishRefusedMiddleware(lambda _request: None)
    response = middleware.process_exception(request, PublishRefused("Eerst het Nederlands."))
    assert (response.status_code, response["Location"]) == (302, "http://testserver/cms/pages/1/edit/")
    assert [str(message) for message in get_messages(request)] == ["Eerst het Nederlands."]
    assert middleware.process_exception(request, ValueError()) is None
    request.path = "/nl/"
    assert middleware.process_exception(request, PublishRefused()) is None


def test_a_fact_survives_the_editor():
    from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter

    from lessons.blocks.base import RICH_TEXT_FEATURES

    html = '<p data-block-key="a">Ten hoogste <a linktype="fact" id="waarborg">waarborg</a> en <code>huur</code></p>'
    converter = ContentstateConverter(features=RICH_TEXT_FEATURES)
    back = converter.to_database_format(converter.from_database_format(html))
    assert (
        '<a id="waarborg" linktype="fact">waarborg</a>' in back
        or '<a linktype="fact" id="waarborg">waarborg</a>' in back
    )
    assert "<code>huur</code>" in back
    assert FactElementHandler("FACT").get_attribute_data({"id": "waarborg"}) == {"id": "waarborg"}


def test_the_trunk_is_made_once(db):
    from wagtail.models import Page, Site

    first = lessons.ensure_homes(languages=LANGUAGES, title="MO-platform")
    assert lessons.ensure_homes(languages=LANGUAGES, title="MO-platform") == first
    assert Page.objects.filter(depth=2).count() == len(first) >= len(LANGUAGES)
    assert Site.objects.get().root_page_id == first["nl"].pk


def test_pages_stand_only_where_they_belong():
    assert ModulePage.allowed_subpage_models() == [LessonPage]
    assert LessonPage.allowed_subpage_models() == []
    assert LessonPage.allowed_parent_page_models() == [ModulePage]


def test_one_lesson_per_pack_key_and_language(lesson, arabic):
    from django.db import IntegrityError, transaction

    LessonPage.objects.filter(pk__in=[lesson.pk, arabic.pk]).update(pack_key="mo-wonen/huurcontract")
    twin = make_lesson(lesson.get_parent().specific, slug="tweeling")
    with pytest.raises(IntegrityError), transaction.atomic():
        LessonPage.objects.filter(pk=twin.pk).update(pack_key="mo-wonen/huurcontract")


def test_a_copied_lesson_is_another_lesson(lesson):
    LessonPage.objects.filter(pk=lesson.pk).update(pack_key="mo-wonen/huurcontract")
    lesson.refresh_from_db()
    copy = lesson.copy(update_attrs={"slug": "kopie", "title": "Kopie"}, keep_live=False)
    assert (copy.pack_key, copy.translation_key != lesson.translation_key) == ("", True)
