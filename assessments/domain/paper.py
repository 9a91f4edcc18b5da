"""Tests on paper for a class: questions of one bank that may be practised with, drawn by a seed, and what is right in them by
the letters that stand on the paper. Never a question that is kept for a mock exam."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from string import ascii_uppercase
from typing import Any

from django.db.models import Q

from ..engine.blueprints import Blueprint, Draw, Order, Section
from ..engine.display import display_order
from ..engine.drawing import BankItem, BankTooSmall, draw_form
from ..engine.items import Kind
from ..errors import BankCannotFill
from ..models import Bank, BankQuestion, QuestionVersion
from .banks import list_practice_versions
from .presenting import presentation


@dataclass(frozen=True, slots=True)
class PaperBank:
    """A bank with questions for paper. `languages`: how far each language with such questions is ("source" or "draft");
    `counts`: how many there are, {language: {theme: number}}."""

    code: str
    title: str
    organisation: str
    languages: Mapping[str, str]
    counts: Mapping[str, Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class PaperTest:
    """The questions of a test in their order. `stamp` is the same for the same questions only: a key that is printed later
    can be told to belong to it."""

    versions: tuple[QuestionVersion, ...]
    stamp: str


def list_paper_banks() -> list[PaperBank]:
    """The banks with questions for paper, by title."""
    found: dict[int, dict[str, dict[str, int]]] = {}
    for bank_id, theme, languages in _list_for_paper().values_list("bank_id", "theme", "languages"):
        for language in languages:
            counts = found.setdefault(bank_id, {}).setdefault(language, {})
            counts[theme] = counts.get(theme, 0) + 1
    banks = Bank.objects.filter(pk__in=found).select_related("organisation").order_by("title", "pk")
    return [
        PaperBank(
            bank.code,
            bank.title,
            bank.organisation.name,
            {code: bank.languages.get(code, "draft") for code in found[bank.pk]},
            found[bank.pk],
        )
        for bank in banks
    ]


def draw_paper_test(*, bank: str, language: str, counts: Mapping[str, int], seed: int) -> PaperTest:
    """So many questions of each theme, theme by theme in the order of `counts`. The same seed draws the same from the same
    bank. Raises BankCannotFill, for a bank that does not exist too."""
    rows = _list_for_paper().filter(bank__code=bank).order_by("key")
    items = [
        BankItem(key=str(question_id), theme=theme, cluster=str(cluster or ""), place=place)
        for question_id, theme, languages, cluster, place in rows.values_list(
            "question_id", "theme", "languages", "cluster", "cluster_place"
        )
        if language in languages
    ]
    draws = tuple(Draw(count=count, themes=frozenset({theme})) for theme, count in counts.items() if count)
    try:
        form = draw_form(Blueprint((Section("paper", draws, Order.FIXED),), {}), items, seed=seed)
    except BankTooSmall as short:
        raise BankCannotFill(str(short)) from short
    versions = list_practice_versions(question_ids=[int(place.item.key) for place in form], language=language)
    digest = hashlib.sha256("".join(str(version.uuid) for version in versions).encode())
    return PaperTest(tuple(versions), digest.hexdigest()[:6])


def show_on_paper(*, version: QuestionVersion, language: str, seed: int) -> dict[str, Any]:
    """As `presentation`, in the order in which this test shows it: the same in every language."""
    return presentation(version=version, language=language, seed=str(seed))


def tell_right_letters(*, version: QuestionVersion, seed: int) -> tuple[str, ...]:
    """What is right by the letters on the paper: the options (A, C; each by itself for a single choice whose key was
    corrected), the order of the items (B, A, C), for each line on the left its letter (B, A), and of a statement A for true and
    B for not true. Empty for a text. Never for who has not handed in."""
    item = version.item
    if item.kind is Kind.SHORT_TEXT:
        return ()
    if item.kind is Kind.TRUE_FALSE:
        return ("A" if item.key else "B",)
    order = display_order(item, seed=f"{version.uuid}{seed}")
    letters = dict(zip(order, ascii_uppercase, strict=False))
    match item.kind:
        case Kind.ORDER:
            return tuple(letters[part] for part in item.key)
        case Kind.MATCH:
            return tuple(letters[item.key[left]] for left in item.ids)
    return tuple(letter for part, letter in letters.items() if part in item.key)


def _list_for_paper():
    """What is heard or seen moving is on no paper."""
    is_still = Q(question__current__shared__isnull=True) | Q(question__current__shared__recording="")
    return BankQuestion.objects.to_practise().filter(is_still)
