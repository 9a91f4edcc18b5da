"""Teachers make tests in /cms/: what they type is read, tried, saved as a version from a day on; who decides opens them."""

import re
from datetime import date, timedelta
from html import unescape

import pytest
import time_machine
from django.core.management import call_command
from django.http import QueryDict
from django.utils import timezone

from assessments import api as assessments
from assessments.domain.blueprints import get_version, list_standing_versions
from assessments.models import BankQuestion, Blueprint, BlueprintVersion, BlueprintWithdrawal
from mo_platform.bank.making_draft import write_fields
from mo_platform.bank.making_whole import WholeForm
from plans import api as plans
from tests.assessments.factories import make_bank, make_mock_exam
from tests.assessments.test_blueprints import OTHERS
from tests.factories import make_newcomer

pytestmark = pytest.mark.django_db
LIST = "/cms/questions/oefenbank/tests/"


@pytest.fixture
def today() -> date:
    return plans.brussels_date(timezone.now())


def fields(today, **changes) -> dict:
    """What the form of a test of two questions sends."""
    data = {
        "sections": {"deel": {"draws": [{"count": 2, "themes": ["wonen"]}], "title": {"nl": "Wonen"}}},
        "outcomes": {"passed": {"correct": 1, "section": "deel"}},
        "title": {"nl": "Toets over wonen", "ar": "اختبار السكن"},
    }
    sent = write_fields(data, uses=["practice"], valid_from=today.isoformat(), base=0)
    for name, value in changes.items():
        sent.setlist(name.replace("__", "-"), value if isinstance(value, list) else [value])
    return dict(sent.lists())


def make(browser, today, **changes):
    return browser.post(f"{LIST}new/", fields(today, **changes) | {"save": "1"})


def typed(page: str) -> QueryDict:
    """The fields of the page as a browser would send them, but for lists to choose from."""
    sent = QueryDict(mutable=True)
    for tag in re.findall(r"<input [^>]*>", page):
        told = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        if "name" in told and (told.get("type") not in ("checkbox", "radio") or " checked" in tag):
            sent.appendlist(told["name"], unescape(told.get("value", "on")))
    return sent


def test_a_teacher_makes_a_test_which_nobody_can_sit_before_it_is_opened(bank, teacher, reviewer, today):
    assert teacher.get(f"{LIST}new/").status_code == 200
    response = make(teacher, today)
    row = Blueprint.objects.get()
    assert response["Location"] == f"{LIST}{row.code}/"
    version = row.versions.get()
    assert version.data == {
        "title": {"nl": "Toets over wonen", "ar": "اختبار السكن"},
        "sections": {"deel": {"draws": [{"count": 2, "themes": ["wonen"]}], "title": {"nl": "Wonen"}}},
        "outcomes": {"passed": {"correct": 1, "section": "deel"}},
    }
    assert (version.by, version.uses, version.valid_from) == (teacher.user, ["practice"], today)
    assert row.open_to == "nobody"
    assert teacher.post(f"{LIST}{row.code}/open/", {"open_to": "everybody"}).status_code == 404
    assert reviewer.post(f"{LIST}{row.code}/open/", {"open_to": "newcomers"}).status_code == 302
    row.refresh_from_db()
    assert (row.open_to, row.openings.get().by) == ("newcomers", reviewer.user)
    page = teacher.get(LIST).text
    assert "Toets over wonen" in page and "alle nieuwkomers" in page


def test_what_learners_can_sit_is_changed_by_who_decides(bank, teacher, reviewer, translator, today):
    make(teacher, today)
    url = f"{LIST}{Blueprint.objects.get().code}/"
    change = fields(today, s0__d0__count="1", base="1") | {"save": "1"}
    reviewer.post(f"{url}open/", {"open_to": "newcomers"})
    assert teacher.post(url, change).status_code == 404
    assert translator.post(url, change).status_code == 404
    assert 'name="save"' not in teacher.get(url).text and "Wonen" in translator.get(url).text
    assert reviewer.post(url, change).status_code == 302
    assert [version.data["sections"]["deel"]["draws"][0]["count"] for version in versions()] == [2, 1]


def versions():
    return list(BlueprintVersion.objects.order_by("number"))


