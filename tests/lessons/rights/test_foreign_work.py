"""What belongs to another organisation answers exactly like what does not exist."""

import pytest
from django.test import TestCase
from django.urls import reverse
from wagtail_localize.models import Translation

from tests.kept import fetch
from tests.lessons.factories import publish_translation

MISSING = 987654


pytestmark = pytest.mark.usefixtures("ligo_lesson_rows", "intec_lesson_rows")


@pytest.fixture(scope="session")
def foreign_arabic_rows(intec_lesson_rows):
    return publish_translation(intec_lesson_rows, "ar", TestCase.captureOnCommitCallbacks)


@pytest.fixture
def foreign_arabic(foreign_arabic_rows, db):
    return fetch(foreign_arabic_rows)


@pytest.fixture
def foreign_files(intec, files_of):
    return files_of(intec)


@pytest.fixture
def own_files(ligo, files_of):
    return files_of(ligo)


def list_telling_answers(browser, names, key, *, methods=("get", "post")) -> list[tuple]:
    """The addresses that answer for `key` in another way than for what does not exist."""
    telling = []
    for name in names:
        for method in methods:
            foreign = getattr(browser, method)(reverse(name, args=[key]))
            missing = getattr(browser, method)(reverse(name, args=[MISSING]))
            if (foreign.status_code, missing.status_code) != (404, 404) or foreign.content != missing.content:
                telling.append((name, method, foreign.status_code, missing.status_code))
    return telling


WHO = pytest.mark.parametrize("who", ["teacher", "translator", "reviewer"])


PAGES = [
    f"wagtailadmin_pages:{name}"
    for name in (
        "edit",
        "history",
        "copy",
        "delete",
        "unpublish",
        "usage",
        "view_draft",
        "workflow_history",
        "lock",
        "set_privacy",
    )
]
TRANSLATIONS = [
    f"wagtail_localize:{name}"
    for name in ("download_pofile", "upload_pofile", "machine_translate", "preview_translation", "stop_translation")
]


@WHO
def test_foreign_pages_and_translations(request, who, intec_lesson, foreign_arabic):
    browser = request.getfixturevalue(who)
    translation = Translation.objects.get(source__object_id=foreign_arabic.translation_key)
    segment = translation.source.stringsegment_set.first()
    submit, update = "wagtail_localize:submit_page_translation", "wagtail_localize:update_translations"

    assert list_telling_answers(browser, [*PAGES, submit], intec_lesson.pk) == []
    assert list_telling_answers(browser, PAGES, foreign_arabic.pk) == []
    assert list_telling_answers(browser, TRANSLATIONS, translation.pk) == []
    assert list_telling_answers(browser, [update], translation.source_id) == []
    url = reverse("wagtail_localize:edit_string_translation", args=[translation.pk, segment.pk])
    assert [getattr(browser, method)(url).status_code for method in ("get", "put", "delete")] == [404, 404, 404]


FILES = {
    "picture": [
        "wagtailimages:edit",
        "wagtailimages:delete",
        "wagtailimages:image_usage",
        "wagtailimages:url_generator",
        "wagtailimages_chooser:chosen",
        "wagtailimages_chooser:select_format",
        "wagtailadmin_api:images:detail",
    ],
    "attachment": [
        "wagtaildocs:edit",
        "wagtaildocs:delete",
        "wagtaildocs:document_usage",
        "wagtaildocs_chooser:chosen",
        "wagtailadmin_api:documents:detail",
    ],
    "clip": [
        "wagtailsnippets_mo_media_clip:edit",
        "wagtailsnippets_mo_media_clip:delete",
        "wagtailsnippets_mo_media_clip:usage",
        "wagtailsnippets_mo_media_clip:history",
        "wagtailsnippetchoosers_mo_media_clip:chosen",
    ],
}


@WHO
def test_foreign_files(request, who, foreign_files):
    browser = request.getfixturevalue(who)
    for kind, names in FILES.items():
        assert list_telling_answers(browser, names, foreign_files[kind].pk) == [], kind


