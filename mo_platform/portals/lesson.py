"""A lesson with what is hers: her answers and their explanation, her ticks, what is left to do, and what comes next.

Called by lessons for every lesson that is served (lessons.register_decorator). Reading writes nothing: the page's script
posts `lesson.opened` and `block.seen`, and without a script the answers tell that she was there.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.utils.safestring import SafeString

from core import languages
from core.errors import DomainError
from lessons import api as lessons
from mo_platform import phone
from progress import api as progress

from .learner_marking import mark_given, mark_response, mark_ticks
from .lesson_frame import draw_lesson
from .offline import make_lesson_control


def choose_reading(request) -> lessons.ReadingChoice:
    """How this reader wants to read: what she chose on this phone, else what she chose before on another, else what
    her phone or her connection asks for."""
    newcomer = getattr(request.user, "newcomer", None)
    is_light = phone.get_saver(request)
    if is_light is None:
        is_light = phone.is_link_slow(request) or (newcomer is not None and newcomer.profile.saves_data)
    if newcomer is None:
        return lessons.ReadingChoice(is_parallel=phone.reads_parallel(request), is_light=is_light)
    return lessons.ReadingChoice(is_parallel=newcomer.profile.reads_parallel, is_light=is_light)


def decorate_lesson(request, served: lessons.ServedLesson, context: dict) -> None:
    """Fill the seams of a lesson page for its reader, newcomer or guest."""
    newcomer = getattr(request.user, "newcomer", None)
    result = progress.read_result(request.GET.get("result"))
    if newcomer is None:
        is_staff = request.user.is_authenticated
        if is_staff:  # what staff answer is nobody's progress: they read the questions without a form
            context["fragments"] = [
                replace(fragment, version="", form_before=SafeString("")) for fragment in context["fragments"]
            ]
        _show_result(context, result)
        context |= {
            "template": "portals/learner/lesson_guest.html",
            "is_staff_reader": is_staff,
            "take": make_lesson_control(request, served),
            "here_url": request.path,
        }
        return
    state = progress.get_lesson_state(newcomer=newcomer, lesson_key=served.lesson_key)
    unfinished = result.block_id if result and result.given else None
    _show_answers(context, state, language=served.language, leave_out=unfinished)
    _show_result(context, result)
    questions = [fragment for fragment in context["fragments"] if fragment.is_question and fragment.version]
    answers = [state.answers[fragment.block_id] for fragment in questions if fragment.block_id in state.answers]
    context |= {
        "draw": draw_lesson,
        "newcomer_uuid": newcomer.uuid,
        "take": make_lesson_control(request, served),
        "state": state,
        "questions": len(questions),
        "answered": len(answers),
        "right": sum(answer.is_correct for answer in answers),
        "todo": [
            {"block_id": fragment.block_id, "number": number, "is_done": fragment.block_id in state.answers}
            for number, fragment in enumerate(questions, start=1)
        ],
        "next_card": _find_next(context.get("next"), served),
        "missing_language": (missing := _find_missing_language(newcomer, served)),
        "is_unspoken": missing is not None and not languages.is_offered(missing),
        "here_url": request.get_full_path() if served.is_sensitive else request.path,
    }


def _show_answers(context: dict, state: progress.LessonState, *, language: str, leave_out: str | None) -> None:
    """Her answers and ticks, but not at the question that she is just answering anew (`leave_out`)."""
    fragments, after = [], dict(context.get("after_blocks") or {})
    for fragment in context["fragments"]:
        answer = state.answers.get(fragment.block_id)
        if fragment.is_question and answer is not None and fragment.block_id != leave_out:
            fragment = replace(fragment, inner=mark_response(fragment.inner, answer.response))
            after[fragment.block_id] = _explain(answer.version_uuid, answer.response, language)
        elif fragment.is_checklist and fragment.block_id in state.checklist:
            fragment = replace(fragment, inner=mark_ticks(fragment.inner, state.checklist[fragment.block_id]))
        fragments.append(fragment)
    context["fragments"], context["after_blocks"] = fragments, after


def _explain(version: UUID, response: Mapping[str, Any], language: str) -> SafeString:
    try:
        return progress.render_feedback(version_uuid=version, response=response, language=language)
    except DomainError:  # an answer to a question that can no longer be judged is kept, but not explained
        return SafeString("")


def _show_result(context: dict, result: progress.FormResult | None) -> None:
    """What a form post found out and nobody keeps: a guest's result after the question, or above it why an answer could
    not be scored, with what she chose."""
    if result is None:
        return
    after = dict(context.get("after_blocks") or {})
    after[result.block_id] = SafeString("") if result.is_problem else result.html
    context["after_blocks"] = after
    context["fragments"] = [
        replace(fragment, inner=_show_chosen(fragment.inner, result))
        if fragment.block_id == result.block_id
        else fragment
        for fragment in context["fragments"]
    ]


def _show_chosen(html: SafeString, result: progress.FormResult) -> SafeString:
    if not result.is_problem:
        return mark_response(html, result.response)
    return SafeString(result.html + mark_given(html, result.given, faulty=result.faulty))


def _find_next(text, served: lessons.ServedLesson) -> dict | None:
    """The next lesson, and in which language it is when not in this one."""
    if text is None:
        return None
    other = languages.get_language(text.language) if text.language != served.language else None
    return {"url": text.url, "title": text.title, "language": other}


def _find_missing_language(newcomer, served: lessons.ServedLesson) -> languages.Language | None:
    """The first of her languages when this lesson does not exist in it, and she reads it in another."""
    wanted = newcomer.profile.languages[:1]
    if not wanted or served.entry is None or not languages.is_known_language(wanted[0]):
        return None
    language = languages.get_language(wanted[0])
    return None if language.code in served.entry.texts else language
