"""Lessons as she meets them in lists: in the first of her languages that has them, with what she did, and which is next."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from core import languages
from lessons import api as lessons
from progress import api as progress


@dataclass(frozen=True, slots=True)
class ShownLesson:
    """A lesson in a list. `card` is in the language she gets it in; `language` is that language when the page is in
    another; `state` "", "started" or "done"."""

    card: lessons.LessonCard
    language: languages.Language | None
    state: str
    says_draft: bool = True

    @property
    def shown_state(self) -> str:
        """The state for eyes beside hers: of a sensitive lesson a list does not tell that she read it."""
        return "" if self.card.is_sensitive else self.state

    @property
    def note(self) -> str:
        """In which language she finds it, never silently; or that nobody has checked the translation yet (unless the
        page says so already)."""
        if self.language is not None:
            return _("Not yet in your language. You can read it in %(language)s. It counts just the same.") % {
                "language": f"\u2068{self.language.endonym}\u2069"
            }
        return _("Draft: not yet checked by a native speaker.") if self.card.is_draft and self.says_draft else ""


@dataclass(frozen=True, slots=True)
class ShownModule:
    """A module with her progress: lessons done of all."""

    card: lessons.ModuleCard
    language: languages.Language | None
    art: str
    done: int
    is_complete: bool
    rows: tuple[ShownLesson, ...]

    @property
    def total(self) -> int:
        return len(self.rows)

    @property
    def is_started(self) -> bool:
        return any(row.state for row in self.rows)

    @property
    def next_lesson(self) -> ShownLesson | None:
        """The lesson she began and did not finish, else the first that is not done."""
        open_rows = [row for row in self.rows if row.state != "done"]
        return next((row for row in open_rows if row.state), open_rows[0] if open_rows else None)


def list_modules_under_way(*, overview: progress.Overview, reads: list[str], language: str) -> list[ShownModule]:
    """The modules of which she finished or began a lesson and that are not complete."""
    shown = (
        show_module(card, overview=overview, reads=reads, language=language)
        for card in lessons.list_modules(language=language)
    )
    return [module for module in shown if module.is_started and not module.is_complete]


def show_module(
    card: lessons.ModuleCard, *, overview: progress.Overview, reads: list[str], language: str
) -> ShownModule:
    """`reads`: her languages, best first. `language`: that of the page."""
    says_draft = not card.is_draft  # the head of a module that is a draft says it once for all
    rows = tuple(
        show_lesson(item, overview=overview, reads=reads, language=language, says_draft=says_draft)
        for item in card.lessons
    )
    return ShownModule(
        card=card,
        language=languages.get_language(card.language) if card.language != language else None,
        art=f"theme-{card.theme_key}" if card.theme_key else "",
        done=sum(row.state == "done" for row in rows),
        is_complete=card.module_key in overview.modules_completed,
        rows=rows,
    )


def show_lesson(
    card: lessons.LessonCard, *, overview: progress.Overview, reads: list[str], language: str, says_draft: bool = True
) -> ShownLesson:
    summary = overview.lessons.get(card.lesson_key)
    state = "" if summary is None else "done" if summary.is_complete else "started"
    if not card.is_missing:
        return ShownLesson(card, None, state, says_draft=says_draft)
    other = find_card(card.lesson_key, language=choose_language(card.languages, reads=reads))
    return ShownLesson(other, languages.get_language(other.language), state)


def choose_language(offered, *, reads: list[str]) -> str:
    """The first of her languages in which it is offered, else Dutch, which is always there."""
    return next((code for code in reads if code in offered), languages.SOURCE_LANGUAGE)


def find_card(lesson_key: UUID, *, language: str) -> lessons.LessonCard:
    """The lesson as a list in `language` shows it. Raises UnknownLesson."""
    cards = (card for module in lessons.list_modules(language=language) for card in module.lessons)
    found = next((card for card in cards if card.lesson_key == lesson_key), None)
    if found is None:
        raise lessons.UnknownLesson
    return found


def find_lesson(modules: list[ShownModule], lesson_key: UUID) -> tuple[ShownModule, ShownLesson] | None:
    for module in modules:
        for row in module.rows:
            if row.card.lesson_key == lesson_key:
                return module, row
    return None
