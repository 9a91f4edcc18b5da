from wagtail.models import ModelLogEntry, Page, PageLogEntry, Revision
from wagtail_localize.models import StringTranslation

from lessons.models import LessonPage, ModulePage, PackedPage
from media.models import Picture

from .support import get_lesson, list_results, list_stored_files


def test_twice_changes_nothing(loaded, load):
    def count():
        return {
            model: model.objects.count()
            for model in (Revision, PageLogEntry, ModelLogEntry, Page, StringTranslation, PackedPage, Picture)
        }

    before = count()
    report = load()
    assert list_results(report) == {"unchanged"}
    assert count() == before


def test_a_dry_run_says_what_would_change_and_changes_nothing(load):
    files = list_stored_files()
    report = load(is_dry_run=True)
    assert list_results(report) == {"created"}
    assert not LessonPage.objects.exists() and not Picture.objects.exists()
    assert list_stored_files() == files


def test_a_changed_sentence_makes_one_new_revision_per_language(loaded, load, edit):
    before = {code: get_lesson("eerste", code).live_revision_id for code in ("nl", "ar", "fr")}
    untouched = get_lesson("tweede").live_revision_id
    edit("lessons/01-eerste/nl.yaml", lambda data: data["blocks"][5].update(text="Neem een vriend mee."))
    edit("lessons/01-eerste/ar.yaml", lambda data: data["blocks"]["tip"].update(text="خذ صديقًا معك."))

    report = load()

    changed = [outcome.name for outcome in report.outcomes if outcome.result != "unchanged"]
    assert changed == ["klein/eerste (nl)", "klein/eerste (ar)", "klein/eerste (fr)"]
    assert all(get_lesson("eerste", code).live_revision_id != pk for code, pk in before.items())
    assert get_lesson("tweede").live_revision_id == untouched
    tips = {code: get_lesson("eerste", code).body[5].value["text"].source for code in before}
    assert tips == {
        "nl": "<p>Neem een vriend mee.</p>",
        "ar": "<p>خذ صديقًا معك.</p>",
        "fr": "<p>Venez avec quelqu'un.</p>",
    }
    assert get_lesson("eerste", "ar").source_hashes == get_lesson("eerste").source_hashes


def test_a_new_order_is_taken_over(loaded, load, edit):
    edit("module.yaml", lambda data: data["lessons"].reverse())
    report = load()
    module = ModulePage.objects.in_language("nl").get()
    assert [page.title for page in module.get_children()] == ["De tweede les", "De eerste les"]
    assert [outcome.name for outcome in report.outcomes if outcome.result == "moved"] == ["klein: order of lessons"]
    assert list_results(load()) == {"unchanged"}


def test_lessons_of_teachers_stay_behind_those_of_the_pack(loaded, load, edit):
    module = ModulePage.objects.in_language("nl").get()
    module.add_child(instance=LessonPage(title="Van Els", slug="van-els", locale=module.locale))
    edit("module.yaml", lambda data: data["lessons"].reverse())
    load()
    assert [page.title for page in ModulePage.objects.get(pk=module.pk).get_children()] == [
        "De tweede les",
        "De eerste les",
        "Van Els",
    ]


def test_a_lesson_that_left_the_pack_stays_and_is_told(loaded, load, edit, small_pack):
    edit("module.yaml", lambda data: data["lessons"].pop())
    for file in (small_pack / "lessons/02-tweede").iterdir():
        file.unlink()
    (small_pack / "lessons/02-tweede").rmdir()
    report = load()
    assert get_lesson("tweede").live
    assert any("klein/tweede is no longer in the pack" in note for note in report.notes)
