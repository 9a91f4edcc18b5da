"""Every model with a person has an export and an erase rule (invariant 9)."""

import re

import pytest
from django.apps import apps
from django.utils import timezone

from core import privacy
from core.api import list_rules
from people.models import Newcomer, User

OUR_ROOMS = ("mo_",)


def our_models():
    return [
        model
        for config in apps.get_app_configs()
        if config.label.startswith(OUR_ROOMS)
        for model in config.get_models()
    ]


def points_at_a_person(model) -> bool:
    return model in {Newcomer, User} or any(
        field.related_model in {Newcomer, User} for field in model._meta.get_fields() if field.concrete
    )


@pytest.mark.parametrize("model", our_models(), ids=lambda model: model._meta.label)
def test_every_model_says_what_it_knows_of_people(model):
    assert re.search(r"\bpii:", model.__doc__ or ""), f"{model._meta.label}: write a line 'pii: …' in its docstring"


@pytest.mark.parametrize(
    "model", [model for model in our_models() if points_at_a_person(model)], ids=lambda model: model._meta.label
)
def test_every_model_with_a_person_can_be_exported_and_erased(model):
    ruled = {rule.model for rule in list_rules()}
    assert model in ruled, f"{model._meta.label}: register a core.privacy.PrivacyRule in the app's privacy.py"


def test_the_rules_run_on_a_real_newcomer(newcomer):
    for rule in privacy.list_rules():
        rows = rule.export(newcomer)
        assert isinstance(rows, list), rule.model
    for rule in privacy.list_rules():
        rule.erase(newcomer, timezone.now())

    newcomer.refresh_from_db()
    assert "Haddad" not in str(list(Newcomer.objects.values()))
    assert newcomer.erased_at is not None
