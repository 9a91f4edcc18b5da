"""How far the voices of every language are, at a glance. Which texts a language says is counted by a worker and kept for a
while; what can be heard of them is always as it is now."""

from collections import Counter, defaultdict
from datetime import datetime, timedelta
from functools import partial

from django.db import transaction

from core.languages import list_languages
from core.waking import try_to_queue

from ..enums import VoiceKind
from ..models import Narration, SpokenCount
from .spoken import VoiceCount, list_spoken, tell_count

#: So long a count is believed.
FRESH = timedelta(minutes=10)


def list_voice_counts(*, at: datetime) -> dict[str, tuple[VoiceCount, datetime]]:
    """How far each language is, by its code, and when its texts were counted; a language that nobody counted yet is left out.
    Wakes a worker where a count is old or missing. Three queries."""
    known = {row.language: row for row in SpokenCount.objects.all()}
    if list_outdated(at=at, known=known):
        transaction.on_commit(partial(_wake), robust=True)
    heard: dict[str, dict[str, set[str]]] = defaultdict(lambda: {kind.value: set() for kind in VoiceKind})
    for language, kind, text_hash in Narration.objects.accepted().values_list("language", "kind", "text_hash"):
        heard[language][kind].add(text_hash)
    waiting = Counter(Narration.objects.waiting().values_list("language", flat=True))
    return {
        code: (tell_count(code, set(row.text_hashes), heard[code], waiting[code]), row.counted_at)
        for code, row in known.items()
    }


def list_outdated(*, at: datetime, known: dict[str, SpokenCount]) -> list[str]:
    codes = [language.code for language in list_languages()]
    return [code for code in codes if code not in known or known[code].counted_at < at - FRESH]


def count_texts(*, language: str, at: datetime) -> None:
    """Count what a language says, unless somebody did a moment ago."""
    row = SpokenCount.objects.filter(language=language).first()
    if row is not None and row.counted_at >= at - FRESH:
        return
    hashes = sorted({text.key[1] for text in list_spoken(language=language)})
    SpokenCount.objects.update_or_create(language=language, defaults={"text_hashes": hashes, "counted_at": at})


def _wake() -> None:
    from ..tasks import count_all_texts

    try_to_queue(count_all_texts)
