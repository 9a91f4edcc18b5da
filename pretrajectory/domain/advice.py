"""Advice on a study form: what the last screening speaks for, frozen when she hears it. No member of staff sees it before her."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from core.errors import NotAllowed
from curriculum import api as curriculum
from people import api as people

from ..engine.advising import Criteria, Standing, choose, weigh
from ..engine.screening import Belief
from ..enums import Skill, StudyForm
from ..errors import NothingToAdvise
from ..models import Advice, Screening
from .screening import Finding, describe_beliefs


@dataclass(frozen=True, slots=True)
class Believed(Finding):
    """A finding with what it rests on. `chances`: of level 0, 1 and 2; empty when it was not tried."""

    chances: tuple[float, ...]
    tries: int


@dataclass(frozen=True, slots=True)
class HeardAdvice:
    """What she heard, as it stays. `can`: skills for which this form was chosen; `missing`: what the next more independent form
    (`beyond`, None: there is none) still asks, with how she stands; `together_with`: a name, or empty."""

    uuid: UUID
    form: StudyForm
    can: tuple[Skill, ...]
    beyond: StudyForm | None
    missing: tuple[tuple[Skill, Standing], ...]
    profile: tuple[Believed, ...]
    is_assisted: bool
    is_assumed: bool
    rules_since: date
    screened_at: datetime
    heard_at: datetime
    together_with: str

    @property
    def tries(self) -> int:
        return sum(finding.tries for finding in self.profile)


@dataclass(frozen=True, slots=True)
class AdviceState:
    """`waits`: her last screening is over and she has not heard what it speaks for; `heard`: the last that she heard;
    `was_screened`: there is a screening that is over."""

    waits: bool
    heard: HeardAdvice | None
    was_screened: bool


def can_look_together(user, newcomer) -> bool:
    """A case worker of her own office."""
    return people.can_guide(user, organisation_id=newcomer.organisation_id)


def get_advice_state(*, newcomer) -> AdviceState:
    """Three queries, or two."""
    last = _get_last_closed(newcomer)
    rows = Advice.objects.filter(screening__newcomer=newcomer).select_related("screening", "together_with")
    heard = rows.order_by("-screening__started_at", "-pk").first()
    is_heard = last is None or (heard is not None and heard.screening_id == last.pk)
    return AdviceState(
        waits=not is_heard and last is not None and bool(describe_beliefs(last)),
        heard=_read(heard) if heard is not None else None,
        was_screened=last is not None,
    )


def hear_advice(*, newcomer, at: datetime, together_with=None) -> HeardAdvice:
    """She opens it, or a case worker (`together_with`) beside her. From then on it stays as it is; opened again it is the same.

    Raises NothingToAdvise while no screening of hers is over, found nothing, or no rule holds; NotAllowed for a case worker of
    another office.
    """
    if together_with is not None and not can_look_together(together_with, newcomer):
        raise NotAllowed
    screening = _get_last_closed(newcomer)
    beliefs = describe_beliefs(screening) if screening is not None else {}
    if screening is None or not beliefs:
        raise NothingToAdvise("no_screening")
    regime = curriculum.regime_of(newcomer.profile.region)
    rules = curriculum.list_rules(on=timezone.localdate(at), regime=regime, kind="advice")
    weighed = sorted(
        ((rule, criteria, weigh(criteria, beliefs)) for rule in rules for criteria in [_read_rule(rule)]),
        key=lambda one: one[1].rank,
    )
    chosen = choose((criteria, stands) for _rule, criteria, stands in weighed)
    if chosen is None:
        raise NothingToAdvise("no_rule")
    try:
        with transaction.atomic():
            advice = Advice.objects.create(
                screening=screening,
                form=chosen.form,
                grounds={
                    "beliefs": {
                        skill: {"chances": list(belief.chances), "tries": belief.tries}
                        for skill, belief in beliefs.items()
                    },
                    "rules": [_freeze(*one) for one in weighed],
                },
                heard_at=at,
                together_with=together_with,
            )
    except IntegrityError:  # opened twice
        advice = Advice.objects.select_related("screening", "together_with").get(screening=screening)
    return _read(advice)


def _get_last_closed(newcomer) -> Screening | None:
    over = Screening.objects.filter(newcomer=newcomer, trains="", closed_at__isnull=False)
    return over.order_by("-started_at", "-pk").first()


def _read_rule(rule) -> Criteria:
    value = rule.value
    return Criteria(rule.code, value["rank"], value.get("needs", {}), value["certainty"])


def _freeze(rule, criteria: Criteria, stands: dict[str, Standing]) -> dict[str, Any]:
    return {
        "form": criteria.form,
        "rank": criteria.rank,
        "needs": dict(criteria.needs),
        "certainty": criteria.certainty,
        "regime": rule.regime,
        "valid_from": rule.valid_from.isoformat(),
        "source": rule.source_name,
        "confidence": rule.confidence,
        "revision": rule.latest_revision_id,
        "stands": {skill: stand.value for skill, stand in stands.items()},
    }


def _read(row: Advice) -> HeardAdvice:
    """From what was frozen alone; no rule of today."""
    rules = row.grounds["rules"]
    place = next(number for number, rule in enumerate(rules) if rule["form"] == row.form)
    beyond = rules[place - 1] if place else None
    stands = {skill: stand for rule in rules[place:] for skill, stand in rule["stands"].items()}
    return HeardAdvice(
        uuid=row.uuid,
        form=StudyForm(row.form),
        can=tuple(skill for skill in Skill if stands.get(skill) == Standing.CAN),
        beyond=StudyForm(beyond["form"]) if beyond else None,
        missing=tuple(_list_missing(beyond["stands"])) if beyond else (),
        profile=tuple(_read_belief(skill, row.grounds["beliefs"].get(skill)) for skill in Skill),
        is_assisted=row.screening.is_assisted,
        is_assumed=rules[place]["confidence"] == "assumption",
        rules_since=date.fromisoformat(rules[place]["valid_from"]),
        screened_at=row.screening.started_at,
        heard_at=row.heard_at,
        together_with=row.together_with.get_full_name() if row.together_with else "",
    )


def _list_missing(stands: dict[str, str]) -> Iterable[tuple[Skill, Standing]]:
    return ((skill, Standing(stands[skill])) for skill in Skill if stands.get(skill, Standing.CAN) != Standing.CAN)


def _read_belief(skill: Skill, told: dict[str, Any] | None) -> Believed:
    if told is None:
        return Believed(skill, None, is_sure=False, chances=(), tries=0)
    belief = Belief((told["chances"][0], told["chances"][1], told["chances"][2]), told["tries"])
    return Believed(skill, belief.level, is_sure=belief.is_sure, chances=belief.chances, tries=belief.tries)
