import pytest
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction

from media import api as media
from media.models import Picture

pytestmark = pytest.mark.django_db


def test_a_drawing_is_shown_as_it_is_at_the_asked_width(bring_picture):
    picture, _outcome = bring_picture()
    shown = media.picture_context(picture=picture, language="ar", width=120)
    assert (shown.width, shown.height) == (120, 90)
    assert shown.url.endswith(".svg")
    assert shown.bytes == picture.file.size > 0


def test_a_photo_becomes_a_small_webp_that_is_made_once(bring_picture, photo, django_assert_num_queries):
    picture, _outcome = bring_picture(key="foto", name="foto.png", content=photo)
    shown = media.picture_context(picture=picture, language="nl", width=640)
    assert (shown.width, shown.height) == (640, 426)
    assert shown.url.endswith(".webp")
    assert 0 < shown.bytes < len(photo)

    listed = media.list_pictures(keys=["foto"])["foto"]
    with django_assert_num_queries(0):
        assert media.picture_context(picture=listed, language="nl", width=640) == shown


def test_alternative_text_comes_in_the_readers_language(bring_picture):
    picture, _outcome = bring_picture()
    shown = media.picture_context(picture=picture, language="ar", width=320)
    assert (shown.alt, shown.alt_missing, shown.alt_dutch) == ("بيت بسقف أحمر.", False, "")


def test_a_missing_alternative_text_is_never_dutch_in_an_attribute(bring_picture):
    picture, _outcome = bring_picture()
    shown = media.picture_context(picture=picture, language="ti", width=320)
    assert (shown.alt, shown.alt_missing, shown.alt_dutch) == ("", True, "Een huis met een rood dak.")


def test_a_decorative_picture_misses_nothing(bring_picture):
    picture, _outcome = bring_picture(is_decorative=True, alt_texts={})
    shown = media.picture_context(picture=picture, language="ti", width=320)
    assert (shown.alt, shown.alt_missing, shown.alt_dutch) == ("", False, "")


def test_a_pack_brings_a_picture_once(bring_picture):
    assert [bring_picture()[1], bring_picture()[1]] == ["created", "unchanged"]


def test_words_of_staff_stay_until_the_pack_says_something_new(bring_picture):
    bring_picture()
    Picture.objects.filter(key="huis").update(alt_texts={"nl": "Een rijhuis."})
    assert bring_picture()[0].alt_texts == {"nl": "Een rijhuis."}
    assert bring_picture(alt_texts={"nl": "Een hoekhuis."})[0].alt_texts == {"nl": "Een hoekhuis."}


def test_a_new_drawing_gets_a_new_address_and_the_old_file_goes(
    bring_picture, drawing, django_capture_on_commit_callbacks
):
    old = bring_picture()[0].file.name
    with django_capture_on_commit_callbacks(execute=True):
        new = bring_picture(content=drawing.replace(b"#BAD5E2", b"#D2643F"))[0].file.name
    assert new != old
    assert default_storage.exists(new) and not default_storage.exists(old)


def test_files_of_a_failed_load_are_taken_back(bring_picture, journal):
    picture, _outcome = bring_picture()
    journal.undo()
    assert not default_storage.exists(picture.file.name)


def test_a_file_that_is_no_picture_is_refused(bring_picture):
    with pytest.raises(media.BadFile, match=r"foto\.png"), transaction.atomic():
        bring_picture(key="foto", name="foto.png", content=b"<html>no picture</html>")


def test_a_hostile_drawing_is_refused(bring_picture):
    with pytest.raises(media.UnsafePicture):
        bring_picture(content=b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><script/></svg>')
    assert not Picture.objects.exists()


def test_two_pictures_never_share_a_key(bring_picture):
    picture, _outcome = bring_picture()
    with pytest.raises(IntegrityError), transaction.atomic():
        Picture.objects.create(title="x", key="huis", file=picture.file, width=1, height=1)


def test_an_unknown_picture_is_said_to_be_unknown():
    with pytest.raises(media.UnknownMedia):
        media.get_picture(key="nergens")
