"""How a newcomer's lesson page is drawn: one frame per lesson and way of reading, and her parts in it."""

from django.contrib.messages import get_messages
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from core.languages import get_interface_status
from lessons import api as lessons
from mo_platform.context import page_frame
from mo_platform.frames import Frame, Slots, draw_frame
from people import api as people

TEMPLATE = "portals/learner/lesson.html"
#: What the frame may know of the view's context: the lesson, its neighbours, how it is read. Nothing about a person.
ABOUT_THE_PAGE = (
    "lesson", "module", "number", "total", "previous", "next", "reading", "is_parallel", "weight", "here", "sound",
)  # fmt: skip

#: What the parts about her standing may know besides: that and how much she did, never who she is.
ABOUT_HER_STANDING = (
    "lesson", "module", "next_card", "state", "todo", "answered", "right", "questions", "events_url"
)  # fmt: skip


def draw_lesson(request, context: dict) -> SafeString:
    """The page as HTML. `context` is that of the view, with what decorate_lesson added."""
    token = SafeString(context["csrf_token"])
    return _get_frame(request, context).fill(
        {
            "account": _draw_account(request, context),
            "token": token,
            "address": escape(request.path),
            "messages": _draw_messages(request),
            "newcomer": escape(str(context["newcomer_uuid"])),
            "state": _get_standing("portals/learner/lesson_state.html", context).fill({"token": token}),
            "body": context["body"],
            "end": _get_standing("portals/learner/lesson_end.html", context).fill(
                {"token": token, "here": escape(context["here_url"])}
            ),
            "words": context["words"],
            "sources": context["sources"],
        }
    )


def _get_frame(request, context: dict) -> Frame:
    about_phone = page_frame(request)
    about_phone.pop("interface_languages")
    page = {name: context[name] for name in ABOUT_THE_PAGE}
    page |= about_phone
    page |= {
        "saves_data": context["reading"].is_light,
        "language_links": context["language_links"],
        "missing_language": context["missing_language"],
        "is_unspoken": context["is_unspoken"],
        "take": context["take"],
    }
    slot = Slots()
    key = (
        "lesson_frame",
        context["lesson"].lesson_key,
        context["is_parallel"],
        context["reading"].is_light,
        page["sound"],
        page["missing_language"],
        page["is_unspoken"],
        page["take"],
        get_interface_status(),  # with the lesson and its language it decides the language menu
        *about_phone.values(),
    )
    return lessons.remember(
        key,
        lambda: draw_frame(
            TEMPLATE,
            page
            | {
                "newcomer_uuid": slot["newcomer"],
                "csrf_token": slot["token"],
                "request": {"path": slot["address"]},
                "body": slot["body"],
                "words": slot["words"],
                "sources": slot["sources"],
            },
        ),
    )


def _get_standing(template_name: str, context: dict) -> Frame:
    """What she did and what is left: the same for everybody who stands there. Her token is put in each time."""
    state, lesson = context["state"], context["lesson"]
    known = {name: context[name] for name in ABOUT_HER_STANDING}
    key = (
        template_name,
        lesson.lesson_key,
        lesson.language,
        state.is_complete,
        state.completed_at and timezone.localdate(state.completed_at),
        context["answered"],
        context["right"],
        context["questions"],
        tuple(item["is_done"] for item in context["todo"]),
    )
    return lessons.remember(
        key, lambda: draw_frame(template_name, known | {"csrf_token": Slots()["token"], "here_url": Slots()["here"]})
    )


def _draw_account(request, context: dict) -> SafeString:
    """Her menu: the same for everybody but for her name, unless others use this phone too."""
    if people.list_others_on_this_phone(request):
        return render_to_string("components/account.html", context | {"user": request.user, "request": request})
    newcomer, slot = request.user.newcomer, Slots()
    nobody = {
        "is_authenticated": True,
        "is_newcomer": True,
        "newcomer": {"uuid": slot["uuid"], "first_name": slot["name"]},
    }
    frame = lessons.remember(
        ("account", get_language()), lambda: draw_frame("components/account.html", {"user": nobody})
    )
    return frame.fill({"uuid": escape(str(newcomer.uuid)), "name": escape(newcomer.first_name)})


def _draw_messages(request) -> SafeString:
    messages = get_messages(request)
    return render_to_string("components/messages.html", {"messages": messages}) if messages else SafeString("")
