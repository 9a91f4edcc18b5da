"""The catalogues: which sentences must exist in every language, and which in Dutch alone."""

from scripts import messages


def test_what_newcomers_read_may_not_stand_where_only_dutch_is_asked(tmp_path):
    sheet = tmp_path / "mo_platform/portals/guide/sheet.py"
    page = tmp_path / "mo_platform/templates/portals/guide/sheet.html"
    dutch_page = tmp_path / "mo_platform/templates/portals/guide/dutch.html"
    for_newcomers = tmp_path / "mo_platform/portals/sheet.py"
    for path in (sheet, page, dutch_page):
        path.parent.mkdir(parents=True, exist_ok=True)
    for path in (sheet, for_newcomers):
        path.write_text('with translation.override(language):\n    title = _("How to sign in")\n')
    page.write_text('{% language code %}{% translate "How to sign in" %}{% endlanguage %}')
    dutch_page.write_text('{% translate "How to sign in" %}')

    faults = messages.find_misplaced(tmp_path)

    assert [fault.split()[0] for fault in faults] == [
        "mo_platform/portals/guide/sheet.py",
        "mo_platform/templates/portals/guide/sheet.html",
    ]


def test_the_house_keeps_to_it():
    assert messages.find_misplaced() == []
