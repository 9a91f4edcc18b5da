"""Completing lessons, modules and tracks: once, by the rule in force, which is frozen with what it asked for."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from curriculum import api as curriculum
from lessons import api as lessons

from ..enums import CompletionKind
from ..models import Completion, LessonProgress
from ..signals import completion_recorded
from .rules import (
    LessonFacts,
    ModuleFacts,
    TrackFacts,
    could_be_complete,
    lesson_met_at,
    module_met_at,
    track_met_at,
)
from .rules_in_force import find_rule, freeze
from .summary import read_moment

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Situation:
    """What completing needs to know beside the summaries."""

    newcomer: Any  # a people Newcomer, which stays behind its door
    outlines: dict[UUID, lessons.LessonOutline]
    received_at: datetime

    def rule_for(self, kind: CompletionKind, on: datetime):
        """The rule that was in force where she lives when it was done; one that comes later does not judge the past."""
        regime = curriculum.regime_of(self.newcomer.profile.region)
        return find_rule(kind=kind, regime=regime, on=timezone.localdate(on))


def may_complete(*, newcomer, row: LessonProgress, is_finished: bool, outline, received_at: datetime) -> bool:
    """Whether `complete_what_is_done` would have something to do for this summary. Stores nothing, asks for no lock."""
    if row.completed_at is not None:
        return is_finished
    facts = _facts_if_candidate(row, outline)
    if facts is None:
        return False
    situation = Situation(newcomer, {row.lesson_key: outline}, received_at)
    return any(True for _met in _list_met(situation, {row: facts}))


def complete_what_is_done(
    *, newcomer, rows: list[LessonProgress], finished: set[UUID], outlines, received_at: datetime
) -> list[Completion]:
    """The lessons, modules and tracks that are complete now, stored; `completed_at` of the summaries is set, not saved.

    `finished`: lessons for which she said that she finished; their module is looked at again even when they were complete
    before, for the module may have changed since. Must run in the transaction that holds the summaries' locks.
    """
    candidates = {row: facts for row in rows if (facts := _facts_if_candidate(row, outlines[row.lesson_key]))}
    again = [row for row in rows if row.completed_at and row.lesson_key in finished]
    if not candidates and not again:
        return []
    situation = Situation(newcomer, outlines, received_at)
    met = list(_list_met(situation, candidates))
    if not met and not again:
        return []
    # Two tabs that complete the last two lessons of a module must see each other.
    type(newcomer)._base_manager.select_for_update(no_key=True).only("pk").get(pk=newcomer.pk)
    modules = _list_modules(outlines[row.lesson_key].module_key for row in [*(row for row, *_ in met), *again])
    last_row = max([*(row for row, *_ in met), *again], key=_last_moment)
    tracks = _list_tracks(modules, on=_last_moment(last_row))
    known = _list_known(newcomer, [row.lesson_key for row, *_ in met], modules, tracks)
    made = _make_lessons(situation, met, known)
    known |= {(completion.kind, completion.key): completion.completed_at for completion in made}
    for row, *_ in met:
        row.completed_at = known[CompletionKind.LESSON, row.lesson_key]
    made += _make_modules(situation, modules, known, last_row)
    known |= {(completion.kind, completion.key): completion.completed_at for completion in made}
    made += _make_tracks(situation, tracks, known, last_row)
    return Completion.objects.bulk_create(made) if made else []


def announce(completions: list[Completion]) -> None:
    """Tell the floors above, inside the transaction. A listener that fails costs nobody her answer."""
    for completion in completions:
        for listener, problem in completion_recorded.send_robust(sender=Completion, completion=completion):
            if isinstance(problem, Exception):
                logger.error("%r failed on completion %s", listener, completion.pk, exc_info=problem)


def _last_moment(row: LessonProgress) -> datetime:
    assert row.last_at is not None, "a summary that changed holds an event"
    return row.last_at


def _facts_if_candidate(row: LessonProgress, outline) -> LessonFacts | None:
    if row.completed_at is not None:
        return None
    answers = row.state.get("answers", {})
    facts = LessonFacts(
        questions=tuple(block.block_id for block in outline.blocks if block.is_required),
        last_block=outline.blocks[-1].block_id if outline.blocks else None,
        answered_at={block: read_moment(answer["first"]) for block, answer in answers.items()},
        correct_at={block: read_moment(answer["correct"]) for block, answer in answers.items() if answer["correct"]},
        seen_at={block: read_moment(at) for block, at in row.state.get("seen", {}).items()},
        finished_at=read_moment(row.state.get("finished")),
    )
    return facts if could_be_complete(facts) else None


def _list_met(
    situation: Situation, candidates: dict[LessonProgress, LessonFacts]
) -> Iterable[tuple[LessonProgress, Any, LessonFacts, datetime]]:
    for row, facts in candidates.items():
        rule = situation.rule_for(CompletionKind.LESSON, _last_moment(row))
        met_at = lesson_met_at(rule.value, facts) if rule else None
        if rule and met_at:
            yield row, rule, facts, met_at


def _list_modules(keys: Iterable[UUID]) -> list[lessons.ModuleOutline]:
    modules = []
    for key in sorted(set(keys)):
        try:
            modules.append(lessons.get_module_outline(module_key=key))
        except lessons.UnknownLesson:
            continue  # the module was archived while the lesson stays readable
    return modules


def _list_tracks(modules: list[lessons.ModuleOutline], *, on: datetime) -> list[lessons.TrackOutline]:
    """The tracks that these modules belong to."""
    keys = {module.module_key for module in modules}
    return [
        track
        for track in lessons.list_track_outlines(on=timezone.localdate(on))
        if not keys.isdisjoint(track.module_keys)
    ]


def _list_known(newcomer, lesson_keys: list[UUID], modules, tracks) -> dict[tuple[str, UUID], datetime]:
    """What of this is complete already, and since when. One query."""
    lesson_keys = [*lesson_keys, *(key for module in modules for key in module.lesson_keys)]
    module_keys = {module.module_key for module in modules}.union(*(track.module_keys for track in tracks))
    rows = Completion.objects.filter(
        Q(kind=CompletionKind.LESSON, key__in=set(lesson_keys))
        | Q(kind=CompletionKind.MODULE, key__in=module_keys)
        | Q(kind=CompletionKind.TRACK, key__in=[track.track_key for track in tracks]),
        newcomer=newcomer,
    )
    return {(kind, key): at for kind, key, at in rows.values_list("kind", "key", "completed_at")}


def _make_lessons(situation: Situation, met, known) -> list[Completion]:
    made = []
    for row, rule, facts, met_at in met:
        if (CompletionKind.LESSON, row.lesson_key) in known:
            continue
        outline = situation.outlines[row.lesson_key]
        made.append(
            Completion(
                newcomer=situation.newcomer,
                kind=CompletionKind.LESSON,
                key=row.lesson_key,
                title=dict(outline.title_by_language),
                rule=freeze(rule, questions=list(facts.questions), last_block=facts.last_block),
                revision_id=outline.revision_id,
                language=row.last_language,
                completed_at=met_at,
                received_at=situation.received_at,
                nominal_minutes=outline.minutes,
            )
        )
    return made


def _make_modules(situation: Situation, modules, known, last_row: LessonProgress) -> list[Completion]:
    made = []
    for module in modules:
        if (CompletionKind.MODULE, module.module_key) in known:
            continue
        done = {str(key): known[CompletionKind.LESSON, key] for key in module.lesson_keys if ("lesson", key) in known}
        rule = situation.rule_for(CompletionKind.MODULE, _last_moment(last_row))
        facts = ModuleFacts(tuple(str(key) for key in module.lesson_keys), done)
        met_at = module_met_at(rule.value, facts) if rule else None
        if rule is None or met_at is None:
            continue
        made.append(
            Completion(
                newcomer=situation.newcomer,
                kind=CompletionKind.MODULE,
                key=module.module_key,
                title=dict(module.title_by_language),
                rule=freeze(rule, lessons=list(facts.lessons)),
                language=last_row.last_language,
                completed_at=met_at,
                received_at=situation.received_at,
                nominal_minutes=module.nominal_minutes,
            )
        )
    return made


def _make_tracks(situation: Situation, tracks, known, last_row: LessonProgress) -> list[Completion]:
    """Its modules are the evidence, so a track brings no minutes of its own."""
    made = []
    for track in tracks:
        if (CompletionKind.TRACK, track.track_key) in known:
            continue
        facts = TrackFacts(
            {theme: tuple(str(key) for key in keys) for theme, keys in track.modules_by_theme.items()},
            {str(key): at for (kind, key), at in known.items() if kind == CompletionKind.MODULE},
        )
        rule = situation.rule_for(CompletionKind.TRACK, _last_moment(last_row))
        met_at = track_met_at(rule.value, facts) if rule else None
        if rule is None or met_at is None:
            continue
        made.append(
            Completion(
                newcomer=situation.newcomer,
                kind=CompletionKind.TRACK,
                key=track.track_key,
                title=dict(track.title_by_language),
                rule=freeze(rule, track=track.code, modules_by_theme=facts.modules_by_theme),
                language=last_row.last_language,
                completed_at=met_at,
                received_at=situation.received_at,
            )
        )
    return made
