"""What there is to be spoken, and what of it still waits for a voice.

The floors above know the texts: each registers a source. Nothing is kept of what they say, so a list is never out of date.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from core.languages import get_language

from ..enums import VoiceKind
from ..models import Narration
from .narrations import SpokenKey, hash_spoken


@dataclass(frozen=True, slots=True)
class SpokenText:
    """One text to be spoken. `where` and `url` are those of the first place it stands in, `uses` in how many places, `rank` that
    of the first source that says it: what comes first is needed first."""

    language: str
    text: str
    where: str
    url: str = ""
    uses: int = 1
    rank: int = 0

    @property
    def key(self) -> SpokenKey:
        return self.language, hash_spoken(self.text)


@dataclass(frozen=True, slots=True)
class VoiceCount:
    """How far the voices of a language are: texts in all, spoken by a person, by a machine alone; and recordings of a
    person whose text stands nowhere any more (`stale`), or that nobody has listened to (`waiting`)."""

    language: str
    texts: int
    human: int
    machine: int
    stale: int
    waiting: int

    @property
    def missing(self) -> int:
        """What nobody can hear."""
        return self.texts - self.human - self.machine

    @property
    def without_person(self) -> int:
        return self.texts - self.human

    @property
    def by_people(self) -> int:
        """What a person recorded, whether its text still stands somewhere or not."""
        return self.human + self.stale


type Source = Callable[[str], Iterable[SpokenText]]
_sources: dict[str, Source] = {}


def register_source(name: str, list_texts: Source) -> None:
    """`list_texts(language)` gives what a floor says in a language. Sources are read in the order of their names."""
    _sources[name] = list_texts


def list_spoken(*, language: str) -> list[SpokenText]:
    """Everything that is said in a language, each text once, in the order of the sources."""
    code = get_language(language).code
    found: dict[str, SpokenText] = {}
    for rank, name in enumerate(sorted(_sources)):
        for spoken in _sources[name](code):
            known = found.get(spoken.text)
            found[spoken.text] = replace(known, uses=known.uses + spoken.uses) if known else replace(spoken, rank=rank)
    return list(found.values())


def list_missing(*, language: str, kinds: Iterable[VoiceKind] = tuple(VoiceKind)) -> list[SpokenText]:
    """What has no voice of these kinds: of none at all, or of no person (`kinds=[VoiceKind.HUMAN]`)."""
    spoken = list_spoken(language=language)
    heard = set(
        Narration.objects.accepted()
        .filter(language=get_language(language).code, kind__in=list(kinds))
        .values_list("text_hash", flat=True)
    )
    return [text for text in spoken if text.key[1] not in heard]


def sort_by_need(texts: Iterable[SpokenText]) -> list[SpokenText]:
    """By the order of the sources (phrases of the site, lessons, questions), in each the most used first."""
    return sorted(texts, key=lambda text: (text.rank, -text.uses))


def list_stale(*, language: str) -> list[Narration]:
    """What a person recorded and stands nowhere any more, newest first: its words were changed or taken away."""
    return [row for row, spoken in list_voiced(language=language) if spoken is None]


def list_voiced(*, language: str) -> list[tuple[Narration, SpokenText | None]]:
    """What a person recorded, newest first, with where it stands; None when that is nowhere any more."""
    spoken = {text.key[1]: text for text in list_spoken(language=language)}
    rows = Narration.objects.accepted().by_people().filter(language=get_language(language).code)
    rows = rows.select_related("kit", "organisation").order_by("-created_at", "-pk")
    return [(row, spoken.get(row.text_hash)) for row in rows]


def count_voices(*, language: str) -> VoiceCount:
    """How far a language is. Two queries besides what its texts take."""
    code = get_language(language).code
    heard: dict[str, set[str]] = {kind.value: set() for kind in VoiceKind}
    for kind, text_hash in Narration.objects.accepted().filter(language=code).values_list("kind", "text_hash"):
        heard[kind].add(text_hash)
    waiting = Narration.objects.waiting().filter(language=code).count()
    return tell_count(code, {text.key[1] for text in list_spoken(language=code)}, heard, waiting)


def tell_count(language: str, hashes: set[str], heard: Mapping[str, set[str]], waiting: int) -> VoiceCount:
    """`hashes`: of the texts that the language says; `heard`: of those that have a voice, by its kind."""
    human, machine = heard[VoiceKind.HUMAN.value], heard[VoiceKind.MACHINE.value]
    return VoiceCount(
        language=language,
        texts=len(hashes),
        human=len(human & hashes),
        machine=len((machine - human) & hashes),
        stale=len(human - hashes),
        waiting=waiting,
    )
