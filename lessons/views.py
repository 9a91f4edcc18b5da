"""Lesson pages as readers get them. Nothing of a guest is kept; what is a newcomer's own is added by the roof."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from time import time
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseRedirect, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language, override
from django.views.decorators.http import require_safe

from core.api import SOURCE_LANGUAGE, Language, get_interface_status, is_offered, list_languages
from core.api import get_language as get_registered
from people.api import everybody

from .domain import seams
from .domain.body import EVENTS_URL, render_body
from .domain.cards import list_modules
from .domain.catalogue import Entry, get_catalogue, get_module
from .domain.discretion import LEFT_COOKIE, discreet_text, may_open
from .domain.errors import UnknownLesson
from .domain.glossary import list_shown_words, show_words_of
from .domain.markup import Reading
from .domain.memory import remember
from .domain.page_body import assemble_body, make_form_fields
from .domain.routing import find_elsewhere, find_route
from .domain.search import search_pages
from .domain.serving import (
    ServedLesson,
    describe_lesson,
    describe_sources,
    find_voice_sheet,
    serve_lesson,
    serve_module,
    serve_quiet_body,
    serve_sound,
    show_sources,
)
from .domain.themes import list_shown_themes
from .models import HomePage, LessonPage, ReaderPage

SHEET_SECONDS = 86400


@dataclass(frozen=True, slots=True)
class PageLink:
    """An entry of the language menu, as the base template wants it."""

    language: Language
    url: str
    is_current: bool = False
    is_missing: bool = False


@everybody
@require_safe
def serve_page(request, path: str) -> HttpResponse:
    """The public page at an address, from memory."""
    language = get_registered(get_language() or SOURCE_LANGUAGE).code
    route = find_route(language=language, path=path)
    if route is None:
        return _serve_missing(request, language, path)
    match route.kind:
        case "lesson":
            try:
                return _serve_lesson(request, serve_lesson(lesson_key=route.key, language=language))
            except UnknownLesson:  # taken away within the last half second
                raise Http404 from None
        case "module":
            return _serve_module(request, language, route.key)
        case "organisation":
            return _serve_organisation(request, language, get_catalogue().shelves[route.key])
        case _:
            return serve_home(request, language)


def _serve_missing(request, language: str, path: str) -> HttpResponse:
    entry = find_elsewhere(path=path)
    if entry is None:
        raise Http404
    context = {
        "languages": _list_links(entry, language),
        "language_links": _list_links(entry, language, whole_menu=True),
        "here": "lessons",
    }
    seams.decorate(request, entry, context)
    return _finish(request, "lessons/not_in_language.html", context, status=404)


def _serve_lesson(request, lesson: ServedLesson) -> HttpResponse:
    entry = lesson.entry
    assert entry is not None
    if lesson.is_sensitive and not may_open(
        opened=(opened := request.GET.get("open", "")), left=request.COOKIES.get(LEFT_COOKIE, "")
    ):
        return _warn(request, lesson, was_open=bool(opened))
    is_parallel, is_light = _read_choice(request, lesson)
    body = serve_quiet_body(lesson=lesson, is_parallel=is_parallel, is_light=is_light)
    module = get_module(entry.module_key)
    place = entry.number - 1
    context = _lesson_context(request, lesson, body.fragments, is_parallel, is_light) | {
        "words": body.words,
        "sound": serve_sound(lesson=lesson, body=body, is_parallel=is_parallel),
        "module": module.read_in(lesson.language),
        "number": entry.number,
        "total": len(module.lessons),
        "previous": discreet_text(module.lessons[place - 1], lesson.language) if place else None,
        "next": discreet_text(module.lessons[place + 1], lesson.language) if place + 1 < len(module.lessons) else None,
        "language_links": _list_links(entry, lesson.language, whole_menu=True),
    }
    return _decorate(request, lesson, context, "lessons/lesson_page.html")


def _warn(request, lesson: ServedLesson, *, was_open: bool) -> HttpResponse:
    """Before a sensitive lesson: what comes is for her eyes, and how to be away at once. It names nothing.

    An address that was open until she left (the Back of the browser) leads to where she left to.
    """
    if was_open and LEFT_COOKIE in request.COOKIES:
        return _private(HttpResponseRedirect(reverse("words")))
    assert lesson.entry is not None
    context = {
        "language_links": _list_links(lesson.entry, lesson.language, whole_menu=True),
        "module": get_module(lesson.entry.module_key).read_in(lesson.language),
        "language_code": lesson.language,
        "open_url": "?" + urlencode({**request.GET.dict(), "open": int(time() * 1000)}),
        "here": "lessons",
    }
    return _finish(request, "lessons/sensitive.html", context)


def _lesson_context(request, lesson: ServedLesson, fragments, is_parallel: bool, is_light: bool) -> dict:
    return {
        "lesson": lesson,
        "fragments": fragments,
        "reading": Reading(lesson.language, is_light=is_light),
        "is_parallel": is_parallel,
        "weight": lesson.weight_light if is_light else lesson.weight,
        "sources": show_sources(lesson=lesson, is_whole=lesson.entry is None or lesson.is_sensitive),
        "events_url": EVENTS_URL,
        "next_url": request.get_full_path(),
        "here": "lessons",
        "after_blocks": {},
    }


def _read_choice(request, lesson: ServedLesson) -> tuple[bool, bool]:
    """What the address says, else what the reader chose before, else the phone's own wish for little data."""
    choice = seams.choose_reading(request)
    wanted = {"1": True, "0": False}
    is_parallel = wanted.get(request.GET.get("dutch", ""), bool(choice.is_parallel))
    saves_data = request.headers.get("Save-Data", "").lower() == "on" if choice.is_light is None else choice.is_light
    return is_parallel and lesson.is_translation, wanted.get(request.GET.get("light", ""), saves_data)


