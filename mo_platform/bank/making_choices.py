"""What a draw can ask for in a bank."""

from assessments import api as assessments
from assessments.enums import QuestionSection
from curriculum.enums import Regime

from .forms import list_objectives
from .making_forms import EVERYWHERE
from .showing import name_themes


def list_offered(bank, test: assessments.BankTest | None) -> dict[str, list]:
    """The choices of the fields of a draw; what the test asks for already stays among them."""
    asked = _list_asked(test)
    tags = sorted({tag for row in assessments.list_bank_questions([bank.pk]) for tag in row.tags})
    themes = name_themes()
    objectives = list_objectives()
    known = {key for _theme, group in objectives for key, _title in group}
    return {
        "themes": [*themes.items(), *_keep(asked["themes"], set(themes))],
        "tags": [
            *QuestionSection.choices,
            *((tag, tag) for tag in tags),
            *_keep(asked["tags"], {*QuestionSection, *tags}),
        ],
        "objectives": [*objectives, *_keep(asked["objectives"], known)],
        "region": [EVERYWHERE, *Regime.choices, *_keep(asked["region"], set(Regime.values))],
    }


def _list_asked(test: assessments.BankTest | None) -> dict[str, set[str]]:
    sections = test.last.data.get("sections", {}) if test else {}
    draws = [draw for section in sections.values() for draw in section["draws"]]
    asked = {
        name: {value for draw in draws for value in draw.get(name, ())} for name in ("themes", "tags", "objectives")
    }
    return asked | {"region": {draw["region"] for draw in draws if draw.get("region")}}


def _keep(asked: set[str], known: set[str]) -> list[tuple[str, str]]:
    return [(value, value) for value in sorted(asked - known)]
