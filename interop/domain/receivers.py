"""Registering receivers and steering what goes to them. Every change is written down with who made it."""

import uuid
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from core.errors import Conflict, DomainError, NotAllowed
from plans.enums import MESSAGE_FIELDS

from .. import rules
from ..enums import TEST_MESSAGE_TYPE, DeliveryState, ReceiverChangeKind
from ..models import Delivery, Receiver, ReceiverChange
from ..models.receiver import SECRET_VARIABLE
from .addresses import parse_target
from .deliveries import replay
from .secrets import assert_secret, encrypt, make_secret
from .waking import wake_on_commit

#: How long the previous secret still signs beside the new one.
SECRET_OVERLAP = timedelta(days=1)
ALL_FIELDS = tuple(sorted({name for names in MESSAGE_FIELDS.values() for name in names}))


def register_receiver(
    *,
    code: str,
    name: str,
    url: str,
    message_types: Iterable[str],
    fields: Iterable[str],
    legal_basis: str,
    by,
    at: datetime,
    organisation=None,
    secret: str = "",
    secret_variable: str = "",
) -> tuple[Receiver, str]:
    """Register another system; returns it with its secret, to be shown this once ("" when it stands in a variable).

    It hears what happens from now on. `organisation` limits it to one office. `by` is None for the operator's own
    commands. Raises NotAllowed, Conflict for a code that exists, DomainError for what is incomplete.
    """
    _assert_may_manage(by, organisation.pk if organisation else None)
    values = _checked(url=url, message_types=message_types, fields=fields, legal_basis=legal_basis)
    if secret_variable:
        _assert_variable(secret_variable, by)
        secret = ""
    else:
        secret = assert_secret(secret) if secret else make_secret()
    try:
        with transaction.atomic():
            receiver = Receiver.objects.create(
                code=code,
                name=name,
                organisation=organisation,
                secret_encrypted=encrypt(secret) if secret else "",
                secret_variable=secret_variable,
                created_at=at,
                **values,
            )
            _log(receiver, ReceiverChangeKind.REGISTERED, by=by, at=at, details={"name": name, **values})
    except IntegrityError:
        raise Conflict(_("A receiver with this code exists already.")) from None
    return receiver, secret


def change_receiver(
    *,
    receiver: Receiver,
    name: str,
    url: str,
    message_types: Iterable[str],
    fields: Iterable[str],
    legal_basis: str,
    is_active: bool,
    by,
    at: datetime,
) -> Receiver:
    """Change what a receiver gets. The old values stay in its log."""
    _assert_may_manage(by, receiver.organisation_id)
    values = _checked(url=url, message_types=message_types, fields=fields, legal_basis=legal_basis)
    values |= {"name": name, "is_active": is_active}
    with transaction.atomic():
        receiver = Receiver.objects.select_for_update(of=("self",)).get(pk=receiver.pk)
        details = {
            field: {"from": getattr(receiver, field), "to": value}
            for field, value in values.items()
            if getattr(receiver, field) != value
        }
        if details:
            for field, value in values.items():
                setattr(receiver, field, value)
            receiver.save(update_fields=list(values))
            _log(receiver, ReceiverChangeKind.CHANGED, by=by, at=at, details=details)
    return receiver


def pause_receiver(*, receiver: Receiver, by, at: datetime) -> None:
    """Hold deliveries back. They go on being written and wait in order."""
    _set_paused(receiver, is_paused=True, what=ReceiverChangeKind.PAUSED, by=by, at=at)


def resume_receiver(*, receiver: Receiver, by, at: datetime) -> None:
    """Let deliveries go again, starting with what waited."""
    _set_paused(receiver, is_paused=False, what=ReceiverChangeKind.RESUMED, by=by, at=at)


def renew_secret(*, receiver: Receiver, by, at: datetime) -> str:
    """Make a new secret and return it, to be shown this once. The previous one signs along for a day."""
    _assert_may_manage(by, receiver.organisation_id)
    if receiver.secret_variable:
        raise DomainError(_("This secret stands in the environment and is renewed there."), code="secret_outside")
    secret = make_secret()
    with transaction.atomic():
        receiver = Receiver.objects.select_for_update(of=("self",)).get(pk=receiver.pk)
        receiver.previous_secret_encrypted = receiver.secret_encrypted
        receiver.previous_secret_until = at + SECRET_OVERLAP
        receiver.secret_encrypted = encrypt(secret)
        receiver.save(update_fields=["previous_secret_encrypted", "previous_secret_until", "secret_encrypted"])
        _log(receiver, ReceiverChangeKind.SECRET, by=by, at=at)
    return secret


