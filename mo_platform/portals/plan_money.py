"""What the trajectory may cost, as information: dated rows of the curriculum with their source. We handle no money."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.dates import format_date
from curriculum import api as curriculum

_WORDS = {
    "mo_course": gettext_lazy("The lessons about life here: up to %(amount)s euro."),
    "mo_test": gettext_lazy("The test at the end: up to %(amount)s euro for each try."),
    "nt2": gettext_lazy("Dutch lessons and test: up to %(amount)s euro."),
}


@dataclass(frozen=True, slots=True)
class ShownFee:
    """One sentence with its source; `checked` says since when it is known to be right, or that nobody checked it."""

    text: str
    source_name: str
    source_url: str
    checked: str


def list_fees(*, regime: str, on: date, codes: Collection[str] = tuple(_WORDS)) -> list[ShownFee]:
    """The fees of a regime as they stand on a day: the day of the contract once there is one. `codes`: of what."""
    rules = {rule.code: rule for rule in curriculum.list_rules(on=on, regime=regime, kind="fee")}
    total = rules.get("total")
    if total is not None and total.value.get("amount") == 0:
        return [_show(total, _("Following this trajectory is free."))]
    return [
        _show(rules[code], text % {"amount": rules[code].value["amount"]})
        for code, text in _WORDS.items()
        if code in rules and code in codes
    ]


def _show(rule, text: str) -> ShownFee:
    checked = (
        _("checked on %(day)s") % {"day": format_date(rule.checked_on)} if rule.checked_on else _("not yet checked")
    )
    return ShownFee(text=text, source_name=rule.source_name, source_url=rule.source_url, checked=checked)
