"""The phones and computers a newcomer uses. Each of her sessions has a row here, so that each can be seen and ended.

Her own is enrolled and needs the card alone; a shared one lists who uses it; a visit is somebody else's computer: it
keeps nothing of her, its session ends within half a day, and the row tells her on her own phone that it was there.
"""

from datetime import datetime, timedelta
from importlib import import_module

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet

from core.errors import NotAllowed

from ..models import Device, Newcomer
from .secrets import keyed_hash, make_token

VISIT_LASTS = timedelta(hours=12)
VISIT_IS_TOLD = timedelta(days=30)  # so long an ended visit that she has not confirmed stays in her list


def enrol_device(*, newcomer: Newcomer, label: str, is_own: bool, at: datetime) -> tuple[Device, str]:
    """Remember this browser as a phone of hers. Returns the device and the secret that its cookie keeps."""
    token = make_token()
    device = _add(newcomer=newcomer, label=label, is_own=is_own, token=token, at=at)
    return device, token


def add_visit(*, newcomer: Newcomer, label: str, at: datetime, is_news: bool = True) -> Device:
    """Note a session on somebody else's computer. Nobody gets its secret: the row gives no way in."""
    return _add(
        newcomer=newcomer,
        label=label,
        is_own=False,
        token=make_token(),
        at=at,
        ends_at=at + VISIT_LASTS,
        announced_at=None if is_news else at,
    )


def _add(*, newcomer: Newcomer, label: str, is_own: bool, token: str, at: datetime, **fields) -> Device:
    return Device.objects.create(
        newcomer=newcomer,
        token_hash=keyed_hash(token, purpose="device"),
        label=label[:120],
        is_own=is_own,
        added_at=at,
        last_seen_at=at,
        **fields,
    )


def list_devices_of_tokens(*, tokens: list[str]) -> QuerySet[Device]:
    """The valid devices whose secrets a browser shows; one row for each person who uses it."""
    hashes = [keyed_hash(token, purpose="device") for token in tokens]
    return (
        Device.objects.filter(token_hash__in=hashes, revoked_at__isnull=True, ends_at__isnull=True)
        .select_related("newcomer__user", "newcomer__profile")
        .order_by("-last_seen_at")
    )


def list_devices(*, newcomer: Newcomer, at: datetime) -> QuerySet[Device]:
    """Where she can be signed in now, and visits of the last weeks that she has not confirmed; last used first."""
    is_told = Q(ends_at__gt=at - VISIT_IS_TOLD, announced_at__isnull=True)
    return Device.objects.filter(
        Q(ends_at__isnull=True) | Q(ends_at__gt=at) | is_told, newcomer=newcomer, revoked_at__isnull=True
    ).order_by("-last_seen_at", "-pk")


def get_device(*, newcomer: Newcomer, uuid, at: datetime) -> Device:
    """One of them. Raises NotAllowed for another person's device and for a missing one alike."""
    device = list_devices(newcomer=newcomer, at=at).filter(uuid=uuid).first()
    if device is None:
        raise NotAllowed
    return device


def remember_session(*, device: Device, session_key: str, at: datetime) -> None:
    """Note which session runs on the device, so that removing the device can end it. An earlier one there ends now."""
    if device.session_key and device.session_key != session_key:
        _delete_session(device.session_key)
    device.session_key = session_key
    Device.objects.filter(pk=device.pk).update(session_key=session_key, last_seen_at=at)


def note_use(*, device_id: int, at: datetime) -> bool:
    """She used it today. False when the device was taken away from her account meanwhile."""
    return bool(Device.objects.filter(pk=device_id, revoked_at__isnull=True).update(last_seen_at=at))


def note_signed_out(*, device_id: int, at: datetime) -> None:
    """Her session there is over. A visit ends with it; a phone of hers stays in her list."""
    Device.objects.filter(pk=device_id).update(session_key="")
    Device.objects.filter(pk=device_id, ends_at__gt=at).update(ends_at=at)


def list_unannounced_devices(*, newcomer: Newcomer, besides: int | None, at: datetime) -> list[Device]:
    """Phones and visits she has not yet been told of. `besides`: the one she holds, which was no news when it was added.

    On a phone of hers, what stood before it is no news either; on a visit everything unconfirmed is.
    """
    devices = list(list_devices(newcomer=newcomer, at=at))
    here = next((device for device in devices if device.pk == besides), None)
    known_until = here.added_at if here is not None and not here.is_visit else None
    return [
        device
        for device in devices
        if device.announced_at is None and device != here and (known_until is None or device.added_at > known_until)
    ]


def acknowledge_device(*, newcomer: Newcomer, uuid, besides: int | None, at: datetime) -> None:
    """She says: this new phone is mine. The phone in her hand (`besides`) cannot say so of itself."""
    list_devices(newcomer=newcomer, at=at).filter(uuid=uuid).exclude(pk=besides or 0).update(announced_at=at)


def revoke_device(*, newcomer: Newcomer, uuid, at: datetime) -> Device:
    """Take a phone away from her account and end its session at once. Raises NotAllowed for another's device."""
    with transaction.atomic():
        device = get_device(newcomer=newcomer, uuid=uuid, at=at)
        _revoke([device], at=at)
    return device


def end_devices(*, newcomer: Newcomer, at: datetime, besides: int | None = None, visits_only: bool = False) -> int:
    """Take every phone and visit away from her account (or the visits alone) and end its session. Returns how many.

    `besides` is the one on which she says so.
    """
    with transaction.atomic():
        devices = list_devices(newcomer=newcomer, at=at).exclude(pk=besides or 0)
        ended = list(devices.filter(ends_at__isnull=False) if visits_only else devices)
        _revoke(ended, at=at)
    return len(ended)


def _revoke(devices: list[Device], *, at: datetime) -> None:
    Device.objects.filter(pk__in=[device.pk for device in devices]).update(revoked_at=at, session_key="")
    for device in devices:
        _delete_session(device.session_key)


def _delete_session(key: str) -> None:
    if key:
        import_module(settings.SESSION_ENGINE).SessionStore(key).delete()
