"""Words of the glossary as readers see them: below a lesson, where a tapped word leads, and on the page of all words."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import override

from core.api import SOURCE_LANGUAGE, get_language, strip_bidi_controls
from core.language_text import LanguageText
from curriculum import api as curriculum
from media import api as media

from .body import Fragment
from .markup import Reading, list_fact_keys, render_inline
from .memory import remember
from .search import Words, find_all
from .speech import list_passages, mark_voices
from .words import fold, list_words

IN_WORD, IN_MEANING = 4, 1


@dataclass(frozen=True, slots=True)
class ShownWord:
    """A word for a reader. `own` and `own_meaning` are in her language; None when she reads Dutch or it is not
    translated yet (`is_missing`). `is_draft`: nobody who speaks her language has checked it."""

    key: str
    dutch: str
    meaning: SafeString
    own: LanguageText | None = None
    own_meaning: SafeString | None = None
    meaning_language: str = SOURCE_LANGUAGE  # that of `own_meaning`
    is_missing: bool = False
    is_draft: bool = False


def show_words_of(fragments: Iterable[Fragment], *, language: str, is_in_draft: bool = False) -> SafeString:
    """The words that can be tapped in a lesson, for the end of its page, with the script that shows one on a tap. Of a
    lesson `is_in_draft` the label at its top speaks for them too."""
    keys = tuple(dict.fromkeys(key for part in fragments for key in part.words))

    def render() -> SafeString:
        by_key = curriculum.get_glossary().by_key
        words = _show([by_key[key] for key in keys if key in by_key], language)
        if not words:
            return SafeString("")
        with override(language):
            context = {
                "list": _voice(render_to_string("lessons/includes/word_list.html", {"words": words}), language),
                "has_drafts": not is_in_draft and any(word.is_draft for word in words),
                "language": get_language(language),
            }
            return render_to_string("lessons/includes/words.html", context)

    return remember(("words of a lesson", language, is_in_draft, keys, *_stamps()), render) if keys else SafeString("")


def _voice(html: SafeString, language: str) -> SafeString:
    passages = list_passages(html, language=language)
    return mark_voices(html, passages, media.find_voices(passage.key for passage in passages))


def list_shown_words(*, language: str, query: str = "", by_own: bool = False) -> tuple[ShownWord, ...]:
    """All words, in the order of the Dutch or (`by_own`) of the reader's language; with `query` those that it finds, in
    Dutch or in her language, however she spells them."""

    def read() -> tuple[tuple[ShownWord, ...], Words]:
        entries = curriculum.get_glossary().entries
        return _show(entries, language), _index(entries, language)

    shown, index = remember(("all words", language, *_stamps()), read)
    if query:
        found = find_all(index, query)
        shown = tuple(word for place, word in enumerate(shown) if place in found)
    if by_own:
        shown = tuple(sorted(shown, key=lambda word: (word.own is None, fold(str(word.own or "")))))
    return shown


def _stamps() -> tuple[str, str]:
    return curriculum.glossary_stamp(), curriculum.facts_stamp()


def _show(entries: Iterable[curriculum.GlossaryEntry], language: str) -> tuple[ShownWord, ...]:
    entries = list(entries)
    facts = curriculum.list_facts(keys=list_fact_keys(text for entry in entries for text in entry.meaning.values()))

    def render(text: LanguageText) -> SafeString:
        return render_inline(text.text, Reading(text.language, facts))

    def show(entry: curriculum.GlossaryEntry) -> ShownWord:
        dutch = ShownWord(entry.key, strip_bidi_controls(entry.term), render(entry.meaning_in(SOURCE_LANGUAGE)))
        if language == SOURCE_LANGUAGE:
            return dutch
        own, meaning = entry.term_in(language), entry.meaning_in(language)
        return ShownWord(
            entry.key,
            dutch.dutch,
            dutch.meaning,
            own=None if own.is_missing else replace(own, text=strip_bidi_controls(own.text)),
            own_meaning=None if meaning.is_missing else render(meaning),
            meaning_language=meaning.language,
            is_missing=own.is_missing and meaning.is_missing,
            is_draft=not own.is_missing and not entry.is_checked_in(language),
        )

    return tuple(map(show, entries))


def _index(entries: Iterable[curriculum.GlossaryEntry], language: str) -> Words:
    """By folded word, at which places of the list it stands: in Dutch and in the reader's language."""
    places: defaultdict[str, dict[int, int]] = defaultdict(dict)
    for place, entry in enumerate(entries):
        texts = [(entry.term, IN_WORD), (entry.forms, IN_WORD), (entry.meaning_in(SOURCE_LANGUAGE).text, IN_MEANING)]
        if language != SOURCE_LANGUAGE:
            texts += [(entry.term_in(language).text, IN_WORD), (entry.meaning_in(language).text, IN_MEANING)]
        for text, weight in texts:
            for word in list_words(text):
                places[word][place] = max(places[word].get(place, 0), weight)
    return Words(tuple(sorted(places)), dict(places))
