"""Asking to practise, from a dossier and from the caseload; changing it, taking it back; who may, and what the office sees."""

from datetime import date
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assessments import api as assessments
from assessments.models import BankQuestion
from curriculum.models import Theme, Track
from people import api as people
from people.enums import Role
from progress import api as progress
from progress.models import AssignmentTerms, PracticeAssignment
from tests.assessments.factories import make_bank, make_mock_exam
from tests.factories import NOW, StaffFactory, make_newcomer
from tests.progress.factories import ask_to_practise, practise

from .conftest import MISSING, address, browser_of, staff_in, text_of

TYPED = {"theme": "all", "size": "10", "way": "new", "due_on": "2026-12-04", "sentence": ""}


@pytest.fixture
def bank():
    since = date(2022, 3, 1)
    track = Track.objects.create(key="mo", title={"nl": "MO"}, valid_from=since)
    Theme.objects.create(key="wonen", title={"nl": "Wonen"}, track=track, valid_from=since)
    return make_bank(keys=[f"wonen-{number}" for number in range(1, 9)])


def typed(**fields) -> dict:
    return TYPED | {"key": str(uuid4())} | fields


def asked_of(newcomer) -> list[progress.Asked]:
    return [found.asked for found in progress.list_assignments(newcomer=newcomer)]


def looks_of(newcomer) -> list[tuple]:
    return [(look.what, look.purpose) for look in people.list_looks(newcomer=newcomer)]


def test_from_the_dossier_one_is_asked_and_the_dossier_says_how_far_she_is(worker, newcomer, bank):
    url = address("assign_practice", newcomer)
    assert f'href="{url}"' in text_of(worker.get(address("dossier", newcomer)))
    fields = typed(theme="wonen", way="mistakes", sentence=" Voor ons gesprek. ")
    response = worker.post(url, fields, follow=True)

    assert response.redirect_chain == [(address("dossier", newcomer), 302)]
    asked = progress.Asked("wonen", progress.PracticeWay.MISTAKES, 10, date(2026, 12, 4), "Voor ons gesprek.")
    assert asked_of(newcomer) == [asked]
    assert looks_of(newcomer) == [("practice", "guidance"), ("dossier", "guidance")]
    page = text_of(response)
    assert "Wonen, 10 vragen, eigen fouten" in page and "nog niet begonnen" in page


def test_the_same_form_sent_twice_asks_once(worker, newcomer, bank):
    fields = typed()
    for _ in range(2):
        assert worker.post(address("assign_practice", newcomer), fields).status_code == 302
    assert len(asked_of(newcomer)) == 1 and looks_of(newcomer).count(("practice", "guidance")) == 1


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"due_on": "2026-11-22"}, "due_on"),  # yesterday
        ({"due_on": "2028-11-22"}, "due_on"),
        ({"due_on": "soon"}, "due_on"),
        ({"size": "11"}, "size"),
        ({"theme": "tovenarij"}, "theme"),
        ({"way": "luck"}, "way"),
        ({"sentence": "x" * 201}, "sentence"),
        ({"key": ""}, "key"),
    ],
)
def test_what_cannot_be_is_said_at_its_line_and_nobody_is_asked(worker, newcomer, bank, fields, field):
    response = worker.post(address("assign_practice", newcomer), typed(**fields))
    assert response.status_code == 400 and set(response.context["form"].errors) == {field}
    assert asked_of(newcomer) == []


def test_a_day_that_is_over_is_said_kindly(worker, newcomer, bank):
    page = text_of(worker.post(address("assign_practice", newcomer), typed(due_on="2026-11-22")))
    assert "Deze dag is voorbij. Kies vandaag of een latere dag." in page


def test_several_ticked_people_are_asked_at_once(worker, case_worker, newcomer, bank):
    bilal = make_newcomer(case_worker=case_worker, first_name="Bilal", languages=["ps", "ar"])
    caseload = text_of(worker.get("/guide/caseload/"))
    assert caseload.count('form="ask-to-practise"') == 2 and f'action="{address("assign_to_several")}"' in caseload

    who = [str(newcomer.uuid), str(bilal.uuid)]
    page = text_of(worker.get(address("assign_to_several"), {"who": who}))
    assert page.count('name="who"') == 2 and "oefent in het Arabisch" in page
    fields = typed(who=who, sentence="Tot dan!")
    for _ in range(2):
        response = worker.post(address("assign_to_several"), fields, follow=True)
    assert response.redirect_chain == [("/guide/caseload/", 302)]
    for one in (newcomer, bilal):
        assert [asked.sentence for asked in asked_of(one)] == ["Tot dan!"]
        assert looks_of(one) == [("practice", "guidance")]


def test_who_ticks_nobody_is_told_so(worker, bank):
    assert "Vink aan" in text_of(worker.get(address("assign_to_several"), follow=True))


