"""Writing questions of a bank: what is written waits in a working copy, and nobody is asked it until it is accepted."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from core.api import SOURCE_LANGUAGE, is_known_language
from curriculum import api as curriculum

from ..engine.items import Kind
from ..enums import QuestionState, QuestionStep
from ..errors import CopyChanged, StepRefused, UnknownQuestion
from ..models import Bank, BankQuestion, Question, QuestionEvent, QuestionVersion, WorkingCopy
from ..rules import BankRights, find_rights, list_organisation_ids, works_everywhere
from .banks import place_of
from .checks import count_missing_texts, has_same_parts, is_complete, list_texts
from .cluster_copies import find_written
from .content import PART_TEXTS, read_content

#: What authors say of a question besides its texts, and what it is when they said nothing.
ABOUT: dict[str, Any] = {
    "title": "",
    "tags": [],
    "objective": "",
    "theme": "",
    "section": "",
    "use": "",
    "region": "",
    "fact_keys": [],
    "review_by": None,
}


@dataclass(frozen=True, slots=True)
class Change:
    """A text that would read differently; `before` is empty where it is new, `after` where it goes."""

    language: str
    place: tuple[str, ...]
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Editing:
    """A question of a bank as its authors see it: what is written now, and where it stands.

    `content` and `about` as in the working copy, or as they are asked where there is none. `revision` is 0 then.
    """

    row: BankQuestion
    rights: BankRights
    content: dict[str, Any]
    about: dict[str, Any]
    revision: int
    stale: frozenset[str]
    is_submitted: bool

    @property
    def is_asked(self) -> bool:
        return self.row.state in (QuestionState.ACTIVE, QuestionState.PILOT)

    @property
    def ready_languages(self) -> list[str]:
        """The languages in which it would be asked if it were accepted now, the Dutch first."""
        codes = sorted(self.content["languages"], key=lambda code: (code != SOURCE_LANGUAGE, code))
        return [code for code in codes if code not in self.stale and is_complete(self.content, code)]

    @property
    def has_news(self) -> bool:
        """True when readers would get something else if it were accepted now. Translations that wait are none."""
        version = self.row.question.current
        if self.revision == 0 or version is None:
            return self.revision > 0
        ready = {code: self.content["languages"][code] for code in self.ready_languages}
        now = (version.kind, version.key, version.picture or None, version.texts, _read_current(self.row)["about"])
        content = self.content
        return (content["kind"], content["key"], content.get("picture") or None, ready, self.about) != now

    def list_changes(self) -> list[Change]:
        """What would read differently if it were accepted now, text by text; nothing for a question that was never asked."""
        version = self.row.question.current
        if version is None:
            return []
        changes = []
        for code in self.ready_languages:
            before = dict(list_texts(version.texts.get(code, {})))
            after = dict(list_texts(self.content["languages"][code]))
            changes += [
                Change(code, place, before.get(place, ""), after.get(place, ""))
                for place in {**before, **after}
                if before.get(place, "") != after.get(place, "")
            ]
        return changes

    def count_missing(self, language: str) -> int:
        return count_missing_texts(self.content, language)


def list_banks_for(*, user) -> list[Bank]:
    """The banks in which somebody works, by title."""
    banks = Bank.objects.select_related("organisation").order_by("title", "code")
    return list(banks if works_everywhere(user) else banks.filter(organisation__in=list_organisation_ids(user)))


def find_editing(*, user, key: int) -> Editing:
    """The question with this id. Raises UnknownQuestion, also for one of another organisation."""
    return _read(_find(user, key), user)


def list_editings(*, user, bank: Bank) -> list[Editing]:
    """The questions of a bank that are not retired, by key. Raises UnknownQuestion for who does not work in it."""
    _require(find_rights(user, organisation_id=bank.organisation_id).translates)
    rows = _with_all(bank.questions.exclude(state=QuestionState.RETIRED)).order_by("key")
    return [_read(row, user) for row in rows]


def create_question(*, user, bank: Bank, content: Mapping[str, Any], about: Mapping[str, Any], at: datetime) -> Editing:
    """A new question, a draft. `content` has the Dutch alone. Raises UnknownQuestion for who may not write in the bank."""
    _require(find_rights(user, organisation_id=bank.organisation_id).writes)
    about = _read_about(about)
    with transaction.atomic():
        key = _make_key(bank, about["theme"])
        lesson_key, block_id = place_of(bank=bank, key=key)
        row = BankQuestion.objects.create(
            bank=bank,
            key=key,
            question=Question.objects.create(lesson_key=lesson_key, block_id=block_id),
            state=QuestionState.DRAFT,
            is_authored=True,
        )
        WorkingCopy.objects.create(question=row, content=dict(content), about=about, changed_by=user, changed_at=at)
        note_step(row, QuestionStep.WRITTEN, user, at)
    return _read(_find(user, row.pk), user)


def save_source(
    *,
    user,
    key: int,
    content: Mapping[str, Any],
    about: Mapping[str, Any],
    base: int,
    keeps_translations: bool = False,
    at: datetime,
) -> Editing:
    """Store the Dutch, the right answer and what the question is about. `base`: the revision that the author saw.

    Translations then wait to be looked at again, unless the author says that they stay true. Raises UnknownQuestion,
    CopyChanged.
    """

    def write(copy: WorkingCopy) -> bool:
        before, source = copy.content, content["languages"][SOURCE_LANGUAGE]
        others = {code: texts for code, texts in before["languages"].items() if code != SOURCE_LANGUAGE}
        copy.content = {
            **content,
            "key": _keep_answers(content, before),
            "languages": {
                SOURCE_LANGUAGE: source,
                **{code: _fit(texts, content["kind"], source) for code, texts in others.items()},
            },
        }
        is_new_text = _source_of(before) != _source_of(copy.content)
        if is_new_text:
            copy.stale = sorted(
                code
                for code, texts in others.items()
                if code in copy.stale or not keeps_translations or not has_same_parts(content["kind"], source, texts)
            )
        told = _read_about(about)
        is_changed = is_new_text or copy.about != told
        copy.about = told
        return is_changed

    return _save(user, key, base, write, QuestionStep.WRITTEN, "", at)


def save_translation(
    *,
    user,
    key: int,
    language: str,
    texts: Mapping[str, Any],
    answers: Sequence[str] | None = None,
    base: int,
    at: datetime,
) -> Editing:
    """Store the texts of a language, which now belong to the Dutch as it stands; `answers` that a short text accepts in it, None
    where they stay. Raises UnknownQuestion, CopyChanged."""
    if language == SOURCE_LANGUAGE or not is_known_language(language):
        raise UnknownQuestion(language)

    def write(copy: WorkingCopy) -> bool:
        fitted = _fit(texts, copy.content["kind"], copy.content["languages"][SOURCE_LANGUAGE])
        before = copy.content
        copy.content = {**before, "languages": {**before["languages"], language: fitted}}
        if answers is not None and before["kind"] == Kind.SHORT_TEXT:
            accepted = {**before["key"].get("accepted", {}), language: list(answers)}
            copy.content["key"] = {**before["key"], "accepted": accepted}
        if copy.content == before and language not in copy.stale:
            return False
        copy.stale = [code for code in copy.stale if code != language]
        return True

    return _save(user, key, base, write, QuestionStep.TRANSLATED, language, at)


def make_preview(editing: Editing) -> QuestionVersion:
    """The question as it would be asked, with what it shares as that is written now: a version that is stored nowhere. Raises
    InvalidQuestion where it is not whole."""
    texts = editing.content["languages"]
    complete = {code: texts[code] for code in texts if is_complete(editing.content, code)}
    checked = read_content({**editing.content, "languages": complete})
    return QuestionVersion(
        question=editing.row.question,
        number=1,
        kind=checked.item.kind.value,
        part_ids=list(checked.item.ids),
        key=checked.key,
        texts=checked.texts,
        picture=checked.picture,
        shared=find_written(editing.row, editing.rights),
    )


def lock_copy(user, key: int) -> tuple[BankQuestion, WorkingCopy | None]:
    """The question and its working copy, until the end of the transaction nobody else's. Raises UnknownQuestion."""
    row = _find(user, key)
    row = (
        BankQuestion.objects.select_for_update(of=("self",)).select_related("bank", "question__current").get(pk=row.pk)
    )
    return row, WorkingCopy.objects.filter(question=row).first()


