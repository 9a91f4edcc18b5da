"""The tags of the looks."""

import pytest
from django.template import Context, Template, TemplateSyntaxError
from django.utils import translation

from core import languages
from core.languages import list_languages
from mo_platform.templatetags import looks


def render(source: str, **context) -> str:
    return Template("{% load looks %}" + source).render(Context(context))


def test_icon_is_hidden_from_screen_readers_and_stands_in_the_sprite():
    html = render('{% icon "house" %}')
    assert 'aria-hidden="true"' in html
    assert "icons/sprite.svg#house" in html


def test_staff_icons_stand_in_a_sprite_of_their_own():
    assert "icons/sprite-staff.svg#user-plus" in render('{% icon "user-plus" %}')


def test_icons_that_point_along_the_reading_turn_round():
    assert "icon-mirrored" in render('{% icon "arrow-forward" %}')
    assert "icon-mirrored" not in render('{% icon "clock" %}')
    assert set(looks.list_icons()) >= looks.MIRRORED


def test_unknown_icon_is_a_mistake_that_tests_see():
    with pytest.raises(TemplateSyntaxError, match="no-such-icon"):
        render('{% icon "no-such-icon" %}')


def test_unknown_icon_never_breaks_a_page_in_production(settings):
    settings.UNKNOWN_ICON_FAILS = False
    assert render('{% icon "no-such-icon" %}') == ""


def test_picture_that_does_not_exist_leaves_nothing():
    assert render('{% art "no-such-picture" %}') == ""
    assert 'alt=""' in render('{% art "welcome" %}')


@pytest.mark.parametrize(
    ("done", "total", "percent"),
    [(0, 6, 0), (2, 6, 33), (199, 200, 99), (6, 6, 100), (7, 6, 100), (0, 0, 0), (None, 6, 0), ("x", 6, 0), (-1, 6, 0)],
)
def test_only_all_done_is_a_hundred_percent(done, total, percent):
    assert looks.percent_of(done, total) == percent


def test_size_is_rounded_up():
    with translation.override("en"):
        assert looks.kilobytes(48_001) == "49 kB"
        assert looks.kilobytes("?") == ""


def test_fragment_in_another_language_says_its_direction():
    assert render("{% lang_attrs 'ar' %}") == 'lang="ar" dir="rtl"'
    assert render("{% lang_attrs 'nl' %}") == 'lang="nl" dir="ltr"'


def test_portal_stands_under_the_language_of_the_page():
    with translation.override("ar"):
        assert render('{% portal "plan" %}') == "/ar/plan/"


def test_only_scripts_that_phones_may_lack_bring_a_font():
    from core.languages import get_language

    needed = {code: looks.font_stylesheet(get_language(code)) for code in ("nl", "uk", "ar", "ps", "ti", "hy", "bo")}
    assert {code for code, sheet in needed.items() if sheet} == {"ar", "ps", "ti", "hy", "bo"}


def test_draft_label_speaks_the_language_that_is_a_draft():
    drafts = [language for language in list_languages() if language.is_draft]
    for language in drafts:
        html = render('{% include "components/draft_label.html" with what="interface" %}', language=language)
        assert f'lang="{language.code}" dir="{language.direction}"' in html


def test_what_is_drawn_once_is_drawn_in_the_language_of_the_page():
    source = '{% load looks %}{% drawn "components/footer_links.html" language=language %}'
    for code in ("nl", "ar", "nl"):
        with translation.override(code):
            language = languages.get_language(code)
            html = Template(source).render(Context({"language": language}))
        assert f'href="/{code}/about/"' in html
        assert (">Toegankelijkheid<" in html) is (code == "nl")


def test_what_is_drawn_once_knows_nothing_of_the_page_it_stands_on():
    """A kept piece that held a person's name or token would be shown to the next person."""
    page = Context({"user": "Amina", "csrf_token": "secret", "site_name": "Elders", "request": "hers"})
    html = Template('{% load looks %}{% drawn "components/brand.html" url="/nl/" name="MO" %}').render(page)
    assert "Elders" not in html and "MO" in html
