"""What a phone takes along: lessons without a connection, and the page that lists them (docs/reference/offline.md).

What is kept is drawn without a request and without a user, so that nothing of a person can be in it.
"""

import gzip
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language, override
from django.views.decorators.http import require_safe

from core import languages
from curriculum import api as curriculum
from lessons import api as lessons
from media import api as media
from mo_platform.hearing import hear_text
from mo_platform.navigation import current_language, list_language_links, portal_url
from people import api as people
from plans import api as plans

MOST_TEXTS = 100  # that a phone asks about at once
PLAN_BYTES = 12_000  # what the page of a plan takes; it stands on the screen already, so keeping it costs nothing
_VOICES = re.compile(r'data-voice="([\w ]+)"')
_STATIC_FILE = re.compile(rf'(?:href|src)="({re.escape(settings.STATIC_URL)}[^"#]+)')


@dataclass(frozen=True, slots=True)
class KeptPage:
    """A page as a phone keeps it; `bytes` is what it costs to fetch. `voices` are what can be heard of it, and of the list
    of what the phone keeps."""

    html: SafeString
    bytes: int
    voices: tuple[media.VoiceFile, ...]


@dataclass(frozen=True, slots=True)
class TakeControl:
    """What the control "Take with me" knows: the addresses of what is to be taken, as one text, and how much it is.

    `is_own`: for a phone that is hers alone.
    """

    addresses: str
    bytes: int
    sound_bytes: int
    is_own: bool = False

    @property
    def pictures_of_size(self) -> range:
        """The size to see: one mark for each 100 kB, at most ten."""
        return range(max(1, min(10, -(-self.bytes // 100_000))))


@people.everybody
@require_safe
def on_this_phone(request) -> HttpResponse:
    """What this phone keeps. The phone itself fills in the list: the page is the same for everybody, and kept too."""
    response = HttpResponse(_draw_list(tuple(list_language_links(request.path))))
    response["Cache-Control"] = "no-cache"
    return response


@people.everybody
@require_safe
def lesson_to_take(request, lesson_key: UUID) -> JsonResponse:
    """A lesson in the language of the address, to be kept: its page, its files with their sizes, its last day."""
    language = current_language().code
    try:
        taken = lessons.take_lesson(lesson_key=lesson_key, language=language)
    except (lessons.UnknownLesson, KeyError):
        raise Http404 from None
    lesson = taken.lesson
    if lesson.is_sensitive and not people.is_on_own_phone(request):
        raise Http404
    last_day = _last_day(taken, plans.brussels_date(timezone.now()))
    page = _draw_lesson(taken, last_day)
    return JsonResponse(
        {
            "lesson": str(lesson.lesson_key),
            "language": lesson.language,
            "title": lessons.discreet_title(lesson.entry, language) if lesson.entry else lesson.title,
            "module": taken.module.title,
            "address": lesson.url,
            "valid_until": last_day.isoformat(),
            "stamp": lessons.describe_text(lesson_key=lesson_key, language=language).stamp,
            "is_own": lesson.is_sensitive,
            "bytes": page.bytes + taken.picture_bytes,
            "sound_bytes": taken.sound_bytes,
            "voices": {
                "at": media.voices_url(),
                "files": [[voice.token, voice.opus_bytes, voice.mp3_bytes] for voice in page.voices],
            },
            "pictures": [{"url": file.url, "bytes": file.bytes} for file in taken.pictures],
            "sounds": [{"url": file.url, "bytes": file.bytes} for file in taken.sounds],
            "assets": sorted({*_STATIC_FILE.findall(page.html), *_STATIC_FILE.findall(_draw_list(()))}),
            "home": portal_url("on-this-phone"),
            "html": page.html,
        }
    )


@people.everybody
@require_safe
def kept_texts(request) -> JsonResponse:
    """How the lessons that a phone keeps stand now: `?text=<language>:<lesson key>`, for each of them. What is not in the answer
    is not offered. The same for everybody: it tells of texts, and no one keeps what is asked."""
    texts = {}
    for name in request.GET.getlist("text")[:MOST_TEXTS]:
        language, _colon, key = name.partition(":")
        try:
            text = lessons.describe_text(lesson_key=key, language=language)
        except (lessons.UnknownLesson, KeyError):
            continue
        texts[name] = {"stamp": text.stamp, "has_lost_fact": text.has_lost_fact, "is_own": text.is_sensitive}
    response = JsonResponse({"texts": texts})
    response["Cache-Control"] = "public, max-age=60"
    return response


def make_lesson_control(request, served: lessons.ServedLesson) -> TakeControl | None:
    """The control on a lesson's own page; None where the lesson may not be kept."""
    return _make_control(request, [(served.lesson_key, served.language, served.is_sensitive)])


def make_module_control(request, cards: Iterable[lessons.LessonCard]) -> TakeControl | None:
    """The control on a module's page: all its lessons that may be kept, each in the language in which it is offered."""
    return _make_control(request, [(card.lesson_key, card.language, card.is_sensitive) for card in cards])


def add_module_control(request, cards: Iterable[lessons.LessonCard], context: dict) -> None:
    """Put the control into the seams of a module's page."""
    take = make_module_control(request, cards)
    if take is not None:
        context["module_tools"] = render_to_string("components/take_along.html", {"take": take})
        context["module_scripts"] = render_to_string("components/script.html", {"path": "js/take-along.js"})


def make_plan_control(request) -> TakeControl | None:
    """The control on her plan, on her own phone only: it is about her, and goes when she signs out."""
    if not people.is_on_own_phone(request):
        return None
    return TakeControl(f"{portal_url('on-this-phone')}plan/", PLAN_BYTES, 0, is_own=True)


def _make_control(request, wanted: list[tuple[UUID, str, bool]]) -> TakeControl | None:
    is_own = people.is_on_own_phone(request)
    kept = tuple((key, language) for key, language, is_sensitive in wanted if is_own or not is_sensitive)
    today = plans.brussels_date(timezone.now())
    key = ("take_control", kept, curriculum.facts_stamp(), curriculum.glossary_stamp(), today)
    return lessons.remember(key, lambda: _weigh_control(kept, today))


def _weigh_control(kept: Iterable[tuple[UUID, str]], today: date) -> TakeControl | None:
    addresses, size, sound = [], 0, 0
    voices: dict[str, int] = {}  # most lessons share the words on their buttons
    for key, language in kept:
        try:
            taken = lessons.take_lesson(lesson_key=key, language=language)
        except (lessons.UnknownLesson, KeyError):  # taken away within the last half second
            return None
        page = _draw_lesson(taken, _last_day(taken, today))
        size += page.bytes + taken.picture_bytes
        sound += taken.sound_bytes
        voices |= {voice.token: voice.bytes for voice in page.voices}
        with override(language.lower()):
            addresses.append(reverse("lesson_to_take", args=[key]))
    return TakeControl(" ".join(addresses), size, sound + sum(voices.values())) if addresses else None


def _last_day(taken: lessons.LessonToTake, today: date) -> date:
    return lessons.valid_until(fact_keys=taken.lesson.fact_keys, on=today)


def _draw_lesson(taken: lessons.LessonToTake, last_day: date) -> KeptPage:
    """The page that will be kept, drawn once for everybody."""
    lesson = taken.lesson

    def draw() -> KeptPage:
        with override(lesson.language.lower()):
            context = {"lesson": lesson, "taken": taken, "last_day": last_day, "here": "lessons", "is_parallel": True}
            html = _draw("portals/offline/lesson.html", context)
            tokens = " ".join(_VOICES.findall(html) + _VOICES.findall(_draw_list(()))).split()
        voices = media.list_voice_files(tokens=tokens)
        return KeptPage(html, len(gzip.compress(html.encode(), mtime=0)), tuple(voices))

    return lessons.remember(("kept_lesson", lesson.lesson_key, lesson.language, taken.stamp, last_day), draw)


def _draw_list(language_links: tuple) -> SafeString:
    context = {"language_links": language_links, "names": _list_names(current_language().code)}
    return _draw("portals/offline/on_this_phone.html", context)


def _list_names(language: str) -> list[tuple[str, str, languages.Language]]:
    """What the addresses in a language are called where others may look, so that a phone can name what it does not keep."""
    cards = lessons.list_modules(language=language)
    modules = [(card.url, card.title, card.language) for card in cards]
    texts = [(card.url, card.discreet_title, card.language) for module in cards for card in module.lessons]
    return [(url, title, languages.get_language(code)) for url, title, code in modules + texts]


def _draw(template: str, context: dict) -> SafeString:
    language = languages.get_language(get_language() or languages.SOURCE_LANGUAGE)
    context = {
        "site_name": settings.SITE_NAME,
        "language": language,
        "home_url": portal_url("home"),
        "keeps": True,
        **context,
    }
    return hear_text(render_to_string(template, context))