def test_a_colleagues_a_foreign_and_a_missing_newcomer_cannot_be_ticked(
    worker, newcomer, colleague, other_office, bank
):
    theirs = make_newcomer(case_worker=colleague, first_name="Chantal")
    elsewhere = StaffFactory(role=Role.CASE_WORKER, role__organisation=other_office)
    foreign = make_newcomer(case_worker=elsewhere, first_name="Dina")
    for other in (theirs.uuid, foreign.uuid, MISSING, "x"):
        who = [str(newcomer.uuid), str(other)]
        assert worker.get(address("assign_to_several"), {"who": who}).status_code == 404
        assert worker.post(address("assign_to_several"), typed(who=who)).status_code == 404
    assert not PracticeAssignment.objects.exists()


def test_a_colleague_asks_only_after_saying_why(newcomer, colleague, bank):
    browser, url = browser_of(colleague), address("assign_practice", newcomer)
    assert browser.post(url, typed())["Location"] == address("dossier_purpose", newcomer)
    browser.post(address("dossier_purpose", newcomer), {"purpose": "stand_in"})
    browser.post(url, typed())
    assert looks_of(newcomer)[0] == ("practice", "stand_in")


def test_other_roles_and_other_offices_find_nothing(newcomer, office, other_office, bank):
    asked = ask_to_practise(newcomer)
    urls = [address("assign_practice", newcomer)]
    urls += [address(name, newcomer, assignment=asked.uuid) for name in ("change_assignment", "withdraw_assignment")]
    strangers = [staff_in(other_office, Role.CASE_WORKER)]
    strangers += [staff_in(office, role) for role in (Role.ORG_ADMIN, Role.DESK, Role.TEACHER, Role.AUDITOR)]
    for stranger in strangers:
        for url in urls:
            assert stranger.post(url, typed(seen="1")).status_code == 404
    assert len(asked_of(newcomer)) == 1 and AssignmentTerms.objects.count() == 1

    administrator = staff_in(office, Role.ORG_ADMIN)
    administrator.post(address("dossier_purpose", newcomer), {"purpose": "question"})
    page = text_of(administrator.get(address("dossier", newcomer)))
    assert "nog niet begonnen" in page and urls[0] not in page and urls[2] not in page


def test_what_is_asked_is_changed_until_she_begins_and_then_only_its_day_and_sentence(worker, newcomer, bank):
    asked = ask_to_practise(newcomer)
    url = address("change_assignment", newcomer, assignment=asked.uuid)
    changed = TYPED | {"size": "20", "theme": "wonen", "seen": "1"}
    assert worker.post(url, changed).status_code == 302
    assert [(one.theme, one.size) for one in asked_of(newcomer)] == [("wonen", 20)]

    progress.start_assignment(newcomer=newcomer, uuid=asked.uuid, language="nl", at=NOW)
    worker.post(url, changed | {"size": "5", "theme": "all", "due_on": "2026-12-11", "seen": "2"})
    assert asked_of(newcomer) == [progress.Asked("wonen", None, 20, date(2026, 12, 11), "")]
    assert list(AssignmentTerms.objects.order_by("number").values_list("number", "size")) == [(1, 5), (2, 20), (3, 20)]


def test_what_a_colleague_changed_meanwhile_is_not_overwritten_unseen(worker, newcomer, bank):
    asked = ask_to_practise(newcomer)
    url = address("change_assignment", newcomer, assignment=asked.uuid)
    worker.post(url, TYPED | {"sentence": "Eerst", "seen": "1"})
    response = worker.post(url, TYPED | {"sentence": "Dan", "seen": "1"})
    assert response.status_code == 400 and "Nu bewaard: Eerst" in text_of(response)
    assert [one.sentence for one in asked_of(newcomer)] == ["Eerst"]


def test_withdrawn_twice_it_is_one_row_and_the_dossier_keeps_it(worker, newcomer, bank):
    asked = ask_to_practise(newcomer)
    url = address("withdraw_assignment", newcomer, assignment=asked.uuid)
    for _ in range(2):
        page = text_of(worker.post(url, {"seen": "1"}, follow=True))
    assert "ingetrokken" in page and AssignmentTerms.objects.count() == 2
    change = worker.get(address("change_assignment", newcomer, assignment=asked.uuid))
    assert change["Location"] == address("dossier", newcomer)
    assert worker.post(address("withdraw_assignment", newcomer, assignment=MISSING)).status_code == 404


