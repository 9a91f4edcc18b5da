"""What the platform already has that a pack may refer to."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.apps import apps

from curriculum import api as curriculum


@dataclass(frozen=True)
class Known:
    organisation_codes: frozenset[str]
    theme_keys: frozenset[str]
    objective_keys: frozenset[str]
    fact_keys: frozenset[str]
    theme_of: Mapping[str, str]  # the theme of each objective


def list_known(*, on: date) -> Known:
    objectives = curriculum.list_objectives(on=on)
    return Known(
        organisation_codes=frozenset(apps.get_model("mo_people.Organisation").objects.values_list("code", flat=True)),
        theme_keys=frozenset(theme.key for theme in curriculum.list_themes(on=on)),
        objective_keys=frozenset(objective.key for objective in objectives),
        fact_keys=frozenset(curriculum.list_fact_keys()),
        theme_of={objective.key: objective.theme.key for objective in objectives},
    )
