import pytest

from people.domain import cards
from tests.factories import NOW


@pytest.fixture
def card(newcomer, case_worker):
    """The newcomer's card, with its digits."""
    return cards.issue_card(newcomer=newcomer, by=case_worker, at=NOW)