def test_done_shows_its_day_and_nothing_of_the_answers(worker, newcomer, bank):
    asked = ask_to_practise(newcomer)
    practice = progress.start_assignment(newcomer=newcomer, uuid=asked.uuid, language="nl", at=NOW)
    assert "begonnen" in text_of(worker.get(address("dossier", newcomer)))
    for number in range(1, practice.total + 1):
        answer_right(newcomer, practice, number)
    page = text_of(worker.get(address("dossier", newcomer)))
    assert "klaar op 23 nov" in page and "Vraag wonen" not in page and "juist" not in page


def answer_right(newcomer, practice, number):
    response = assessments.right_response_of(version=practice.get_version(number))
    progress.answer_practice(newcomer=newcomer, uuid=practice.uuid, number=number, response=response, at=NOW)


def test_it_is_no_evidence(worker, newcomer, bank):
    practise(newcomer, [(bank["wonen-1"], True)])
    ask_to_practise(newcomer)
    assert worker.get(address("dossier", newcomer)).context["evidence"] == []


def test_a_test_is_asked_in_place_of_a_set_and_the_office_sees_whether_it_is_done(worker, newcomer, bank):
    data = {
        "title": {"nl": "Toets over wonen"},
        "sections": {"deel": {"draws": [{"count": 2}]}},
        "outcomes": {"passed": {"correct": 1}},
    }
    for code, open_to in (("wonen-toets", "asked"), ("geheim", "nobody")):
        entry = assessments.BlueprintEntry(code, data, ("practice",), date(2022, 3, 1), open_to=open_to)
        assessments.save_blueprints(bank_code="oefenbank", entries=[entry], at=NOW)
    url = address("assign_practice", newcomer)
    form = text_of(worker.get(url))
    assert 'value="wonen-toets"' in form and "geheim" not in form
    assert worker.post(url, typed(test="geheim")).status_code == 400
    page = text_of(worker.post(url, typed(test="wonen-toets", theme="wonen"), follow=True))
    assert asked_of(newcomer) == [progress.ask_for_test(test="wonen-toets", due_on=date(2026, 12, 4))]
    assert "de toets “Toets over wonen”" in page and "nog niet begonnen" in page


@pytest.mark.parametrize(
    ("reads", "told"),
    [
        (["nl", "ar"], []),
        (["ar", "fr"], ["oefent in het Nederlands, want in het Arabisch zijn er nog geen vragen, over: Werk"]),
        (["ti", "ar"], ["oefent in het Arabisch: er zijn nog geen vragen in het Tigrinya"]),
        (["ti"], ["oefent in het Nederlands: er zijn nog geen vragen in het Tigrinya"]),
    ],
)
def test_before_it_is_asked_the_form_warns_who_does_not_practise_in_her_best_language(
    worker, newcomer, bank, reads, told
):
    theme = Theme.objects.get(key="wonen")
    Theme.objects.create(key="werk", title={"nl": "Werk"}, track=theme.track, valid_from=theme.valid_from)
    questions = BankQuestion.objects.filter(key__in=["wonen-7", "wonen-8"])
    questions.update(theme="werk", languages=["nl"])
    newcomer.profile.languages = reads
    newcomer.profile.save()
    asked = ask_to_practise(newcomer)
    for url in (address("assign_practice", newcomer), address("change_assignment", newcomer, assignment=asked.uuid)):
        response = worker.get(url)
        assert response.context["language_notes"] == ([(newcomer, told)] if told else [])
        assert ("notice-warning" in text_of(response)) == bool(told)


def test_a_theme_without_questions_where_she_lives_is_told(worker, newcomer, bank):
    BankQuestion.objects.update(region="brussels")
    notes = worker.get(address("assign_practice", newcomer)).context["language_notes"]
    assert notes == [(newcomer, ["er zijn geen vragen om mee te oefenen"])]


@pytest.mark.parametrize(
    ("reads", "told"),
    [
        (["ar"], []),
        (["fr", "ar"], ["legt in het Arabisch af wat er in het Frans niet is: mo-mock, mo-mock-timed"]),
        (["fr"], ["legt in het Nederlands af wat er in het Frans niet is: mo-mock, mo-mock-timed"]),
    ],
)
def test_the_form_warns_in_which_language_a_test_would_be_sat(worker, newcomer, reads, told):
    make_mock_exam()
    newcomer.profile.languages = reads
    newcomer.profile.save()
    notes = dict(worker.get(address("assign_practice", newcomer)).context["language_notes"])
    assert [note for note in notes.get(newcomer, []) if "mo-mock" in note] == told


def test_the_warnings_cost_the_same_however_many_are_asked(worker, case_worker, newcomer):
    make_mock_exam()
    counts = []
    who = [newcomer]
    for _more in range(3):
        with CaptureQueriesContext(connection) as queries:
            worker.get(address("assign_to_several"), {"who": [str(one.uuid) for one in who]})
        counts.append(len(queries))
        who.append(make_newcomer(case_worker=case_worker, languages=["fr", "so"]))
    assert counts[1] == counts[2]
