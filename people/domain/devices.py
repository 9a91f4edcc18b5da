"""The phones a newcomer uses. Her own is enrolled and needs the card alone; a shared one lists who uses it."""

from datetime import datetime
from importlib import import_module

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from core.errors import NotAllowed

from ..models import Device, Newcomer
from .secrets import keyed_hash, make_token


def enrol_device(*, newcomer: Newcomer, label: str, is_own: bool, at: datetime) -> tuple[Device, str]:
    """Remember this browser as a phone of hers. Returns the device and the secret that its cookie keeps."""
    token = make_token()
    device = Device.objects.create(
        newcomer=newcomer,
        token_hash=keyed_hash(token, purpose="device"),
        label=label[:120],
        is_own=is_own,
        added_at=at,
        last_seen_at=at,
    )
    return device, token


def list_devices_of_tokens(*, tokens: list[str]) -> QuerySet[Device]:
    """The valid devices whose secrets a browser shows; one row for each person who uses it."""
    hashes = [keyed_hash(token, purpose="device") for token in tokens]
    return (
        Device.objects.filter(token_hash__in=hashes, revoked_at__isnull=True)
        .select_related("newcomer__user", "newcomer__profile")
        .order_by("-last_seen_at")
    )


def list_devices(*, newcomer: Newcomer) -> QuerySet[Device]:
    return Device.objects.filter(newcomer=newcomer, revoked_at__isnull=True).order_by("-last_seen_at")


def remember_session(*, device: Device, session_key: str, at: datetime) -> None:
    """Note which session runs on the device, so that removing the device can end it."""
    Device.objects.filter(pk=device.pk).update(session_key=session_key, last_seen_at=at)


def list_unannounced_devices(*, newcomer: Newcomer, besides: int | None) -> list[Device]:
    """Phones added elsewhere that she has not yet been told of. `besides`: the one she holds, which was no news when
    it was added, and neither were those before it."""
    devices = list(list_devices(newcomer=newcomer))
    here = next((device for device in devices if device.pk == besides), None)
    return [
        device
        for device in devices
        if device.announced_at is None and device != here and (here is None or device.added_at > here.added_at)
    ]


def acknowledge_device(*, newcomer: Newcomer, uuid, at: datetime) -> None:
    """She says: this new phone is mine."""
    list_devices(newcomer=newcomer).filter(uuid=uuid).update(announced_at=at)


def revoke_device(*, newcomer: Newcomer, uuid, at: datetime) -> Device:
    """Take a phone away from her account and end its session at once. Raises NotAllowed for another's device."""
    with transaction.atomic():
        device = list_devices(newcomer=newcomer).filter(uuid=uuid).first()
        if device is None:
            raise NotAllowed
        Device.objects.filter(pk=device.pk).update(revoked_at=at, session_key="")
        if device.session_key:
            store = import_module(settings.SESSION_ENGINE).SessionStore
            store(device.session_key).delete()
    return device
