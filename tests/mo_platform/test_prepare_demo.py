"""`make demo` on a machine where somebody worked in the demo and then took a newer version."""

import shutil

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from assessments import api as assessments
from lessons.models import LessonPage, PackedPage
from people.models import Newcomer, User
from progress import api as progress

pytestmark = pytest.mark.skipif(connection.vendor != "sqlite", reason="`make demo` brings its own database")


@pytest.fixture
def demo(settings, tmp_path, db):
    """Our own content with its lessons and questions in three languages: a walkthrough prepares all twenty."""
    shutil.copytree(settings.BASE_DIR / "content", tmp_path / "content", ignore=other_languages)
    settings.BASE_DIR = tmp_path
    settings.DEMO_SIGN_IN_LINKS = True
    settings.VAR_DIR = tmp_path
    settings.WAGTAIL_CONTENT_LANGUAGES = settings.LANGUAGES  # the module has a title in each

    def prepare():
        call_command("prepare_demo", "--without-static")

    return prepare


def other_languages(_folder: str, names: list[str]) -> list[str]:
    """The files of a lesson or of a theme in the other languages."""
    return [f"{code}.yaml" for code, _name in settings.LANGUAGES if code not in ("nl", "en", "ar")]


def test_what_was_written_in_the_cms_is_kept_and_the_demo_starts(demo, settings, capsys):
    demo()
    people = Newcomer.objects.count()
    lesson = LessonPage.objects.filter(locale__language_code="nl").first()
    lesson.title = "Een titel van een leerkracht"
    lesson.save_revision().publish()
    (settings.VAR_DIR / "demo.stamp").unlink()
    PackedPage.objects.filter(pack_key=lesson.pack_key).update(content_hash="of an older version")
    capsys.readouterr()

    demo()

    assert LessonPage.objects.get(pk=lesson.pk).title == "Een titel van een leerkracht"
    assert "The lessons stay as they are here" in capsys.readouterr().out
    assert (settings.VAR_DIR / "demo.stamp").exists()
    assert Newcomer.objects.count() == people > 0


def test_one_of_its_people_prepares_for_the_test_and_what_she_takes_back_stays_so(demo, settings):
    demo()
    maria = Newcomer.objects.get(first_name="Maria")
    els = User.objects.get(username="els.gent")
    (done,) = assessments.list_done(newcomer=maria)
    assert 0 < done.correct < done.items == 41
    (asked,) = progress.list_assignments(newcomer=maria)
    assert asked.asked.due_on > timezone.localdate() and asked.practice is None
    assert progress.may_see_readiness(els, maria)

    progress.show_readiness(newcomer=maria, is_shown=False, at=timezone.now())
    (settings.VAR_DIR / "demo.stamp").unlink()
    demo()
    assert not progress.may_see_readiness(els, maria)
    assert len(assessments.list_done(newcomer=maria)) == len(progress.list_assignments(newcomer=maria)) == 1


def test_nobody_is_invented_where_the_settings_are_not_the_demos(demo, settings):
    settings.DEMO_SIGN_IN_LINKS = False
    with pytest.raises(CommandError):
        demo()
    assert not Newcomer.objects.exists()
