"""The living style page shows every part, in both directions, and is found by nobody by accident."""

import re

import pytest

from mo_platform.templatetags.looks import list_icons
from mo_platform.views.style import SECTIONS

from .page_frame import ROOT, read_colours

pytestmark = pytest.mark.django_db  # each page asks which voices there are


def test_every_section_stands_in_both_directions(client):
    html = client.get("/style/").content.decode()
    assert html.count('class="style-side" lang="nl" dir="ltr"') == len(SECTIONS) - 1
    assert html.count('class="style-side" lang="ar" dir="rtl"') == len(SECTIONS) - 1


def test_style_page_is_not_indexed(client):
    assert "noindex" in client.get("/style/")["X-Robots-Tag"]


def test_every_colour_and_icon_is_shown(client):
    html = client.get("/style/").content.decode()
    shown = set(re.findall(r"swatch-([a-z-]+)\"", html))
    on_buttons_only = {"action-ink", "danger-ink", "danger-edge", "hero-edge", "hero-soft"}
    assert set(read_colours()) - on_buttons_only <= shown | {"list"}
    assert all(f"#{name}&quot;" in html or f'#{name}"' in html for name in list_icons())


def test_every_component_is_on_the_style_page_or_part_of_the_frame():
    folder = ROOT / "mo_platform" / "templates"
    used = "".join(path.read_text(encoding="utf-8") for path in (folder / "style").glob("*.html"))
    frame = {
        "account",
        "messages",
        "staff_account",
        "staff_nav",
        "privacy_notice",
        "field",
        "field_errors",
        "form_errors",
    }
    frame |= {"brand", "footer_links", "head_links", "language_menu_panel", "page_form", "script", "not_yet_notice"}
    frame |= {"listen_page", "choose_language"}
    by_hand = {"breadcrumbs", "tabs", "steps"}  # shown with sample words in place of the include
    by_script = {
        "data_meter",
        "phone_scripts",
        "sending",
        "take_along",
        "take_plan",
        "unsent",
    }  # hidden until a script has something to say
    ours = {path.stem for path in (folder / "components").glob("*.html")}
    assert {name for name in ours - frame - by_hand - by_script if f"components/{name}.html" not in used} == set()


def test_ids_are_unique(client):
    ids = re.findall(r'\sid="([^"]+)"', client.get("/style/").content.decode())
    assert sorted(ids) == sorted(set(ids))