def _serve_module(request, language: str, key) -> HttpResponse:
    module = serve_module(module_key=key, language=language)
    assert module.entry is not None, "a module that is served stands in the catalogue"
    card = next(card for card in list_modules(language=language) if card.module_key == key)
    is_light = bool(seams.choose_reading(request).is_light)
    context = {
        "module": module,
        "card": card,
        "reading": Reading(language, is_light=is_light),
        "lesson_states": {},
        "here": "lessons",
        "language_links": _list_links(module.entry, language, whole_menu=True),
    }
    return _decorate(request, module, context, "lessons/module_page.html")


def _serve_organisation(request, language: str, shelf: Entry) -> HttpResponse:
    url = shelf.read_in(language).url
    cards = [card for card in list_modules(language=language) if card.url.startswith(url)]
    context = {
        "title": shelf.read_in(language).title,
        "cards": cards,
        "language_links": _list_links(shelf, language, whole_menu=True),
        "here": "lessons",
    }
    return _finish(request, "lessons/organisation_index_page.html", context)


def serve_home(request, language: str) -> HttpResponse:
    """The home of a language for a guest; the roof may put a person's own home in its place (`template`)."""
    themes = list_shown_themes(language=language, on=date.today())
    context = {
        "themes": [theme for theme in themes if theme.modules],
        "empty_themes": [theme for theme in themes if not theme.modules],
        "here": "home",
    }
    return _decorate(request, None, context, HomePage.template)


@everybody
@require_safe
def list_lessons(request) -> HttpResponse:
    """Everything there is to study, by theme; with words to look for (`q`) it leads to the search."""
    if "q" in request.GET:
        return HttpResponseRedirect(f"{reverse('search')}?{urlencode({'q': request.GET['q']})}")
    language = get_registered(get_language() or SOURCE_LANGUAGE).code
    themes = list_shown_themes(language=language, on=date.today())
    context = {
        "themes": [theme for theme in themes if theme.modules],
        "empty_themes": [theme for theme in themes if not theme.modules],
        "lesson_states": {},
        "here": "lessons",
    }
    return _decorate(request, None, context, "lessons/lessons.html")


def _find_lesson(lesson_key: UUID) -> ServedLesson:
    """The public lesson in the language of the address, or no such page."""
    try:
        return serve_lesson(lesson_key=lesson_key, language=get_registered(get_language() or SOURCE_LANGUAGE).code)
    except (UnknownLesson, KeyError):
        raise Http404 from None


@everybody
@require_safe
def lesson_sources(request, lesson_key: UUID) -> HttpResponse:
    """Where a lesson comes from. A sensitive lesson says so itself, behind its warning."""
    lesson = _find_lesson(lesson_key)
    if lesson.is_sensitive:
        return _private(HttpResponseRedirect(lesson.url))
    context = describe_sources(lesson=lesson) | {"lesson": lesson, "here": "lessons"}
    return _finish(request, "lessons/sources.html", context)


@everybody
@require_safe
def lesson_voices(request, lesson_key: UUID, digest: str) -> HttpResponse:
    """{block id: [[voice, where its sentences begin], …]} of a page of this lesson, for who listens to it."""
    sheet = find_voice_sheet(lesson=_find_lesson(lesson_key), digest=digest)
    if sheet is None:
        raise Http404
    response = JsonResponse(dict(sheet.voices))
    patch_cache_control(response, private=True, max_age=SHEET_SECONDS, immutable=True)
    return response


