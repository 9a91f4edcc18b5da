"""What other instruments found, beside the screening: entered or imported by her case worker, read by her, changing nothing."""

from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from django.test import Client
from openpyxl import Workbook

from core.errors import Conflict, NotAllowed
from people.models import Look
from plans import api as plans
from pretrajectory import api as pretrajectory
from pretrajectory.models import OutsideScore
from tests.factories import NOW, OrganisationFactory, StaffFactory, make_newcomer
from tests.signing_in import sign_in_as_newcomer, sign_in_staff

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 3)
TODAY = plans.brussels_date(NOW)
FILE = "/guide/caseload/scores/"


@pytest.fixture
def worker():
    return StaffFactory(first_name="An", last_name="Maes")


@pytest.fixture
def amal(worker):
    return make_newcomer(case_worker=worker, languages=["ar"])


@pytest.fixture
def desk(worker) -> Client:
    return sign_in_staff(Client(), worker)


def write_down(worker, newcomer, **other):
    told = {"source": "https://example.org/schaal", "lowest": Decimal(0), "highest": Decimal(5)}
    told |= {
        "areas": ["Mail", "Veilig online"],
        "labels": {"3": "met wat hulp"},
        "valid_from": date(2026, 1, 1),
    } | other
    return pretrajectory.add_instrument(
        **({"organisation": newcomer.organisation, "name": "Meter", "by": worker, "at": NOW} | told)
    )


def scores_of(newcomer) -> str:
    return f"/guide/newcomers/{newcomer.uuid}/skills/scores/"


def fill_in(instrument, **other) -> dict:
    return {"what": f"{instrument.uuid}:0", "score": "3", "taken_on": "2026-11-03", "note": "Ligo"} | other


def make_csv(*rows: str) -> BytesIO:
    file = BytesIO("\n".join(("newcomer;name;instrument;area;score;date;note", *rows)).encode())
    file.name = "scores.csv"
    return file


def make_xlsx(*rows) -> BytesIO:
    book, file = Workbook(), BytesIO()
    for row in (("newcomer", "instrument", "area", "score", "date"), *rows):
        book.active.append(row)
    book.save(file)
    file.seek(0)
    file.name = "scores.xlsx"
    return file


def test_an_office_writes_down_an_instrument_that_stays_marked_as_not_checked(desk, amal):
    told = {"organisation": amal.organisation.code, "name": "Meter", "source": "Handleiding 2024", "lowest": "0"}
    told |= {"highest": "5", "areas": "Mail\nVeilig online", "labels": "3: met wat hulp", "valid_from": "2026-01-01"}
    assert desk.post("/guide/instruments/", told).status_code == 302
    assert "niet door ons nagekeken" in desk.get("/guide/instruments/").content.decode()
    assert "al een schaal" in desk.post("/guide/instruments/", told).content.decode(), "the same name and day"
    for wrong in ({"highest": "0"}, {"labels": "9: te hoog"}, {"labels": "goed"}, {"areas": "Mail\nmail"}):
        assert desk.post("/guide/instruments/", told | {"name": "Andere"} | wrong).status_code == 400
    assert len(pretrajectory.list_instruments(organisation_ids=[amal.organisation_id])) == 1


def test_a_score_stands_beside_the_profile_for_both_and_changes_nothing_of_it(desk, amal, worker):
    before = pretrajectory.describe_profile(newcomer=amal)
    assert desk.post(scores_of(amal), fill_in(write_down(worker, amal))).status_code == 302
    hers = sign_in_as_newcomer(Client(), amal).get("/nl/skills/").content.decode()
    for page in (desk.get(f"/guide/newcomers/{amal.uuid}/skills/").content.decode(), hers):
        assert "Meter" in page and "Mail" in page and "met wat hulp" in page
    assert "Anderen keken ook" in hers and "3, van 0 tot 5" in hers
    assert pretrajectory.describe_profile(newcomer=amal) == before
    assert Look.objects.filter(newcomer=amal, user=worker).count() == 1, "one visit, one look"


@pytest.mark.parametrize(
    "wrong", [{"score": "6"}, {"score": "x"}, {"taken_on": "2035-01-01"}, {"taken_on": "2025-01-01"}]
)
def test_what_cannot_be_is_refused_and_stays_in_the_form(desk, amal, worker, wrong):
    answer = desk.post(scores_of(amal), fill_in(write_down(worker, amal), **wrong))
    assert answer.status_code == 400 and "Ligo" in answer.content.decode()
    assert not OutsideScore.objects.exists()


def test_a_score_is_put_right_and_taken_back_by_rows_that_follow(desk, amal, worker):
    meter = write_down(worker, amal)
    for score in ("3", "3", "4"):
        desk.post(scores_of(amal), fill_in(meter, score=score))
    assert [row.score for row in OutsideScore.objects.order_by("number")] == [3, 4], "twice the same is once"
    [standing] = pretrajectory.list_scores(newcomer=amal)
    for _twice in range(2):
        assert desk.post(scores_of(amal), {"take_back": standing.uuid}).status_code == 302
    assert pretrajectory.list_scores(newcomer=amal) == [] and OutsideScore.objects.count() == 3
    assert desk.post(scores_of(amal), {"take_back": "nothing"}).status_code == 404


