"""Finding lessons by a word, in the language of the reader."""

from unicodedata import category

from wagtail.models import Page

from .cards import LessonCard, ModuleCard, list_modules
from .catalogue import get_catalogue

MOST = 30
SHORTEST, LONGEST = 2, 100
JOINERS = "\u200c\u200d"


def search_pages(*, language: str, query: str) -> list[LessonCard | ModuleCard]:
    """Public lessons and modules in this language whose title, summary or text holds the words; best first."""
    words = keep_words(query)[:LONGEST].strip()
    cards = _list_cards_by_page(language)
    if len(words) < SHORTEST or not cards:
        return []
    found = Page.objects.filter(id__in=list(cards)).search(words)[:MOST]
    return [cards[page.pk] for page in found]


def keep_words(text: str) -> str:
    """The text without signs: search backends read some of them as commands, and SQLite's chokes on others.

    Marks inside words of Arabic, Persian or Tibetan stay.
    """
    return "".join(sign if sign in JOINERS or category(sign)[0] in "LMN" else " " for sign in text)


def _list_cards_by_page(language: str) -> dict[int, LessonCard | ModuleCard]:
    """What may be found: what has a public page in the language."""
    catalogue = get_catalogue()
    cards: dict[int, LessonCard | ModuleCard] = {}
    for module in list_modules(language=language):
        if not module.is_missing:
            cards[catalogue.modules_by_key[module.module_key].texts[language].page_id] = module
        for lesson in module.lessons:
            if not lesson.is_missing:
                cards[catalogue.lessons[lesson.lesson_key].texts[language].page_id] = lesson
    return cards
