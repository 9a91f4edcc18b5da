"""The whole form of a test: its head, its sections with their draws, its outcomes with their cuts; read into the data of a
blueprint, with what is wrong beside the field that it is about."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.text import slugify
from django.utils.translation import gettext as _

from assessments import api as assessments
from assessments.enums import QuestionSection
from core import languages
from core.errors import DomainError
from mo_platform.typed_lists import Lines, make_lines

from .making_draft import EVERY, join_rule
from .making_forms import CutForm, DrawForm, HeadForm, OutcomeForm, PartForm, SectionForm
from .making_words import say_refused

#: Which field a refusal of the domain is about.
_FIELD_OF = {"no_title": "title", "no_use": "uses", "day_past": "valid_from", "ends_first": "valid_until"}


class WholeForm:
    """`kept`: the outcomes of the version that is changed, for those that go deeper than the editor shows."""

    def __init__(
        self, fields: QueryDict, *, offered: dict[str, list], kept: Mapping[str, Any], is_asked: bool = False
    ) -> None:
        self.fields, self.is_asked, self.kept = fields, is_asked, kept
        self.follows = fields.get("follows", "")
        self.head = self._make("", "", HeadForm)
        self.sections = (
            [] if self.follows else [self._make_section(number, offered) for number in fields.getlist("section")]
        )
        names = [(section.number, self.name_section(section)) for section in self.sections]
        self.outcomes = (
            [] if self.follows else [self._make_outcome(number, names) for number in fields.getlist("outcome")]
        )
        self.problems: list[str] = []

    @property
    def language(self) -> str:
        return self.fields.get("language") or languages.SOURCE_LANGUAGE

    def is_valid(self) -> bool:
        """Whether all of it can be read, the whole too."""
        valid = all(line.form.is_valid() for line in self.walk())
        if not self.follows and not (self.sections and self.outcomes):
            self.problems.append(_("A test needs a section and an outcome."))
            return False
        return valid and self._reads_as_a_whole()

    @property
    def is_readable(self) -> bool:
        """Whether it can be said what it would draw. Complains of nothing."""
        try:
            return all(line.form.is_valid() for line in self.walk()) and self._check()
        except (assessments.BadBlueprint, DomainError):
            return False

    def list_mistakes(self) -> list[tuple[str, str]]:
        """Where something is wrong: the id of the place on the page, and what stands there."""
        return [
            (bound.id_for_label or line.prefix or "title", str(bound.label))
            for line in self.walk()
            for bound in line.form
            if bound.errors
        ]

    def refuse(self, problem: DomainError) -> None:
        name = _FIELD_OF.get(problem.code)
        if name:
            self.head.form.add_error(name, str(problem))
        else:
            self.problems.append(str(problem))

    @property
    def entry(self) -> assessments.TestEntry:
        told = self.head.form.cleaned_data
        return assessments.TestEntry(
            data=self.read(),
            uses=tuple(told["uses"]),
            valid_from=told["valid_from"],
            valid_until=told["valid_until"],
            regime=told["regime"],
        )

    @property
    def base(self) -> int:
        return self.head.form.cleaned_data["base"]

    def read(self) -> dict[str, Any]:
        """The data of a blueprint; what is as usual is left out."""
        told = self.head.form.cleaned_data
        data: dict[str, Any] = {
            name: told[name] for name in ("title", "description", "minutes", "retake_days") if told[name]
        }
        if told["feedback"] != assessments.Feedback.AT_END:
            data["feedback"] = told["feedback"]
        if set(told["accommodations"]) != set(assessments.Aid):
            data["accommodations"] = told["accommodations"]
        if self.follows:
            return data | {assessments.PASS_RULE: self.follows}
        keys = _name_lines(self.sections, "deel")
        names = _name_lines(self.outcomes, "passed")
        titles = {names[line.number]: title for line in self.outcomes if (title := line.form.cleaned_data["title"])}
        return data | {
            "sections": {keys[line.number]: _read_section(line) for line in self.sections},
            "outcomes": {names[line.number]: self._read_outcome(line, keys) for line in self.outcomes},
            **({"outcome_titles": titles} if titles else {}),
        }

    def _read_outcome(self, line: Lines, keys: dict[str, str]) -> dict[str, Any]:
        told = line.form.cleaned_data
        if told["kept"] and told["key"] in self.kept:
            return self.kept[told["key"]]
        parts = [
            join_rule(
                part.form.cleaned_data["join"] or EVERY,
                [cut.form.as_data(keys) for cut in part.members],  # type: ignore[attr-defined]
            )
            for part in line.members
        ]
        return join_rule(told["join"] or EVERY, parts)

    def _check(self) -> bool:
        """False where something is empty. Raises BadBlueprint."""
        is_kept = {line.number for line in self.outcomes if line.form.cleaned_data["kept"]}
        parts = [part for line in self.outcomes for part in line.members]
        if not all(line.members for line in [*self.sections, *parts]):
            return False
        if not all(line.members or line.number in is_kept for line in self.outcomes):
            return False
        assessments.check_blueprint(data=self.read())
        return True

    def _reads_as_a_whole(self) -> bool:
        try:
            if not self._check():
                self.problems.append(_("Each section needs something to draw, each outcome something to reach."))
                return False
        except assessments.BadBlueprint as refused:
            self._place(refused)
            return False
        if len(self.outcomes) > 1:
            return self._have_names(self.outcomes)
        return True

    def _have_names(self, lines: list[Lines]) -> bool:
        nameless = [line for line in lines if not line.form.cleaned_data["title"].get(languages.SOURCE_LANGUAGE)]
        for line in nameless:
            line.form.add_error("title", _("Of several outcomes each needs a name in Dutch."))
        return not nameless

    def _place(self, refused: assessments.BadBlueprint) -> None:
        """Beside the cut that it is about, else above all."""
        words = say_refused(refused)
        keys = _name_lines(self.sections, "deel")
        for line in self.outcomes:
            for cut in (one for part in line.members for one in part.members):
                told = cut.form.cleaned_data
                where = keys.get(told["section"]) if told["section"] else None
                if (told["minimum"], where) == (refused.details.get("minimum"), refused.details.get("section")):
                    cut.form.add_error("minimum", words)
                    return
        self.problems.append(words)

    def walk(self) -> Iterator[Lines]:
        for line in (self.head, *self.sections, *self.outcomes):
            yield from line.walk()

    def _make_section(self, number: str, offered: dict[str, list]) -> Lines:
        section = self._make(number, f"s{number}", SectionForm)
        section.members = [
            self._make(draw, f"s{number}-d{draw}", DrawForm, offered=offered)
            for draw in self.fields.getlist(f"s{number}-draw")
        ]
        return section

    def _make_outcome(self, number: str, sections: list[tuple[str, str]]) -> Lines:
        outcome = self._make(number, f"o{number}", OutcomeForm)
        if self.fields.get(f"o{number}-kept"):
            return outcome
        for part in self.fields.getlist(f"o{number}-part"):
            prefix = f"o{number}-p{part}"
            line = self._make(part, prefix, PartForm)
            line.members = [
                self._make(cut, f"{prefix}-c{cut}", CutForm, sections=sections)
                for cut in self.fields.getlist(f"{prefix}-cut")
            ]
            outcome.members.append(line)
        return outcome

    def _make(self, number: str, prefix: str, kind: type[forms.Form], **options: Any) -> Lines:
        return make_lines(self.fields, number, prefix, kind, is_asked=self.is_asked, **options)

    def name_section(self, section: Lines) -> str:
        """As the list of sections in a cut calls it."""
        typed = self.fields.get(f"{section.prefix}-title_nl", "").strip()
        return (
            typed
            or name_known(self.fields.get(f"{section.prefix}-key", ""))
            or _("section %(n)s") % {"n": int(section.number) + 1 if section.number.isdigit() else section.number}
        )


def name_known(key: str) -> str:
    """What a part of the real test is called; empty for others."""
    return str(dict(QuestionSection.choices).get(key, ""))


def _read_section(line: Lines) -> dict[str, Any]:
    told = line.form.cleaned_data
    data: dict[str, Any] = {"draws": [draw.form.as_data for draw in line.members]}  # type: ignore[attr-defined]
    if told["title"]:
        data["title"] = told["title"]
    return data if told["order"] == assessments.Order.RANDOM else data | {"order": told["order"]}


def _name_lines(lines: Iterable[Lines], word: str) -> dict[str, str]:
    """A key for each, by its number: the one that it has, else one made of its Dutch name; none twice."""
    keys: dict[str, str] = {}
    for line in lines:
        told = line.form.cleaned_data
        wish = told["key"] or slugify(told["title"].get(languages.SOURCE_LANGUAGE, ""))[:50] or word
        key, count = wish, 1
        while key in keys.values():
            count += 1
            key = f"{wish}-{count}"
        keys[line.number] = key
    return keys