def test_a_change_holds_from_a_day_on_and_its_history_says_who_changed_what(bank, teacher, today):
    make(teacher, today)
    url, later = f"{LIST}{Blueprint.objects.get().code}/", today + timedelta(days=9)
    assert teacher.post(url, fields(today, base="1") | {"save": "1"}).status_code == 302
    assert len(versions()) == 1  # it says the same
    change = fields(later, minutes="30", base="1") | {"save": "1"}
    assert teacher.post(url, change).status_code == 302
    stale = teacher.post(url, fields(later, minutes="45", base="1") | {"save": "1"})
    assert stale.status_code == 409 and 'value="45"' in stale.text and 'name="base" value="2"' in stale.text
    code = Blueprint.objects.get().code

    def minutes_on(day):
        return get_version(code=code, regime="flanders", on=day).data.get("minutes")

    assert (minutes_on(today), minutes_on(later)) == (None, 30)
    page = teacher.get(f"{url}history/").text
    assert "<ins>30 minuten</ins>" in page and "<del>Geen tijdslimiet</del>" in page
    assert str(teacher.user.get_full_name() or teacher.user) in page


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"s0__d0__count": "veel"}, "Vul een geheel getal in."),
        ({"o0__p0__c0__minimum": "3"}, "Zoveel kan daar niet gehaald worden"),
        ({"title_nl": ""}, "Geef een naam in het Nederlands."),
        ({"s0__title_nl": ""}, "Geef een naam in het Nederlands."),
        ({"uses": []}, "Vul dit in."),
        ({"valid_from": "2020-01-01"}, "kies vandaag of een latere dag"),
        ({"valid_until": "2020-01-01"}, "eindigt voor hij begint"),
        ({"section": []}, "Een toets heeft een deel en een uitslag nodig."),
        ({"s0__draw": []}, "Elk deel heeft vragen nodig"),
    ],
)
def test_bad_input_loses_nothing_and_is_told(bank, teacher, today, changes, said):
    response = make(teacher, today, **changes)
    assert response.status_code == 400 and said in unescape(response.text)
    assert "Toets over wonen" in response.text or "title_nl" in changes
    assert "اختبار السكن" in response.text
    for value in changes.values():
        assert f'value="{value}"' in response.text or not isinstance(value, str) or not value
    assert not Blueprint.objects.exists()


def test_sections_draws_and_outcomes_are_added_and_removed_by_a_button(bank, teacher, today):
    def press(sent, **button):
        response = teacher.post(f"{LIST}new/", sent | button)
        assert response.status_code == 200
        return response.text

    page = press(fields(today, s0__d0__count="veel"), add="section")
    assert 'value="veel"' in page and 'name="s1-d0-count"' in page and 'aria-invalid="true"' not in page
    assert 'name="s0-d1-count"' in press(fields(today), add="s0-draw")
    assert 'name="o0-p0-c1-minimum"' in press(fields(today), add="o0-p0-cut")
    assert 'name="o1-p0-c0-minimum"' in press(fields(today), add="outcome")
    gone = press(fields(today), remove="section:0")
    assert 'name="s0-d0-count"' not in gone and "Toets over wonen" in gone
    assert 'name="x-y"' not in press(fields(today), add="x-y")


def test_the_editor_says_what_is_lacking_in_which_language_and_draws_an_example(bank, teacher, today):
    make_bank(keys=("wonen-1", "wonen-2"), languages=("nl",))
    make_bank(keys=("wonen-1", "wonen-2", "wonen-3"))
    page = teacher.post(f"{LIST}new/", fields(today, s0__d0__count="4") | {"check": "1"}).text
    assert "3 <span" in page and "te weinig" in page
    short = teacher.post(f"{LIST}new/", fields(today, s0__d0__count="4") | {"example": "1", "language": "nl"}).text
    assert "niet vullen" in short
    example = teacher.post(f"{LIST}new/", fields(today) | {"example": "1", "language": "nl"}).text
    assert len(re.findall(r"Vraag wonen-\d\?", example)) == 2
    assert not Blueprint.objects.exists()


def test_a_test_that_follows_the_law_is_copied_and_written_out(bank, teacher):
    call_command("load_curriculum", verbosity=0)
    make_mock_exam(data={"pass_rule": "mo_test", "title": {"nl": "Proefexamen"}})
    page = teacher.get(f"{LIST}new/?copy=mo-mock").text
    assert "Proefexamen (kopie)" in page and 'name="s0-d0-count"' not in page and "minstens 16" in page
    sent = typed(page)
    sent["write-out"] = "1"
    sent["feedback"] = "at_end"
    written = teacher.post(f"{LIST}new/?copy=mo-mock", sent).text
    assert 'name="s1-d0-count" value="11"' in written and 'name="o0-p1-c0-minimum" value="9"' in written