@everybody
@require_safe
def search(request) -> HttpResponse:
    """Lessons and modules with the words of `q`, in the language of the address."""
    language = get_registered(get_language() or SOURCE_LANGUAGE).code
    query = request.GET.get("q", "").replace("\x00", "").strip()
    context = {
        "query": query,
        "results": search_pages(language=language, query=query) if query else [],
        "here": "lessons",
    }
    return _finish(request, "lessons/search.html", context)


@everybody
@require_safe
def words(request) -> HttpResponse:
    """The Dutch words of the lessons with the reader's language beside them, all or those that `q` finds."""
    language = get_registered(get_language() or SOURCE_LANGUAGE).code
    query = request.GET.get("q", "").replace("\x00", "").strip()
    by_own = request.GET.get("order") == "own" and language != SOURCE_LANGUAGE
    found = list_shown_words(language=language, query=query, by_own=by_own)
    context = {
        "query": query,
        "words": found,
        "has_drafts": any(word.is_draft for word in found),
        "by_own": by_own,
        "orders": _list_orders(language, query, by_own),
        "here": "lessons",
    }
    return _finish(request, "lessons/words.html", context)


def _list_orders(language: str, query: str, by_own: bool) -> list[dict]:
    """The two ways to order the words: by the Dutch, by the reader's language."""
    if language == SOURCE_LANGUAGE:
        return []
    dutch, own = get_registered(SOURCE_LANGUAGE).endonym, get_registered(language).endonym
    given = {"q": query} if query else {}
    return [
        {"label": f"{dutch} – {own}", "url": "?" + urlencode(given), "is_current": not by_own},
        {"label": f"{own} – {dutch}", "url": "?" + urlencode(given | {"order": "own"}), "is_current": by_own},
    ]


def serve_instance(request, page: ReaderPage) -> HttpResponse:
    """A page object as it is in memory: Wagtail's previews of drafts, and pages served by Wagtail itself."""
    if not isinstance(page, LessonPage):
        with override(page.language):
            path = page.url_path.split("/", 2)[-1]
            return serve_page(request, path)
    source = page.get_source() or page
    lesson = describe_lesson(page=page, source=source)
    is_parallel, is_light = _read_choice(request, lesson)
    fragments = render_body(page=page, source=source, is_parallel=is_parallel, is_light=is_light, is_draft=True)
    context = _lesson_context(request, lesson, fragments, is_parallel, is_light) | {
        "words": show_words_of(fragments, language=lesson.language, is_in_draft=lesson.is_draft),
        "is_preview": True,
    }
    with override(page.language):
        return _finish(request, "lessons/lesson_page.html", _with_parts(request, context))


def _decorate(request, served, context: dict, template: str) -> HttpResponse:
    """Let the roof add what is a person's own, then render. `context["template"]` may name another template;
    `context["draw"]`, a function of request and context, draws the page instead of one."""
    seams.decorate(request, served, context)
    context = _with_parts(request, context)
    if "draw" in context:
        return _private(HttpResponse(context["draw"](request, context)))
    return _finish(request, context.pop("template", template), context)


def _with_parts(request, context: dict) -> dict:
    """What templates cannot look up: each fragment with what the roof puts after it (`after_blocks`: {block id: safe
    HTML}), each lesson of a module with its state (`lesson_states`: {lesson key: "started" or "done"})."""
    if "card" in context:
        states = context.get("lesson_states") or {}
        context["lesson_rows"] = [(lesson, states.get(lesson.lesson_key, "")) for lesson in context["card"].lessons]
    if "fragments" in context:
        context["csrf_token"] = get_token(request)  # one for all forms of the page: each masking is 64 random choices
        context["body"] = assemble_body(
            context["fragments"],
            form_fields=make_form_fields(token=context["csrf_token"], next_url=context["next_url"]),
            after_blocks=context.get("after_blocks") or {},
            keeps_ticks=bool(context.get("newcomer_uuid")),
        )
    return context


def _finish(request, template: str, context: dict, status: int = 200) -> HttpResponse:
    return _private(render(request, template, context, status=status))


def _private(response: HttpResponse) -> HttpResponse:
    patch_cache_control(response, private=True, no_store=True)
    return response


def _list_links(entry: Entry, language: str, whole_menu: bool = False) -> tuple[PageLink, ...]:
    """This page in other languages; with `whole_menu` the homes of the languages that lack it too."""
    key = ("links", entry.key, language, whole_menu, get_interface_status())
    return remember(key, lambda: tuple(_make_links(entry, language, whole_menu)))


def _make_links(entry: Entry, language: str, whole_menu: bool) -> Iterator[PageLink]:
    for other in list_languages():
        text = entry.texts.get(other.code)
        if text is not None:
            yield PageLink(other, text.url, is_current=other.code == language)
        elif whole_menu and (is_offered(other) or other.code == language):
            yield PageLink(other, f"/{other.code.lower()}/", is_current=other.code == language, is_missing=True)
