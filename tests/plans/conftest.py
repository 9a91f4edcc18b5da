from datetime import date

import pytest

from curriculum.models import DatedRule
from people.enums import Role
from plans.models import Plan
from tests.factories import StaffFactory, make_newcomer

REGISTERED_ON = date(2026, 11, 2)


@pytest.fixture
def deadline_rules(db):
    """The two terms as they hold in Flanders: 30 and 90 days from the registration, nothing assumed away."""
    for code, days in (("components_decided", 30), ("contract_signed", 90)):
        DatedRule.objects.create(
            kind="deadline",
            code=code,
            regime="flanders",
            anchor="registration",
            value={
                "days": days,
                "counts_day_zero": False,
                "weekend": "keep",
                "assumed": ["counts_day_zero", "weekend"],
            },
            valid_from=date(2022, 3, 1),
            source_name="Beleidstekst",
            confidence="original_text",
        )


@pytest.fixture
def newcomer(deadline_rules, case_worker):
    return make_newcomer(case_worker=case_worker, registered_on=REGISTERED_ON)


@pytest.fixture
def plan(newcomer):
    return Plan.objects.get(newcomer=newcomer)


@pytest.fixture
def foreign_case_worker(other_office):
    return StaffFactory(role=Role.CASE_WORKER, role__organisation=other_office)
