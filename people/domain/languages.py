"""In which language a newcomer is addressed."""

from core.languages import SOURCE_LANGUAGE, get_language, is_known_language, is_offered

from ..models import Newcomer


def choose_home_language(*, newcomer: Newcomer, here: str | None = None) -> str:
    """The interface language for her home: the one she chose, else the first of hers that is offered.

    `here` (the language of the page she is on) serves when none of hers has one: nothing changes under her hands.
    """
    wanted = [newcomer.profile.interface_language, *newcomer.profile.languages, here or "", SOURCE_LANGUAGE]
    for code in wanted:
        if code and is_known_language(code) and is_offered(get_language(code)):
            return get_language(code).code
    return SOURCE_LANGUAGE


def is_first_language_missing(*, newcomer: Newcomer, shown: str) -> bool:
    """True when the page is not in the first of her languages, so that the page can say so."""
    return bool(newcomer.profile.languages) and newcomer.profile.languages[0].lower() != shown.lower()


def remember_interface_language(*, newcomer: Newcomer, language: str) -> None:
    """She chose a language in the menu: her next sign-in opens in it."""
    newcomer.profile.interface_language = get_language(language).code
    newcomer.profile.save(update_fields=["interface_language"])
