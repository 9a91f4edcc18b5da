"""Practising for the test: a theme or a mix, ten questions one by one with their explanation, and how it went.

A newcomer's sets are rows of hers (progress); a guest's is a cookie of this browser, and nothing of it is stored.
"""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments import api as assessments
from core import languages
from lessons import api as lessons
from mo_platform.navigation import language_prefix, portal_url
from people import api as people
from plans import api as plans
from progress import api as progress

from .asked_practice import WAY_WORDS, list_asked_practice
from .learner_marking import mark_refused, mark_response
from .mock_taking import MOCK
from .practice_parts import (
    WITH_LISTS,
    describe_test,
    find_pass_rule,
    list_helping_lessons,
    list_themes,
    page_language,
    regime_of,
)
from .shared_stem import show_above

COOKIE = "mo_practice"
#: What the answer says in full: the question is not shown again above it.
TOLD_IN_FULL = ("single", "multiple", "choose", "short_text", "hotspot")
SHORT = "short"
#: Icon, and whether it says how many there are.
WAYS = {
    progress.PracticeWay.DUE: ("refresh", True),
    progress.PracticeWay.MISTAKES: ("x-circle", True),
    progress.PracticeWay.HARDEST: ("arrow-up", False),
}


@people.everybody
@cache_control(private=True, no_store=True)
@require_safe
def practice(request):
    """Where she chooses what to practise; where her language has no questions, those of hers that have, to choose."""
    language = page_language()
    newcomer = _find_newcomer(request)
    items = assessments.list_practice_items(region=regime_of(newcomer))
    here = {item.theme for item in items if language in item.languages}
    choices = _list_choices(request, newcomer, items, language)
    context = {
        "has_questions": bool(here),
        "asked": list_asked_practice(newcomer, language=language) if newcomer else [],
        "unfinished": choices.unfinished,
        "unfinished_dots": _list_dots(choices.unfinished) if choices.unfinished else [],
        "ways": _list_ways(choices),
        "themes": [
            {"key": theme.key, "title": theme.title_in(language)} for theme in list_themes() if theme.key in here
        ],
        "others": [] if here else _list_others(newcomer, {code for item in items for code in item.languages}),
        "has_mock": bool(here) or _has_mock(newcomer, language),
        "missing_language": _find_missing_language(newcomer, items) if here else None,
        "is_draft": _is_draft(language),
        "is_kept": newcomer is not None,
        "real_test": describe_test(find_pass_rule(newcomer)),
    }
    return render(request, "portals/learner/practice.html", context)


@people.everybody
@cache_control(private=True, no_store=True)
@require_POST
def start_practice(request):
    """A new set: of a theme, of all, in a `way` that she chose, or (`again`) of what went wrong in a set of hers; or the one
    `asked` by her case worker, begun or gone on with."""
    newcomer = _find_newcomer(request)
    if "asked" in request.POST:
        return _start_asked(newcomer, _read_uuid(request.POST["asked"]))
    try:
        chosen = _choose_set(request, newcomer)
    except progress.NoQuestions:
        return redirect(portal_url("practice"))
    response = redirect("practice_question", practice=chosen.uuid, number=1)
    if newcomer is None:
        _remember(request, response, chosen)
    else:
        progress.store_practice(newcomer=newcomer, practice=chosen, at=timezone.now())
    return response


@people.everybody
@cache_control(private=True, no_store=True)
@require_http_methods(["GET", "HEAD", "POST"])
def practice_question(request, practice: UUID, number: int):
    """One question of a set; with her answer, right or not and why as soon as she gave one, and not before."""
    chosen = _get(request, practice)
    try:
        version = chosen.get_version(number)
    except progress.UnknownPractice:
        raise Http404 from None
    if (
        page_language() not in version.languages
    ):  # she changed the language of the page: what does not exist in it is not shown
        return redirect(portal_url("practice"))
    problem = ""
    if request.method == "POST":
        try:
            return _answer(request, chosen, number)
        except assessments.InvalidResponse as refused:
            problem = refused.code
    return render(request, "portals/learner/practice_question.html", _show_question(request, chosen, number, problem))


