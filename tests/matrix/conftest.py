import pytest
from django.core.cache import cache
from django.db import transaction

from curriculum import api as curriculum
from lessons.domain.memory import forget_everything

from .world import World, build_world


@pytest.fixture(scope="package")
def built_world(django_db_setup, django_db_blocker):
    """One world for all addresses, taken down at the end; each test runs in a savepoint of it."""
    with django_db_blocker.unblock(), transaction.atomic():
        curriculum.forget_facts()
        curriculum.forget_glossary()
        curriculum.forget_rules()
        cache.clear()
        forget_everything()
        yield build_world()
        transaction.set_rollback(True)


@pytest.fixture
def world(built_world, db) -> World:
    cache.clear()
    curriculum.forget_facts()
    curriculum.forget_glossary()
    forget_everything()
    return built_world
