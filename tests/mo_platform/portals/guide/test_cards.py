import re
from datetime import date, timedelta

import pytest
import segno
import time_machine
from django.db import connection
from django.test import Client

from core import api as core
from mo_platform.portals.card_sheet import make_sheet
from mo_platform.portals.guide.qr import QUIET_ZONE
from people import api as people
from people.domain.cards import find_card, refuse_device
from people.domain.devices import add_visit, enrol_device, list_devices
from people.domain.links import UsedLink, use_handover_link
from people.domain.pictures import has_pin, set_pin
from people.enums import Role
from people.models import Card, Newcomer
from tests.factories import NOW, make_newcomer
from tests.signing_in import sign_in_staff

from .conftest import MISSING, address, browser_of, read_marks, send, staff_in, text_of

CARD_PAGES = ("newcomer_card", "issue_card", "revoke_card", "reset_pictures", "handover_link", "withdraw_link")


def digits_on(response) -> str:
    (groups,) = re.findall(r'class="wallet-digits number" dir="ltr">(.*?)</p>', text_of(response))
    return "".join(re.findall(r"<span>(\d{4})</span>", groups))


def issue(browser, newcomer, replaces=""):
    return browser.post(address("issue_card", newcomer), {"replaces": replaces})


def say_why(browser, newcomer, *, purpose="question", explanation=""):
    """Outside the own caseload the card opens after a purpose."""
    browser.post(address("card_purpose", newcomer), {"purpose": purpose, "explanation": explanation})


def looks_at(newcomer) -> list[tuple]:
    return [(look.what, look.purpose) for look in people.list_looks(newcomer=newcomer)]


def test_the_printed_card_works_and_its_numbers_are_kept_nowhere(worker, newcomer):
    page = issue(worker, newcomer)

    digits = digits_on(page)
    assert len(digits) == 16
    assert find_card(digits=digits).newcomer == newcomer
    assert "no-store" in page["Cache-Control"]
    assert digits not in str(dict(worker.session))
    assert digits not in dump_of_database()
    assert looks_at(newcomer) == [("print", "guidance"), ("card", "guidance")]


def test_the_square_leads_to_the_sign_in_with_the_numbers_behind_the_hash(worker, newcomer, settings):
    settings.PUBLIC_URL = "https://mo.example"

    page = issue(worker, newcomer)

    sheet = page.context["sheet"]
    assert is_code_of(sheet.qr, f"https://mo.example/card/#{digits_on(page)}")
    assert sheet.address == "mo.example/card/"


def test_the_sheet_speaks_dutch_and_her_language_and_names_the_office(worker, newcomer):
    page = text_of(issue(worker, newcomer))

    assert page.count('class="sheet-own" lang="ar" dir="rtl"') == 6
    assert "Kantoor Gent" in page
    assert "02 000 00 00" in page


def test_without_sentences_in_her_languages_the_sheet_is_in_dutch_and_the_card_page_says_so(
    four_languages, worker, case_worker
):
    newcomer = make_newcomer(case_worker=case_worker, languages=("ti", "so"))

    assert worker.get(address("newcomer_card", newcomer)).context["sheet_language"] is None
    assert "sheet-own" not in text_of(issue(worker, newcomer))


def test_a_new_card_stops_the_old_one(worker, newcomer):
    first = digits_on(issue(worker, newcomer))
    second = digits_on(issue(worker, newcomer, replaces=Card.objects.get().pk))

    assert find_card(digits=first) is None
    assert find_card(digits=second).newcomer == newcomer


def test_the_desk_is_asked_its_own_question_and_she_reads_the_answer(office, newcomer):
    desk = staff_in(office, Role.DESK)

    page = desk.get(address("card_purpose", newcomer))
    refused = desk.post(address("card_purpose", newcomer), {"purpose": "stand_in"})
    say_why(desk, newcomer, purpose="sign_in")

    assert [value for value, _words in page.context["form"].fields["purpose"].choices] == ["sign_in", "question"]
    assert "caseload" not in text_of(page).split("<main")[1]
    assert refused.status_code == 400
    assert desk.get(address("newcomer_card", newcomer)).status_code == 200
    assert looks_at(newcomer) == [("card", "sign_in")]


def test_an_administrator_outside_her_caseload_may_stand_in_too(office, newcomer):
    page = staff_in(office, Role.ORG_ADMIN).get(address("card_purpose", newcomer))

    values = [value for value, _words in page.context["form"].fields["purpose"].choices]
    assert values == ["sign_in", "question", "stand_in", "check"]


