"""A translation as whoever checks it needs to see it: the live text beside the live Dutch, block by block."""

from dataclasses import dataclass, field

from django.utils.safestring import SafeString

from core.api import SOURCE_LANGUAGE
from curriculum import api as curriculum

from ..enums import BlockType
from ..models import LessonPage, ModulePage, StudyPage, TranslationSignOff
from .body import list_fact_keys_of, render_body
from .markup import Reading, render_inline, render_rich
from .sign_offs import find_refusal, find_sign_off, name_texts


@dataclass(frozen=True, slots=True)
class HiddenText:
    """A text that readers see only after they answered: Dutch and translation, as HTML."""

    dutch: SafeString
    own: SafeString


@dataclass(frozen=True, slots=True)
class ReviewPart:
    """One block: `html` as readers see it with the Dutch beside it, and what only an answer uncovers."""

    html: SafeString
    hidden: tuple[HiddenText, ...] = ()


@dataclass(frozen=True, slots=True)
class Review:
    """`seen` names exactly these two texts; `refusal` says why they cannot be signed off, empty when they can."""

    page: StudyPage
    source: StudyPage
    seen: str
    refusal: str
    sign_off: TranslationSignOff | None
    parts: tuple[ReviewPart, ...] = field(default_factory=tuple)


def find_translation(*, page_id: int) -> StudyPage | None:
    """A module or lesson in another language than Dutch, with its Dutch; None when there is none with this id."""
    for model in (LessonPage, ModulePage):
        page = model.objects.exclude(locale__language_code=SOURCE_LANGUAGE).filter(pk=page_id, alias_of=None).first()
        if page is not None:
            return page if page.get_source() is not None else None
    return None


def review_translation(*, page: StudyPage) -> Review:
    source = page.get_source()
    assert source is not None, "find_translation gives none without its Dutch"
    return Review(
        page=page,
        source=source,
        seen=name_texts(page=page, source=source),
        refusal=str(find_refusal(page=page, source=source) or ""),
        sign_off=find_sign_off(page=page) if page.live else None,
        parts=_list_parts(page, source) if isinstance(page, LessonPage) else (),
    )


def _list_parts(page: LessonPage, source: LessonPage) -> tuple[ReviewPart, ...]:
    facts = curriculum.list_facts(keys=list_fact_keys_of(page, source))
    own, dutch = (
        {str(block.id): block for block in each.body if block.block_type == BlockType.QUESTION}
        for each in (page, source)
    )
    in_own, in_dutch = Reading(page.language, facts), Reading(SOURCE_LANGUAGE, facts, is_companion=True)
    return tuple(
        ReviewPart(
            fragment.html,
            _pair(dutch[fragment.block_id].value, own[fragment.block_id].value, in_dutch, in_own)
            if fragment.block_id in dutch and fragment.block_id in own
            else (),
        )
        for fragment in render_body(page=page, source=source, is_parallel=True)
    )


def _pair(dutch, own, in_dutch: Reading, in_own: Reading) -> tuple[HiddenText, ...]:
    """What is said to each answer, and the explanation."""
    said = [
        HiddenText(render_inline(first["feedback"], in_dutch), render_inline(second["feedback"], in_own))
        for first, second in zip(dutch["options"], own["options"], strict=False)
        if first["feedback"] or second["feedback"]
    ]
    explained = HiddenText(_rich(dutch["explanation"], in_dutch), _rich(own["explanation"], in_own))
    return (*said, explained)


def _rich(value, reading: Reading) -> SafeString:
    return render_rich(getattr(value, "source", value) or "", reading)
