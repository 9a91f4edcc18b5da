"""Dated rules: which one holds on a day. They judge every answer that may complete something, so each process keeps
them (shelves.py)."""

from datetime import date

from django.utils.translation import gettext as _

from core.errors import DomainError

from ..enums import Regime
from ..models import DatedRule
from .shelves import Shelf


class UnknownRule(DomainError):
    """No rule of this kind and code holds in this regime on this day."""

    code = "unknown_rule"


def regime_of(region: str) -> Regime:
    """Whose rules hold for who lives in a region: its own where it has some, else those of Flanders."""
    return Regime(region) if region in Regime.values else Regime.FLANDERS


def get_rule(*, kind: str, regime: str, on: date, code: str = "", anchor: str | None = None) -> DatedRule:
    """The one rule of this kind (and code) that holds in `regime` on `on`. Raises UnknownRule.

    Give `anchor` where the same rule exists for several anchors; without it the one that started last is returned.
    The object is shared: read it, never change it.
    """
    found = [
        rule
        for rule in list_rules(on=on, regime=regime, kind=kind)
        if code in ("", rule.code) and anchor in (None, rule.anchor)
    ]
    if not found:
        raise UnknownRule(
            _("No rule “%(kind)s %(code)s” holds in %(regime)s on %(on)s.")
            % {"kind": kind, "code": code, "regime": regime, "on": on.isoformat()}
        )
    latest = max(rule.valid_from for rule in found)
    return min((rule for rule in found if rule.valid_from == latest), key=lambda rule: (rule.code, rule.anchor))


def list_rules(*, on: date, regime: str | None = None, kind: str | None = None) -> list[DatedRule]:
    """All rules that hold on a day, for screens that explain them. The objects are shared."""
    return [
        rule
        for rule in shelf.read()
        if regime in (None, rule.regime) and kind in (None, rule.kind) and rule.holds_on(on)
    ]


def _arrange(rules: list[DatedRule]) -> tuple[DatedRule, ...]:
    return tuple(sorted(rules, key=lambda rule: (rule.kind, rule.regime, rule.code, rule.valid_from)))


shelf = Shelf(DatedRule, _arrange)
forget_rules = shelf.forget
