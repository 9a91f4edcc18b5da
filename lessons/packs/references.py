"""What the platform already has that a pack may refer to."""

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


def list_known(*, on: date) -> Known:
    return Known(
        organisation_codes=frozenset(apps.get_model("mo_people.Organisation").objects.values_list("code", flat=True)),
        theme_keys=frozenset(theme.key for theme in curriculum.list_themes(on=on)),
        objective_keys=frozenset(objective.key for objective in curriculum.list_objectives(on=on)),
        fact_keys=frozenset(curriculum.list_fact_keys()),
    )
