"""What a test would draw, draw by draw and language by language, and an example of it."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from assessments import api as assessments
from core import languages
from curriculum import api as curriculum

from .making_whole import WholeForm
from .showing import show_line


def list_bank_codes(bank) -> list[languages.Language]:
    """The languages of a bank, in the order of the registry."""
    return [language for language in languages.list_languages() if language.code in bank.languages]


def describe_filling(
    bank,
    data: Mapping[str, Any],
    uses: Iterable[str],
    *,
    regime: str,
    on: date,
    names: Mapping[str, str],
    questions: list | None = None,
) -> dict | None:
    """How many questions each draw finds in each language of the bank; None where no rule of the curriculum holds."""
    codes = [language.code for language in list_bank_codes(bank)]
    try:
        filling = assessments.fill_test(
            data=data,
            uses=list(uses),
            bank=bank,
            languages=codes,
            regime=regime or curriculum.regime_of(""),
            on=on,
            questions=questions,
        )
    except assessments.UnknownBlueprint:
        return None
    return {
        "total": filling.total,
        "minutes": filling.minutes,
        "draws": [
            {
                "draw": draw,
                "section": _name_section(data, draw.section, names),
                "asks": ", ".join(names.get(word, word) for word in draw.asks),
                "found": [draw.found[code] for code in codes],
            }
            for draw in filling.draws
        ],
    }


def draw_example(
    bank, form: WholeForm, *, on: date, seed: int, names: Mapping[str, str]
) -> tuple[list[dict] | None, str]:
    """A form as somebody might get it, section by section, or why there is none."""
    data, told = form.read(), form.head.form.cleaned_data
    language = form.language if form.language in bank.languages else languages.SOURCE_LANGUAGE
    try:
        places = assessments.draw_example(
            data=data,
            uses=told["uses"],
            bank=bank,
            language=language,
            regime=told["regime"] or curriculum.regime_of(""),
            on=max(on, told["valid_from"]),
            seed=seed,
        )
    except assessments.BankCannotFill:
        return None, _("The bank cannot fill this test in this language: the table says what is lacking.")
    except assessments.UnknownBlueprint:
        return None, _("No rule of the curriculum holds then.")
    spoken = languages.get_language(language)
    return [
        {
            "place": place,
            "section": _name_section(data, place.section, names),
            "stem": show_line(place.stem, language),
            "language": spoken,
        }
        for place in places
    ], ""


def _name_section(data: Mapping[str, Any], key: str, names: Mapping[str, str]) -> str:
    section = data.get("sections", {}).get(key, {})
    return section.get("title", {}).get(languages.SOURCE_LANGUAGE) or names.get(key, key)
