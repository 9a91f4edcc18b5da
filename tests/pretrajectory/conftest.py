import pytest

from .world_page import WorldPage


@pytest.fixture
def world_page(browser):
    """Opens pages with a world; closes them after the test."""
    pages = []

    def take(**options) -> WorldPage:
        pages.append(WorldPage(browser, **options))
        return pages[-1]

    yield take
    for page in pages:
        page.context.close()