def test_her_own_files_open(teacher, own_files):
    """Else the tests above could not fail."""
    for kind, name in [
        ("picture", "wagtailimages:edit"),
        ("picture", "wagtailimages_chooser:chosen"),
        ("picture", "wagtailadmin_api:images:detail"),  # the translation editor asks for it
        ("attachment", "wagtaildocs_chooser:chosen"),
        ("clip", "wagtailsnippets_mo_media_clip:edit"),
        ("clip", "wagtailsnippetchoosers_mo_media_clip:chosen"),
    ]:
        assert teacher.get(reverse(name, args=[own_files[kind].pk])).status_code == 200, name


LISTS = [
    "/cms/images/",
    "/cms/images/results/",
    "/cms/images/chooser/",
    "/cms/images/chooser/results/?q=Geheim",
    "/cms/documents/",
    "/cms/documents/chooser/",
    "/cms/snippets/mo_media/clip/",
    "/cms/snippets/mo_media/clip/?q=Geheim",
    "/cms/snippets/choose/mo_media/clip/",
    "/cms/snippets/choose/mo_media/clip/results/?q=Geheim",
    "/cms/api/main/images/",
    "/cms/api/main/documents/",
    "/cms/localize/api/snippets/mo_media/clip/",
    "/cms/reports/site-history/",
    "/cms/reports/workflow/",
    "/cms/reports/workflow_tasks/",
    "/cms/workflows/task_chooser/",
]


def test_no_list_names_a_foreign_file(teacher, own_files, foreign_files):
    assert [url for url in LISTS if "bestand van INTEC" in teacher.get(url).text] == []
    for url in ("/cms/images/", "/cms/images/chooser/", "/cms/snippets/mo_media/clip/"):
        assert "bestand van Ligo" in teacher.get(url).text, url


def test_bulk_actions_on_foreign_files(teacher, foreign_files):
    for file in foreign_files.values():
        url = reverse("wagtail_bulk_action", args=[file._meta.app_label, file._meta.model_name, "delete"])
        for method in ("get", "post"):
            answer = getattr(teacher, method)(f"{url}?id={file.pk}")
            assert answer.status_code == 404, url
            assert "INTEC" not in answer.text
        file.refresh_from_db()


def test_choosing_many_takes_only_ones_own(teacher, own_files, foreign_files):
    url = reverse("wagtailimages_chooser:chosen_multiple")
    ids = f"?id={own_files['picture'].pk}&id={foreign_files['picture'].pk}"
    html = teacher.get(url + ids).text
    assert "van Ligo" in html and "van INTEC" not in html


def test_a_clip_cannot_be_put_into_a_foreign_collection(teacher, own_files, foreign_files):
    clip = own_files["clip"]
    response = teacher.post(
        reverse("wagtailsnippets_mo_media_clip:edit", args=[clip.pk]),
        {
            "title": clip.title,
            "kind": "audio",
            "spoken_language": "nl",
            "licence": "CC0-1.0",
            "author": "x",
            "collection": foreign_files["clip"].collection_id,
            "captions-TOTAL_FORMS": 0,
            "captions-INITIAL_FORMS": 0,
            "captions-MIN_NUM_FORMS": 0,
            "captions-MAX_NUM_FORMS": 100,
        },
    )
    assert response.status_code == 200  # the form, with its mistake
    clip.refresh_from_db()
    assert clip.collection_id == own_files["picture"].collection_id


def test_a_foreign_page_cannot_be_moved_or_copied_to_and_from(reviewer, ligo_lesson, intec_lesson):
    move = reverse("wagtailadmin_pages:move_confirm", args=[ligo_lesson.pk, intec_lesson.get_parent().pk])
    assert reviewer.post(move).status_code == 404
    data = {
        "new_title": "x",
        "new_slug": "x",
        "new_parent_page": intec_lesson.get_parent().pk,
        "publish_copies": False,
    }
    response = reviewer.post(reverse("wagtailadmin_pages:copy", args=[ligo_lesson.pk]), data)
    assert intec_lesson.get_parent().get_children().count() == 1, response.status_code


def test_an_administrator_reaches_everything(administrator, intec_lesson, foreign_files):
    assert administrator.get(reverse("wagtailadmin_pages:edit", args=[intec_lesson.pk])).status_code == 200
    assert administrator.get(reverse("wagtailimages:edit", args=[foreign_files["picture"].pk])).status_code == 200
