"""Putting right who a newcomer is and how she is reached. What stood there is kept; she can read that it changed."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from core.errors import Conflict, DomainError, NotAllowed

from .. import rules
from ..enums import LookPurpose, LookWhat
from ..models import DetailChange, LearningProfile, Newcomer, User
from .looks import record_look
from .newcomers import assert_born_before, assert_languages, assert_name, lock_newcomer

_FIELDS = ("first_name", "last_name", "birth_date", "obligation", "phone", "email")


def list_detail_changes(*, newcomer: Newcomer) -> QuerySet[DetailChange]:
    """What was put right about her, latest first."""
    return DetailChange.objects.filter(newcomer=newcomer).select_related("by").order_by("-pk")


def change_details(
    *,
    newcomer: Newcomer,
    seen: int,
    registered_on: date | None,
    purpose: LookPurpose,
    by: User,
    at: datetime,
    reason: str = "",
    languages: list[str],
    **fields,
) -> DetailChange:
    """Put right what is given of first_name, last_name, birth_date, obligation, phone and email, and her languages.

    `seen` is the number of the last change that she who decides has read (0: none), `registered_on` the day of her plan.
    The act stands in the read log, for the `purpose` of the visit. Raises NotAllowed when `by` may not open her dossier;
    Conflict `details_changed` when another change came first; DomainError without a name or language, for a birth after
    the registration, and when nothing is different.
    """
    if not rules.can_open_dossier(by, newcomer):
        raise NotAllowed
    unknown = set(fields) - set(_FIELDS)
    if unknown:
        raise TypeError(f"A newcomer has no {sorted(unknown)} to change.")
    fields = {name: value.strip() if isinstance(value, str) else value for name, value in fields.items()}
    assert_name(fields.get("first_name", newcomer.first_name))
    assert_languages(languages)
    if registered_on is not None:
        assert_born_before(registered_on, birth_date=fields.get("birth_date", newcomer.birth_date))
    with transaction.atomic():
        row = lock_newcomer(newcomer)
        last = list_detail_changes(newcomer=row).first()
        if seen != (last.pk if last else 0):
            raise Conflict(_("Somebody changed these details at the same moment."), code="details_changed")
        changes = {name: [getattr(row, name), value] for name, value in fields.items() if getattr(row, name) != value}
        for name, (_before, value) in changes.items():
            setattr(row, name, value)
        row.save(update_fields=list(changes))
        profile = LearningProfile.objects.get(newcomer=row)
        if profile.languages != languages:
            changes["languages"] = [profile.languages, languages]
            profile.languages = languages
            profile.save(update_fields=["languages"])
        if not changes:
            raise DomainError(_("Nothing is different from what stands there."), code="same_details")
        record_look(user=by, newcomer=row, purpose=purpose, what=LookWhat.DETAILS, at=at)
        return DetailChange.objects.create(newcomer=row, changes=changes, reason=reason.strip(), by=by, at=at)