def note_step(
    row: BankQuestion, step: QuestionStep, user, at: datetime, *, language: str = "", remark: str = "", version=None
) -> None:
    QuestionEvent.objects.create(
        question=row, step=step, language=language, remark=remark, version=version, by=user, at=at
    )


def _save(user, key: int, base: int, write, step: QuestionStep, language: str, at: datetime) -> Editing:
    with transaction.atomic():
        row, copy = lock_copy(user, key)
        rights = find_rights(user, organisation_id=row.bank.organisation_id)
        _require(rights.may_translate(language) if language else rights.writes)
        if row.state == QuestionState.RETIRED:
            raise StepRefused(_("This question is retired. Take it up again first."), code="retired")
        if base != (copy.revision if copy else 0):
            raise CopyChanged(
                _(
                    "Somebody else saved this question since you opened it. What you wrote stands below, and is not saved yet."
                )
            )
        copy = copy or WorkingCopy(question=row, revision=0, **_read_current(row))
        if write(copy):
            copy.revision += 1
            copy.changed_by, copy.changed_at, copy.submitted_at = user, at, None
            copy.save()
            if row.state == QuestionState.REVIEW:
                row.state = QuestionState.DRAFT
            row.is_authored = True
            row.save(update_fields=["state", "is_authored"])
            note_step(row, step, user, at, language=language)
    return find_editing(user=user, key=key)


