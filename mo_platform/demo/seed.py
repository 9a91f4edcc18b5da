"""Fills the demo: organisations, staff with a second factor, newcomers with a plan, and what some of them learnt.

Everything goes through the same doors as real work. Running it again adds only what is missing.
"""

import base64
import json
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.conf import settings
from django.utils import timezone

from assessments import api as assessments
from core.languages import SOURCE_LANGUAGE
from lessons import api as lessons
from people import api as people
from people.enums import Obligation, OrganisationKind
from people.models import Card, Membership, Newcomer, Organisation, User
from plans import api as plans
from progress import api as progress

from .links import make_link
from .people import NEWCOMERS, OFFICE_HOURS, ORGANISATIONS, STAFF, DemoNewcomer

PASSWORD = "een warm welkom in 2026"  # noqa: S105  (of invented people, on one machine)


def add_organisations() -> None:
    for demo in ORGANISATIONS:
        Organisation.objects.get_or_create(
            code=demo.code,
            defaults={
                "name": demo.name,
                "kind": demo.kind,
                "address": demo.address,
                "phone": demo.phone,
                "opening_hours": OFFICE_HOURS if demo.kind == OrganisationKind.AGENCY else [],
                "shows_draft_translations": True,
            },
        )


def add_staff() -> list[dict]:
    """Staff with password and TOTP; returns their rows for demo-accounts.json."""
    rows = []
    for demo in STAFF:
        user, is_new = User.objects.get_or_create(
            username=demo.username,
            defaults={
                "first_name": demo.first_name,
                "last_name": demo.last_name,
                "email": f"{demo.username}@example.org",
            },
        )
        organisation = Organisation.objects.get(code=demo.organisation)
        if is_new:
            user.set_password(PASSWORD)
            user.save()
            Membership.objects.create(user=user, organisation=organisation, role=demo.role)
        secret = base64.b32encode(sha256(f"demo {demo.username}".encode()).digest()[:20]).decode()
        if not Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists():
            TOTP.activate(user, secret)
        rows.append(
            {
                "role": demo.role.value,
                "name": user.get_full_name(),
                "language": SOURCE_LANGUAGE,
                "organisation": organisation.name,
                "username": demo.username,
                "password": PASSWORD,
                "totp_secret": secret,
                "sign_in_url": make_link(user),
            }
        )
    return rows


def add_newcomers(*, at: datetime, known: dict[str, str]) -> list[dict]:
    """Newcomers with card and pictures; `known` maps a name to the digits printed earlier, which cannot be read back."""
    rows = []
    for demo in NEWCOMERS:
        case_worker = User.objects.get(username=demo.case_worker)
        newcomer = Newcomer.objects.filter(first_name=demo.first_name, last_name=demo.last_name).first()
        if newcomer is None:
            newcomer = _register(demo, case_worker, at)
        name = str(newcomer)
        has_card = Card.objects.filter(newcomer=newcomer, revoked_at__isnull=True).exists()
        digits = known.get(name, "") if has_card else ""  # nobody can read them back from the database
        digits = digits or people.issue_card(newcomer=newcomer, by=case_worker, at=at).digits
        rows.append(
            {
                "role": "newcomer",
                "name": name,
                "language": demo.languages[0],
                "organisation": newcomer.organisation.name,
                "username": digits,
                "password": "-".join(demo.pictures),
                "totp_secret": "",
                "sign_in_url": make_link(newcomer.user),
            }
        )
    return rows


def _register(demo: DemoNewcomer, case_worker: User, at: datetime) -> Newcomer:
    registered_at = at - demo.registered
    newcomer = people.register_newcomer(
        first_name=demo.first_name,
        last_name=demo.last_name,
        languages=demo.languages,
        organisation=case_worker.memberships.get().organisation,
        registered_on=timezone.localtime(registered_at).date(),
        registered_by=case_worker,
        obligation=Obligation.OBLIGED,
        at=registered_at,
    )
    _decide(demo, newcomer, case_worker, registered_at)
    people.set_pin(newcomer=newcomer, pictures=demo.pictures, at=at)
    people.record_notice_seen(newcomer=newcomer, language=people.choose_home_language(newcomer=newcomer), at=at)
    if demo.reads_parallel:
        newcomer.profile.reads_parallel = True
        newcomer.profile.save(update_fields=["reads_parallel"])
    return newcomer


def _decide(demo: DemoNewcomer, newcomer: Newcomer, case_worker: User, registered_at: datetime) -> None:
    """What her case worker decided so far."""
    plan = plans.get_plan_record(newcomer=newcomer)
    if demo.decided_after is not None:
        decided_at = registered_at + demo.decided_after
        decisions = dict.fromkeys(("MO", "NT2", "WERK", "PNT"), "planned")
        plans.decide_components(
            plan=plan,
            decisions=decisions,
            decided_on=timezone.localtime(decided_at).date(),
            by=case_worker,
            at=decided_at,
        )
    if demo.signed_after is not None:
        signed_at = registered_at + demo.signed_after
        plans.sign_contract(plan=plan, signed_on=timezone.localtime(signed_at).date(), by=case_worker, at=signed_at)


def add_progress(*, at: datetime) -> None:
    """What some newcomers did in the days after they registered, sent as the same events that a phone sends."""
    for demo in NEWCOMERS:
        newcomer = Newcomer.objects.get(first_name=demo.first_name, last_name=demo.last_name)
        language = people.choose_home_language(newcomer=newcomer)
        for number, lesson_key in enumerate(_lesson_keys()[: demo.lessons]):
            day = at - demo.registered + timedelta(days=2 + 2 * number)
            progress.record_events(
                newcomer=newcomer, events=_study(newcomer, lesson_key, language, day), received_at=day
            )


def _lesson_keys() -> list:
    modules = lessons.list_modules(language=SOURCE_LANGUAGE)
    return [key for module in modules for key in lessons.get_module_outline(module_key=module.module_key).lesson_keys]


def _study(newcomer: Newcomer, lesson_key, language: str, day: datetime) -> list[dict]:
    outline = lessons.get_outline(lesson_key=lesson_key)
    versions = assessments.current_versions(lesson_key=lesson_key)
    events = []
    for number, block in enumerate(outline.blocks):
        event: dict[str, Any] = {
            "id": str(uuid5(NAMESPACE_URL, f"demo:{newcomer.uuid}:{lesson_key}:{block.block_id}")),
            "type": "block.seen",
            "lesson": str(lesson_key),
            "block": block.block_id,
            "language": language,
            "occurred_at": (day + timedelta(seconds=40 * number)).isoformat(),
        }
        version = versions.get(block.block_id)
        if version is not None:
            response = assessments.right_response_of(version=version)
            event |= {"type": "question.answered", "version": str(version.uuid), "response": response}
        events.append(event)
    return events


def read_known_digits(path: Path) -> dict[str, str]:
    if not path.exists():
        return {}
    accounts = json.loads(path.read_text(encoding="utf-8"))
    return {row["name"]: row["username"] for row in accounts if row["role"] == "newcomer"}


def write_accounts(path: Path, rows: list[dict]) -> None:
    path.write_text(json.dumps(rows, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    path.chmod(0o600)


def accounts_path() -> Path:
    return settings.VAR_DIR / "demo-accounts.json"
