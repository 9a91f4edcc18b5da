"""Fills the bench's database and writes the requests of every scenario: `python -m tests.bench.prepare OUT.json`."""

import json
import os
import sys
from dataclasses import asdict
from datetime import timedelta
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.bench.settings")

import django

django.setup()

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.cached_db import SessionStore
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from assessments import api as assessments
from lessons import api as lessons
from mo_platform.demo import seed
from people import api as people
from people.models import Newcomer, User
from people.sessions import BACKEND
from progress import api as progress
from tests.bench.load import Request

LEARNERS = 200
TAKERS = 800  # who sit a mock exam: each answer of each is sent once
CASELOAD = 80
OTHERS = 2_000
CSRF = "b" * 32
STAFF_BACKEND = "people.backends.StaffBackend"
LANGUAGE = "ar"


def main(out: Path) -> None:
    call_command("migrate", verbosity=0, interactive=False)
    call_command("load_curriculum", verbosity=0)
    seed.add_organisations()
    seed.add_staff()
    call_command("load_pack", str(settings.BASE_DIR / "content" / "wonen"), verbosity=0)
    call_command("load_bank", str(settings.BASE_DIR / "content" / "mo-oefenbank"), verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TABLE IF NOT EXISTS bench_row (id serial PRIMARY KEY, body text, at timestamptz DEFAULT now())"
        )
    worker = User.objects.get(username="els.gent")
    learners = _newcomers(worker, LEARNERS, prefix="Leerling")
    others = _newcomers(User.objects.get(username="tom.gent"), OTHERS, prefix="Ander")
    _hand_over(learners[CASELOAD:], to=User.objects.get(username="tom.gent"), by=worker)
    scenarios = _scenarios(worker, learners) | {"answer": _sit_tests(others[:TAKERS])}
    out.write_text(json.dumps({name: [asdict(one) for one in requests] for name, requests in scenarios.items()}))


def _newcomers(worker: User, number: int, *, prefix: str) -> list[Newcomer]:
    """`number` newcomers with half of the first lesson behind them; those of an earlier run are used again."""
    at = timezone.now()
    known = list(Newcomer.objects.filter(first_name=prefix).select_related("user")[:number])
    organisation = worker.memberships.first().organisation
    for index in range(len(known), number):
        known.append(
            people.register_newcomer(
                first_name=prefix,
                last_name=str(index),
                languages=[LANGUAGE, "nl"],
                organisation=organisation,
                registered_on=(at - timedelta(days=index % 100)).date(),
                registered_by=worker,
                at=at,
            )
        )
    return known


def _hand_over(newcomers: list[Newcomer], *, to: User, by: User) -> None:
    for newcomer in newcomers:
        if newcomer.caseload_entries.filter(case_worker=by, ended_at__isnull=True).exists():
            people.hand_over_newcomer(newcomer=newcomer, to=to, by=by, at=timezone.now())


def _cookie(user: User, backend: str, **extra) -> str:
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = backend
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.update(extra)
    session.save()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}; {settings.CSRF_COOKIE_NAME}={CSRF}"


def _sit_tests(takers: list[Newcomer]) -> list[Request]:
    """The first answer to every question of a mock exam of each."""
    requests, at = [], timezone.now()
    for newcomer in takers:
        cookie = _cookie(newcomer.user, BACKEND, notice=people.PRIVACY_NOTICE_VERSION)
        sitting = assessments.start_attempt(
            taker=assessments.Taker(newcomer), code="mo-mock", language=LANGUAGE, regime="flanders", on=at.date(), at=at
        )
        for place in sitting.places:
            version = assessments.get_question_version(version_id=place.version)
            body = {"number": place.number, "response": assessments.right_response_of(version=version), "base": 0}
            requests.append(
                Request(
                    f"/{LANGUAGE}/mock/{sitting.uuid}/answers/",
                    method="POST",
                    cookie=cookie,
                    csrf=CSRF,
                    body=json.dumps(body | {"save": "@uuid@"}),
                    expects='"revision": 1',
                )
            )
    return requests


def _scenarios(worker: User, learners: list[Newcomer]) -> dict[str, list[Request]]:
    module = lessons.list_modules(language=LANGUAGE)[0]
    keys = lessons.get_module_outline(module_key=module.module_key).lesson_keys
    address = lessons.lesson_url(lesson_key=keys[1], language=LANGUAGE)
    block, version = next(iter(assessments.current_versions(lesson_key=keys[1]).items()))
    answer = {
        "id": "@uuid@",
        "type": "question.answered",
        "lesson": str(keys[1]),
        "block": block,
        "language": LANGUAGE,
        "occurred_at": timezone.now().isoformat(),
        "version": str(version.uuid),
        "response": assessments.right_response_of(version=version),
    }
    body = json.dumps(answer)
    cookies = [_cookie(newcomer.user, BACKEND, notice=people.PRIVACY_NOTICE_VERSION) for newcomer in learners]
    staff = _cookie(worker, STAFF_BACKEND, second_factor="demo")
    for newcomer in learners:
        progress.record_events(
            newcomer=newcomer,
            events=[{**answer, "id": "00000000-0000-4000-8000-000000000001"}],
            received_at=timezone.now(),
        )
    module_path = address.url.rstrip("/").rsplit("/", 1)[0] + "/"
    return {
        "lesson": [Request(address.url, cookie=cookie, expects="data-newcomer=") for cookie in cookies],
        "module": [Request(module_path, cookie=cookie, expects="lesson-card") for cookie in cookies],
        "home": [Request(f"/{LANGUAGE}/", cookie=cookie, expects="next-step") for cookie in cookies],
        "event": [
            Request(
                "/progress/events/", method="POST", cookie=cookie, csrf=CSRF, body=body, expects='"is_correct": true'
            )
            for cookie in cookies
        ],
        "caseload": [Request("/guide/caseload/", cookie=staff, expects="Leerling")],
    }


if __name__ == "__main__":
    main(Path(sys.argv[1]))
