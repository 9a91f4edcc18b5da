"""Tests are made, changed from a day on and opened by who may; what was sat stays as it was."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from assessments import api as assessments
from assessments.domain.attempts import start_attempt
from assessments.domain.blueprints import get_version
from assessments.domain.sitting import Taker
from assessments.models import Attempt, Bank, Blueprint, BlueprintVersion
from core.append_only import AppendOnlyError
from core.errors import DomainError
from people.enums import OrganisationKind, Role
from tests.assessments.factories import make_bank
from tests.factories import NOW, OrganisationFactory, StaffFactory, make_newcomer

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
DATA = {
    "title": {"nl": "Toets over wonen"},
    "sections": {"deel": {"draws": [{"count": 2}], "title": {"nl": "Wonen"}}},
    "outcomes": {"passed": {"correct": 1}},
}
ENTRY = assessments.TestEntry(data=DATA, uses=("practice",), valid_from=TODAY)


@pytest.fixture
def bank(db):
    make_bank()
    return Bank.objects.select_related("organisation").get()


@pytest.fixture
def teacher(bank):
    return StaffFactory(role=Role.TEACHER, role__organisation=bank.organisation)


@pytest.fixture
def reviewer(bank):
    return StaffFactory(role=Role.ORG_ADMIN, role__organisation=bank.organisation)


@pytest.fixture
def test(bank, teacher):
    return assessments.create_test(user=teacher, bank=bank, entry=ENTRY, today=TODAY, at=NOW)


def change(user, bank, test, *, base=1, **changes):
    return assessments.change_test(
        user=user, bank=bank, code=test.row.code, entry=replace(ENTRY, **changes), base=base, today=TODAY, at=NOW
    )


def open_to(user, bank, test, who):
    return assessments.open_test(user=user, bank=bank, code=test.row.code, open_to=assessments.OpenTo(who), at=NOW)


def sit(code, taker, **options):
    return start_attempt(taker=taker, code=code, language="nl", regime="flanders", on=TODAY, at=NOW, **options)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"data": DATA | {"title": {"ar": "اختبار"}}}, "no_title"),
        ({"uses": ()}, "no_use"),
        ({"valid_from": TODAY - timedelta(days=1)}, "day_past"),
        ({"valid_until": TODAY - timedelta(days=1)}, "ends_first"),
    ],
)
def test_what_cannot_be_a_test_is_refused(bank, teacher, changes, code):
    with pytest.raises(DomainError) as refused:
        assessments.create_test(user=teacher, bank=bank, entry=replace(ENTRY, **changes), today=TODAY, at=NOW)
    assert refused.value.code == code
    with pytest.raises(assessments.BadBlueprint):
        unreachable = replace(ENTRY, data=DATA | {"outcomes": {"passed": {"correct": 3}}})
        assessments.create_test(user=teacher, bank=bank, entry=unreachable, today=TODAY, at=NOW)
    assert not Blueprint.objects.exists()


def test_only_who_writes_in_the_bank_makes_and_only_who_decides_opens(bank, teacher, reviewer, test):
    elsewhere = OrganisationFactory(code="intec", name="INTEC", kind=OrganisationKind.PARTNER)
    translator = StaffFactory(role=Role.TRANSLATOR, role__organisation=bank.organisation)
    for user in (StaffFactory(role=Role.TEACHER, role__organisation=elsewhere), translator):
        with pytest.raises(assessments.UnknownBlueprint):
            assessments.create_test(user=user, bank=bank, entry=ENTRY, today=TODAY, at=NOW)
        with pytest.raises(assessments.UnknownBlueprint):
            change(user, bank, test, data=DATA | {"minutes": 5})
    for user in (teacher, translator):
        with pytest.raises(assessments.UnknownBlueprint):
            open_to(user, bank, test, "everybody")
    open_to(reviewer, bank, test, "newcomers")
    with pytest.raises(assessments.UnknownBlueprint):
        change(teacher, bank, test, data=DATA | {"minutes": 5})
    assert change(reviewer, bank, test, data=DATA | {"minutes": 5}).last.number == 2
    assert open_to(reviewer, bank, test, "newcomers").row.openings.count() == 1


def test_a_change_is_a_version_and_a_running_attempt_keeps_its_rule(bank, teacher, reviewer, test):
    open_to(reviewer, bank, test, "newcomers")
    newcomer = make_newcomer()
    sitting = sit(test.row.code, Taker(newcomer))
    change(reviewer, bank, test, data=DATA | {"minutes": 5})
    attempt = Attempt.objects.get()
    assert (attempt.rule.get("minutes"), sitting.seconds_left) == (None, None)
    assert get_version(code=test.row.code, regime="flanders", on=TODAY).data["minutes"] == 5
    with pytest.raises(AppendOnlyError):
        BlueprintVersion.objects.update(data={})
    steps = assessments.list_test_steps(assessments.find_bank_test(user=teacher, bank=bank, code=test.row.code))
    assert [(step.by, step.version.number if step.version else step.open_to.value) for step in steps] == [
        (reviewer.get_full_name(), "newcomers"),
        (reviewer.get_full_name(), 2),
        (teacher.get_full_name(), 1),
    ]


def test_a_colleague_who_was_first_is_not_overwritten(bank, teacher, test):
    change(teacher, bank, test, data=DATA | {"minutes": 5})
    with pytest.raises(assessments.CopyChanged):
        change(teacher, bank, test, data=DATA | {"minutes": 6})
    assert BlueprintVersion.objects.count() == 2


def test_which_version_holds_on_a_day(bank, teacher, test):
    """The one that began last; of those that begin on a day the last that was written; in its regime; until its last day."""

    def minutes(days, regime="flanders"):
        version = get_version(code=test.row.code, regime=regime, on=TODAY + timedelta(days=days))
        return version.data.get("minutes")

    def write(number, minutes, **changes):
        change(teacher, bank, test, base=number, data=DATA | {"minutes": minutes}, **changes)

    write(1, 10, valid_from=TODAY + timedelta(days=10))
    write(2, 20, valid_from=TODAY + timedelta(days=5))
    write(3, 30, valid_from=TODAY + timedelta(days=5), regime="brussels")
    write(4, 40, valid_from=TODAY + timedelta(days=20), valid_until=TODAY + timedelta(days=21))
    assert [minutes(days) for days in (0, 4, 5, 9, 10, 19, 20, 21)] == [None, None, 20, 20, 10, 10, 40, 40]
    assert [minutes(days, "brussels") for days in (4, 5, 10)] == [None, 30, 10]
    with pytest.raises(assessments.UnknownBlueprint):
        minutes(22)


def test_files_leave_alone_what_somebody_changed(bank, teacher):
    entry = assessments.BlueprintEntry("toets", DATA, ("practice",), TODAY, open_to="everybody")

    def load(entry):
        return assessments.save_blueprints(bank_code=bank.code, entries=[entry], at=NOW)["toets"]

    assert load(entry) == "created"
    reviewer = StaffFactory(role=Role.ORG_ADMIN, role__organisation=bank.organisation)
    open_to(reviewer, bank, assessments.find_bank_test(user=reviewer, bank=bank, code="toets"), "nobody")
    assert load(replace(entry, data=DATA | {"minutes": 5})) == "kept"
    assert Blueprint.objects.get().open_to == "nobody"


@pytest.mark.parametrize(
    ("who", "may"),
    [
        ("nobody", []),
        ("asked", ["asked"]),
        ("newcomers", ["asked", "newcomer"]),
        ("everybody", ["asked", "guest", "newcomer"]),
    ],
)
def test_a_test_is_there_for_whom_it_is_open(bank, reviewer, test, who, may):
    open_to(reviewer, bank, test, who)
    code, newcomer = test.row.code, make_newcomer()
    takers = {
        "asked": (Taker(newcomer), {code}),
        "guest": (Taker(secret="a guest"), {code}),
        "newcomer": (Taker(make_newcomer()), set()),
    }
    found = []
    for name, (taker, asked) in takers.items():
        offered = assessments.list_tests_to_sit(taker=taker, language="nl", regime="flanders", on=TODAY, asked=asked)
        if offered:
            assert [one.code for one in offered] == [code]
            assert sit(code, taker, asked=asked).total == 2
            found.append(name)
        else:
            with pytest.raises(assessments.UnknownBlueprint):
                sit(code, taker, asked=asked)
    assert found == may


def test_what_the_bank_cannot_fill_is_not_offered(bank, reviewer, test):
    open_to(reviewer, bank, test, "everybody")

    def offered(language, on=TODAY):
        found = assessments.list_tests_to_sit(taker=Taker(secret="x"), language=language, regime="flanders", on=on)
        return [one.code for one in found]

    assert (len(offered("nl")), offered("tr"), offered("nl", TODAY - timedelta(days=1))) == (1, [], [])


def test_the_shape_of_a_test_as_data(bank, reviewer, teacher):
    data = DATA | {
        "sections": {"a": {"draws": [{"count": 1}], "title": {"nl": "Eerst"}}, "values": {"draws": [{"count": 1}]}},
        "outcomes": {"passed": {"every": [{"correct": 1, "section": "a"}, {"some": [{"percent": 50}, {"points": 2}]}]}},
        "minutes": 20,
        "accommodations": ["has_helper"],
        "retake_days": 7,
    }
    test = assessments.create_test(user=teacher, bank=bank, entry=replace(ENTRY, data=data), today=TODAY, at=NOW)
    open_to(reviewer, bank, test, "everybody")
    (told,) = assessments.list_tests_to_sit(taker=Taker(secret="x"), language="ar", regime="flanders", on=TODAY)
    assert (str(told.title), told.title.is_missing) == ("Toets over wonen", True)
    assert (told.total, told.minutes, told.retake_days) == (2, 20, 7)
    assert [(part.key, str(part.title), part.total, part.cuts) for part in told.parts] == [
        ("a", "Eerst", 1, (assessments.TestCut("correct", "1"),)),
        ("values", "", 1, ()),
    ]
    assert told.cuts == (assessments.TestCut("percent", "50", False), assessments.TestCut("points", "2", False))
    assert {aid.value for aid in told.refused_aids} == {"extra_time", "has_breaks", "is_read_aloud"}


def test_what_a_test_does_not_allow_is_not_given(bank, reviewer, teacher):
    data = DATA | {"minutes": 10, "accommodations": ["has_helper"]}
    test = assessments.create_test(user=teacher, bank=bank, entry=replace(ENTRY, data=data), today=TODAY, at=NOW)
    open_to(reviewer, bank, test, "everybody")
    wished = assessments.Accommodations(extra_time=100, is_large=True, has_breaks=True, has_helper=True)
    sitting = sit(test.row.code, Taker(secret="x"), accommodations=wished)
    assert sitting.accommodations == assessments.Accommodations(is_large=True, has_helper=True)
    assert sitting.seconds_left == 600


def test_a_draw_of_a_region_takes_what_holds_there(bank, teacher):
    bank.questions.filter(key="wonen-1").update(region="brussels")

    def found(region):
        data = DATA | {"sections": {"deel": {"draws": [{"count": 3, "region": region}]}}}
        filling = assessments.fill_test(
            data=data, uses=["practice"], bank=bank, languages=["nl"], regime="flanders", on=TODAY
        )
        return filling.draws[0].found["nl"]

    assert (found("brussels"), found("flanders"), found("")) == (3, 2, 3)


def test_an_answer_that_is_explained_at_once_stands(bank, reviewer, teacher):

    data = DATA | {"feedback": "at_once"}
    test = assessments.create_test(user=teacher, bank=bank, entry=replace(ENTRY, data=data), today=TODAY, at=NOW)
    open_to(reviewer, bank, test, "everybody")
    taker = Taker(secret="x")
    sitting = sit(test.row.code, taker)
    version = assessments.get_question_version(version_id=sitting.places[0].version)
    right = assessments.right_response_of(version=version)
    told = {"taker": taker, "uuid": sitting.uuid, "number": 1, "response": right, "at": NOW}
    assessments.save_answer(**told, base=0, save_id=uuid4())
    with pytest.raises(assessments.AnswerStands):
        assessments.save_answer(**told, base=1, save_id=uuid4())
