"""The one next step: go on where she stopped, else her path, else the first lesson that is not done, else what now."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from core import languages
from lessons import api as lessons
from mo_platform.navigation import portal_url
from progress import api as progress

from .learner_lessons import ShownLesson, ShownModule, find_card, find_lesson


@dataclass(frozen=True, slots=True)
class NextStep:
    """What `components/next_step.html` shows. `language` is set when it leads to a page in another language."""

    eyebrow: str
    title: str
    url: str
    label: str
    text: str = ""
    art: str = ""
    minutes: int | None = None
    kilobytes: int | None = None
    done: int = 0
    total: int = 0
    language: languages.Language | None = None


def choose_next_step(
    *,
    modules: list[ShownModule],
    resume: progress.Resume | None,
    overview: progress.Overview,
    language: str,
    is_chosen: bool,
    is_light: bool,
    has_path: bool = False,
) -> NextStep | None:
    """None when there is nothing to study yet. `is_chosen`: she chose the `language` of the page by hand; `has_path`: there is
    something on her path through the voortraject today."""
    if resume is not None and (found := find_lesson(modules, resume.lesson_key)):
        return _go_on(found, resume, overview, language, is_chosen=is_chosen)
    if has_path:
        return NextStep(
            eyebrow=_("Start here"),
            title=_("My path"),
            text=_("Learn step by step what you need for the lessons."),
            url=reverse("skill_path"),
            label=_("Go on"),
            art="theme-digitaal",
        )
    waiting = [(module, found_row) for module in modules if (found_row := module.next_lesson)]
    if waiting:
        module, row = next((pair for pair in waiting if pair[0].is_started), waiting[0])
        return _begin(module, row, is_first=not overview.lessons, is_light=is_light)
    if any(module.rows for module in modules):
        return NextStep(
            eyebrow=_("What now?"),
            title=_("You finished all lessons that are here"),
            text=_("See in your plan what you do next. New lessons come later. You can read every lesson again."),
            url=portal_url("plan"),
            label=_("Go to my plan"),
            art="done",
        )
    return None


def _go_on(found, resume: progress.Resume, overview: progress.Overview, language: str, *, is_chosen: bool) -> NextStep:
    """Back to the block, in the language that she chose by hand since, or else in the one in which she stopped."""
    module, row = found
    stays = is_chosen and language in lessons.languages_of(lesson_key=resume.lesson_key)
    there = language if stays else resume.language or language
    address = lessons.lesson_url(lesson_key=resume.lesson_key, language=there)
    card = find_card(resume.lesson_key, language=address.language)
    summary = overview.lessons[resume.lesson_key]
    return NextStep(
        eyebrow=_("Go on where you stopped"),
        title=_title(module, row, card.title),
        url=f"{address.url}#block-{resume.block_id}" if resume.block_id else address.url,
        label=_("Go on"),
        art=module.art,
        done=summary.answered,
        total=summary.questions,
        language=_other(address.language, language),
    )


def _begin(module: ShownModule, row: ShownLesson, *, is_first: bool, is_light: bool) -> NextStep:
    card = row.card
    return NextStep(
        eyebrow=_("Start here") if is_first else _("Your next lesson"),
        title=_title(module, row, card.title),
        text="" if card.is_sensitive else card.summary,
        url=card.url,
        label=_("Start"),
        art=module.art,
        minutes=card.minutes,
        kilobytes=card.kilobytes_light if is_light else card.kilobytes,
        language=row.language,
    )


def _title(module: ShownModule, row: ShownLesson, title: str) -> str:
    """A phone is shared: a sensitive lesson leaves no title on the home (lessons.domain.discretion)."""
    return module.card.title if row.card.is_sensitive else title


def _other(code: str, language: str) -> languages.Language | None:
    return languages.get_language(code) if code != language else None
