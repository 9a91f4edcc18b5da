from collections import Counter
from datetime import date

import pytest
import yaml
from django.core.management import CommandError, call_command
from wagtail.models import ModelLogEntry, Revision

from curriculum import api as curriculum
from curriculum.domain.loading import DATA, BadData, load_curriculum
from curriculum.models import DatedRule, Objective, Theme

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)


def test_themes_come_in_four_languages_and_say_that_they_are_an_example():
    load_curriculum()
    themes = curriculum.list_themes(on=TODAY)

    assert [theme.key for theme in themes[:3]] == ["wonen", "werk", "onderwijs"]
    assert all(not theme.title_in(language).is_missing for theme in themes for language in ("nl", "en", "fr", "ar"))
    assert all(theme.is_example for theme in themes)


def test_the_module_wonen_finds_its_sixteen_objectives(django_assert_num_queries):
    load_curriculum()
    with django_assert_num_queries(1):
        objectives = curriculum.list_objectives(theme="wonen", on=TODAY)
    assert len(objectives) == 16
    assert curriculum.get_objectives(keys=["wonen-waarborg", "nope"]).keys() == {"wonen-waarborg"}


def test_nothing_is_called_law_that_was_not_read_in_the_law():
    load_curriculum()
    assert not DatedRule.objects.filter(confidence="law").exists()


def test_loading_twice_changes_nothing():
    load_curriculum()
    before = (Revision.objects.count(), ModelLogEntry.objects.count())
    outcomes = load_curriculum()
    assert {outcome.result for outcome in outcomes} == {"unchanged"}
    assert (Revision.objects.count(), ModelLogEntry.objects.count()) == before


def test_a_dry_run_writes_nothing(capsys):
    call_command("load_curriculum", dry_run=True)
    assert "nothing written" in capsys.readouterr().out
    assert not Theme.objects.exists()


def test_what_staff_changed_stays():
    load_curriculum()
    rule = DatedRule.objects.get(kind="hours", code="mo", regime="flanders")
    rule.value = {"minutes": 4200}
    rule.save()

    counted = Counter(outcome.result for outcome in load_curriculum())

    rule.refresh_from_db()
    assert rule.value == {"minutes": 4200}
    assert counted["kept"] == 1


@pytest.fixture
def edited_copy(tmp_path):
    """A copy of the data files in which one may change things."""

    def edit(name, change):
        for file in DATA.glob("*.yaml"):
            (tmp_path / file.name).write_text(file.read_text(encoding="utf-8"), encoding="utf-8")
        data = yaml.safe_load((tmp_path / name).read_text(encoding="utf-8"))
        change(data)
        (tmp_path / name).write_text(yaml.safe_dump(data), encoding="utf-8")
        return tmp_path

    return edit


def test_a_new_version_of_the_file_is_taken_over_and_stands_in_the_history(edited_copy):
    load_curriculum()
    folder = edited_copy("objectives.yaml", lambda rows: rows[0]["title"].update(nl="Ik vind een woning."))

    counted = Counter(outcome.result for outcome in load_curriculum(folder=folder))

    row = Objective.objects.get(key="wonen-zoeken")
    assert row.title["nl"] == "Ik vind een woning."
    assert counted["changed"] == 1
    entry = ModelLogEntry.objects.for_instance(row).filter(action="wagtail.edit").get()
    assert entry.data["changes"]["title"][1]["nl"] == "Ik vind een woning."


def test_all_mistakes_are_told_at_once_and_nothing_is_written(edited_copy, monkeypatch):
    def spoil(rows):
        rows[0]["value"] = {"days": 30, "months": 1}
        rows[1]["confidence"] = "certain"

    folder = edited_copy("rules.yaml", spoil)
    with pytest.raises(BadData) as refusal:
        load_curriculum(folder=folder)
    assert len(str(refusal.value).splitlines()) == 2
    assert not Theme.objects.exists()

    monkeypatch.setattr(load_curriculum, "__kwdefaults__", {"folder": folder, "is_dry_run": False})
    with pytest.raises(CommandError, match="certain"):
        call_command("load_curriculum")


def test_an_objective_of_an_unknown_theme_is_refused(edited_copy):
    folder = edited_copy("objectives.yaml", lambda rows: rows[0].update(theme="ruimtevaart"))
    with pytest.raises(BadData, match="ruimtevaart"):
        load_curriculum(folder=folder)
