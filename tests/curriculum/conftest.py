from datetime import date

import pytest

from curriculum.models import DatedRule, Fact


@pytest.fixture
def a_rule():
    """Builds an unsaved, valid rule; give what differs."""

    def build(**fields) -> DatedRule:
        values = {
            "kind": "deadline",
            "code": "components_decided",
            "regime": "flanders",
            "anchor": "registration",
            "value": {"days": 30},
            "valid_from": date(2022, 3, 1),
            "source_name": "test",
            "confidence": "assumption",
        }
        return DatedRule(**(values | fields))

    return build


@pytest.fixture
def deposit(db) -> Fact:
    return Fact.objects.create(
        key="huurwaarborg-maximum",
        kind="amount",
        region="flanders",
        display={"nl": "3 maanden huur", "ar": "إيجار 3 أشهر", "fa": "اجاره 3 ماه"},
        statement={"nl": "De huurwaarborg is ten hoogste 3 maanden huur."},
        source="https://woninghuur.vlaanderen/huurwaarborg-0",
        source_name="woninghuur.vlaanderen",
        confidence="official",
    )
