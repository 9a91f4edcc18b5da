import pytest

from .world import World, build_world


@pytest.fixture(scope="session")
def world_rows(kept_rows):
    return build_world()


@pytest.fixture
def world(world_rows, db) -> World:
    """One world for all addresses."""
    return world_rows