@people.everybody
@cache_control(private=True, no_store=True)
@require_safe
def practice_summary(request, practice: UUID):
    """How a set went: in all, by theme, and which lessons help."""
    chosen, language = _get(request, practice), page_language()
    answered = [(chosen.get_version(number), reply) for number, reply in sorted(chosen.replies.items())]
    about = assessments.describe_bank_questions(question_ids=[version.question_id for version, _reply in answered])
    by_theme: dict[str, list[bool]] = {}
    weak: list[str] = []
    for version, reply in answered:
        if item := about.get(version.question_id):
            by_theme.setdefault(item.theme, []).append(reply.is_correct)
            weak += [] if reply.is_correct else [item.objective]
    titles = {theme.key: theme.title_in(language) for theme in list_themes()}
    context = {
        "practice": chosen,
        "dots": _list_dots(chosen),
        "by_theme": [
            {"title": titles[key], "right": sum(results), "total": len(results)}
            for key, results in by_theme.items()
            if key in titles
        ],
        "lessons": list_helping_lessons(weak, language),
    }
    return render(request, "portals/learner/practice_summary.html", context)


def _start_asked(newcomer, uuid: UUID) -> HttpResponse:
    """What was withdrawn meanwhile leads back; what was never hers is not there."""
    if newcomer is None:
        raise Http404
    try:
        chosen = progress.start_assignment(newcomer=newcomer, uuid=uuid, language=page_language(), at=timezone.now())
    except progress.UnknownAssignment:
        raise Http404 from None
    except (progress.AssignmentWithdrawn, progress.NoQuestions):
        return redirect(portal_url("practice"))
    if chosen.next_number is None:
        return redirect("practice_summary", practice=chosen.uuid)
    return redirect("practice_question", practice=chosen.uuid, number=chosen.next_number)


def _choose_set(request, newcomer) -> progress.Practice:
    """Raises NoQuestions, also for a way that there is not, or not for a guest."""
    language, way = page_language(), request.POST.get("way", "")
    if "again" in request.POST:
        return progress.repeat_mistakes(_get(request, _read_uuid(request.POST["again"])))
    if way and way != SHORT:
        if newcomer is None or way not in WAYS:
            raise progress.NoQuestions(way)
        return progress.choose_set(
            newcomer=newcomer, way=progress.PracticeWay(way), language=language, at=timezone.now()
        )
    return progress.draw_set(
        language=language,
        theme=request.POST.get("theme", ""),
        region=regime_of(newcomer),
        seen=_list_seen(request, newcomer),
        size=progress.SHORT_SIZE if way else progress.SET_SIZE,
    )


def _list_choices(request, newcomer, items, language: str) -> progress.PracticeChoices:
    """A guest goes on with the set on her phone; more is not known of her."""
    if newcomer is not None:
        return progress.list_choices(newcomer=newcomer, items=items, language=language, at=timezone.now())
    last = progress.unpack_practice(request.COOKIES.get(COOKIE))
    is_open = last and last.language == language and last.replies and last.next_number
    return progress.PracticeChoices({}, last if is_open else None)


def _list_ways(choices: progress.PracticeChoices) -> list[dict]:
    """The buttons besides the themes; the first is the one to press, unless a set waits to be ended: what she nearly
    forgot, else a mix."""
    hers = [
        {
            "name": "way",
            "value": way,
            "icon": icon,
            "label": WAY_WORDS[way],
            "count": choices.counts[way] if is_counted else None,
        }
        for way, (icon, is_counted) in WAYS.items()
        if way in choices.counts
    ]
    of_everybody = [
        {"name": "theme", "value": "", "icon": "swap", "label": _("A mix of everything")},
        {"name": "way", "value": SHORT, "icon": "hourglass", "label": _("Five questions")},
    ]
    first = 1 if progress.PracticeWay.DUE in choices.counts else 0
    return hers[:first] + of_everybody + hers[first:]


