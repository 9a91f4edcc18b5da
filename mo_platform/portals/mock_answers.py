"""What js/mock.js asks: all questions of her form at once, and one answer after the other.

Nothing here says a key, an explanation or a score. An answer is saved when its revision came back, and not before.
"""

import json
from typing import Any
from uuid import UUID

from django.http import Http404, JsonResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_POST, require_safe

from assessments import api as assessments
from people import api as people

from .mock_taking import address_in, draw_place, find_taker, get_sitting

MAX_BYTES = 20_000
ANSWER, PLACE = {"number", "response", "base", "save"}, {"number", "flag"}


class BadSave(ValueError):
    """The body is not what this address takes."""


@people.everybody
@cache_control(private=True, no_store=True)
@require_safe
def mock_form(request, attempt: UUID):
    """Every question of a running test, as the pages show them one by one, in the language in which it was drawn; what several
    share stands here once."""
    sitting = get_sitting(request, attempt)
    if sitting.is_closed or sitting.is_paused:
        raise Http404
    drawn = [draw_place(sitting, place.number) for place in sitting.places]
    questions = [
        {
            "number": place.number,
            "revision": place.revision,
            "is_flagged": place.is_flagged,
            "html": one["inner"],
            "shared": one["shared"] and one["shared"].id,
        }
        for place, one in zip(sitting.places, drawn, strict=True)
    ]
    above = {one["shared"].id: one["shared"] for one in drawn if one["shared"]}
    shared = {key: render_to_string("portals/shared/above.html", {"shared": found}) for key, found in above.items()}
    return JsonResponse({"questions": questions, "shared": shared})


@people.everybody
@cache_control(private=True, no_store=True)
@require_POST
@csrf_exempt  # only so that a large body is refused before anybody reads it; _receive is protected
def mock_answers(request, attempt: UUID) -> JsonResponse:
    """`{"number", "response", "base", "save"}` saves an answer and is told its revision; `{"number", "flag"}` says where she
    is, and whether she marks it (null: as it was)."""
    try:
        length = int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        length = 0
    if length > MAX_BYTES:
        return _refuse("too_large", status=413)
    return _receive(request, attempt)


@csrf_protect
def _receive(request, attempt: UUID) -> JsonResponse:
    if request.content_type != "application/json":
        get_sitting(request, attempt)  # what is not hers is not there, whatever is sent
        return _refuse("content_type", status=415)
    taker, at = find_taker(request), timezone.now()
    try:
        body = _read(request.body)
        if set(body) == PLACE:
            sitting = assessments.mark_place(
                taker=taker, uuid=attempt, number=_whole(body["number"]), is_flagged=_flag(body["flag"]), at=at
            )
            told = {"number": body["number"], "seconds_left": sitting.seconds_left, "is_paused": sitting.is_paused}
            return JsonResponse(told)
        if set(body) != ANSWER:
            raise BadSave("unexpected_field")
        saved = assessments.save_answer(
            taker=taker,
            uuid=attempt,
            number=_whole(body["number"]),
            response=body["response"],
            base=_whole(body["base"]),
            save_id=_uuid(body["save"]),
            at=at,
        )
    except assessments.UnknownAttempt:
        return _refuse("unknown_attempt", status=404)
    except BadSave as problem:
        return _refuse(str(problem), status=400)
    except assessments.InvalidResponse as refused:
        return _refuse(refused.code, status=422)
    except assessments.AnswerChanged as changed:
        return _refuse(changed.code, status=409, revision=changed.revision, response=changed.response)
    except (assessments.AttemptPaused, assessments.AnswerStands) as refused:
        return _refuse(refused.code, status=409)
    except assessments.AttemptClosed as closed:
        sitting = get_sitting(request, attempt)
        return _refuse(closed.code, status=409, result=address_in(sitting, f"mock/{attempt}/result/"))
    return JsonResponse({"number": saved.number, "revision": saved.revision, "seconds_left": saved.seconds_left})


def _refuse(code: str, *, status: int, **more: Any) -> JsonResponse:
    return JsonResponse({"error": code, **more}, status=status)


def _read(body: bytes) -> dict[str, Any]:
    def refuse_constant(name: str):
        raise ValueError(name)

    try:
        data = json.loads(body, parse_constant=refuse_constant)
    except (ValueError, RecursionError):
        raise BadSave("not_json") from None
    if not isinstance(data, dict):
        raise BadSave("not_an_object")
    return data


def _whole(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < 1_000_000:
        raise BadSave("bad_number")
    return value


def _flag(value: Any) -> bool | None:
    if value is not None and not isinstance(value, bool):
        raise BadSave("bad_flag")
    return value


def _uuid(value: Any) -> UUID:
    try:
        return UUID(value)
    except (ValueError, TypeError, AttributeError):
        raise BadSave("bad_save") from None
