"""The mock exam: like the real test as far as it is public, without help and without a word on how it goes until the end.

It works question by question without a script; js/mock.js makes one page of it that bears a lost connection. What she does
here is hers: it completes nothing, is no evidence, and nobody is told unless she shows how it went (portals.readiness).
"""

from collections.abc import Callable
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments import api as assessments
from lessons import api as lessons
from mo_platform.navigation import portal_url
from people import api as people
from progress import api as progress

from .mock_offer import list_asked_tests, list_offered
from .mock_taking import (
    COOKIE,
    MOCK,
    address_in,
    describe_sitting,
    draw_place,
    find_taker,
    get_sitting,
    is_elsewhere,
    lead_on,
    list_says,
    list_seen,
    name_test,
    remember_guest,
    say,
    today,
)
from .mock_told import describe_told
from .practice_parts import page_language, regime_of


@people.everybody
@cache_control(private=True, no_store=True)
@require_safe
def mock(request):
    """What the mock exam is, what helps her in it, the start; or the one that she began, and those that she did."""
    taker, language = find_taker(request), page_language()
    newcomer = taker.newcomer
    running = assessments.list_open_attempts(taker=taker, at=timezone.now())
    done = assessments.list_done(newcomer=newcomer) if newcomer is not None else []
    offered = list_offered(taker, language=language, done=done)
    begun = {sitting.blueprint for sitting in running}
    to_start = [one for one in offered if one.test.code not in begun]
    context = {
        "offered": offered,
        "exam": next((one for one in offered if one.test.follows_rule), None),
        "to_start": to_start,
        "exams_to_start": [one for one in to_start if one.is_shipped],
        "others_to_start": [one for one in to_start if not one.is_shipped],
        "has_limit": any(one.test.minutes for one in to_start),
        "running": [
            {
                "sitting": sitting,
                "title": name_test(sitting.blueprint, sitting.rule.get("title", {}), language),
                "url": address_in(sitting, f"mock/{sitting.uuid}/{sitting.place}/"),
            }
            for sitting in running
        ],
        "done": [_tell_done(one, language) for one in done],
        "accommodations": assessments.Accommodations.read(newcomer.profile.accommodations if newcomer else {}),
        "extra_times": [extra for extra in assessments.EXTRA_TIMES if extra],
        "is_draft": assessments.list_bank_languages().get(language) == "draft",
        "can_hear": lessons.can_hear_questions(language=language),
        "is_kept": newcomer is not None,
    }
    return render(request, "portals/learner/mock.html", context)


@people.everybody
@cache_control(private=True, no_store=True)
@require_POST
def start_mock(request):
    """Draw the form, or go on with the one that is open. Pressed five times it is one. A test that is not open to her is not
    there."""
    taker = find_taker(request)
    chosen = _read_accommodations(request)
    if taker.newcomer is None and "somebody_else" in request.POST:  # two guests at one computer
        response = redirect(portal_url("mock"))
        response.delete_cookie(COOKIE, samesite="Lax")
        return response
    try:
        sitting = assessments.start_attempt(
            taker=taker,
            code=request.POST.get("test", MOCK),
            language=page_language(),
            regime=regime_of(taker.newcomer),
            on=today(),
            at=timezone.now(),
            seen=list_seen(taker.newcomer),
            asked=list_asked_tests(taker.newcomer),
            accommodations=chosen,
        )
    except assessments.UnknownBlueprint:
        raise Http404 from None
    except assessments.BankCannotFill:
        return redirect(portal_url("mock"))
    if taker.newcomer is not None:
        people.remember_accommodations(newcomer=taker.newcomer, accommodations=chosen.as_data())
    response = HttpResponseRedirect(address_in(sitting, f"mock/{sitting.uuid}/{sitting.place}/"))
    remember_guest(request, response, taker)
    return response


@people.everybody
@cache_control(private=True, no_store=True)
@require_http_methods(["GET", "HEAD", "POST"])
def mock_question(request, attempt: UUID, number: int):
    """One question of a running test: answered, marked to come back to, left for later, or left for a break."""
    sitting = get_sitting(request, attempt)
    if not 1 <= number <= sitting.total:
        raise Http404
    if sitting.is_closed or sitting.is_paused or is_elsewhere(sitting):
        return lead_on(sitting, f"mock/{sitting.uuid}/{number}/")
    problem, refused = "", None
    if request.method == "POST":
        problem = _answer(request, sitting, number)
        if request.POST.get("go") == "break":  # what could not be saved does not keep the clock running
            return _change_pace(request, attempt, assessments.pause_attempt)
        if not problem:
            return redirect(_onward(request, get_sitting(request, attempt), number))
        refused = request.POST if problem != "answer_changed" else None
        sitting = get_sitting(request, attempt)
        if sitting.is_closed:
            return lead_on(sitting, "")
    if sitting.is_told_at_once and sitting.get_place(number).revision:
        return render(request, "portals/learner/mock_told.html", describe_told(sitting, number))
    drawn = draw_place(sitting, number, refused=refused)
    code = "repeated_number" if refused and progress.list_repeated(progress.read_given(refused)) else problem
    context = describe_sitting(sitting, number) | {
        "says": list_says(sitting),
        "drawn": drawn,
        "is_changed": problem == "answer_changed",
        "problem": say(sitting, "answer", code, drawn["kind"]) if refused else "",
    }
    return render(request, "portals/learner/mock_question.html", context)