def _show_question(request, chosen: progress.Practice, number: int, problem: str) -> dict:
    language, version, reply = page_language(), chosen.get_version(number), chosen.replies.get(number)
    context = {
        "practice": chosen,
        "number": number,
        "dots": _list_dots(chosen, now=number),
        "is_draft": _is_draft(language),
        "missing_language": _find_missing_language(_find_newcomer(request)),
        "next_number": number + 1 if number < chosen.total else None,
        "reply": reply,
        "shared": show_above(
            chosen.get_version,
            number,
            chosen.total,
            language=language,
            can_listen=reply is None,
            was_met=chosen.replies.__contains__,
        ),
    }
    inner = lessons.draw_question(version=version, language=language, can_listen=reply is None)
    if reply is None:
        code = "repeated_number" if progress.list_repeated(progress.read_given(request.POST)) else problem
        return context | {
            "inner": mark_refused(inner, request.POST) if problem else inner,
            "has_lists": version.kind in WITH_LISTS,
            "problem": progress.render_problem(code=code, language=language, block_id="answer", kind=version.kind)
            if problem
            else "",
        }
    about = assessments.describe_bank_questions(question_ids=[version.question_id])
    solution = assessments.show_solution(version=version, language=language)
    return context | {
        "stem": solution["stem"],
        "picture": lessons.draw_areas(picture=solution["picture"], language=language) if solution["picture"] else "",
        "inner": "" if version.kind in TOLD_IN_FULL else mark_response(inner, reply.response),
        "feedback": progress.render_feedback(
            version_uuid=version.uuid, response=reply.response, language=language, names_options=True
        ),
        "lessons": list_helping_lessons([item.objective for item in about.values()], language),
    }


def _answer(request, chosen: progress.Practice, number: int) -> HttpResponse:
    """Keep the answer and lead to its explanation. Raises InvalidResponse."""
    given, newcomer = progress.read_response(request.POST), _find_newcomer(request)
    here = reverse("practice_question", kwargs={"practice": chosen.uuid, "number": number})
    response = redirect(f"{here}#answer")
    if newcomer is None:
        _remember(request, response, progress.judge_reply(practice=chosen, number=number, response=given))
    else:
        progress.answer_practice(newcomer=newcomer, uuid=chosen.uuid, number=number, response=given, at=timezone.now())
    return response


def _find_newcomer(request):
    return getattr(request.user, "newcomer", None)


def _get(request, uuid: UUID) -> progress.Practice:
    """The set of the one who asks; another person's is not there."""
    newcomer = _find_newcomer(request)
    if newcomer is None:
        chosen = progress.unpack_practice(request.COOKIES.get(COOKIE))
        if chosen is None or chosen.uuid != uuid:
            raise Http404
        return chosen
    try:
        return progress.get_practice(newcomer=newcomer, uuid=uuid)
    except progress.UnknownPractice:
        raise Http404 from None


def _remember(request, response: HttpResponse, chosen: progress.Practice) -> None:
    """A guest's set goes when the browser is closed."""
    response.set_cookie(
        COOKIE, progress.pack_practice(chosen), samesite="Lax", secure=request.is_secure(), httponly=True
    )


def _list_seen(request, newcomer) -> set[int]:
    """What was asked before: of a newcomer all that she answered, of a guest the set that is still on her phone."""
    if newcomer is not None:
        return progress.list_seen(newcomer=newcomer)
    last = progress.unpack_practice(request.COOKIES.get(COOKIE))
    return {last.get_version(number).question_id for number in range(1, last.total + 1)} if last else set()


def _read_uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Http404 from None


def _is_draft(language: str) -> bool:
    return assessments.list_bank_languages().get(language) == "draft"


def _list_others(newcomer, offered: set[str]) -> list[dict]:
    """Her languages that have questions, and Dutch if that has: she chooses."""
    reads = dict.fromkeys([*(newcomer.profile.languages if newcomer else []), languages.SOURCE_LANGUAGE])
    found = [languages.get_language(code) for code in reads if code in offered]
    return [{"language": language, "url": f"{language_prefix(language)}practice/"} for language in found]


def _find_missing_language(newcomer, items=None) -> languages.Language | None:
    """The first of her languages, when there is nothing in it to practise with and she reads this page in another."""
    wanted = newcomer.profile.languages[0] if newcomer and newcomer.profile.languages else page_language()
    if wanted == page_language() or not languages.is_known_language(wanted):
        return None
    items = assessments.list_practice_items(region=regime_of(newcomer)) if items is None else items
    return None if any(wanted in item.languages for item in items) else languages.get_language(wanted)


def _has_mock(newcomer, language: str) -> bool:
    on = plans.brussels_date(timezone.now())
    return bool(assessments.find_test_language(code=MOCK, languages=[language], regime=regime_of(newcomer), on=on))


def _list_dots(chosen: progress.Practice, now: int = 0) -> list[dict]:
    states = {number: "right" if reply.is_correct else "wrong" for number, reply in chosen.replies.items()}
    return [
        {"number": number, "state": states.get(number, ""), "is_now": number == now}
        for number in range(1, chosen.total + 1)
    ]