@pytest.mark.parametrize("name", sorted(OTHERS))
def test_what_a_blueprint_says_is_the_same_after_the_form(name):
    """All the tests of the table: nothing of what they say is lost in the editor."""
    data = OTHERS[name] | {"title": {"nl": name}}
    sent = write_fields(data, uses=["mock"], valid_from="2026-01-01", base=0)
    for number, key in enumerate(data["sections"]):
        sent[f"s{number}-title_nl"] = key
    for number, key in enumerate(data["outcomes"]):
        sent[f"o{number}-title_nl"] = key
    asked = [draw for section in data["sections"].values() for draw in section["draws"]]
    offered = {
        name: [(value, value) for draw in asked for value in draw.get(name, ())]
        for name in ("themes", "tags", "objectives")
    }
    offered["region"] = [("", ""), *((draw["region"], "") for draw in asked if draw.get("region"))]
    form = WholeForm(sent, offered=offered, kept=data["outcomes"], is_asked=True)
    assert form.is_valid(), form.problems
    read, wanted = assessments.read_blueprint(form.read()), assessments.read_blueprint(data)
    assert {key: section.draws for key, section in zip(data["sections"], read.sections, strict=True)} == {
        section.key: section.draws for section in wanted.sections
    }
    assert (read.outcomes, read.minutes, read.feedback) == (wanted.outcomes, wanted.minutes, wanted.feedback)


def test_strangers_find_nothing(bank, teacher, stranger, today):
    make(teacher, today)
    code = Blueprint.objects.get().code
    for path in ("", "new/", f"{code}/", f"{code}/history/"):
        assert stranger.get(f"{LIST}{path}").status_code == 404
        assert teacher.get(f"{LIST}{path}").status_code == 200
    assert stranger.post(f"{LIST}new/", fields(today) | {"save": "1"}).status_code == 404
    assert teacher.get(f"{LIST}no-such/").status_code == 404


def test_a_question_says_by_name_in_which_tests_it_stood(bank, teacher, reviewer, today):
    make(teacher, today)
    code = Blueprint.objects.get().code
    reviewer.post(f"{LIST}{code}/open/", {"open_to": "everybody"})
    assessments.start_attempt(
        taker=assessments.Taker(make_newcomer()),
        code=code,
        language="nl",
        regime="flanders",
        on=today,
        at=timezone.now(),
    )
    history = teacher.get(f"/cms/questions/{BankQuestion.objects.get(key='wonen-1').pk}/history/").text
    assert "<td>Toets over wonen</td><td>Nederlands</td>" in history and code not in history


class TestWithdrawing:
    @pytest.fixture
    def test(self, bank, teacher, today):
        """It holds from today, and shall have another name in ten days."""
        make(teacher, today)
        row = Blueprint.objects.get()
        later = (today + timedelta(days=10)).isoformat()
        told = fields(today, valid_from=later, base="1", title_nl="Later") | {"save": "1"}
        assert teacher.post(f"{LIST}{row.code}/", told).status_code == 302
        return row

    def test_what_is_planned_is_taken_back_after_a_question(self, test, teacher, today):
        address = f"{LIST}{test.code}/withdraw/2/"
        assert address in teacher.get(LIST).text and address in teacher.get(f"{LIST}{test.code}/").text
        assert "Later" in teacher.get(address).text and list_standing_versions().count() == 2

        teacher.post(address)

        later = today + timedelta(days=11)
        assert get_version(code=test.code, regime="flanders", on=later).number == 1
        assert address not in teacher.get(LIST).text
        history = teacher.get(f"{LIST}{test.code}/history/").text
        assert "Versie 2 ingetrokken voor ze begon" in history and "Versie 1" in history
        changed = fields(today, base="1", title_nl="Anders") | {"save": "1"}
        assert teacher.post(f"{LIST}{test.code}/", changed).status_code == 302
        assert list_standing_versions().latest("number").number == 3

    def test_what_has_begun_and_what_is_alone_stays(self, test, teacher):
        address = f"{LIST}{test.code}/withdraw/1/"
        assert '<button class="button" type="submit">Trek' not in teacher.get(address).text
        assert "is al begonnen" in teacher.post(address).text
        assert list_standing_versions().count() == 2
        assert teacher.post(f"{LIST}{test.code}/withdraw/9/").status_code == 404

        with time_machine.travel(timezone.now() - timedelta(days=1)):
            BlueprintWithdrawal.objects.create(version=test.versions.get(number=2), at=timezone.now())
            assert "geen andere versie" in teacher.post(address).text

    def test_strangers_and_translators_withdraw_nothing(self, test, translator, stranger):
        for browser in (translator, stranger):
            assert browser.post(f"{LIST}{test.code}/withdraw/2/").status_code == 404
        assert not BlueprintWithdrawal.objects.exists()
