"""A pack never silently undoes what people did in the CMS."""

import pytest
from wagtail_localize.models import StringTranslation

from lessons.models import LessonPage
from lessons.packs.problems import BadPack

from .support import get_lesson


@pytest.fixture
def edited_by_a_teacher(loaded):
    page = get_lesson("eerste")
    page.summary = "Els heeft dit beter gezegd."
    page.save_revision().publish()
    return page


def change_the_tip(data):
    data["blocks"][5].update(text="Neem een vriend mee.")


def test_the_same_pack_leaves_the_teachers_words_alone(edited_by_a_teacher, load):
    assert not load().has_changes
    assert get_lesson("eerste").summary == "Els heeft dit beter gezegd."


def test_a_newer_pack_stops_before_it_overwrites_them(edited_by_a_teacher, load, edit):
    edit("lessons/01-eerste/nl.yaml", change_the_tip)
    with pytest.raises(BadPack, match="edited in the CMS"):
        load()
    assert get_lesson("eerste").summary == "Els heeft dit beter gezegd."


def test_unless_it_is_told_to(edited_by_a_teacher, load, edit):
    edit("lessons/01-eerste/nl.yaml", change_the_tip)
    load(overwrites=True)
    assert get_lesson("eerste").summary == "Wat is een `huurwaarborg`?"


def test_words_of_a_translator_are_noticed_although_the_page_was_not_published(loaded, load, edit):
    string = StringTranslation.objects.get(data="خذ شخصًا معك.")
    string.data = "خذ معك شخصًا تثق به."
    string.save()
    edit("lessons/01-eerste/ar.yaml", lambda data: data.update(title="الدرس رقم واحد"))

    with pytest.raises(BadPack, match=r"01-eerste/ar\.yaml: this was edited"):
        load()

    load(overwrites=True)
    assert get_lesson("eerste", "ar").title == "الدرس رقم واحد"


def test_a_page_of_another_organisation_is_not_taken(loaded, load, edit, other_office):
    edit("pack.yaml", lambda data: data.update(organisation=other_office.code))
    edit("lessons/01-eerste/nl.yaml", change_the_tip)
    with pytest.raises(BadPack, match="belongs to the organisation “ligo”"):
        load()
    assert LessonPage.objects.in_language("nl").count() == 2