def send_test_message(*, receiver: Receiver, by, at: datetime) -> Delivery:
    """Send a signed message that says nothing of anybody, to see whether the receiver is there."""
    _assert_may_manage(by, receiver.organisation_id)
    with transaction.atomic():
        delivery = Delivery.objects.create(
            receiver=receiver, webhook_id=uuid.uuid4(), type=TEST_MESSAGE_TYPE, next_try_at=at, created_at=at
        )
        _log(receiver, ReceiverChangeKind.TESTED, by=by, at=at)
        wake_on_commit([delivery.pk])
    return delivery


def replay_delivery(*, delivery: Delivery, by, at: datetime) -> DeliveryState:
    """Send one parked delivery again; SUPERSEDED when later news of the same thing arrived meanwhile."""
    _assert_may_manage(by, delivery.receiver.organisation_id)
    return _replay(delivery.receiver, [delivery], by=by, at=at)[0]


def replay_parked(*, receiver: Receiver, by, at: datetime) -> int:
    """Send all parked deliveries of a receiver again, oldest first; returns how many wait again."""
    _assert_may_manage(by, receiver.organisation_id)
    parked = Delivery.objects.filter(receiver=receiver, state=DeliveryState.PARKED).order_by("created_at", "pk")
    states = _replay(receiver, list(parked), by=by, at=at)
    return states.count(DeliveryState.PENDING)


def _replay(receiver: Receiver, deliveries: list[Delivery], *, by, at: datetime) -> list[DeliveryState]:
    with transaction.atomic():
        states = [replay(delivery=delivery, at=at) for delivery in deliveries]
        if deliveries:
            Receiver.objects.filter(pk=receiver.pk).update(failures=0, rest_until=None)
            _log(receiver, ReceiverChangeKind.REPLAYED, by=by, at=at, details={"deliveries": len(deliveries)})
            wake_on_commit([item.pk for item, state in zip(deliveries, states, strict=True) if state.is_open])
    return states


def _set_paused(receiver: Receiver, *, is_paused: bool, what: ReceiverChangeKind, by, at: datetime) -> None:
    _assert_may_manage(by, receiver.organisation_id)
    with transaction.atomic():
        changed = Receiver.objects.filter(pk=receiver.pk, is_paused=not is_paused).update(
            is_paused=is_paused, failures=0, rest_until=None
        )
        if changed:
            _log(receiver, what, by=by, at=at)


def _assert_may_manage(by, organisation_id: int | None) -> None:
    if by is not None and not rules.can_manage_receiver(by, organisation_id=organisation_id):
        raise NotAllowed


def _assert_variable(name: str, by) -> None:
    # Any variable would let an administrator sign with, and so probe, the platform's other secrets.
    if not SECRET_VARIABLE.match(name):
        raise DomainError(_("The name of the variable starts with MO_RECEIVER_."), code="bad_variable")
    if by is not None and not rules.is_platform_admin(by):
        raise NotAllowed


def _checked(*, url: str, message_types, fields, legal_basis: str) -> dict[str, Any]:
    parse_target(url)
    types, names = sorted(set(message_types)), sorted(set(fields))
    if not types or not set(types) <= set(MESSAGE_FIELDS):
        raise DomainError(_("Choose at least one kind of news."), code="types_missing")
    if not set(names) <= set(ALL_FIELDS):
        raise DomainError(_("Choose fields from the list."), code="unknown_field")
    if not legal_basis.strip():
        raise DomainError(_("Write down the purpose and the legal basis."), code="legal_basis_missing")
    return {"url": url, "message_types": types, "fields": names, "legal_basis": legal_basis.strip()}


def _log(receiver: Receiver, what: ReceiverChangeKind, *, by, at: datetime, details: dict | None = None) -> None:
    ReceiverChange.objects.create(receiver=receiver, what=what, by=by, at=at, details=details or {})


def connect_receiver(*, code: str, name: str, url: str, secret: str, at: datetime) -> Receiver:
    """Register a receiver of everything, or move it to this address and secret. For the demo and the operator."""
    everything: dict[str, Any] = {
        "name": name,
        "url": url,
        "message_types": list(MESSAGE_FIELDS),
        "fields": ALL_FIELDS,
        "legal_basis": _("Demonstration: no real persons."),
    }
    receiver = Receiver.objects.filter(code=code).first()
    if receiver is None:
        return register_receiver(code=code, secret=secret, by=None, at=at, **everything)[0]
    with transaction.atomic():
        receiver = change_receiver(receiver=receiver, is_active=True, by=None, at=at, **everything)
        Receiver.objects.filter(pk=receiver.pk).update(secret_encrypted=encrypt(assert_secret(secret)))
    return receiver
