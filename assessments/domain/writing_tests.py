"""Making and changing the tests of a bank, and saying who may sit them. A test is never edited: a change is a version that
holds from a day on, and who began before keeps the rule with which she began."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from core.api import SOURCE_LANGUAGE
from core.errors import DomainError

from ..enums import OpenTo
from ..errors import CopyChanged, UnknownBlueprint
from ..models import Bank, Blueprint, BlueprintVersion, BlueprintWithdrawal
from ..rules import BankRights, find_rights
from .blueprints import check_blueprint, pick_version, say_who_may_sit


@dataclass(frozen=True, slots=True)
class TestEntry:
    """What authors say a test is, and when that holds; as in BlueprintVersion."""

    data: Mapping[str, Any]
    uses: tuple[str, ...]
    valid_from: date
    valid_until: date | None = None
    regime: str = ""


@dataclass(frozen=True, slots=True)
class BankTest:
    """A test as its authors see it. `versions`: the last written first, at least one; `withdrawn`: those that will never hold."""

    row: Blueprint
    versions: tuple[BlueprintVersion, ...]
    withdrawn: tuple[BlueprintVersion, ...]
    rights: BankRights

    @property
    def last(self) -> BlueprintVersion:
        return self.versions[0]

    @property
    def open_to(self) -> OpenTo:
        return OpenTo(self.row.open_to)

    @property
    def may_change(self) -> bool:
        """What learners can sit is changed by who decides what they are asked; what nobody can sit by everybody who writes."""
        return self.rights.decides if self.open_to != OpenTo.NOBODY else self.rights.writes

    def find_version(self, *, regime: str, on: date) -> BlueprintVersion | None:
        """What it is on a day."""
        return pick_version(self.versions, regime=regime, on=on)

    def list_planned(self, *, on: date) -> list[BlueprintVersion]:
        """What it will be, the nearest day first."""
        planned: dict[tuple[date, str], BlueprintVersion] = {}
        for version in self.versions:
            if version.valid_from > on:
                planned.setdefault((version.valid_from, version.regime), version)
        return [planned[key] for key in sorted(planned)]


@dataclass(frozen=True, slots=True)
class TestStep:
    """Something that was done with a test: a version was written (`version`, and the one `before` it) or `withdrawn`, or somebody
    said who may sit it (`open_to`). `by` is empty where it came with the files of the bank."""

    by: str
    at: datetime
    version: BlueprintVersion | None = None
    before: BlueprintVersion | None = None
    withdrawn: BlueprintVersion | None = None
    open_to: OpenTo | None = None


def list_bank_tests(*, user, bank: Bank) -> list[BankTest]:
    """The tests of a bank, by code. Raises UnknownBlueprint for who does not work in it."""
    rights = find_rights(user, organisation_id=bank.organisation_id)
    _require(rights.translates)
    return [_read(row, rights) for row in _rows(bank).order_by("code")]


def find_bank_test(*, user, bank: Bank, code: str) -> BankTest:
    """Raises UnknownBlueprint, also for who does not work in the bank."""
    rights = find_rights(user, organisation_id=bank.organisation_id)
    row = _rows(bank).filter(code=code).first()
    if row is None or not rights.translates:
        raise UnknownBlueprint(code)
    return _read(row, rights)


def create_test(*, user, bank: Bank, entry: TestEntry, today: date, at: datetime) -> BankTest:
    """A new test, which nobody may sit yet. Raises UnknownBlueprint for who may not write in the bank, BadBlueprint, DomainError
    `no_title`, `no_use`, `day_past`, `ends_first`."""
    _require(find_rights(user, organisation_id=bank.organisation_id).writes)
    _check(entry, today)
    with transaction.atomic():
        row = Blueprint.objects.create(bank=bank, code=_make_code(entry.data["title"][SOURCE_LANGUAGE]))
        _add_version(row, 1, entry, user, at)
    return find_bank_test(user=user, bank=bank, code=row.code)


def change_test(*, user, bank: Bank, code: str, entry: TestEntry, base: int, today: date, at: datetime) -> BankTest:
    """Say what a test is from a day on. `base`: the number of the version that the author saw; saying the same again writes
    nothing. Raises CopyChanged, and as create_test."""
    _check(entry, today)
    with transaction.atomic():
        row = Blueprint.objects.select_for_update().filter(bank=bank, code=code).first()
        if row is None:
            raise UnknownBlueprint(code)
        standing = find_bank_test(user=user, bank=bank, code=code)
        _require(standing.may_change)
        if standing.last.number != base:
            raise CopyChanged(
                _(
                    "Somebody else changed this test since you opened it. What you wrote stands below, and is not saved yet."
                )
            )
        if not _says_the_same(standing.last, entry, today):
            newest = max(version.number for version in (*standing.versions, *standing.withdrawn))
            _add_version(row, newest + 1, entry, user, at)
    return find_bank_test(user=user, bank=bank, code=code)


def withdraw_version(*, user, bank: Bank, code: str, number: int, today: date, at: datetime) -> BankTest:
    """A version that has not begun will never hold, nor an earlier one for the same day. Raises UnknownBlueprint, DomainError
    `begun`, `only_one`."""
    with transaction.atomic():
        row = Blueprint.objects.select_for_update().filter(bank=bank, code=code).first()
        if row is None:
            raise UnknownBlueprint(code)
        test = find_bank_test(user=user, bank=bank, code=code)
        _require(test.may_change)
        for version in list_withdrawable(test, number=number, today=today):
            BlueprintWithdrawal.objects.create(version=version, by=user, at=at)
    return find_bank_test(user=user, bank=bank, code=code)


def list_withdrawable(test: BankTest, *, number: int, today: date) -> list[BlueprintVersion]:
    """What goes when this version is withdrawn. Raises as withdraw_version."""
    chosen = next((version for version in test.versions if version.number == number), None)
    if chosen is None:
        raise UnknownBlueprint(test.row.code)
    if chosen.valid_from <= today:
        raise DomainError(_("This version has begun: what was, stays. Change the test instead."), code="begun")
    place = (chosen.valid_from, chosen.regime)
    found = [version for version in test.versions if (version.valid_from, version.regime) == place]
    if len(found) == len(test.versions):
        raise DomainError(
            _("The test has no other version. Change this one, or open the test to nobody."), code="only_one"
        )
    return found


def open_test(*, user, bank: Bank, code: str, open_to: OpenTo, at: datetime) -> BankTest:
    """Say who may sit a test, from now on. Who is busy with it ends it. Raises UnknownBlueprint, for who may not decide too."""
    with transaction.atomic():
        row = Blueprint.objects.select_for_update().filter(bank=bank, code=code).first()
        if row is None or not find_rights(user, organisation_id=bank.organisation_id).decides:
            raise UnknownBlueprint(code)
        if row.open_to != open_to:
            say_who_may_sit(row, open_to, by=user, at=at)
    return find_bank_test(user=user, bank=bank, code=code)


def list_test_steps(test: BankTest) -> list[TestStep]:
    """What was done with a test, the last first."""
    versions = (*test.versions, *test.withdrawn)
    before = {version.number + 1: version for version in versions}
    written = [
        TestStep(_name(version.by), version.at, version=version, before=before.get(version.number))
        for version in versions
    ]
    withdrawn = [
        TestStep(_name(version.withdrawal.by), version.withdrawal.at, withdrawn=version) for version in test.withdrawn
    ]
    opened = [
        TestStep(_name(opening.by), opening.at, open_to=OpenTo(opening.open_to))
        for opening in test.row.openings.select_related("by").order_by("-pk")
    ]
    return sorted([*opened, *written, *withdrawn], key=lambda step: step.at, reverse=True)


def _rows(bank: Bank):
    return bank.blueprints.prefetch_related("versions__by", "versions__withdrawal__by")


def _read(row: Blueprint, rights: BankRights) -> BankTest:
    versions = sorted(row.versions.all(), key=lambda version: version.number, reverse=True)
    withdrawn = [version for version in versions if hasattr(version, "withdrawal")]
    standing = [version for version in versions if not hasattr(version, "withdrawal")]
    return BankTest(row, tuple(standing), tuple(withdrawn), rights)


def _check(entry: TestEntry, today: date) -> None:
    if not entry.data.get("title", {}).get(SOURCE_LANGUAGE):
        raise DomainError(_("Give the test a name in Dutch."), code="no_title")
    if not entry.uses:
        raise DomainError(_("Say which questions it may draw."), code="no_use")
    if entry.valid_from < today:
        raise DomainError(_("What was, stays: choose today or a later day."), code="day_past")
    if entry.valid_until is not None and entry.valid_until < entry.valid_from:
        raise DomainError(_("It ends before it begins."), code="ends_first")
    check_blueprint(data=entry.data)


def _says_the_same(last: BlueprintVersion, entry: TestEntry, today: date) -> bool:
    same_rule = (last.data, last.uses, last.regime, last.valid_until) == (
        dict(entry.data),
        list(entry.uses),
        entry.regime,
        entry.valid_until,
    )
    return same_rule and entry.valid_from == max(last.valid_from, today)


def _add_version(row: Blueprint, number: int, entry: TestEntry, user, at: datetime) -> None:
    BlueprintVersion.objects.create(
        blueprint=row,
        number=number,
        data=dict(entry.data),
        uses=list(entry.uses),
        regime=entry.regime,
        valid_from=entry.valid_from,
        valid_until=entry.valid_until,
        by=user,
        at=at,
    )


def _make_code(title: str) -> str:
    """Never used before in any bank, and nothing that somebody would write in a file."""
    return f"{slugify(title)[:60].strip('-') or 'toets'}-{secrets.token_hex(4)}"


def _name(user) -> str:
    return str(user.get_full_name() or user) if user else ""


def _require(may: bool) -> None:
    if not may:
        raise UnknownBlueprint