@pytest.mark.parametrize("language", [one.code for one in core.list_languages() if one.code != "nl"])
def test_every_sentence_of_the_sheet_is_in_her_language_too(case_worker, language):
    newcomer = make_newcomer(case_worker=case_worker, languages=[language])

    sheet = make_sheet(newcomer=newcomer)

    assert sheet.language == core.get_language(language)
    assert sheet.own_title not in ("", sheet.dutch_title)
    assert [step.own for step in sheet.steps if step.own in ("", step.dutch)] == []


@pytest.mark.parametrize("languages", [["ti"], ["nl"], ["ti", "nl"]])
def test_a_sheet_without_a_language_of_hers_has_the_dutch_once(four_languages, case_worker, languages):
    newcomer = make_newcomer(case_worker=case_worker, languages=languages)

    sheet = make_sheet(newcomer=newcomer)

    assert sheet.language is None
    assert {sheet.own_title, *(step.own for step in sheet.steps)} == {""}


def test_reloading_the_print_page_asks_before_it_makes_another_card(worker, newcomer):
    digits = digits_on(issue(worker, newcomer))

    again = issue(worker, newcomer)

    assert "wallet-digits" not in text_of(again)
    assert find_card(digits=digits) is not None
    standing = re.search(r'name="replaces" value="(\d+)"', text_of(again)).group(1)
    assert len(digits_on(issue(worker, newcomer, replaces=standing))) == 16


def test_the_print_page_has_no_address_of_its_own(worker, newcomer):
    response = worker.get(address("issue_card", newcomer))

    assert response.url == address("newcomer_card", newcomer)
    assert not Card.objects.exists()


def test_a_stopped_card_signs_nobody_in_and_a_second_press_says_so(worker, newcomer):
    digits = digits_on(issue(worker, newcomer))
    assert worker.get(address("revoke_card", newcomer)).status_code == 200
    assert find_card(digits=digits) is not None

    send(worker, address("revoke_card", newcomer))

    assert find_card(digits=digits) is None
    again = send(worker, address("revoke_card", newcomer), follow=True)
    assert "Er was geen kaart die werkte." in text_of(again)


def test_a_card_made_meanwhile_is_not_stopped_unseen(worker, newcomer):
    issue(worker, newcomer)
    opened_before = read_marks(worker, address("revoke_card", newcomer))
    standing = Card.objects.get(revoked_at__isnull=True).pk
    digits = digits_on(issue(worker, newcomer, replaces=standing))

    response = worker.post(address("revoke_card", newcomer), opened_before)

    assert find_card(digits=digits) is not None
    assert "Intussen is een andere kaart gemaakt, door Els Peeters" in text_of(response)
    worker.post(address("revoke_card", newcomer), {"replaces": response.context["form"]["replaces"].value()})
    assert find_card(digits=digits) is None


def link_of(browser, newcomer) -> str:
    """The token of a link that was just made."""
    return browser.post(address("handover_link", newcomer)).context["address"].rstrip("/").rpartition("/")[2]


def works(token: str) -> bool:
    try:
        use_handover_link(token=token, at=NOW)
    except UsedLink:
        return False
    return True


def test_stopping_the_card_stops_the_link_that_is_still_open(worker, newcomer):
    issue(worker, newcomer)
    token = link_of(worker, newcomer)
    assert "ook niet met een link die nog openstaat" in text_of(worker.get(address("revoke_card", newcomer)))

    send(worker, address("revoke_card", newcomer))

    assert not works(token)


def test_a_new_card_stops_the_link_and_a_first_card_does_not(worker, newcomer):
    first = link_of(worker, newcomer)
    issue(worker, newcomer)
    assert works(first)

    second = link_of(worker, newcomer)
    issue(worker, newcomer, replaces=Card.objects.get(revoked_at__isnull=True).pk)
    assert not works(second)


def test_a_link_is_withdrawn_after_a_question_and_she_can_read_it(worker, newcomer):
    token = link_of(worker, newcomer)
    assert address("withdraw_link", newcomer) in text_of(worker.get(address("newcomer_card", newcomer)))
    worker.get(address("withdraw_link", newcomer))
    assert people.get_ways_in(newcomer=newcomer, at=NOW).link_expires_at is not None

    done = worker.post(address("withdraw_link", newcomer), follow=True)

    assert "De link werkt niet meer." in text_of(done)
    assert not works(token)
    assert address("withdraw_link", newcomer) not in text_of(done)
    assert looks_at(newcomer) == [
        ("link_withdrawn", "guidance"),
        ("link", "guidance"),
        ("card", "guidance"),
    ]


