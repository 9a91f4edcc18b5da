from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from curriculum import api as curriculum
from curriculum.domain.loading import load_curriculum

pytestmark = pytest.mark.django_db


def test_the_pass_mark_for_values_rose_on_1_march_2023():
    load_curriculum()

    def values_mark(on):
        rule = curriculum.get_rule(kind="pass_rule", code="mo_test", regime="flanders", on=on)
        return next(section["pass_at"] for section in rule.value["sections"] if section["code"] == "values")

    assert [values_mark(date(2023, 2, 28)), values_mark(date(2023, 3, 1))] == [6, 9]


def test_clocks_start_at_registration_and_say_what_is_assumed():
    load_curriculum()
    on = date(2026, 11, 23)
    thirty = curriculum.get_rule(kind="deadline", code="components_decided", regime="flanders", on=on)
    ninety = curriculum.get_rule(kind="deadline", code="contract_signed", regime="flanders", on=on)

    assert (thirty.value["days"], ninety.value["days"]) == (30, 90)
    assert thirty.anchor == ninety.anchor == "registration"
    assert thirty.value["assumed"] == ["counts_day_zero", "weekend"]
    assert not thirty.is_law


def test_a_rule_of_flanders_is_not_lent_to_brussels():
    load_curriculum()
    with pytest.raises(curriculum.UnknownRule):
        curriculum.get_rule(kind="deadline", code="contract_signed", regime="brussels", on=date(2026, 11, 23))


def test_before_its_first_day_a_rule_does_not_hold():
    load_curriculum()
    with pytest.raises(curriculum.UnknownRule):
        curriculum.get_rule(kind="fee", code="mo_test", regime="flanders", on=date(2023, 8, 31))


@pytest.mark.parametrize(
    ("valid_from", "valid_until"),
    [
        (date(2023, 1, 1), None),
        (date(2021, 1, 1), date(2022, 3, 2)),
        (date(2022, 6, 1), date(2022, 7, 1)),
        (date(2021, 1, 1), None),
    ],
)
def test_two_rules_never_hold_on_the_same_day(a_rule, valid_from, valid_until):
    a_rule().save()
    twin = a_rule(valid_from=valid_from, valid_until=valid_until, value={"days": 20})
    with pytest.raises(ValidationError, match="Beëindig die eerst"):
        twin.full_clean()


def test_a_rule_may_follow_another_on_the_day_it_ends(a_rule):
    a_rule(valid_until=date(2023, 3, 1)).save()
    successor = a_rule(valid_from=date(2023, 3, 1), value={"days": 20})
    successor.full_clean()
    successor.save()

    def days(on):
        return curriculum.get_rule(kind="deadline", code="components_decided", regime="flanders", on=on).value["days"]

    assert (days(date(2023, 2, 28)), days(date(2023, 3, 1))) == (30, 20)


def test_another_regime_or_anchor_is_no_overlap(a_rule):
    a_rule().save()
    a_rule(regime="brussels").full_clean()
    a_rule(anchor="obligation").full_clean()


def test_the_database_refuses_a_period_that_ends_before_it_starts(a_rule):
    with pytest.raises(IntegrityError), transaction.atomic():
        a_rule(valid_until=date(2022, 3, 1)).save()


def test_the_database_refuses_two_open_rules(a_rule):
    a_rule().save()
    with pytest.raises(IntegrityError), transaction.atomic():
        a_rule(valid_from=date(2024, 1, 1)).save()


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("deadline", {}),
        ("deadline", {"days": 30, "months": 1}),
        ("deadline", {"days": "30"}),
        ("deadline", {"days": 30, "dayz": 1}),
        ("pass_rule", {"sections": [{"code": "values", "items": 11, "pass_at": 12}]}),
        ("fee", {"amount": -1, "per": "try"}),
        ("hours", [3600]),
    ],
)
def test_a_value_of_the_wrong_shape_is_refused(a_rule, kind, value):
    with pytest.raises(ValidationError) as refusal:
        a_rule(kind=kind, value=value).full_clean()
    assert "value" in refusal.value.message_dict
