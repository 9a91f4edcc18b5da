"""What a newcomer may take with her from this floor, and what erasing her does."""

from core.api import PrivacyRule, register, register_staff_record

from .models import (
    Card,
    CaseloadEntry,
    Device,
    HandoverLink,
    LearningProfile,
    Look,
    Membership,
    Newcomer,
    PicturePin,
    PrivacyNoticeSeen,
    SignInAttempt,
    User,
)


def _rows(queryset, *fields: str) -> list[dict]:
    return [{key: str(value) for key, value in row.items()} for row in queryset.values(*fields)]


def _erase_newcomer(newcomer: Newcomer, at) -> None:
    """The row stays, empty, so that what hangs on it keeps its key and the erasure itself is provable."""
    newcomer.first_name, newcomer.last_name, newcomer.email, newcomer.phone = "-", "", "", ""
    newcomer.birth_date, newcomer.erased_at = None, at
    newcomer.save()


def _erase_user(newcomer: Newcomer, at) -> None:
    user = newcomer.user
    user.is_active, user.first_name, user.last_name, user.email = False, "", "", ""
    user.save()


def _delete(model):
    return lambda newcomer, at: model.objects.filter(newcomer=newcomer).delete()


def _keep(newcomer, at) -> None:
    """Nothing of hers stands in the row."""


def register_rules() -> None:
    def own(model, *fields):
        return lambda newcomer: _rows(model.objects.filter(newcomer=newcomer), *fields)

    register(
        PrivacyRule(
            Newcomer,
            export=lambda n: _rows(
                Newcomer.objects.filter(pk=n.pk),
                "uuid",
                "first_name",
                "last_name",
                "birth_date",
                "obligation",
                "email",
                "phone",
                "created_at",
            ),
            erase=_erase_newcomer,
        )
    )
    register(PrivacyRule(User, export=lambda n: [], erase=_erase_user))
    register(
        PrivacyRule(
            LearningProfile,
            export=own(LearningProfile, "languages", "region", "household", "work", "literacy", "study_form"),
            erase=_delete(LearningProfile),
        )
    )
    register(PrivacyRule(Card, export=own(Card, "issued_at", "revoked_at"), erase=_delete(Card)))
    register(PrivacyRule(PicturePin, export=own(PicturePin, "set_at"), erase=_delete(PicturePin)))
    register(
        PrivacyRule(
            Device, export=own(Device, "label", "added_at", "last_seen_at", "revoked_at"), erase=_delete(Device)
        )
    )
    register(
        PrivacyRule(
            HandoverLink, export=own(HandoverLink, "created_at", "expires_at", "used_at"), erase=_delete(HandoverLink)
        )
    )
    register(
        PrivacyRule(
            PrivacyNoticeSeen,
            export=own(PrivacyNoticeSeen, "version", "language", "at"),
            erase=_delete(PrivacyNoticeSeen),
        )
    )
    register(
        PrivacyRule(
            CaseloadEntry,
            export=own(CaseloadEntry, "case_worker__first_name", "case_worker__last_name", "started_at", "ended_at"),
            erase=_delete(CaseloadEntry),
        )
    )
    register(
        PrivacyRule(
            Look,
            export=own(Look, "role", "organisation__name", "purpose", "what", "at"),
            erase=_keep,
            why_kept="the read log is kept for audit; it names staff and the key of the erased newcomer, nothing else",
        )
    )
    register_staff_record(Membership)
    register(
        PrivacyRule(
            SignInAttempt,
            export=lambda n: [],
            erase=_keep,
            why_kept="holds keyed hashes only and is emptied after a day",
        )
    )
