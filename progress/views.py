"""The one address for what newcomers do (docs/reference/events.md)."""

import json
from typing import Any

from django.http import Http404, HttpResponse, JsonResponse
from django.http.response import HttpResponseRedirectBase
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_POST

from core.api import NotAllowed, is_known_language
from lessons import api as lessons
from people import api as people

from . import guest
from .domain.feedback import render_feedback
from .domain.recording import BatchResult, EventResult, record_events
from .enums import EventType, ResultStatus
from .errors import BadEvents
from .form_posts import back_to, read_form, read_given, read_next

MAX_BYTES = 1_000_000
MOST_WITH_FEEDBACK = 20  # a queue that comes back from offline has nobody waiting for its explanations
FORM, JSON = "application/x-www-form-urlencoded", "application/json"


class SeeOther(HttpResponseRedirectBase):
    status_code = 303


@people.everybody
@never_cache
@require_POST
@csrf_exempt  # only so that a body of 10 MB is refused before anybody reads it; _receive is protected
def receive_events(request) -> HttpResponse:
    """Events of the signed-in newcomer, as JSON or from a form; a guest's form is answered and forgotten."""
    try:
        length = int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        length = 0
    if length > MAX_BYTES:
        return _refuse(request, BadEvents("too_large"), status=413)
    return _receive(request)


@csrf_protect
def _receive(request) -> HttpResponse:
    if request.content_type not in (FORM, JSON):
        return _refuse(request, BadEvents("content_type"), status=415)
    newcomer = _find_newcomer(request.user)
    if newcomer is None and request.content_type == JSON:
        return _refuse(request, BadEvents("sign_in"), status=401)
    try:
        return _receive_json(request, newcomer) if request.content_type == JSON else _receive_form(request, newcomer)
    except BadEvents as problem:
        return _refuse(request, problem, status=problem.http_status)


def _find_newcomer(user):
    """The signed-in newcomer; None for a guest. Staff have no such address."""
    if not user.is_authenticated:
        return None
    try:
        return people.get_own_newcomer(user=user)
    except NotAllowed:
        raise Http404 from None


def _receive_json(request, newcomer) -> JsonResponse:
    body = _read_json(request.body)
    if "events" not in body:
        events = [{name: value for name, value in body.items() if name != "newcomer"}]
    elif surplus := sorted(set(body) - {"events", "newcomer"}):
        raise BadEvents("unexpected_field", detail=surplus[0][:100])
    else:
        events = body["events"]
    _check_owner(body.get("newcomer"), newcomer)
    batch = record_events(newcomer=newcomer, events=events, received_at=timezone.now())
    has_feedback = len(events) <= MOST_WITH_FEEDBACK
    return JsonResponse({"results": [_show(result, batch, has_feedback) for result in batch.results]})


def _read_json(body: bytes) -> dict[str, Any]:
    def refuse_constant(name: str):
        raise ValueError(name)

    try:
        data = json.loads(body, parse_constant=refuse_constant)
    except (ValueError, RecursionError):
        raise BadEvents("not_json") from None
    if not isinstance(data, dict):
        raise BadEvents("not_an_object")
    return data


def _check_owner(named: Any, newcomer) -> None:
    """A queue may say whose it is: what one person did is never stored as somebody else's."""
    if named is not None and (not isinstance(named, str) or named.lower() != str(newcomer.uuid)):
        problem = BadEvents("other_person")
        problem.http_status = 403
        raise problem


def _show(result: EventResult, batch: BatchResult, has_feedback: bool) -> dict[str, Any]:
    shown: dict[str, Any] = {"id": result.id, "status": result.status}
    if result.status == ResultStatus.REFUSED:
        return shown | {"reason": result.reason}
    assert result.lesson_key is not None, "what was stored is about a lesson"
    standing = batch.standings[result.lesson_key]
    shown["lesson"] = {
        "key": str(result.lesson_key),
        "is_complete": standing.is_complete,
        "answered": standing.answered,
        "questions": standing.questions,
    }
    if result.is_correct is not None:
        shown |= {
            "is_correct": result.is_correct,
            "points": str(result.points),
            "max_points": str(result.max_points),
        }
        if has_feedback:
            assert result.version_uuid is not None and result.response is not None, "what was scored is an answer"
            shown["feedback_html"] = render_feedback(
                version_uuid=result.version_uuid, response=result.response, language=result.language
            )
    return shown


def _receive_form(request, newcomer) -> HttpResponse:
    now = timezone.now()
    path = read_next(request.POST)
    events = read_form(request.POST, received_at=now)
    event, block = events[0], events[0].get("block", "")
    is_answer = event["type"] == EventType.ANSWERED
    token, place = "", "feedback" if is_answer else "block"
    try:
        if newcomer is None:
            if is_answer:
                token = guest.score_guest_answer(event=event, received_at=now)
        else:
            _check_owner(request.POST.get("newcomer"), newcomer)
            batch = record_events(newcomer=newcomer, events=events, received_at=now)
            if batch.results[0].status == ResultStatus.REFUSED:
                return _refuse(request, BadEvents(batch.results[0].reason), status=410)
    except BadEvents as problem:
        if problem.code != "invalid_response":
            raise
        given = read_given(request.POST)
        token = guest.note_problem(block_id=block, code=problem.detail, language=event["language"], given=given)
        place = "problem"
    path = path or lessons.lesson_url(lesson_key=event["lesson"], language=event["language"]).url
    anchor = "end" if event["type"] == EventType.FINISHED else f"{place}-{block}" if block else ""
    return SeeOther(back_to(path, anchor=anchor, token=token))


def _language_of(request) -> str:
    """The language of the lesson a form came from, where our own sentences exist in it; else the browser's choice."""
    if request.method != "POST" or int(request.META.get("CONTENT_LENGTH") or 0) > MAX_BYTES:
        return translation.get_language()
    code = request.POST.get("language", "")
    return code if is_known_language(code) else translation.get_language()


def _refuse(request, problem: BadEvents, *, status: int) -> HttpResponse:
    """The refusal, for a program or for a person."""
    if request.content_type == FORM:
        with translation.override(_language_of(request)):
            return render(request, "progress/refused.html", {"code": problem.code}, status=status)
    error: dict[str, Any] = {"code": problem.code, "message": _("This could not be stored.")}
    if problem.index is not None:
        error |= {"index": problem.index, "id": problem.event_id}
    if problem.detail:
        error["detail"] = problem.detail
    return JsonResponse({"error": error}, status=status)
