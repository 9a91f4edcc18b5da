"""The body of a lesson, without any person in it: a sequence of fragments in the order of the Dutch blocks.

The page's template puts the fragments one after the other; the roof may put what is hers after each.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import override

from assessments import api as assessments
from core.api import SOURCE_LANGUAGE
from curriculum import api as curriculum
from media import api as media

from ..enums import BlockType
from .markup import Reading, WordMarks, list_fact_keys, render_inline, render_rich
from .sound import NO_SOUND, BlockSound, describe_sound
from .speech import Passage, list_passages, mark_voices
from .stale import list_stale_parts

NOTHING = SafeString("")
#: Where words can be tapped: running text. Not in what is pressed itself (answers, tasks) or explains a word.
TAPPED = frozenset(
    {
        BlockType.TEXT,
        BlockType.TIP,
        BlockType.WARNING,
        BlockType.STEPS,
        BlockType.DIALOGUE,
        BlockType.IMAGE,
        BlockType.ADDRESSES,
    }
)
EVENTS_URL = "/progress/events/"  # one of the addresses that stay (docs/reference/events.md)


@dataclass(frozen=True, slots=True)
class Fragment:
    """One block as HTML: `before` opens its section, `inner` is the reader's language, `after` closes it.

    `version` is the uuid of the question version shown (empty when the block is no question). `language` is the
    language `inner` is really in: Dutch when the block has no translation (`is_missing`). `form_before` and `form_after`
    make a form of what can be answered or ticked; domain.page_body puts them together. `words` are the keys of the words of
    the glossary that can be tapped in it. `sound`: what of it can be heard.
    """

    block_id: str
    type: str
    language: str
    before: SafeString
    inner: SafeString
    after: SafeString
    version: str = ""
    is_missing: bool = False
    is_stale: bool = False
    form_before: SafeString = NOTHING
    form_after: SafeString = NOTHING
    words: tuple[str, ...] = ()
    sound: BlockSound = NO_SOUND

    @property
    def is_question(self) -> bool:
        return self.type == BlockType.QUESTION

    @property
    def is_checklist(self) -> bool:
        return self.type == BlockType.CHECKLIST

    @property
    def html(self) -> SafeString:
        return SafeString(self.before + self.inner + self.after)


def list_fact_keys_of(*pages) -> list[str]:
    """All facts that these pages of one lesson state: named by the author, or standing in a text."""
    keys: dict[str, None] = {}
    for page in pages:
        keys.update(dict.fromkeys(page.facts))
        keys.update(dict.fromkeys(list_fact_keys([page.summary, *_stored_texts(page.body.get_prep_value())])))
    return list(keys)


def _stored_texts(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from _stored_texts(part)
    elif isinstance(value, list):
        for part in value:
            yield from _stored_texts(part)


def render_body(
    *, page, source, is_parallel: bool = False, is_light: bool = False, is_draft: bool = False
) -> tuple[Fragment, ...]:
    """The fragments of a lesson page. `source` is its Dutch page (the page itself when it is Dutch).

    `is_parallel` puts the Dutch beside every block; `is_light` lets pictures and video wait for a tap; `is_draft` shows
    questions that are not frozen yet, for authors.
    """
    language = page.language
    keys = list_fact_keys_of(page, source)
    facts = curriculum.list_facts(keys=keys)
    versions = {} if is_draft else assessments.current_versions(lesson_key=source.translation_key)
    own, own_missing = _present(versions, language)
    dutch, _none = _present(versions, SOURCE_LANGUAGE)
    reading = Reading(language, facts, own, is_light=is_light)
    in_place = Reading(SOURCE_LANGUAGE, facts, dutch, is_light=is_light)
    companion = Reading(SOURCE_LANGUAGE, facts, dutch, is_light=is_light, is_companion=True)
    stale = list_stale_parts(page=page, source=source)
    translated = {str(block.id): block for block in page.body}
    is_translation = language != SOURCE_LANGUAGE
    glossary = curriculum.get_glossary()
    parts = []
    for block in source.body:
        block_id = str(block.id)
        marks = _mark_words(glossary, block.block_type)
        other = translated.get(block_id)
        is_missing = other is None or other.block_type != block.block_type or block_id in own_missing
        shown, how = (block, in_place) if is_missing else (other, reading)
        how, beside = replace(how, marks=marks[0]), replace(companion, marks=marks[1])
        has_dutch = is_parallel and is_translation and not is_missing
        parts.append(
            _Part(
                block_id=block_id,
                type=block.block_type,
                reading=how,
                inner=_render_block(
                    shown,
                    block_id,
                    how,
                    dutch=block.value if is_translation and not is_missing else None,
                    dutch_reading=beside,
                    is_parallel=has_dutch,
                ),
                dutch=_render_block(block, block_id, beside)
                if has_dutch and not block.block.has_dutch_by_line
                else None,
                version=str(versions[block_id].uuid) if block_id in versions else "",
                is_missing=is_missing and is_translation,
                is_stale=block_id in stale and not is_missing,
                marks=marks,
            )
        )
    voices = media.find_voices(passage.key for part in parts for passage in part.list_passages())
    return tuple(
        _wrap(part, voices=voices, page_language=language, lesson_key=source.translation_key, is_parallel=is_parallel)
        for part in parts
    )


@dataclass(frozen=True, slots=True)
class _Part:
    """A block of the page before it is put together: its own text and, in a column beside it, the Dutch."""

    block_id: str
    type: str
    reading: Reading
    inner: SafeString
    dutch: SafeString | None
    version: str
    is_missing: bool
    is_stale: bool
    marks: tuple[WordMarks | None, WordMarks | None]

    def list_own(self) -> list[Passage]:
        return list_passages(self.inner, language=self.reading.language)

    def list_dutch(self) -> list[Passage]:
        return list_passages(self.dutch or "", language=SOURCE_LANGUAGE)

    def list_passages(self) -> list[Passage]:
        return self.list_own() + self.list_dutch()


def _mark_words(glossary: curriculum.Glossary, block_type: str) -> tuple[WordMarks | None, WordMarks | None]:
    """For the reader's side of a block, and for the Dutch beside it."""
    return (WordMarks(glossary), WordMarks(glossary)) if block_type in TAPPED else (None, None)


