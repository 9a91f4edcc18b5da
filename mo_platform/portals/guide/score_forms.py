"""The forms for scores of other instruments: one score, the instrument itself, a file of many."""

from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from core.dates import format_date
from core.forms import choice_field
from pretrajectory import api as pretrajectory

from ..outside_scores import say_number
from .fields import DateField

LONGEST_AREA, MOST_AREAS = 80, 40


class ScoreForm(forms.Form):
    """`instruments`: those of her office. What is measured is chosen together with its instrument."""

    what = forms.ChoiceField(label=gettext_lazy("What was measured"))
    score = forms.DecimalField(label=pgettext_lazy("result of a test", "Score"), max_digits=8, decimal_places=2)
    taken_on = DateField(label=gettext_lazy("On which day"))
    note = forms.CharField(
        label=gettext_lazy("Note"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Who took it, and where it comes from. The newcomer can read this."),
    )

    def __init__(self, *args: Any, instruments: list, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offered = {
            f"{row.uuid}:{place}": (row, area)
            for row in instruments
            for place, (area, _label) in enumerate(row.list_areas())
        }
        choice_field(self, "what").choices = [("", "—")] + [
            (
                _say_scale(row),
                [(f"{row.uuid}:{place}", label) for place, (_area, label) in enumerate(row.list_areas())],
            )
            for row in instruments
        ]

    def read_score(self, newcomer) -> "pretrajectory.NewScore":
        """What a valid form says."""
        instrument, area = self._offered[self.cleaned_data["what"]]
        told = {name: self.cleaned_data[name] for name in ("score", "taken_on", "note")}
        return pretrajectory.NewScore(newcomer=newcomer, instrument=instrument, area=area, **told)


class InstrumentForm(forms.Form):
    """What stands on the paper of the instrument. `offices`: where she may write one down."""

    organisation = forms.ChoiceField(label=gettext_lazy("Organisation"))
    name = forms.CharField(label=gettext_lazy("Name of the instrument"), max_length=80)
    source = forms.CharField(
        label=gettext_lazy("Where its scale is described"),
        max_length=300,
        help_text=gettext_lazy(
            "A web address, or the title and year of a paper. Whoever reads a score can look there."
        ),
    )
    lowest = forms.DecimalField(label=gettext_lazy("Lowest score"), max_digits=8, decimal_places=2)
    highest = forms.DecimalField(label=gettext_lazy("Highest score"), max_digits=8, decimal_places=2)
    areas = forms.CharField(
        label=gettext_lazy("What it gives scores for"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy(
            "One on each line, as the instrument calls it. Left empty: the skills of this platform."
        ),
    )
    labels = forms.CharField(
        label=gettext_lazy("What a score means"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("One on each line, the score first: “1: …”. Only what the instrument says itself."),
    )
    valid_from = DateField(label=gettext_lazy("This scale holds from"))

    def __init__(self, *args: Any, offices: list, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offices = {office.code: office for office in offices}
        choice_field(self, "organisation").choices = [(office.code, office.name) for office in offices]
        if len(offices) == 1:
            self.fields["organisation"].widget = forms.HiddenInput()
            self.fields["organisation"].initial = offices[0].code

    def clean_areas(self) -> list[str]:
        areas = [line.strip() for line in self.cleaned_data["areas"].splitlines() if line.strip()]
        if len(areas) > MOST_AREAS or len({area.casefold() for area in areas}) < len(areas):
            raise forms.ValidationError(_("Each stands here once, at most %(most)s of them.") % {"most": MOST_AREAS})
        if too_long := next((area for area in areas if len(area) > LONGEST_AREA), None):
            raise forms.ValidationError(
                _("“%(area)s…” is longer than %(most)s letters.") % {"area": too_long[:20], "most": LONGEST_AREA}
            )
        return areas

    def clean_labels(self) -> dict[str, str]:
        lines = [line.strip() for line in self.cleaned_data["labels"].splitlines() if line.strip()]
        told = {}
        for line in lines:
            score, colon, text = line.partition(":")
            number = read_number(score)
            if number is None or not colon or not text.strip():
                raise forms.ValidationError(
                    _("“%(line)s” is not a score, a colon and what it means.") % {"line": line[:40]}
                )
            told[str(number)] = text.strip()[:200]
        return told

    def read_instrument(self) -> dict[str, Any]:
        """What a valid form says, for pretrajectory.add_instrument."""
        return self.cleaned_data | {"organisation": self._offices[self.cleaned_data["organisation"]]}


class ScoreFileForm(forms.Form):
    file = forms.FileField(label=gettext_lazy("CSV or XLSX file"), max_length=255)


def read_number(text: str) -> Decimal | None:
    """3, 3.5 or 3,5 with at most two decimals; None for anything else."""
    try:
        number = Decimal(text.strip().replace(",", "."))
    except InvalidOperation:
        return None
    if not number.is_finite() or abs(number) >= 1_000_000 or number != number.quantize(Decimal("0.01")):
        return None
    return number


def read_day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _say_scale(instrument) -> str:
    return _("%(name)s, %(lowest)s to %(highest)s, since %(day)s") % {
        "name": instrument.name,
        "lowest": say_number(instrument.lowest),
        "highest": say_number(instrument.highest),
        "day": format_date(instrument.valid_from, style="medium"),
    }