def test_withdrawing_a_link_that_is_gone_says_so_and_writes_nothing(worker, newcomer):
    again = worker.post(address("withdraw_link", newcomer), follow=True)

    assert "Er was geen link die werkte" in text_of(again)
    assert looks_at(newcomer) == [("card", "guidance")]


def test_the_phone_she_does_not_know_takes_an_open_link_with_it(worker, newcomer):
    token = link_of(worker, newcomer)
    device, _token = enrol_device(newcomer=newcomer, label="Android", is_own=False, at=NOW)

    refuse_device(newcomer=newcomer, uuid=device.uuid, besides=None, at=NOW)

    assert not works(token)


def test_forgotten_pictures_are_reset_after_a_question(worker, newcomer):
    set_pin(newcomer=newcomer, pictures=["key", "cup", "tree"], at=NOW)

    worker.get(address("reset_pictures", newcomer))
    assert has_pin(newcomer=newcomer)
    worker.post(address("reset_pictures", newcomer))

    assert not has_pin(newcomer=newcomer)
    assert looks_at(newcomer) == [("pictures", "guidance"), ("card", "guidance")]


def test_a_link_is_shown_once_opens_in_her_language_and_works_once(worker, newcomer, settings):
    settings.PUBLIC_URL = "https://mo.example"
    assert "mo.example" not in text_of(worker.get(address("handover_link", newcomer)))

    page = worker.post(address("handover_link", newcomer))

    link = page.context["address"]
    assert link.startswith("https://mo.example/ar/sign-in/link/")
    assert is_code_of(page.context["qr"], link)
    assert page.context["ways"].link_expires_at == NOW + timedelta(hours=48)
    token = link.rstrip("/").rpartition("/")[2]
    assert token not in dump_of_database()
    assert use_handover_link(token=token, at=NOW) == newcomer
    assert looks_at(newcomer) == [("link", "guidance"), ("card", "guidance")]


def test_the_desk_finds_a_newcomer_by_part_of_her_name_or_her_birth_date(office, newcomer, case_worker):
    desk = staff_in(office, Role.DESK)
    make_newcomer(case_worker=case_worker, first_name="Bilal", last_name="Omar", birth_date=date(1990, 1, 2))

    def found(**query):
        return [person.name for person in desk.get("/guide/cards/", query).context["found"]]

    assert found(name="had") == ["Amal Haddad"]
    assert found(name="omar bil") == ["Bilal Omar"]
    assert found(birth_date="1990-01-02") == ["Bilal Omar"]
    assert found(name="Haddad", birth_date="1990-01-02") == []
    assert looks_at(newcomer) == []


@pytest.mark.parametrize("query", [{"name": "a"}, {"name": " a "}, {"birth_date": "yesterday"}])
def test_the_desk_cannot_leaf_through_everybody(office, newcomer, query):
    page = staff_in(office, Role.DESK).get("/guide/cards/", query)

    assert page.context["found"] == []
    assert page.context["form"].errors
    assert "Haddad" not in text_of(page)


def test_the_desk_sees_of_a_newcomer_what_a_card_needs_and_no_more(office, newcomer):
    desk = staff_in(office, Role.DESK)
    say_why(desk, newcomer)

    page = text_of(desk.get(address("newcomer_card", newcomer)))

    assert "Amal Haddad" in page
    assert address("dossier", newcomer) + '"' not in page
    assert desk.get(address("dossier", newcomer)).status_code == 404


def test_the_desk_says_why_before_it_sees_anything_and_each_act_stands_in_the_log_for_that(office, newcomer):
    desk = staff_in(office, Role.DESK)
    for name in CARD_PAGES:
        assert desk.get(address(name, newcomer)).url == address("card_purpose", newcomer)
        assert desk.post(address(name, newcomer)).status_code == (405 if name == "newcomer_card" else 302)
    assert looks_at(newcomer) == []
    assert not Card.objects.exists()
    assert desk.post(address("card_purpose", newcomer), {"explanation": ""}).status_code == 400
    assert looks_at(newcomer) == []

    say_why(desk, newcomer, purpose="sign_in", explanation="Els is ziek")
    desk.get(address("newcomer_card", newcomer))
    desk.get(address("newcomer_card", newcomer))
    issue(desk, newcomer)

    assert looks_at(newcomer) == [("print", "sign_in"), ("card", "sign_in")]
    assert {look.role for look in people.list_looks(newcomer=newcomer)} == {Role.DESK}
    assert people.list_looks(newcomer=newcomer)[1].explanation == "Els is ziek"


