"""A question between two formats: in one language, with its parts in order, whoever wrote it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from assessments.api import About, OutsideCluster
from assessments.enums import QuestionKind, QuestionSection, QuestionUse
from curriculum.enums import Regime

#: Tags that say what a question is about, where a format has tags only: `theme:wonen`.
_ABOUT = ("theme", "objective", "section", "use", "region", "fact", "review_by")
_CHOICES = {"section": QuestionSection.values, "use": QuestionUse.values, "region": Regime.values}
#: The most that the bank keeps of each.
LONGEST_TITLE = 255
LONGEST_KEY = 100


@dataclass(frozen=True, slots=True)
class Part:
    """An option, an item, or a pair (`match` is what belongs to `text`)."""

    id: str
    text: str
    feedback: str = ""
    match: str = ""


@dataclass(frozen=True, slots=True)
class AskedPicture:
    """The picture of a hotspot: its `key` in the media library, and {part: (left, top, width, height) in percent}. The rest is
    known when it is written: what it shows in the language, its size in pixels, its file."""

    key: str
    areas: Mapping[str, Sequence[int]]
    alt: str = ""
    width: int = 0
    height: int = 0
    name: str = ""
    content: bytes = b""


@dataclass(frozen=True, slots=True)
class SharedPicture:
    """The picture of a shared text as it is written: what it shows in the language, its size in pixels, its file."""

    alt: str
    width: int
    height: int
    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class NeutralQuestion:
    """A question that was found. `key` as assessments has it, in the ids of the parts; of a short text {"accepted": [answers]},
    and "forgives_typo" where it is so.

    `where` is for a person (“line 12”). `identifier`: what names it in its file for good, empty when nothing does.
    `has_part_ids`: the format carries the ids of the parts. `language`: known when it is written. `lost`: what the file says
    and the bank cannot hold. `shared`: what it is about together with others; `shared_picture` is known when it is written.
    """

    where: str
    identifier: str
    kind: QuestionKind
    stem: str
    key: dict[str, Any]
    parts: tuple[Part, ...] = ()
    explanation: str = ""
    has_part_ids: bool = False
    language: str = ""
    about: About = field(default_factory=About)
    lost: tuple[str, ...] = ()
    picture: AskedPicture | None = None
    shared: OutsideCluster | None = None
    shared_picture: SharedPicture | None = None


@dataclass(frozen=True, slots=True)
class Refusal:
    """A question that was found and cannot be taken over. `type`: what its file calls it."""

    where: str
    identifier: str
    type: str
    reason: str


Found = NeutralQuestion | Refusal


class Unsupported(Exception):
    """This question cannot be taken over; the message says why. The readers make a Refusal of it."""


def say_unknown_picture(key: str) -> str:
    """A file brings no picture: nobody knows its licence, nor what it shows in our languages. The library has it already."""
    return _("its picture “%(key)s” is not in the media library: it goes there first, with its licence") % {"key": key}


def name_parts(count: int) -> list[str]:
    """Ids for parts that have none: a, b… z, then part27…"""
    return [chr(ord("a") + number) if number < 26 else f"part{number + 1}" for number in range(count)]


def list_tags(about: About) -> list[str]:
    """Everything but the title, as tags."""
    told = [("theme", about.theme), ("objective", about.objective), ("section", about.section), ("use", about.use)]
    told += [("region", about.region)]
    told += [("fact", key) for key in about.fact_keys]
    told += [("review_by", about.review_by.isoformat() if about.review_by else "")]
    return [f"{name}:{value}" for name, value in told if value] + list(about.tags)


def read_about(*, title: str, tags: list[str], category: str = "") -> tuple[About, list[str]]:
    """What title, tags and category say, and what of it is lost. The last step of a category is the theme when it can be
    the key of one and no tag names another; else it is kept as a tag."""
    title, lost = fit_title(title)
    told: dict[str, str] = {}
    facts: list[str] = []
    others: list[str] = []
    for tag in dict.fromkeys(tag.strip() for tag in tags):
        name, _colon, value = tag.partition(":")
        if name == "fact" and is_key(value):
            facts.append(value)
        elif name in _ABOUT and name not in told and is_valid(name, value):
            told[name] = value
        elif tag:
            others.append(tag)
    theme = category.rpartition("/")[2].strip()
    if "theme" not in told and is_key(theme):
        told["theme"] = theme
    elif category and theme != told.get("theme"):
        others.append(f"category:{category}")
    return (
        About(
            title=title,
            tags=tuple(dict.fromkeys(others)),
            objective=told.get("objective", ""),
            theme=told.get("theme", ""),
            section=told.get("section", ""),
            use=told.get("use", ""),
            region=told.get("region", ""),
            fact_keys=tuple(facts),
            review_by=date.fromisoformat(told["review_by"]) if "review_by" in told else None,
        ),
        lost,
    )


def is_key(text: str) -> bool:
    """True for what can be a key of the curriculum: small letters, digits and hyphens."""
    return 0 < len(text) <= LONGEST_KEY and all(letter in _KEY_LETTERS for letter in text) and text[0] != "-"


_KEY_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-")


def fit_title(title: str) -> tuple[str, list[str]]:
    """As much of a title as the bank keeps, and what is lost."""
    title = title.strip()
    lost = [_("the title after %(most)s letters") % {"most": LONGEST_TITLE}] if len(title) > LONGEST_TITLE else []
    return title[:LONGEST_TITLE].strip(), lost


def is_valid(name: str, value: str) -> bool:
    """True when `value` can be the theme, objective, section, use, region or review_by of a question."""
    if name == "review_by":
        try:
            return date.fromisoformat(value).isoformat() == value
        except ValueError:
            return False
    return value in _CHOICES[name] if name in _CHOICES else is_key(value)
