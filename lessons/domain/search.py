"""Finding lessons by a word, in the language of the reader."""

from ..models import LessonPage, ModulePage
from .cards import LessonCard, ModuleCard, list_modules

MOST = 30
SHORTEST, LONGEST = 2, 100


def search_pages(*, language: str, query: str) -> list[LessonCard | ModuleCard]:
    """Public lessons and modules in this language whose title, summary or text holds the words; best first."""
    words = query.strip()[:LONGEST]
    if len(words) < SHORTEST:
        return []
    modules = {card.module_key: card for card in list_modules(language=language) if not card.is_missing}
    lessons = {
        card.lesson_key: card
        for module in list_modules(language=language)
        for card in module.lessons
        if not card.is_missing
    }
    found: list[LessonCard | ModuleCard] = []
    for model, cards in ((ModulePage, modules), (LessonPage, lessons)):
        pages = model.objects.in_language(language).filter(translation_key__in=list(cards))
        keys = [page.translation_key for page in pages.search(words)[:MOST]]
        found += [cards[key] for key in keys if key in cards]
    return found
