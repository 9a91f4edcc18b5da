"""Words as people type them: the same word whatever its accents, its case or its spelling of an Arabic alif.

What is written and what is looked for are folded alike, so a fold may lose what a dictionary would keep.
"""

import re
from collections.abc import Iterator
from unicodedata import category, normalize

JOINERS = "\u200c\u200d"
#: Accents of Latin, Greek and Cyrillic letters; hamza, vowels and other small signs of Arabic ones. Tibetan vowels stay.
_SMALL_SIGNS = re.compile("[\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0640\u200c\u200d]")
#: Letters that are written for each other: alif maqsura and the Persian yeh, teh marbuta, the Persian kaf.
_SAME_LETTERS = str.maketrans("\u0649\u06cc\u0629\u06a9", "\u064a\u064a\u0647\u0643")
#: The Arabic article, after "and", "so", "with", "as" or "for", before a word of three letters or more.
_ARTICLE = re.compile("^\u0648?(?:[\u0641\u0628\u0643]?\u0627\u0644|\u0644\u0644)(?=\\w{3})")


def list_words(text: str) -> Iterator[str]:
    """The folded words of a text, in order; signs part words, joiners do not."""
    kept = "".join(sign if sign in JOINERS or category(sign)[0] in "LMN" else " " for sign in text)
    return filter(None, map(fold, kept.split()))


def fold(word: str) -> str:
    """The word without what people leave out or spell in several ways."""
    plain = _SMALL_SIGNS.sub("", normalize("NFKD", word)).casefold().translate(_SAME_LETTERS)
    return _ARTICLE.sub("", plain)


def is_one_slip_away(word: str, other: str) -> bool:
    """True when one letter is missing, added or wrong, or two neighbours changed places."""
    if abs(len(word) - len(other)) > 1:
        return False
    start = 0
    while start < min(len(word), len(other)) and word[start] == other[start]:
        start += 1
    word, other = word[start:], other[start:]
    while word and other and word[-1] == other[-1]:
        word, other = word[:-1], other[:-1]
    return max(len(word), len(other)) <= 1 or (len(word) == 2 and word == other[::-1])
