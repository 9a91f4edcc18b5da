"""What belongs to another organisation answers exactly like what does not exist."""

import pytest
from django.urls import reverse
from wagtail_localize.models import Translation, TranslationSource

from tests.lessons.factories import publish_translation

MISSING = 987654


@pytest.fixture
def foreign_arabic(intec_lesson, django_capture_on_commit_callbacks):
    return publish_translation(intec_lesson, "ar", django_capture_on_commit_callbacks)


@pytest.fixture
def foreign_files(intec, intec_lesson, files_of):
    return files_of(intec)


@pytest.fixture
def own_files(ligo, ligo_lesson, files_of):
    return files_of(ligo)


def assert_same_as_missing(browser, url_of, key, *, methods=("get", "post")):
    for method in methods:
        foreign = getattr(browser, method)(url_of(key))
        missing = getattr(browser, method)(url_of(MISSING))
        assert foreign.status_code == missing.status_code == 404, (method, url_of(key), foreign.status_code)
        assert foreign.content == missing.content, url_of(key)


PAGES = ["edit", "history", "copy", "delete", "unpublish", "usage", "view_draft", "workflow_history", "lock", "set_privacy"]


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("who", ["teacher", "translator", "reviewer"])
def test_a_foreign_page(request, who, name, intec_lesson):
    browser = request.getfixturevalue(who)
    assert_same_as_missing(browser, lambda key: reverse(f"wagtailadmin_pages:{name}", args=[key]), intec_lesson.pk)


TRANSLATION = ["download_pofile", "upload_pofile", "machine_translate", "preview_translation", "stop_translation"]


@pytest.mark.parametrize("name", TRANSLATION)
@pytest.mark.parametrize("who", ["teacher", "translator", "reviewer"])
def test_a_foreign_translation(request, who, name, foreign_arabic):
    browser = request.getfixturevalue(who)
    translation = Translation.objects.get(source__object_id=foreign_arabic.translation_key)
    assert_same_as_missing(browser, lambda key: reverse(f"wagtail_localize:{name}", args=[key]), translation.pk)


@pytest.mark.parametrize("who", ["teacher", "translator", "reviewer"])
def test_the_strings_and_the_source_of_a_foreign_translation(request, who, foreign_arabic, intec_lesson):
    browser = request.getfixturevalue(who)
    translation = Translation.objects.get(source__object_id=foreign_arabic.translation_key)
    segment = translation.source.stringsegment_set.first()
    url = reverse("wagtail_localize:edit_string_translation", args=[translation.pk, segment.pk])
    for method in ("get", "put", "delete"):
        assert getattr(browser, method)(url).status_code == 404, method
    source = TranslationSource.objects.get(object_id=intec_lesson.translation_key)
    assert_same_as_missing(browser, lambda key: reverse("wagtail_localize:update_translations", args=[key]), source.pk)
    assert_same_as_missing(
        browser, lambda key: reverse("wagtail_localize:submit_page_translation", args=[key]), intec_lesson.pk
    )


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


@pytest.mark.parametrize(("kind", "name"), [(kind, name) for kind, names in FILES.items() for name in names])
@pytest.mark.parametrize("who", ["teacher", "reviewer"])
def test_a_foreign_file(request, who, kind, name, foreign_files):
    browser = request.getfixturevalue(who)
    assert_same_as_missing(browser, lambda key: reverse(name, args=[key]), foreign_files[kind].pk)


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("picture", "wagtailimages:edit"),
        ("picture", "wagtailimages_chooser:chosen"),
        ("attachment", "wagtaildocs_chooser:chosen"),
        ("clip", "wagtailsnippets_mo_media_clip:edit"),
        ("clip", "wagtailsnippetchoosers_mo_media_clip:chosen"),
    ],
)
def test_her_own_file_opens(teacher, kind, name, own_files):
    """Else the tests above could not fail."""
    assert teacher.get(reverse(name, args=[own_files[kind].pk])).status_code == 200


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


@pytest.mark.parametrize("url", LISTS)
def test_no_list_names_a_foreign_file(teacher, own_files, foreign_files, url):
    assert "bestand van INTEC" not in teacher.get(url).text


@pytest.mark.parametrize("url", ["/cms/images/", "/cms/images/chooser/", "/cms/snippets/mo_media/clip/"])
def test_her_own_are_listed(teacher, own_files, url):
    assert "bestand van Ligo" in teacher.get(url).text


@pytest.mark.parametrize(("kind", "action"), [("picture", "delete"), ("attachment", "delete"), ("clip", "delete")])
def test_bulk_actions_on_foreign_files(teacher, foreign_files, kind, action):
    model = foreign_files[kind]._meta
    url = reverse("wagtail_bulk_action", args=[model.app_label, model.model_name, action])
    for method in ("get", "post"):
        foreign = getattr(teacher, method)(f"{url}?id={foreign_files[kind].pk}")
        assert foreign.status_code == 404
        assert "INTEC" not in foreign.text
    foreign_files[kind].refresh_from_db()


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
