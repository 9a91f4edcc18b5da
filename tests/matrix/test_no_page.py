"""What tests/screens leaves out shows no page indeed."""

import pytest

from tests.screens.table import NEEDS_A_DEVICE, NO_PAGE, OF_NOBODY, viewers_of
from tests.screens.ways import browser_of

from .makers import find_maker
from .walk import list_addresses
from .world import Whose

ASKED = [
    address for address in list_addresses() if NO_PAGE.get(address.name, OF_NOBODY) not in (OF_NOBODY, NEEDS_A_DEVICE)
]


def test_what_is_said_to_be_no_page_exists():
    assert set(NO_PAGE) <= {address.name for address in list_addresses()}


@pytest.mark.parametrize("address", ASKED, ids=str)
def test_what_is_said_to_be_no_page_is_none(world, address):
    arguments = find_maker(address)(world, Whose.OWN) if address.arguments else {}
    for who in viewers_of(address):
        response = browser_of(world, who).get(address.url(**arguments))
        assert (response.status_code, response["Content-Type"][:9]) != (200, "text/html"), who
