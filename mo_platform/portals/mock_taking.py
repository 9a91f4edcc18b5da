"""Who sits a mock exam, which attempt it is, and what its pages show of it."""

import secrets
from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django.core import signing
from django.http import Http404, HttpResponse, HttpResponseRedirect, QueryDict
from django.utils import timezone

from assessments import api as assessments
from core import languages
from core.language_text import LanguageText, read_in
from lessons import api as lessons
from mo_platform.navigation import language_prefix
from plans import api as plans
from progress import api as progress

from .learner_marking import mark_refused, mark_response
from .practice_parts import WITH_LISTS, page_language
from .shared_stem import show_above

COOKIE, SALT = "mo_mock", "portals.mock"
COOKIE_AGE = 2 * 24 * 3600  # as long as the attempt of a guest is kept
MOCK, TIMED = "mo-mock", "mo-mock-timed"
#: The code of what is wrong, and the kind of question.
_SAYS = {
    "repeated": ("repeated_number", ""),
    "incomplete": ("incomplete", ""),
    "number": ("too_many", ""),
    "nothing": ("nothing_chosen", ""),
    "typed": ("nothing_typed", "short_text"),
}


def find_taker(request) -> assessments.Taker:
    """The newcomer who is signed in, else the guest of this browser; without a cookie one who never began."""
    newcomer = getattr(request.user, "newcomer", None)
    if newcomer is not None:
        return assessments.Taker(newcomer)
    try:
        secret = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=COOKIE_AGE)
    except signing.BadSignature:
        secret = ""
    return assessments.Taker(secret=secret or secrets.token_urlsafe())


def remember_guest(request, response: HttpResponse, taker: assessments.Taker) -> None:
    if taker.newcomer is None:
        response.set_cookie(
            COOKIE,
            signing.dumps(taker.secret, salt=SALT),
            max_age=COOKIE_AGE,
            samesite="Lax",
            secure=request.is_secure(),
            httponly=True,
        )


def get_sitting(request, attempt: UUID) -> assessments.Sitting:
    """The attempt of the one who asks; another person's is not there."""
    try:
        return assessments.get_attempt(taker=find_taker(request), uuid=attempt, at=timezone.now())
    except assessments.UnknownAttempt:
        raise Http404 from None


def list_seen(newcomer) -> set[int]:
    """The questions that she practised with: what she does not know yet comes first."""
    return progress.list_seen(newcomer=newcomer) if newcomer is not None else set()


def draw_place(sitting: assessments.Sitting, number: int, *, refused: QueryDict | None = None) -> dict:
    """A question as the test shows it: without key, score or explanation, with what is saved chosen (or with what her form
    says, when it was `refused` just now)."""
    place = sitting.get_place(number)
    version = assessments.get_question_version(version_id=place.version)
    inner = lessons.draw_question(version=version, language=sitting.language)
    if refused is not None:
        inner = mark_refused(inner, refused)
    elif place.response is not None:
        inner = mark_response(inner, place.response)
    return {
        "place": place,
        "kind": version.kind,
        "has_lists": version.kind in WITH_LISTS,
        "inner": inner,
        "shared": show_above(
            version_at(sitting),
            number,
            sitting.total,
            language=sitting.language,
            was_met=lambda at: sitting.get_place(at).revision > 0,
        ),
        "save_id": UUID(bytes=secrets.token_bytes(16), version=4),
    }


def version_at(sitting: assessments.Sitting) -> Callable[[int], Any]:
    """The question version at each place."""
    return lambda number: assessments.get_question_version(version_id=sitting.get_place(number).version)


def list_says(sitting: assessments.Sitting) -> list[tuple[str, str]]:
    """The sentences that js/mock.js says by itself, by its names for them."""
    return [(name, say(sitting, name, code, kind)) for name, (code, kind) in _SAYS.items()]


def say(sitting: assessments.Sitting, name: str, code: str, kind: str) -> str:
    """Why an answer to a question of this kind could not be saved."""
    return progress.render_problem(code=code, language=sitting.language, block_id=name, kind=kind)


def describe_sitting(sitting: assessments.Sitting, now: int = 0) -> dict:
    """What every page of a running test knows."""
    return {
        "sitting": sitting,
        "number": now,
        "unanswered": [place.number for place in sitting.places if not place.revision],
        "flagged": [place.number for place in sitting.places if place.is_flagged],
        "is_draft": assessments.list_bank_languages().get(sitting.language) == "draft",
        "can_hear": lessons.can_hear_questions(language=sitting.language),
        "language_links": (),
    }


def address_in(sitting: assessments.Sitting | assessments.Done, path: str) -> str:
    """An address below the language in which the test was drawn; it is sat in that."""
    return f"{language_prefix(languages.get_language(sitting.language))}{path}"


def name_test(code: str, title: Mapping[str, str], language: str) -> LanguageText | str:
    """What a test is called; nothing for the mock exam itself, whose pages say so anyway."""
    return read_in(title, language) if code != MOCK else ""


def lead_on(sitting: assessments.Sitting, path: str) -> HttpResponse:
    """To the result of a closed test, to the map of one that rests, else to `path` in its language."""
    if sitting.is_closed:
        path = f"mock/{sitting.uuid}/result/"
    elif sitting.is_paused:
        path = f"mock/{sitting.uuid}/"
    return HttpResponseRedirect(address_in(sitting, path))


def is_elsewhere(sitting: assessments.Sitting) -> bool:
    return sitting.language != page_language()


def today():
    return plans.brussels_date(timezone.now())