def _present(versions, language: str) -> tuple[dict[str, dict], set[str]]:
    """What assessments shows of each question in a language, and the blocks it has no text for."""
    shown, missing = {}, set()
    for block_id, version in versions.items():
        try:
            shown[block_id] = assessments.presentation(version=version, language=language)
        except assessments.MissingText:
            missing.add(block_id)
    return shown, missing


def _render_block(block, block_id: str, reading: Reading, **beside) -> SafeString:
    """`beside`, for a translation: its `dutch` value, the `dutch_reading` to show that with, and `is_parallel`."""
    with override(reading.language):
        return block.block.render(block.value, context={"reading": reading, "block_id": block_id, **beside})


def _wrap(part: _Part, *, voices, page_language: str, lesson_key, is_parallel: bool) -> Fragment:
    is_question = part.type == BlockType.QUESTION
    has_form = bool(part.version) if is_question else part.type == BlockType.CHECKLIST
    about = {name: getattr(part, name) for name in ("block_id", "type", "version", "is_missing", "is_stale")}
    about["sound"] = describe_sound(
        part.list_passages(), voices, language=part.reading.language, is_parallel=is_parallel
    )
    context = {
        **about,
        "reading": part.reading,
        "dutch": mark_voices(part.dutch, part.list_dutch(), voices) if part.dutch is not None else None,
        "page_reading": Reading(page_language),
        "lesson_key": lesson_key,
        "is_question": is_question,
        "events_url": EVENTS_URL,
    }

    def render(name: str) -> SafeString:
        return render_to_string(f"lessons/includes/{name}.html", context)

    with override(page_language):
        return Fragment(
            language=part.reading.language,
            before=render("block_before"),
            inner=mark_voices(part.inner, part.list_own(), voices),
            after=render("block_after"),
            form_before=render("form_before") if has_form else NOTHING,
            form_after=render("form_after") if has_form else NOTHING,
            words=tuple(dict.fromkeys(key for side in part.marks if side for key in side.seen)),
            **about,
        )


def make_question_renderer(texts: list[str], language: str) -> Callable[[str, bool], SafeString]:
    """How assessments' texts become HTML (registered when the app is ready)."""
    reading = Reading(language, curriculum.list_facts(keys=list_fact_keys(texts)))
    return lambda text, is_inline: render_inline(text, reading) if is_inline else render_rich(text, reading)
