"""Every model with a person has an export and an erase rule, and each of its fields is shown or left out for a reason
(invariant 9)."""

import re

import pytest
from django.apps import apps
from django.db import models

from core.api import list_rules
from people.models import Newcomer, User

pytestmark = pytest.mark.once

OUR_ROOMS = ("mo_",)
RULES = {rule.model: rule for rule in list_rules()}


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


@pytest.mark.parametrize("model", our_models(), ids=lambda model: model._meta.label)
def test_no_model_promises_a_period_that_nothing_keeps(model):
    """A period is a setting or a dated row, with a job that keeps it. One is kept in passing: see people.domain.throttle."""
    _before, _mark, told = (model.__doc__ or "").partition("pii:")
    assert model._meta.label == "mo_people.SignInAttempt" or not re.search(r"\b(days?|months?|years?)\b", told)


@pytest.mark.parametrize(
    "model", [model for model in our_models() if points_at_a_person(model)], ids=lambda model: model._meta.label
)
def test_every_model_with_a_person_can_be_exported_and_erased(model):
    assert model in RULES, f"{model._meta.label}: register a core.privacy.PrivacyRule in the app's privacy.py"


def rules_with_rows():
    """Those whose rows are hers, not those that compose something (a system and what it is told)."""
    return [rule for rule in list_rules() if rule.title and rule.model._meta.label != "mo_interop.Receiver"]


#: Keys made of a field in words, and which field that is.
MADE_OF = {
    "mo_progress.Answer": {
        "occurred_at": "event",
        "lesson": "question",
        "given": "response",
    },
    "mo_progress.PracticeAnswer": {"question": "version", "given": "response"},
    "mo_people.CaseloadEntry": {},
}


@pytest.mark.parametrize("rule", rules_with_rows(), ids=lambda rule: rule.model._meta.label)
def test_each_field_of_hers_is_shown_or_left_out_for_a_reason(rule):
    model = rule.model
    fields = {
        field.name
        for field in model._meta.get_fields()
        if field.concrete and not field.many_to_many and not isinstance(field, models.AutoField | models.BigAutoField)
    }
    made_of = MADE_OF.get(model._meta.label, {})
    shown = {made_of.get(name, name).partition("__")[0] for name in rule.labels}
    assert sorted(fields - shown - set(rule.left_out)) == [], "neither in labels nor in left_out of its privacy.py"
    assert sorted(shown & set(rule.left_out)) == []
    assert all(rule.left_out.values())
