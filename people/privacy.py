"""What a newcomer may take with her from this floor, and what erasing her does: everything goes, her row at last."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from core.api import PrivacyRule, register, register_staff_record
from core.privacy import SECRET, STAFF_NAME, TECHNICAL, delete_rows, keep, rows_of

from .domain.sessions import end_all_sessions
from .enums import Region
from .models import (
    AdminAct,
    Card,
    CaseloadEntry,
    DetailChange,
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

_HERSELF = "she is the one who gets it"
_WHO_SHE_IS = {
    "first_name": _("First name"),
    "last_name": _("Last name"),
    "birth_date": _("Date of birth"),
    "obligation": _("Obliged or entitled"),
    "email": _("E-mail"),
    "phone": _("Phone number"),
    "organisation__name": _("Your office"),
    "created_at": _("Written down here on"),
    "uuid": _("Your number on this site"),
}


def _own(model, title, labels, left_out=(), *, dutch=()) -> PrivacyRule:
    """The rule of a model with one newcomer to a row."""
    return PrivacyRule(
        model,
        rows_of(model, "newcomer", list(labels)),
        delete_rows(model, "newcomer"),
        title=title,
        labels=labels,
        left_out={"newcomer": _HERSELF, **dict(left_out)},
        dutch=frozenset(dutch),
    )


def _erase_newcomer(newcomer: Newcomer, at: datetime) -> dict[str, int]:
    """The last row of hers. From here on the database itself proves that nothing points at her any more."""
    user = newcomer.user
    end_all_sessions(user=user)
    gone = Newcomer._base_manager.filter(pk=newcomer.pk).delete()[1]
    return gone | User._base_manager.filter(pk=user.pk).delete()[1]


_HOW_SHE_LEARNS = {
    "languages": _("Your languages, best first"),
    "interface_language": _("Language of the pages"),
    "reads_parallel": _("Dutch beside your language"),
    "saves_data": _("Pictures and video only on a tap"),
    "region": _("Region"),
    "household": _("Household"),
    "work": _("Work"),
    "literacy": _("Reading and writing"),
    "study_form": _("How you follow lessons"),
    "accommodations": _("What helps you in a test"),
    "test_on": _("Day of the test"),
}
_REGIONS = dict(Region.choices)


def _export_profile(newcomer: Newcomer) -> list[dict]:
    rows = rows_of(LearningProfile, "newcomer", list(_HOW_SHE_LEARNS))(newcomer)
    return [row | {"region": _REGIONS.get(row["region"], row["region"])} for row in rows]


def _export_guides(newcomer: Newcomer) -> list[dict]:
    rows = CaseloadEntry.objects.filter(newcomer=newcomer).select_related("case_worker").order_by("pk")
    return [
        {"case_worker": row.case_worker.get_full_name(), "started_at": row.started_at, "ended_at": row.ended_at}
        for row in rows
    ]


def _export_detail_changes(newcomer: Newcomer) -> list[dict]:
    """One row for each detail that was put right, with what stood there and what stands there now."""
    names = _WHO_SHE_IS | {"languages": _HOW_SHE_LEARNS["languages"]}
    rows = DetailChange.objects.filter(newcomer=newcomer).order_by("pk")
    return [
        {"at": row.at, "detail": names[name], "before": _show(before), "after": _show(after), "reason": row.reason}
        for row in rows
        for name, (before, after) in row.changes.items()
    ]


def _show(value: str | list[str] | None) -> str:
    return ", ".join(value) if isinstance(value, list) else value or "—"


def register_rules() -> None:
    """In the order of erasing: what hangs on her first."""
    for rule in _list_rules():
        register(rule)
    register_staff_record(Membership)
    register_staff_record(AdminAct)


def _list_rules() -> list[PrivacyRule]:
    return [
        PrivacyRule(
            SignInAttempt,
            lambda newcomer: [],
            keep,
            why_kept="holds keyed hashes only and is emptied by people.domain.throttle",
        ),
        _own(
            Look,
            _("Who looked at your data"),
            {
                "at": _("When"),
                "role": _("Who"),
                "organisation__name": _("Organisation"),
                "what": _("What"),
                "purpose": _("Why"),
                "explanation": _("Explanation"),
            },
            {"user": STAFF_NAME},
            dutch=["explanation", "organisation__name"],
        ),
        PrivacyRule(
            CaseloadEntry,
            _export_guides,
            delete_rows(CaseloadEntry, "newcomer"),
            title=_("Who guided you"),
            labels={"case_worker": _("Case worker"), "started_at": _("From"), "ended_at": _("Until")},
            left_out={"newcomer": _HERSELF, "started_by": STAFF_NAME},
        ),
        PrivacyRule(
            DetailChange,
            _export_detail_changes,
            delete_rows(DetailChange, "newcomer"),
            title=_("What was put right about you"),
            labels={
                "at": _("When"),
                "detail": _("What"),
                "before": _("What stood there"),
                "after": _("What stands there now"),
                "reason": _("Explanation"),
            },
            left_out={"newcomer": _HERSELF, "by": STAFF_NAME, "changes": "told in words, one row for each detail"},
            dutch=frozenset({"reason"}),
        ),
        _own(
            PrivacyNoticeSeen,
            _("When you read what we keep"),
            {"at": _("When"), "language": _("Language"), "version": _("Version")},
        ),
        _own(
            HandoverLink,
            _("Links with which you could sign in once"),
            {"created_at": _("Made on"), "expires_at": _("Works until"), "used_at": _("Used on")},
            {"token_hash": SECRET, "created_by": STAFF_NAME},
        ),
        _own(
            Device,
            _("Your phones"),
            {
                "label": _("Phone"),
                "is_own": _("Your own phone"),
                "added_at": _("Added on"),
                "announced_at": _("You said that it is yours"),
                "last_seen_at": _("Last used"),
                "ends_at": _("Signed out by then, on somebody else's computer"),
                "revoked_at": _("Removed on"),
                "uuid": "",
            },
            {"token_hash": SECRET, "session_key": SECRET},
        ),
        _own(PicturePin, _("Your secret pictures"), {"set_at": _("Chosen on")}, {"pin_hash": SECRET}),
        _own(
            Card,
            _("Your cards"),
            {"issued_at": _("Made on"), "revoked_at": _("Stopped on")},
            {"code_hash": SECRET, "issued_by": STAFF_NAME, "revoked_by": STAFF_NAME},
        ),
        PrivacyRule(
            LearningProfile,
            _export_profile,
            delete_rows(LearningProfile, "newcomer"),
            title=_("How you learn"),
            labels=_HOW_SHE_LEARNS,
            left_out={"newcomer": _HERSELF},
        ),
        PrivacyRule(
            User,
            rows_of(User, "newcomer", ["date_joined", "last_login", "username"]),
            keep,  # goes with her row, which points at it
            title=_("Your account"),
            labels={"date_joined": _("Made on"), "last_login": _("Last signed in"), "username": ""},
            left_out={
                "password": SECRET,
                **dict.fromkeys(["first_name", "last_name", "email"], "empty: a newcomer's name stands in her own row"),
                **dict.fromkeys(["uuid", "is_active", "is_staff", "is_superuser"], TECHNICAL),
            },
        ),
        PrivacyRule(
            Newcomer,
            lambda newcomer: list(Newcomer.objects.filter(pk=newcomer.pk).values(*_WHO_SHE_IS)),
            _erase_newcomer,
            title=_("Who you are"),
            labels=_WHO_SHE_IS,
            left_out={"user": TECHNICAL, "registered_by": STAFF_NAME},
            dutch=frozenset({"organisation__name"}),
        ),
    ]
