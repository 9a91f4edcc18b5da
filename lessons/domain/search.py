"""Finding lessons by a word, in the language of the reader, also when she spells it in her own way.

The words of a language are read once per change of the content and kept in the process, folded (domain.words): the same on
every database, and a search asks none.
"""

from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass
from itertools import takewhile

from ..models import LessonPage
from .cards import LessonCard, ModuleCard, list_modules
from .catalogue import get_catalogue
from .markup import FACT
from .memory import remember
from .words import is_one_slip_away, list_words

MOST, MOST_WORDS = 30, 10
SHORTEST, LONGEST = 2, 100
SHORTEST_BEGINNING, SHORTEST_WITH_SLIP = 3, 5  # of a shorter word too many others are near
IN_TITLE, IN_SUMMARY, IN_TEXT = 4, 2, 1
EXACT, BEGINNING, SLIP = 4, 2, 1


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language in order, and where each stands: {page id: the weight of the best place}."""

    ordered: tuple[str, ...]
    places: dict[str, dict[int, int]]

    def find(self, word: str) -> dict[int, int]:
        """The pages with this word or one that begins with it; when there is none, with one that is one slip away."""
        found = self._weigh({word: EXACT} | dict.fromkeys(self._list_beginning_with(word), BEGINNING))
        return found or self._weigh(dict.fromkeys(self._list_near(word), SLIP))

    def _list_beginning_with(self, word: str) -> list[str]:
        if len(word) < SHORTEST_BEGINNING:
            return []
        first = bisect_left(self.ordered, word)
        longer = takewhile(lambda other: other.startswith(word), self.ordered[first:])
        return [other for other in longer if other != word]

    def _list_near(self, word: str) -> list[str]:
        if len(word) < SHORTEST_WITH_SLIP:
            return []
        return [other for other in self.ordered if is_one_slip_away(word, other)]

    def _weigh(self, words: dict[str, int]) -> dict[int, int]:
        found: dict[int, int] = {}
        for word, nearness in words.items():
            for page_id, place in self.places.get(word, {}).items():
                found[page_id] = max(found.get(page_id, 0), nearness * place)
        return found


def search_pages(*, language: str, query: str) -> list[LessonCard | ModuleCard]:
    """Public lessons and modules in this language whose title, summary or text holds all the words; best first."""
    scores = find_all(remember(("words", language), lambda: _read_words(language)), query)
    if not scores:
        return []
    cards = _list_cards_by_page(language)
    best = sorted((page for page in cards if page in scores), key=lambda page: -scores[page])
    return [cards[page] for page in best[:MOST]]


def find_all(words: Words, query: str) -> dict[int, int]:
    """What holds all the words of a query, with its weight; nothing for a query that is too short to mean anything."""
    wanted = list(dict.fromkeys(list_words(query[:LONGEST])))[:MOST_WORDS]
    if len("".join(wanted)) < SHORTEST:
        return {}
    found = [words.find(word) for word in wanted]
    return {page: sum(pages[page] for pages in found) for page in set.intersection(*map(set, found))}


def _read_words(language: str) -> Words:
    places: defaultdict[str, dict[int, int]] = defaultdict(dict)

    def note(page_id: int, text: str, weight: int) -> None:
        for word in list_words(FACT.sub(" ", text)):
            places[word][page_id] = max(places[word].get(page_id, 0), weight)

    cards = _list_cards_by_page(language)
    for page_id, card in cards.items():
        note(page_id, card.title, IN_TITLE)
        note(page_id, card.summary, IN_SUMMARY)
    body = LessonPage._meta.get_field("body")
    for page in LessonPage.objects.filter(pk__in=list(cards)).only("pk", "body"):
        for text in body.get_searchable_content(page.body):
            note(page.pk, text, IN_TEXT)
    return Words(tuple(sorted(places)), dict(places))


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
