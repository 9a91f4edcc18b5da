"""When a term ends: a table of the days people will ask about, and properties that hold for all days."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.domain.calendars import add_months, brussels_date, easter_sunday, is_working_day, public_holidays
from plans.domain.clocks import Pause, Term, compute_due_date, compute_state
from plans.enums import ClockState

pytestmark = pytest.mark.once

DAY = timedelta(days=1)


def day(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("anchor", "term", "due"),
    [
        # 30 days across the end of a month, of a leap February and of an ordinary one
        ("2026-11-02", Term(days=30), "2026-12-02"),
        ("2024-01-31", Term(days=30), "2024-03-01"),
        ("2023-01-31", Term(days=30), "2023-03-02"),
        ("2024-02-29", Term(days=30), "2024-03-30"),
        ("2024-02-29", Term(days=365), "2025-02-28"),
        # 90 days over new year, and over both changes of the clock in Brussels
        ("2026-11-02", Term(days=90), "2027-01-31"),
        ("2027-03-27", Term(days=1), "2027-03-28"),
        ("2026-10-24", Term(days=1), "2026-10-25"),
        # the day of the anchor is day 1 instead of day 0
        ("2026-11-02", Term(days=30, counts_day_zero=True), "2026-12-01"),
        ("2026-11-02", Term(days=1, counts_day_zero=True), "2026-11-02"),
        # months: the same day, or the last one of a shorter month
        ("2024-01-31", Term(months=1), "2024-02-29"),
        ("2023-01-31", Term(months=1), "2023-02-28"),
        ("2024-02-29", Term(months=12), "2025-02-28"),
        ("2024-02-29", Term(months=24), "2026-02-28"),
        ("2024-02-29", Term(months=48), "2028-02-29"),
        ("2026-11-30", Term(months=3), "2027-02-28"),
        ("2026-12-15", Term(months=1, counts_day_zero=True), "2027-01-14"),
        # an end on a Sunday stays, or moves to Monday
        ("2026-11-06", Term(days=30), "2026-12-06"),
        ("2026-11-06", Term(days=30, weekend="next_workday"), "2026-12-07"),
        # Christmas 2026 is a Friday: the next working day is Monday the 28th
        ("2026-11-25", Term(days=30, weekend="next_workday"), "2026-12-28"),
        # Good Friday is no legal holiday; Easter Monday is
        ("2027-02-24", Term(days=30, weekend="next_workday"), "2027-03-26"),
        ("2027-02-25", Term(days=30, weekend="next_workday"), "2027-03-30"),
    ],
)
def test_a_term_ends_on_the_day_people_count_to(anchor, term, due):
    assert compute_due_date(term=term, anchor=day(anchor)) == day(due)


@pytest.mark.parametrize(
    ("pauses", "due"),
    [
        ([("2026-11-10", "2026-11-20")], "2026-12-12"),  # ten days stand still
        ([("2026-11-10", "2026-11-11")], "2026-12-03"),  # one day
        ([("2026-12-02", "2026-12-09")], "2026-12-09"),  # from the very last day on
        ([("2026-12-03", "2026-12-09")], "2026-12-02"),  # a day too late: the term was over
        ([("2026-10-01", "2026-10-20")], "2026-12-02"),  # before the anchor: nothing to stop
        ([("2026-10-20", "2026-11-07")], "2026-12-06"),  # over the anchor: only counted days stop
        ([("2026-11-10", "2026-11-20"), ("2026-11-20", "2026-11-25")], "2026-12-17"),  # two in a row
        (
            [("2026-12-10", "2026-12-20"), ("2026-11-10", "2026-11-20")],
            "2026-12-22",
        ),  # the second by virtue of the first
        ([("2026-11-10", None)], None),  # no end in sight
        ([("2026-12-03", None)], "2026-12-02"),  # starts after the term
    ],
)
def test_suspended_days_do_not_count(pauses, due):
    pauses = [Pause(day(start), day(end) if end else None) for start, end in pauses]
    assert compute_due_date(term=Term(days=30), anchor=day("2026-11-02"), pauses=pauses) == (day(due) if due else None)


def test_a_moved_end_does_not_land_in_a_suspension():
    sunday, term = day("2026-12-06"), Term(days=30, weekend="next_workday")
    assert compute_due_date(term=term, anchor=day("2026-11-06"), pauses=[Pause(sunday + DAY, sunday + 3 * DAY)]) == day(
        "2026-12-09"
    )
    assert compute_due_date(term=term, anchor=day("2026-11-06"), pauses=[Pause(sunday + DAY)]) is None


@st.composite
def separate_pauses(draw):
    """Closed suspensions that share no day, around 2024 to 2028."""
    cuts = sorted(draw(st.lists(st.dates(date(2024, 1, 1), date(2028, 12, 31)), max_size=8, unique=True)))
    return [Pause(a, b) for a, b in zip(cuts[::2], cuts[1::2], strict=False)]


anchors = st.dates(date(2024, 1, 1), date(2027, 12, 31))
terms = st.builds(Term, days=st.integers(1, 400), counts_day_zero=st.booleans())


@given(anchor=anchors, term=terms, pauses=separate_pauses())
def test_exactly_the_days_of_the_term_are_counted(anchor, term, pauses):
    due = compute_due_date(term=term, anchor=anchor, pauses=pauses)
    first = anchor if term.counts_day_zero else anchor + DAY
    counted = [
        first + n * DAY
        for n in range((due - first).days + 1)
        if not any(pause.holds(first + n * DAY) for pause in pauses)
    ]
    assert len(counted) == term.days
    assert counted[-1] == due


@given(anchor=anchors, term=terms, pauses=separate_pauses(), extra=st.integers(1, 30))
def test_a_suspension_never_shortens_a_term(anchor, term, pauses, extra):
    due = compute_due_date(term=term, anchor=anchor, pauses=pauses)
    assert due >= compute_due_date(term=term, anchor=anchor)
    after_all = max([due, *(pause.until_date for pause in pauses)]) + extra * DAY
    assert compute_due_date(term=term, anchor=anchor, pauses=[*pauses, Pause(after_all)]) == due


@given(anchor=anchors, days=st.integers(1, 200), pauses=separate_pauses())
def test_a_moved_end_is_the_first_working_day_that_is_not_suspended(anchor, days, pauses):
    kept = compute_due_date(term=Term(days=days), anchor=anchor, pauses=pauses)
    moved = compute_due_date(term=Term(days=days, weekend="next_workday"), anchor=anchor, pauses=pauses)
    assert moved >= kept
    assert is_working_day(moved) and not any(pause.holds(moved) for pause in pauses)
    between = [kept + n * DAY for n in range((moved - kept).days)]
    assert all(not is_working_day(d) or any(pause.holds(d) for pause in pauses) for d in between)


@given(start=st.dates(date(2000, 1, 1), date(2060, 1, 1)), months=st.integers(1, 60))
def test_adding_months_keeps_the_day_or_takes_the_last(start, months):
    later = add_months(start, months)
    assert (later.year * 12 + later.month) - (start.year * 12 + start.month) == months
    assert later.day == start.day or (later.day < start.day and (later + DAY).day == 1)


@pytest.mark.parametrize(
    ("met_on", "on", "state"),
    [
        (None, "2026-12-02", ClockState.RUNNING),  # the last day is still in time
        (None, "2026-12-03", ClockState.OVERDUE),
        ("2026-12-02", "2027-01-01", ClockState.MET),
        ("2026-12-03", "2027-01-01", ClockState.MET_LATE),
    ],
)
def test_the_state_of_a_clock_depends_on_the_day(met_on, on, state):
    assert compute_state(due_date=day("2026-12-02"), met_on=day(met_on) if met_on else None, on=day(on)) == state


def test_a_suspended_clock_is_neither_running_nor_overdue():
    pauses = [Pause(day("2026-11-10"), day("2026-11-20"))]
    states = [
        compute_state(due_date=day("2026-12-12"), met_on=None, on=day(on), pauses=pauses)
        for on in ("2026-11-09", "2026-11-10", "2026-11-19", "2026-11-20")
    ]
    assert states == [ClockState.RUNNING, ClockState.SUSPENDED, ClockState.SUSPENDED, ClockState.RUNNING]


@pytest.mark.parametrize(
    ("moment", "on"),
    [
        (datetime(2026, 11, 22, 23, 30, tzinfo=UTC), "2026-11-23"),  # winter: half past midnight in Brussels
        (datetime(2026, 7, 1, 22, 0, tzinfo=UTC), "2026-07-02"),  # summer: midnight sharp
        (datetime(2026, 7, 1, 21, 59, tzinfo=UTC), "2026-07-01"),
    ],
)
def test_a_day_is_a_day_in_brussels(moment, on):
    assert brussels_date(moment) == day(on)


def test_a_moment_without_time_zone_names_no_day():
    with pytest.raises(ValueError):
        brussels_date(datetime(2026, 11, 23))


def test_belgian_holidays_of_two_years():
    assert easter_sunday(2026) == day("2026-04-05")
    assert {"2026-04-06", "2026-05-14", "2026-05-25", "2026-07-21"} <= {str(d) for d in public_holidays(2026)}
    assert len(public_holidays(2027)) == 10


@pytest.mark.parametrize("value", [{}, {"days": 30, "months": 1}, {"days": 0}, {"days": 3, "weekend": "skip"}])
def test_a_rule_that_names_no_term_is_refused(value):
    with pytest.raises(ValueError):
        Term.from_rule(value)