def _with_all(rows: QuerySet[BankQuestion]) -> QuerySet[BankQuestion]:
    return rows.select_related(
        "bank__organisation", "question__current", "working_copy__changed_by", "cluster__current"
    )


def _find(user, key: int) -> BankQuestion:
    row = _with_all(BankQuestion.objects.filter(pk=key)).first()
    if row is None or not find_rights(user, organisation_id=row.bank.organisation_id).translates:
        raise UnknownQuestion(str(key))
    return row


def _read(row: BankQuestion, user) -> Editing:
    copy = getattr(row, "working_copy", None)
    told = {"content": copy.content, "about": copy.about} if copy else _read_current(row)
    return Editing(
        row=row,
        rights=find_rights(user, organisation_id=row.bank.organisation_id),
        content=told["content"],
        about=told["about"],
        revision=copy.revision if copy else 0,
        stale=frozenset(copy.stale if copy else ()),
        is_submitted=bool(copy and copy.submitted_at),
    )


def _read_current(row: BankQuestion) -> dict[str, Any]:
    version = row.question.current
    content: dict[str, Any] = {"kind": "single", "key": {}, "languages": {}}
    if version:
        content = {"kind": version.kind, "key": version.key, "languages": version.texts}
        content |= {"picture": version.picture} if version.picture else {}
    about = {name: getattr(row, name) for name in ABOUT}
    return {"content": content, "about": _read_about(about)}


def _read_about(about: Mapping[str, Any]) -> dict[str, Any]:
    """As the working copy holds it; the theme is that of the objective."""
    told = {name: about.get(name) or empty for name, empty in ABOUT.items()}
    if objective := curriculum.get_objectives(keys=[told["objective"]]).get(told["objective"]):
        told["theme"] = objective.theme.key
    if isinstance(told["review_by"], date):
        told["review_by"] = told["review_by"].isoformat()
    return told


def _source_of(content: Mapping[str, Any]) -> tuple:
    """What the Dutch asks; what is accepted in other languages is theirs."""
    key = content["key"]
    if "accepted" in key:
        key = {**key, "accepted": key["accepted"].get(SOURCE_LANGUAGE)}
    return content["kind"], key, content["languages"].get(SOURCE_LANGUAGE), content.get("picture")


def _keep_answers(content: Mapping[str, Any], before: Mapping[str, Any]) -> dict[str, Any]:
    """The key as it is written in Dutch, with what a short text accepts in other languages."""
    if content["kind"] != Kind.SHORT_TEXT:
        return content["key"]
    kept = before["key"].get("accepted", {}) if before["kind"] == Kind.SHORT_TEXT else {}
    return {**content["key"], "accepted": {**kept, **content["key"]["accepted"]}}


def _fit(texts: Mapping[str, Any], kind: str, dutch: Mapping[str, Any]) -> dict[str, Any]:
    """The texts of a language with the parts that the Dutch has, in its order; what is not there yet is empty."""
    fitted: dict[str, Any] = {name: texts.get(name) or "" for name in ("stem", "explanation")}
    if place := PART_TEXTS.get(Kind(kind)):
        name, fields = place
        own = texts.get(name) or {}
        fitted[name] = {
            part: {field: (own.get(part) or {}).get(field) or "" for field in fields} for part in dutch.get(name, {})
        }
    return fitted


def _make_key(bank: Bank, theme: str) -> str:
    """Never used before in the bank, and nothing that somebody would write in its files."""
    while True:
        key = f"{theme or 'vraag'}-{secrets.token_hex(4)}"
        if not bank.questions.filter(key=key).exists():
            return key


def _require(may: bool) -> None:
    if not may:
        raise UnknownQuestion
