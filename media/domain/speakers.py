"""Who is heard: for the names at the end of a lesson, and on the page about the site."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from core.languages import get_language

from ..models import Narration


@dataclass(frozen=True, slots=True)
class Speaker:
    """A person by the name she chose, or a machine by its engine and voice."""

    name: str
    is_machine: bool


def list_speakers(*, language: str, hashes: Iterable[str] | None = None) -> list[Speaker]:
    """Who is heard in a language (in these texts, when `hashes` are given): people before machines, who speaks most
    first. Who did not want to be named is not; a machine is named only where no person speaks."""
    rows = Narration.objects.accepted().people_first().filter(language=get_language(language).code)
    if hashes is not None:
        rows = rows.filter(text_hash__in=set(hashes))
    heard: dict[str, Narration] = {}
    for row in rows.only("text_hash", "kind", "credit", "voice"):
        heard.setdefault(row.text_hash, row)
    count = Counter(Speaker(row.voice if row.is_machine else row.credit, row.is_machine) for row in heard.values())
    named = [speaker for speaker in count if speaker.name]
    return sorted(named, key=lambda speaker: (speaker.is_machine, -count[speaker], speaker.name))
