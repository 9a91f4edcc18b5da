"""The themes of the curriculum with what there is to study, and honestly those without."""

from dataclasses import dataclass
from datetime import date

from core.language_text import LanguageText
from curriculum import api as curriculum

from .cards import ModuleCard, list_modules
from .memory import remember


@dataclass(frozen=True, slots=True)
class ShownTheme:
    """A theme with its modules; none when there are no lessons yet."""

    key: str
    title: LanguageText
    modules: tuple[ModuleCard, ...]


def list_shown_themes(*, language: str, on: date) -> list[ShownTheme]:
    """All themes that hold on a day, in order, with their modules in `language` (or in Dutch, and said so)."""
    return list(remember(("themes", language, on), lambda: _list(language, on)))


def _list(language: str, on: date) -> tuple[ShownTheme, ...]:
    modules = list_modules(language=language)
    themes = curriculum.list_themes(on=on)
    shown = [
        ShownTheme(
            theme.key,
            theme.title_in(language),
            tuple(module for module in modules if module.theme_key == theme.key),
        )
        for theme in themes
    ]
    known = {theme.key for theme in themes}
    others = tuple(module for module in modules if module.theme_key not in known)
    if others:
        shown.append(ShownTheme("", LanguageText("", language), others))
    return tuple(shown)
