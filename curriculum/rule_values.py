"""The shape of a rule's value, per kind. Plain data, so that editors get a clear message and readers a known shape."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, NonNegativeInt, PositiveInt, ValidationError, model_validator

from .enums import SKILLS, STUDY_FORMS, RuleKind


class Shape(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class Deadline(Shape):
    """A term. Either `days` or `months`.

    `counts_day_zero`: the day of the anchor is day 1 instead of day 0. `weekend`: an end on a Saturday, Sunday or
    public holiday stays ("keep") or moves to the next working day ("next_workday"). Both are assumptions until the
    agency says otherwise: `assumed` names what is assumed.
    """

    days: PositiveInt | None = None
    months: PositiveInt | None = None
    counts_day_zero: bool = False
    weekend: Literal["keep", "next_workday"] = "keep"
    assumed: list[str] = []

    @model_validator(mode="after")
    def one_unit(self) -> "Deadline":
        if (self.days is None) == (self.months is None):
            raise ValueError("Give either days or months.")
        return self


class Section(Shape):
    code: str
    items: PositiveInt
    pass_at: NonNegativeInt

    @model_validator(mode="after")
    def reachable(self) -> "Section":
        if self.pass_at > self.items:
            raise ValueError("Nobody can reach the pass mark.")
        return self


class PassRule(Shape):
    """Sections of a test and how many right answers each asks. `all` sections must be passed, or only the total counts."""

    sections: list[Section] = Field(min_length=1)
    needs: Literal["all", "total"] = "all"
    assumed: list[str] = []


class Fee(Shape):
    """`amount` in whole euro; `per` what one pays it for; `is_maximum` when exemptions make it less for many."""

    amount: NonNegativeInt
    currency: Literal["EUR"] = "EUR"
    per: Literal["course", "try", "whole"]
    is_maximum: bool = False


class Fine(Shape):
    minimum: NonNegativeInt
    maximum: PositiveInt
    currency: Literal["EUR"] = "EUR"


class Hours(Shape):
    """`minutes` of course; `talks` individual talks of `talk_minutes` beside it."""

    minutes: NonNegativeInt
    talks: NonNegativeInt = 0
    talk_minutes: NonNegativeInt = 0
    is_minimum: bool = False


class LessonCompletion(Shape):
    """When a lesson is done. `questions`: each was "answered" (right or wrong) or answered "correct" once, or "none" is
    asked; `end`: the last block was "reached" (or "I have finished" pressed), or "none"."""

    questions: Literal["answered", "correct", "none"]
    end: Literal["reached", "none"]

    @model_validator(mode="after")
    def asks_something(self) -> "LessonCompletion":
        if self.questions == self.end == "none":
            raise ValueError("A lesson must require something.")
        return self


class ModuleCompletion(Shape):
    """When a module is done: "all" its published lessons are."""

    lessons: Literal["all"]


class TrackCompletion(Shape):
    """When a track is done: "all" its themes have lessons, and "all" their modules are done."""

    modules: Literal["all"]
    themes: Literal["all"]


class StudyFormAdvice(Shape):
    """When a study form is advised: the first by `rank` of which she meets all `needs`, {skill: level 1 or 2}, each with a chance
    of at least `certainty`. A form that needs nothing suits everybody. `assumed` names what is assumed."""

    rank: PositiveInt
    needs: dict[str, Literal[1, 2]] = {}
    certainty: float = Field(ge=0.5, le=1)
    assumed: list[str] = []

    @model_validator(mode="after")
    def known_skills(self) -> "StudyFormAdvice":
        if unknown := sorted(set(self.needs) - set(SKILLS)):
            raise ValueError(f"There is no skill {unknown[0]!r}.")
        return self


SHAPES: dict[str, type[Shape]] = {
    RuleKind.DEADLINE: Deadline,
    RuleKind.PASS_RULE: PassRule,
    RuleKind.FEE: Fee,
    RuleKind.FINE: Fine,
    RuleKind.HOURS: Hours,
}
#: Kinds of which each code has a shape of its own, or can be only these.
SHAPES_BY_CODE: dict[str, dict[str, type[Shape]]] = {
    RuleKind.COMPLETION: {"lesson": LessonCompletion, "module": ModuleCompletion, "track": TrackCompletion},
    RuleKind.ADVICE: dict.fromkeys(STUDY_FORMS, StudyFormAdvice),
}


def find_problems(kind: str, value: object, *, code: str = "") -> list[str]:
    """What is wrong with `value` for a rule of `kind` (and `code`), in words; empty when nothing is."""
    shape = SHAPES_BY_CODE[kind].get(code) if kind in SHAPES_BY_CODE else SHAPES.get(kind)
    if shape is None:
        return [f"No rule of the kind “{kind}” has the code “{code}”." if code else f"Unknown kind: {kind}"]
    try:
        shape.model_validate(value)
    except ValidationError as error:
        return [
            ": ".join(filter(None, [".".join(str(step) for step in item["loc"]), item["msg"]]))
            for item in error.errors()
        ]
    return []