def test_an_open_dossier_opens_the_card_for_the_same_purpose_and_never_the_other_way_round(colleague, newcomer):
    browser = browser_of(colleague)
    say_why(browser, newcomer)
    assert browser.get(address("dossier", newcomer)).url == address("dossier_purpose", newcomer)

    browser = browser_of(colleague)
    browser.post(address("dossier_purpose", newcomer), {"purpose": "check"})
    assert browser.get(address("newcomer_card", newcomer)).status_code == 200

    assert looks_at(newcomer) == [("card", "check"), ("dossier", "check"), ("card", "question")]


def test_registering_and_printing_the_first_card_are_logged_as_what_they_are(worker, case_worker):
    office = case_worker.memberships.get().organisation
    worker.post(
        "/guide/register/",
        {
            "office": office.pk,
            "first_name": "Rim",
            "language_1": "ar",
            "registered_on": "2026-11-20",
            "region": "flanders",
            "obligation": "obliged",
        },
    )
    rim = Newcomer.objects.get(first_name="Rim")
    worker.get(address("newcomer_card", rim))
    issue(worker, rim)

    assert looks_at(rim) == [("print", "registration"), ("registration", "registration")]


def test_a_visit_lasts_an_hour(office, newcomer):
    desk = staff_in(office, Role.DESK)
    say_why(desk, newcomer)
    with time_machine.travel(NOW + timedelta(minutes=61), tick=False):
        assert desk.post(address("issue_card", newcomer)).url == address("card_purpose", newcomer)
    assert not Card.objects.exists()


def test_a_new_card_signs_her_out_everywhere_unless_she_has_her_phones_with_her(worker, newcomer):
    issue(worker, newcomer)
    device, _token = enrol_device(newcomer=newcomer, label="Android", is_own=True, at=NOW)
    visit = add_visit(newcomer=newcomer, label="Windows", at=NOW)

    standing = Card.objects.get(revoked_at__isnull=True).pk
    worker.post(address("issue_card", newcomer), {"replaces": standing, "keeps_phones": "on"})
    assert list(list_devices(newcomer=newcomer, at=NOW)) == [device]
    visit.refresh_from_db()
    assert visit.revoked_at == NOW
    assert send(worker, address("revoke_card", newcomer)).status_code == 302

    assert not list_devices(newcomer=newcomer, at=NOW).exists()


def test_a_newcomer_of_another_office_is_neither_found_nor_shown(newcomer, other_office):
    stranger = staff_in(other_office, Role.DESK)

    assert stranger.get("/guide/cards/", {"name": "Haddad"}).context["found"] == []
    for name in CARD_PAGES:
        for method in (stranger.get, stranger.post):
            foreign, missing = method(address(name, newcomer)), method(address(name, MISSING))
            assert foreign.status_code == missing.status_code == 404
            assert text_of(foreign).replace(str(newcomer.uuid), MISSING) == text_of(missing)
    assert not Card.objects.exists()
    assert looks_at(newcomer) == []


@pytest.mark.parametrize("role", [Role.TEACHER, Role.TRANSLATOR, Role.AUDITOR, Role.PLATFORM_ADMIN])
def test_cards_do_not_exist_for_other_roles(office, newcomer, role):
    browser = staff_in(office, role)

    assert browser.get("/guide/cards/").status_code == 404
    for name in CARD_PAGES:
        assert browser.post(address(name, newcomer)).status_code == 404
    assert not Card.objects.exists()


def test_a_card_is_not_made_by_a_page_of_somebody_else(newcomer, case_worker):
    guarded = sign_in_staff(Client(enforce_csrf_checks=True), case_worker)

    assert guarded.post(address("issue_card", newcomer), {"replaces": ""}).status_code == 403
    assert not Card.objects.exists()


def dump_of_database() -> str:
    """Everything that was stored, in one text."""
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        rows = []
        for table in tables:
            cursor.execute(f'SELECT * FROM "{table}"')
            rows.append(str(cursor.fetchall()))
    return "\n".join(rows)


def is_code_of(qr, text: str) -> bool:
    """Whether the drawn path has exactly the dark modules of the symbol that segno makes of a text."""
    dark = set()
    for x, y, width, back in re.findall(r"M(\d+) (\d+)h(\d+)v1h-(\d+)z", qr.path):
        assert width == back
        dark |= {(int(y) - QUIET_ZONE, int(x) + step - QUIET_ZONE) for step in range(int(width))}
    matrix = segno.make(text, error="m", micro=False).matrix
    assert qr.size == len(matrix) + 2 * QUIET_ZONE
    return dark == {(y, x) for y, row in enumerate(matrix) for x, module in enumerate(row) if module}
