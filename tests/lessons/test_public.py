"""Invariant 11: what a reader may have is decided in one place, for routing, lists and search alike."""

import pytest

from lessons import api as lessons
from lessons.models import LessonPage, ModulePage

from .factories import make_lesson, make_module, publish, publish_translation, sign_off, start_translation

pytestmark = pytest.mark.django_db

DUTCH = "/nl/ligo/wonen/huurcontract/"
ARABIC = "/ar/ligo/wonen/huurcontract/"


def find(client, url: str, word: str = "huurcontract") -> tuple[int, bool, bool]:
    """Status of the page; is it in the list of lessons of its language; is it found by search."""
    language = url.split("/")[1]
    listed = any(card.url == url for module in lessons.list_modules(language=language) for card in module.lessons)
    found = url in client.get(f"/{language}/search/", {"q": word}).content.decode()
    return client.get(url).status_code, listed, found


SHOWN, HIDDEN = (200, True, True), (404, False, False)


def test_published_dutch_and_its_translation_are_public(client, arabic):
    assert find(client, DUTCH) == SHOWN
    assert find(client, ARABIC) == SHOWN


def test_a_draft_is_not(client, module):
    make_lesson(module, is_published=False)
    assert find(client, DUTCH) == HIDDEN
    assert list(lessons.public()) == []


def test_withdrawing_the_dutch_withdraws_every_translation(client, lesson, arabic):
    lesson.unpublish()
    assert LessonPage.objects.get(pk=arabic.pk).live
    assert find(client, DUTCH) == HIDDEN
    assert find(client, ARABIC) == HIDDEN
    publish(lesson)
    assert find(client, ARABIC) == SHOWN


def test_withdrawing_the_module_withdraws_its_lessons(client, module, arabic):
    module.unpublish()
    assert find(client, DUTCH) == HIDDEN
    assert find(client, ARABIC) == HIDDEN


def test_withdrawing_an_organisation_leaves_others_alone(client, lesson, other_office):
    other = make_module(organisation=other_office)
    make_lesson(other)
    lesson.get_parent().get_parent().specific.unpublish()
    assert find(client, DUTCH) == HIDDEN
    assert find(client, "/nl/agii-hasselt/wonen/huurcontract/") == SHOWN


def test_pressing_translate_shows_no_dutch_page_under_another_language(client, lesson):
    """wagtail-localize copies the parents as live aliases, wholly in Dutch."""
    translation = start_translation(lesson, "ar")
    translation.save_target(publish=False)
    assert ModulePage.objects.in_language("ar").get().alias_of_id
    assert client.get("/ar/ligo/wonen/").status_code == 404
    assert find(client, ARABIC) == HIDDEN


def test_lessons_of_an_untranslated_module_can_be_read_and_its_title_is_marked_dutch(client, arabic):
    (module,) = lessons.list_modules(language="ar")
    assert (module.language, module.is_missing, module.title) == ("nl", True, "Wonen")
    assert [card.url for card in module.lessons] == [ARABIC]


def test_unchecked_translations_are_hidden_where_drafts_are_not_wanted(client, arabic, settings):
    settings.SHOW_DRAFT_TRANSLATIONS = False
    lessons.ensure_homes(languages=["fr"], title="MO-platform")  # something changed: nothing is remembered
    assert find(client, DUTCH) == SHOWN
    assert find(client, ARABIC) == HIDDEN
    assert lessons.languages_of(lesson_key=arabic.translation_key) == ["nl"]


def test_a_named_checker_frees_exactly_the_text_that_was_read(client, arabic, lesson, settings, run_on_commit):
    settings.SHOW_DRAFT_TRANSLATIONS = False
    sign_off(arabic)
    assert find(client, ARABIC) == SHOWN
    publish_translation(lesson, "ar", run_on_commit, translate=lambda text: f"(ar) {text}")
    assert find(client, ARABIC) == HIDDEN


def test_an_organisation_that_opted_in_shows_its_own_drafts_only(client, arabic, other_office, settings, run_on_commit):
    settings.SHOW_DRAFT_TRANSLATIONS = False
    other = make_lesson(make_module(organisation=other_office))
    publish_translation(other, "ar", run_on_commit)
    other_office.shows_draft_translations = True
    other_office.save()
    assert find(client, ARABIC) == HIDDEN
    assert find(client, "/ar/agii-hasselt/wonen/huurcontract/") == SHOWN


def test_a_draft_says_so_in_the_readers_language_and_a_checked_one_does_not(client, arabic):
    assert "draft-label" in client.get(ARABIC).content.decode().split("<footer")[0]
    sign_off(arabic)
    assert "draft-label" not in client.get(ARABIC).content.decode().split("<footer")[0]


def test_a_moved_module_takes_its_organisation_along(lesson, other_office):
    module = lesson.get_parent().specific
    other = make_module(organisation=other_office, slug="werken").get_parent().specific
    module.move(other, pos="last-child")
    assert lessons.get_outline(lesson_key=lesson.translation_key).organisation_code == "agii-hasselt"


def test_restricted_pages_are_not_public(client, lesson):
    from wagtail.models import PageViewRestriction

    PageViewRestriction.objects.create(page=lesson, restriction_type=PageViewRestriction.LOGIN)
    publish(lesson)
    assert find(client, DUTCH) == HIDDEN
