"""Registering a newcomer and changing who guides her."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.errors import Conflict, DomainError, NotAllowed
from core.languages import is_known_language

from .. import rules, signals
from ..enums import Obligation, Region
from ..models import CaseloadEntry, LearningProfile, Newcomer, Organisation, User


def register_newcomer(
    *,
    first_name: str,
    last_name: str = "",
    languages: list[str],
    organisation: Organisation,
    registered_on: date,
    registered_by: User,
    at: datetime,
    case_worker: User | None = None,
    obligation: Obligation = Obligation.OBLIGED,
    region: str = Region.FLANDERS,
    birth_date: date | None = None,
    email: str = "",
    phone: str = "",
) -> Newcomer:
    """Register a newcomer (*aanmelding*) and put her in the caseload of `case_worker`.

    Whoever registers her guides her when nobody is named; an administrator who is no case worker names one of the
    office. `languages` are registry codes, best first. Raises NotAllowed outside the own organisation, DomainError on a
    name, language or case worker that is missing, on a region that is none of people.enums.Region and on a day before
    her birth.
    """
    if not rules.can_register_newcomer(registered_by, organisation_id=organisation.pk):
        raise NotAllowed
    guide = case_worker or registered_by
    if not rules.can_guide(guide, organisation_id=organisation.pk):
        raise DomainError(_("Choose a case worker of this office."), code="case_worker_missing")
    assert_name(first_name)
    assert_languages(languages)
    _assert_region(region)
    if registered_on > timezone.localdate(at):
        raise DomainError(_("The registration cannot lie in the future."), code="registered_in_future")
    assert_born_before(registered_on, birth_date=birth_date)
    with transaction.atomic():
        user = User(first_name="", last_name="")
        user.username = f"newcomer-{user.uuid}"
        user.set_unusable_password()
        user.save()
        newcomer = Newcomer.objects.create(
            user=user,
            organisation=organisation,
            first_name=first_name.strip(),
            last_name=last_name.strip(),
            birth_date=birth_date,
            obligation=obligation,
            email=email,
            phone=phone,
            registered_by=registered_by,
            created_at=at,
        )
        LearningProfile.objects.create(newcomer=newcomer, languages=list(dict.fromkeys(languages)), region=region)
        CaseloadEntry.objects.create(newcomer=newcomer, case_worker=guide, started_at=at, started_by=registered_by)
        signals.newcomer_registered.send(
            sender=Newcomer, newcomer=newcomer, registered_on=registered_on, by=registered_by, at=at
        )
    return newcomer


def correct_region(*, newcomer: Newcomer, region: str, by: User) -> None:
    """Put right where she lives. Why, and what stood there, is told by the log of her plan (plans.correct_registration).

    Raises NotAllowed when `by` may not open her dossier, DomainError on a region that is none of people.enums.Region.
    """
    if not rules.can_open_dossier(by, newcomer):
        raise NotAllowed
    _assert_region(region)
    LearningProfile.objects.filter(newcomer=newcomer).update(region=region)


def hand_over_newcomer(
    *, newcomer: Newcomer, to: User, by: User, at: datetime, replaces: CaseloadEntry | None = None
) -> CaseloadEntry:
    """Give a newcomer another case worker of her office. The earlier entry is closed, not changed.

    `replaces` is the entry that stood when this was decided. Raises Conflict when another one stands by now, NotAllowed
    when `to` is no case worker there, or `by` may not open her dossier.
    """
    if not rules.can_open_dossier(by, newcomer) or not rules.can_guide(to, organisation_id=newcomer.organisation_id):
        raise NotAllowed
    with transaction.atomic():
        lock_newcomer(newcomer)
        if replaces is not None and not CaseloadEntry.objects.filter(pk=replaces.pk, ended_at__isnull=True).exists():
            raise Conflict(_("Somebody handed her over at the same moment."), code="caseload_changed")
        return _start_guiding(newcomer=newcomer, case_worker=to, by=by, at=at)


def take_over_newcomer(*, newcomer: Newcomer, to: User, by: User, at: datetime) -> CaseloadEntry:
    """Give a newcomer whom nobody guides any more a case worker of her office, without opening her dossier.

    Raises Conflict when somebody guides her (by now), NotAllowed as `hand_over_newcomer`.
    """
    if not rules.can_open_dossier(by, newcomer) or not rules.can_guide(to, organisation_id=newcomer.organisation_id):
        raise NotAllowed
    with transaction.atomic():
        lock_newcomer(newcomer)
        if rules.has_case_worker(newcomer):
            raise Conflict(_("A colleague guides her already."), code="has_case_worker")
        return _start_guiding(newcomer=newcomer, case_worker=to, by=by, at=at)


def assert_name(first_name: str) -> None:
    """Raises DomainError without a name."""
    if not first_name.strip():
        raise DomainError(_("Write at least one name."), code="name_missing")


def assert_languages(languages: list[str]) -> None:
    """Raises DomainError without a language, and for one that the registry does not know."""
    if not languages or not all(is_known_language(code) for code in languages):
        raise DomainError(_("Choose at least one language."), code="language_missing")


def assert_born_before(registered_on: date, *, birth_date: date | None) -> None:
    """Raises DomainError when somebody would have been registered before she was born."""
    if birth_date is not None and registered_on < birth_date:
        raise DomainError(
            _("The registration lies before the date of birth (%(day)s).") % {"day": birth_date.strftime("%d/%m/%Y")},
            code="registered_before_birth",
        )


def _assert_region(region: str) -> None:
    if region not in Region.values:
        raise DomainError(_("Choose the region where she lives."), code="region_unknown")


def lock_newcomer(newcomer: Newcomer) -> Newcomer:
    """Her row, locked until the transaction ends: two colleagues who decide at the same moment queue up here."""
    return Newcomer.objects.select_for_update(of=("self",)).get(pk=newcomer.pk)


def _start_guiding(*, newcomer: Newcomer, case_worker: User, by: User, at: datetime) -> CaseloadEntry:
    CaseloadEntry.objects.filter(newcomer=newcomer, ended_at__isnull=True).update(ended_at=at)
    entry = CaseloadEntry.objects.create(newcomer=newcomer, case_worker=case_worker, started_at=at, started_by=by)
    signals.caseload_changed.send(sender=CaseloadEntry, entry=entry, by=by, at=at)
    return entry
