"""What each may do with her own organisation's lessons: enough to work, and no more."""

import pytest
from django.test import TestCase
from django.urls import reverse
from wagtail.models import WorkflowState
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield
from wagtail_localize.models import Translation

from lessons.blocks.base import RICH_TEXT_FEATURES
from lessons.domain.workbench import PageState, list_workbenches
from lessons.models import LessonPage
from tests.lessons.factories import make_lesson, make_module, publish_translation


def edit_url(page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


@pytest.fixture(scope="session")
def arabic_rows(ligo_lesson_rows):
    return publish_translation(ligo_lesson_rows, "ar", TestCase.captureOnCommitCallbacks)


def test_a_teacher_edits_dutch_lessons_and_adds_new_ones(teacher, ligo_lesson):
    assert teacher.get(edit_url(ligo_lesson)).status_code == 200
    add = reverse("wagtailadmin_pages:add", args=["mo_lessons", "lessonpage", ligo_lesson.get_parent().pk])
    assert teacher.get(add).status_code == 200


def test_a_draft_is_saved_half_written_and_published_only_when_it_is_whole(reviewer, ligo_lesson):
    module = ligo_lesson.get_parent()
    question = {
        "kind": "single", "stem": "Half", "picture": "", "options": streamfield([]), "answer": "", "items": streamfield([]),
        "pairs": streamfield([]), "explanation": rich_text("", features=RICH_TEXT_FEATURES),
    }  # fmt: skip
    body = [("question", question), ("link", {"text": "", "url": "", "about": ""})]
    half = nested_form_data({"title": "Half", "slug": "", "summary": "", "picture": "", "body": streamfield(body)})
    half |= {"minutes": "", "objectives": "", "facts": "", "comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0"}
    add = reverse("wagtailadmin_pages:add", args=["mo_lessons", "lessonpage", module.pk])

    refused = reviewer.post(add, half | {"action-publish": "1"})
    assert {"minutes", "body"} <= set(refused.context["form"].errors)
    assert reviewer.post(add, half).status_code == 302
    draft = LessonPage.objects.get(title="Half")
    assert (draft.slug, draft.minutes) == ("half", LessonPage.DEFAULT_MINUTES)


def test_a_teacher_does_not_publish(teacher, ligo_lesson):
    html = teacher.get(edit_url(ligo_lesson)).text
    assert "action-publish" not in html
    assert teacher.get(reverse("wagtailadmin_pages:unpublish", args=[ligo_lesson.pk])).status_code == 404


def test_what_a_teacher_submits_waits_for_a_reviewer_of_her_own_organisation(teacher, reviewer, ligo_lesson):
    workflow = ligo_lesson.get_workflow()
    assert workflow.name == "Nazicht Ligo"
    ligo_lesson.save_revision(user=teacher.user)
    workflow.start(LessonPage.objects.get(pk=ligo_lesson.pk), teacher.user)
    assert WorkflowState.objects.get().status == WorkflowState.STATUS_IN_PROGRESS
    assert ligo_lesson.title in reviewer.get("/cms/").text
    state = WorkflowState.objects.get().current_task_state
    action = reverse("wagtailadmin_pages:workflow_action", args=[ligo_lesson.pk, "approve", state.pk])
    assert teacher.post(action).status_code in (302, 404)
    assert WorkflowState.objects.get().status == WorkflowState.STATUS_IN_PROGRESS
    reviewer.post(action)
    assert WorkflowState.objects.get().status == WorkflowState.STATUS_APPROVED


def test_a_translator_works_on_translations_and_not_on_the_dutch(translator, ligo_lesson, arabic):
    assert translator.get(edit_url(arabic)).status_code == 200
    assert translator.get(edit_url(ligo_lesson)).status_code == 404
    translation = Translation.objects.get(source__object_id=ligo_lesson.translation_key)
    download = reverse("wagtail_localize:download_pofile", args=[translation.pk])
    assert translator.get(download).status_code == 200


def test_a_teacher_starts_a_translation_and_a_translator_does_not(teacher, translator, ligo_lesson):
    start = reverse("wagtail_localize:submit_page_translation", args=[ligo_lesson.pk])
    assert teacher.get(start).status_code == 200
    assert translator.get(start).status_code == 404


def test_nobody_translates_a_page_that_is_only_the_way_down(teacher, ligo_lesson):
    home = ligo_lesson.get_ancestors().get(depth=2)
    assert teacher.get(reverse("wagtail_localize:submit_page_translation", args=[home.pk])).status_code == 404


def test_no_translation_becomes_dutch_again_by_one_button(reviewer, arabic):
    url = reverse("wagtail_localize:convert_to_alias", args=[arabic.pk])
    assert url not in reviewer.get(edit_url(arabic)).text
    assert [reviewer.get(url).status_code, reviewer.post(url).status_code] == [404, 404]


def test_a_reviewer_publishes(reviewer, ligo_lesson, arabic):
    assert "action-publish" in reviewer.get(edit_url(ligo_lesson)).text
    assert reviewer.get(reverse("wagtailadmin_pages:unpublish", args=[arabic.pk])).status_code == 200


def test_whose_shelf_it_is_stays(reviewer, intec, ligo_lesson):
    shelf = ligo_lesson.get_ancestors().get(depth=3).specific
    html = reviewer.get(edit_url(shelf)).text
    assert 'name="organisation"' not in html


def test_the_curriculum_is_for_administrators(teacher, reviewer, administrator):
    for url in ("/cms/snippets/mo_curriculum/fact/", "/cms/snippets/mo_curriculum/datedrule/add/"):
        assert teacher.get(url).status_code == 404
        assert reviewer.get(url).status_code == 404
        assert administrator.get(url).status_code == 200


def test_nobody_of_them_manages_users_groups_or_sites(teacher, reviewer, administrator):
    for browser in (teacher, reviewer, administrator):
        for url in (
            "/cms/users/",
            "/cms/users/new/",
            "/cms/groups/",
            "/cms/groups/new/",
            "/cms/sites/",
            "/cms/locales/",
        ):
            assert browser.get(url).status_code == 404, (browser.user, url)


def test_she_opens_on_her_own_lessons_in_every_language(teacher, ligo_lesson, intec_lesson, arabic):
    html = teacher.get("/cms/").text
    assert "Geheim van INTEC" not in html
    assert edit_url(ligo_lesson) in html and edit_url(arabic) in html
    assert reverse("wagtail_localize:submit_page_translation", args=[ligo_lesson.pk]) in html
    assert reverse("wagtailadmin_pages:add", args=["mo_lessons", "lessonpage", ligo_lesson.get_parent().pk]) in html


def test_a_translator_is_offered_only_what_she_may_open(translator, ligo_lesson, arabic):
    html = translator.get("/cms/").text
    assert edit_url(arabic) in html
    assert edit_url(ligo_lesson) not in html
    assert "/cms/localize/submit/" not in html
    assert "/cms/pages/add/" not in html


def test_an_administrator_sees_every_organisation(administrator, ligo_lesson, intec_lesson):
    html = administrator.get("/cms/").text
    assert ligo_lesson.title in html and intec_lesson.title in html


def test_the_workbench_costs_the_same_with_one_lesson_and_with_many(
    teacher, ligo_lesson, ligo, django_assert_num_queries
):
    def look():
        return list_workbenches(organisation_codes=["ligo"], languages=["nl", "ar", "fr"])

    with django_assert_num_queries(5):
        look()
    module = make_module(organisation=ligo, slug="nog-een")
    for number in range(3):
        make_lesson(module, slug=f"les-{number}", title=f"Les {number}")
    with django_assert_num_queries(5):
        bench = look()[0]
    assert [row.title for row in bench.rows if not row.is_module][-3:] == ["Les 0", "Les 1", "Les 2"]


def test_the_workbench_tells_what_each_language_still_needs(ligo_lesson, arabic):
    def states():
        rows = list_workbenches(organisation_codes=["ligo"], languages=["nl", "ar", "fr"])[0].rows
        return [cell.state for cell in next(row for row in rows if row.source_id == ligo_lesson.pk).cells]

    assert states() == [PageState.LIVE, PageState.DRAFT, PageState.MISSING]
    lesson = LessonPage.objects.get(pk=ligo_lesson.pk)
    lesson.summary = "Iets anders."
    revision = lesson.save_revision()
    assert states()[0] == PageState.CHANGED
    revision.publish()
    assert states() == [PageState.LIVE, PageState.STALE, PageState.MISSING]


def test_menus_offer_nothing_that_does_not_open(teacher):
    html = teacher.get("/cms/").text
    for url in (
        "/cms/documents/",
        "/cms/users/",
        "/cms/snippets/mo_curriculum",
        "/cms/reports/site-history/",
        "wagtail.org",
    ):
        assert url not in html, url
    for url in ("/cms/images/", "/cms/snippets/mo_media/clip/"):
        assert url in html, url
        assert teacher.get(url).status_code == 200