def test_another_office_cannot_enter_and_its_instrument_does_not_fit(amal, worker):
    other = StaffFactory(role__organisation=OrganisationFactory(code="elders", name="Elders"))
    theirs = make_newcomer(case_worker=other, organisation=other.memberships.get().organisation)
    meter = write_down(worker, amal)
    assert sign_in_staff(Client(), other).get(scores_of(amal)).status_code == 404
    for newcomer, by in ((amal, other), (theirs, other)):
        new = pretrajectory.NewScore(newcomer, meter, "Mail", DAY, Decimal(3))
        with pytest.raises(NotAllowed):
            pretrajectory.add_scores(scores=[new], by=by, today=TODAY, at=NOW)
    with pytest.raises(NotAllowed):
        write_down(other, amal)


def test_of_a_name_that_scale_holds_which_held_on_the_day(amal, worker):
    old, new = write_down(worker, amal), write_down(worker, amal, highest=Decimal(10), valid_from=date(2026, 11, 1))
    rows = pretrajectory.list_instruments(organisation_ids=[amal.organisation_id])
    assert pretrajectory.choose_instrument(rows, name="METER", on=date(2026, 10, 31)) == old
    assert pretrajectory.choose_instrument(rows, name="Meter", on=date(2026, 11, 1)) == new
    assert pretrajectory.choose_instrument(rows, name="Meter", on=date(2025, 12, 31)) is None


def test_a_file_is_looked_at_then_stored_whole_and_twice_changes_nothing(desk, amal, worker):
    write_down(worker, amal)
    assert str(amal.uuid) in desk.get(f"{FILE}?as=csv").content.decode()
    rows = f"{amal.uuid};x;meter;mail;3,5;2026-11-03;Ligo", f"{amal.uuid};x;Meter;Veilig online;2;2026-11-03;"
    looked = desk.post(FILE, {"file": make_csv(*rows)})
    assert looked.status_code == 200 and not OutsideScore.objects.exists(), "a look stores nothing"
    for _twice in range(2):
        assert desk.post(FILE, {"rows": looked.context["rows"]}).status_code == 302
    assert {(row.area, row.score) for row in OutsideScore.objects.all()} == {
        ("Mail", Decimal("3.5")),
        ("Veilig online", 2),
    }
    assert Look.objects.filter(newcomer=amal, user=worker).count() == 1
    assert desk.post(FILE, {"rows": "made up"}).headers["Location"] == FILE


def test_a_workbook_is_read_with_its_days(desk, amal, worker):
    write_down(worker, amal)
    looked = desk.post(FILE, {"file": make_xlsx((str(amal.uuid), "Meter", "Mail", 4, DAY))})
    assert [line.new.taken_on for line in looked.context["lines"]] == [DAY]


def test_with_a_row_that_is_refused_nothing_is_stored(desk, amal, worker):
    write_down(worker, amal)
    colleagues = make_newcomer(case_worker=StaffFactory())
    good = f"{amal.uuid};;Meter;Mail;3;2026-11-03;"
    bad = (
        f"{colleagues.uuid};;Meter;Mail;3;2026-11-03;",
        "85073003328;;Meter;Mail;3;2026-11-03;",
        f"{amal.uuid};;Meter;Mail;9;2026-11-02;",
        f"{amal.uuid};;Meter;Zwemmen;3;2026-11-03;",
        f"{amal.uuid};;Onbekend;Mail;3;2026-11-03;",
        f"{amal.uuid};;Meter;Mail;goed;2026-11-03;",
        f"{amal.uuid};;Meter;Mail;3;3/11/2026;",
        f"{amal.uuid};;Meter;Mail;4;2026-11-03;",
    )
    looked = desk.post(FILE, {"file": make_csv(good, *bad)})
    assert looked.status_code == 400
    assert [bool(line.problem) for line in looked.context["lines"]] == [False, *[True] * len(bad)]
    assert desk.post(FILE, {"rows": looked.context["rows"]}).status_code == 400
    assert not OutsideScore.objects.exists()


@pytest.mark.parametrize(
    "data", [b"", b"name;score\nx;1", b"newcomer;instrument;area;score;date", b"PK\x03\x04nothing", b"\xff\xfe"]
)
def test_a_file_that_cannot_be_read_is_refused_in_words(desk, data):
    file = BytesIO(data)
    file.name = "scores.csv"
    assert desk.post(FILE, {"file": file}).status_code == 400


def test_two_who_write_at_the_same_moment_are_told_and_nothing_is_half(amal, worker, monkeypatch):
    meter = write_down(worker, amal)
    new = pretrajectory.NewScore(amal, meter, "Mail", DAY, Decimal(3))
    pretrajectory.add_scores(scores=[new], by=worker, today=TODAY, at=NOW)
    monkeypatch.setattr("pretrajectory.domain.scores._get_last", lambda _new: None)  # the other had not written yet
    with pytest.raises(Conflict):
        pretrajectory.add_scores(scores=[new], by=worker, today=TODAY, at=NOW)
    assert OutsideScore.objects.count() == 1
