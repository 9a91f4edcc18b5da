"""What the form of a world is made of. A world only says which parts it has (schemas/): each part knows its field, how it is
written from the parameters of a task and how it is read back."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import languages
from mo_platform.typed_lists import MOST
from pretrajectory import api as pretrajectory

from .pictures import PictureSelect, PicturesSelect, offer_pictures

Label = str | Promise
#: What can be picked of each list: {list: [(id, what it is called)]}.
Offered = Mapping[str, list[tuple[str, str]]]
LONGEST = 200  # letters; what is typed may not be longer (pretrajectory/domain/reports.py)
LONGEST_WORDS = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Part(ABC):
    """A field of a world. `name` as in the parameters; what is not needed is left out where it is empty."""

    name: str
    label: Label
    is_needed: bool = True
    help_text: Label = ""

    @abstractmethod
    def make(self, offered: Offered) -> forms.Field:
        """The field of a form."""

    def write(self, value: Any, dutch: Callable[[str], str]) -> str | list[str]:
        """As it stands in a form. `dutch("@name")` is a text."""
        return str(value or "")

    def read(self, value: Any) -> Any:
        """From what the field cleaned (None: it could not) to the parameter; None: it is left out."""
        return value or None

    @property
    def about(self) -> dict[str, Any]:
        return {"label": self.label, "required": self.is_needed, "help_text": self.help_text}


@dataclass(frozen=True, slots=True, kw_only=True)
class Words(Part):
    """A text, in Dutch here; each language has its own. `suffix`: where it stands below its name in the parameters."""

    is_long: bool = False
    suffix: str = ""

    def make(self, offered: Offered) -> forms.Field:
        attrs = {"lang": languages.SOURCE_LANGUAGE}
        widget = forms.Textarea(attrs | {"rows": 3}) if self.is_long else forms.TextInput(attrs)
        return forms.CharField(widget=widget, max_length=LONGEST_WORDS, **self.about)

    def write(self, value: Any, dutch: Callable[[str], str]) -> str:
        return dutch(str(value or ""))

    def read(self, value: Any) -> Any:
        return pretrajectory.Dutch(value or "") if value or self.is_needed else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Line(Part):
    """A line that is the same in every language: a name, an address, what is to be typed."""

    def make(self, offered: Offered) -> forms.Field:
        return forms.CharField(max_length=LONGEST, validators=[_refuse_at], **self.about)

    def read(self, value: Any) -> Any:
        return value or ("" if self.is_needed else None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Day(Part):
    """A date."""

    def make(self, offered: Offered) -> forms.Field:
        return forms.DateField(widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}), **self.about)

    def read(self, value: Any) -> Any:
        return value.isoformat() if isinstance(value, date) else value or None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick(Part):
    """Yes or no; no is left out."""

    is_needed: bool = False

    def make(self, offered: Offered) -> forms.Field:
        return forms.BooleanField(**self.about)

    def write(self, value: Any, dutch: Callable[[str], str]) -> str:
        return "on" if value else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice(Part):
    """One of a few words."""

    choices: tuple[tuple[str, Label], ...]

    def make(self, offered: Offered) -> forms.Field:
        return forms.ChoiceField(choices=[("", "—"), *self.choices], **self.about)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices(Part):
    """Several of a few words."""

    choices: tuple[tuple[str, Label], ...]

    def make(self, offered: Offered) -> forms.Field:
        return forms.MultipleChoiceField(choices=self.choices, widget=forms.CheckboxSelectMultiple, **self.about)

    def write(self, value: Any, dutch: Callable[[str], str]) -> list[str]:
        return list(value or [])

    def read(self, value: Any) -> Any:
        return list(value or [])


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture(Part):
    """One picture, chosen by looking."""

    names: tuple[str, ...]

    def make(self, offered: Offered) -> forms.Field:
        choices = offer_pictures(self.names)
        if not self.is_needed:
            choices.insert(0, ("", gettext_lazy("none")))
        return forms.ChoiceField(choices=choices, widget=PictureSelect, **self.about)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pictures(Part):
    """Several pictures; `as_rows`: they stand as rows with their name as `id`; `may_lack`: none are left out."""

    names: tuple[str, ...]
    as_rows: bool = False
    may_lack: bool = False

    def make(self, offered: Offered) -> forms.Field:
        return forms.MultipleChoiceField(choices=offer_pictures(self.names), widget=PicturesSelect, **self.about)

    def write(self, value: Any, dutch: Callable[[str], str]) -> list[str]:
        return [one["id"] if self.as_rows else one for one in value or []]

    def read(self, value: Any) -> Any:
        if self.may_lack and not value:
            return None
        return [{"id": one} if self.as_rows else one for one in value or []]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pick(Part):
    """One of the rows of a list (`of`; "chats.replies": of all those below the rows of another), or with `is_many` several; what
    the parameters hold is its id."""

    of: str
    is_many: bool = False

    def make(self, offered: Offered) -> forms.Field:
        choices = list(offered.get(self.of, ()))
        messages = {"invalid_choice": gettext_lazy("What was chosen here is not there any more. Choose again.")}
        if self.is_many:
            widget = forms.CheckboxSelectMultiple
            return forms.MultipleChoiceField(choices=choices, widget=widget, error_messages=messages, **self.about)
        return forms.ChoiceField(choices=[("", "—"), *choices], error_messages=messages, **self.about)

    def write(self, value: Any, dutch: Callable[[str], str]) -> str | list[str]:
        return list(value or []) if self.is_many else str(value or "")

    def read(self, value: Any) -> Any:
        if self.is_many:
            return list(value or [])
        return value or ("" if self.is_needed else None)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of row: `value` stands in the parameters under the `tag` of its list; `fixed` are parameters that it always has."""

    value: str
    label: Label
    parts: tuple["Part | Rows", ...]
    fixed: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """A list. With several `kinds` each row is of one, told by its `tag`. `one`: what a row is called; `named_by`: the fields by
    which it is told from others. `has_id`: rows are named, and can be picked; `is_mapping`: they stand under their names;
    `is_single`: it is no list but one thing, or none. A list that may be empty (`least` 0) is then left out."""

    name: str
    label: Label
    one: Label
    kinds: tuple[Kind, ...]
    tag: str = ""
    least: int = 1
    begins_with: int = 0
    named_by: tuple[str, ...] = ()
    has_id: bool = True
    is_mapping: bool = False
    is_single: bool = False
    help_text: Label = ""

    @property
    def most(self) -> int:
        return 1 if self.is_single else MOST

    def find_kind(self, value: str) -> Kind:
        """The first where there is no such kind."""
        return next((kind for kind in self.kinds if kind.value == value), self.kinds[0])


def rows(*, one: Label, parts: tuple["Part | Rows", ...], **more: Any) -> Rows:
    """A list whose rows are all of one kind, called as they are."""
    return Rows(one=one, kinds=(Kind("", one, parts),), **more)


#: What is wrong with the whole, each with the place in the parameters.
Check = Callable[[Mapping[str, Any], list[str]], Iterable[tuple[tuple[str | int, ...], str]]]


@dataclass(frozen=True, slots=True)
class Schema:
    """The form of a world. `skill`: what its tasks mostly are about; `check(parameters, devices)`: what its world cannot know."""

    world: str
    label: Label
    about: Label
    icon: str
    skill: pretrajectory.Skill
    parts: tuple[Part | Rows, ...]
    check: Check = lambda _parameters, _devices: ()


def _refuse_at(text: str) -> None:
    if text.startswith("@"):
        raise forms.ValidationError(_("This cannot begin with @."), code="at")