@people.everybody
@cache_control(private=True, no_store=True)
@require_safe
def mock_map(request, attempt: UUID):
    """All questions at a glance: what is answered, what is marked, what is open; and the way to hand it in."""
    sitting = get_sitting(request, attempt)
    if sitting.is_closed or is_elsewhere(sitting):
        return lead_on(sitting, f"mock/{sitting.uuid}/")
    return render(request, "portals/learner/mock_map.html", describe_sitting(sitting))


@people.everybody
@cache_control(private=True, no_store=True)
@require_POST
def mock_break(request, attempt: UUID):
    """A break stops the clock, for who may take one; `action` is "pause" or "go-on", and pressed twice it is one."""
    change = assessments.pause_attempt if request.POST.get("action") == "pause" else assessments.go_on
    return _change_pace(request, attempt, change)


@people.everybody
@cache_control(private=True, no_store=True)
@require_POST
def choose_letters(request, attempt: UUID):
    """Larger letters (`letters` is "large") or the usual ones, while the test runs; back to where she was."""
    sitting = get_sitting(request, attempt)
    number = _read_number(request, "number")
    try:
        assessments.choose_letters(
            taker=find_taker(request), uuid=attempt, is_large=request.POST.get("letters") == "large", at=timezone.now()
        )
    except assessments.AttemptClosed:
        return lead_on(get_sitting(request, attempt), "")
    return HttpResponseRedirect(
        address_in(sitting, f"mock/{attempt}/{number}/" if 1 <= number <= sitting.total else f"mock/{attempt}/")
    )


@people.everybody
@cache_control(private=True, no_store=True)
@require_POST
def hand_in_mock(request, attempt: UUID):
    """The end. Pressed five times there is one result."""
    try:
        sitting = assessments.submit_attempt(taker=find_taker(request), uuid=attempt, at=timezone.now())
    except assessments.UnknownAttempt:
        raise Http404 from None
    return lead_on(sitting, "")


def _change_pace(request, attempt: UUID, change: Callable[..., assessments.Sitting]) -> HttpResponse:
    """Stop the clock or let it go on: to the map while it stands still, else to the question where she was."""
    try:
        sitting = change(taker=find_taker(request), uuid=get_sitting(request, attempt).uuid, at=timezone.now())
    except assessments.AttemptClosed:
        return lead_on(get_sitting(request, attempt), "")
    onward = "" if sitting.is_paused else f"{sitting.place}/"
    return HttpResponseRedirect(address_in(sitting, f"mock/{sitting.uuid}/{onward}"))


def _answer(request, sitting: assessments.Sitting, number: int) -> str:
    """Save what the form says, and the mark; why it could not be saved, or nothing."""
    taker, at = find_taker(request), timezone.now()
    is_flagged = "flag" in request.POST
    try:
        given = progress.read_given(request.POST)
        is_untouched = bool(given) and not any(given.values())
        if not is_untouched and (response := progress.read_response(request.POST)):
            assessments.save_answer(
                taker=taker,
                uuid=sitting.uuid,
                number=number,
                response=response,
                base=_read_number(request, "base"),
                save_id=_read_save_id(request),
                at=at,
            )
        if is_flagged != sitting.get_place(number).is_flagged:
            assessments.mark_place(taker=taker, uuid=sitting.uuid, number=number, is_flagged=is_flagged, at=at)
    except assessments.InvalidResponse as refused:
        return refused.code
    except assessments.AnswerChanged as changed:
        return changed.code
    except (assessments.AttemptClosed, assessments.AttemptPaused, assessments.AnswerStands):
        return ""
    return ""


def _onward(request, sitting: assessments.Sitting, number: int) -> str:
    """To why the answer is right or not, where each is explained at once; else where the pressed button leads."""
    if sitting.is_told_at_once and sitting.get_place(number).revision:
        return address_in(sitting, f"mock/{sitting.uuid}/{number}/#answer")
    return _next_of(request, sitting, number)


def _next_of(request, sitting: assessments.Sitting, number: int) -> str:
    """Where the pressed button leads: the next or the previous question, or the map (also after the last)."""
    other = number - 1 if request.POST.get("go") == "previous" else number + 1
    is_map = request.POST.get("go") == "map" or not 1 <= other <= sitting.total
    return address_in(sitting, f"mock/{sitting.uuid}/" if is_map else f"mock/{sitting.uuid}/{other}/")


def _tell_done(done: assessments.Done, language: str) -> dict:
    return {
        "title": name_test(done.test, done.title, language),
        "started_at": done.started_at,
        "correct": done.correct,
        "items": done.items,
        "is_passed": done.is_passed,
        "url": address_in(done, f"mock/{done.uuid}/result/"),
    }


def _read_accommodations(request) -> assessments.Accommodations:
    posted = request.POST
    extra = _read_number(request, "extra_time")
    return assessments.Accommodations(
        extra_time=extra if extra in assessments.EXTRA_TIMES else 0,
        is_large="is_large" in posted,
        has_breaks="has_breaks" in posted,
        has_helper="has_helper" in posted,
        is_read_aloud="is_read_aloud" in posted,
    )


def _read_number(request, name: str) -> int:
    text = request.POST.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 0


def _read_save_id(request) -> UUID:
    try:
        return UUID(request.POST.get("save", ""))
    except ValueError:
        raise Http404 from None
