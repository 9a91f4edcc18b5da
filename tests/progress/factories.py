"""Real published lessons to learn from, and events as a phone sends them."""

from datetime import timedelta
from uuid import uuid4

from wagtail.models import Locale

from assessments import api as assessments
from lessons import api as lessons
from lessons.models import LessonPage, ModulePage
from people import api as people
from people.enums import LookPurpose, OrganisationKind
from progress import api as progress
from tests.factories import NOW, OrganisationFactory

#: Of a module and of a lesson, in the languages in which they can be made besides Dutch.
TITLES = {"ar": ("السكن", "الإيجار"), "ti": ("መንበሪ ገዛ", "ክራይ"), "tr": ("Konut", "Kiralamak")}
KINDS = ("single", "multiple", "true_false", "order", "match")


def make_module(*, lessons_wanted=1, languages=("nl",), kinds=("single", "true_false"), title="Wonen", theme="wonen"):
    """A published module with lessons of text, questions of these kinds, a checklist and a last text."""
    lessons.ensure_homes(languages=languages, title="MO")
    ligo = OrganisationFactory(code="ligo", name="Ligo", kind=OrganisationKind.PARTNER)
    shelf = lessons.ensure_shelf(organisation=ligo, languages=languages)["nl"]
    module = publish(
        shelf.add_child(
            instance=ModulePage(title=title, slug=f"m-{uuid4().hex[:8]}", locale=shelf.locale, theme_key=theme)
        )
    )
    for language in languages[1:]:
        translate(module, title=TITLES[language][0], language=language)
    for number in range(1, lessons_wanted + 1):
        make_lesson(module=module, title=f"Les {number}", languages=languages, kinds=kinds)
    return ModulePage.objects.get(pk=module.pk)


def make_lesson(*, module=None, title="Huren", languages=("nl",), kinds=("single", "true_false"), minutes=25):
    module = ModulePage.objects.get(pk=module.pk) if module else make_module(lessons_wanted=0, languages=languages)
    body = [{"type": "text", "id": str(uuid4()), "value": {"text": "<p>U huurt een woning.</p>"}}]
    body += [make_question_block(kind) for kind in kinds]
    body += [
        {
            "type": "checklist",
            "id": str(uuid4()),
            "value": {
                "title": "Doe dit",
                "items": [{"type": "item", "id": str(uuid4()), "value": {"text": f"Taak {n}"}} for n in (1, 2)],
            },
        },
        {"type": "text", "id": str(uuid4()), "value": {"text": "<p>Tot de volgende les.</p>"}},
    ]
    lesson = publish(
        module.add_child(
            instance=LessonPage(
                title=title, slug=f"l-{uuid4().hex[:8]}", locale=module.locale, minutes=minutes, body=body
            )
        )
    )
    for language in languages[1:]:
        translate(lesson, title=TITLES[language][1], language=language)
    return lesson


def make_question_block(kind="single"):
    value = {"kind": kind, "stem": f"Vraag ({kind})?", "explanation": "<p>Daarom is het zo.</p>", "answer": True}
    if kind in ("single", "multiple"):
        value["options"] = [
            {"type": "item", "id": str(uuid4()), "value": {"text": text, "correct": right, "feedback": feedback}}
            for text, right, feedback in (
                ("Een maand", False, "Dat is te weinig."),
                ("Drie maanden", True, "Goed zo."),
                ("Drie maanden huur", kind == "multiple", ""),
            )
        ]
    if kind == "order":
        value["items"] = [{"type": "item", "id": str(uuid4()), "value": {"text": f"Stap {n}"}} for n in (1, 2, 3)]
    if kind == "match":
        value["pairs"] = [
            {"type": "item", "id": str(uuid4()), "value": {"left": f"links {n}", "right": f"rechts {n}"}}
            for n in (1, 2, 3)
        ]
    return {"type": "question", "id": str(uuid4()), "value": value}


def publish(page):
    page.save_revision().publish()
    return type(page).objects.get(pk=page.pk)


def translate(page, *, title, language="ar"):
    """The page of a Dutch one in another language, published. Its texts stay Dutch, which no test here minds."""
    locale, _new = Locale.objects.get_or_create(language_code=language)
    translation = page.copy_for_translation(locale)
    translation.title = title
    return publish(translation)


def questions_of(lesson):
    """The current versions of a lesson's questions, in the order of the lesson."""
    found = assessments.current_versions(lesson_key=lesson.translation_key)
    return [found[str(block.id)] for block in lesson.body if str(block.id) in found]


def blocks_of(lesson, block_type=None):
    return [str(block.id) for block in lesson.body if block_type in (None, block.block_type)]


def make_event(type_, lesson, *, at=NOW, language="ar", **fields):
    return {
        "id": str(uuid4()),
        "type": type_,
        "lesson": str(getattr(lesson, "translation_key", lesson)),
        "language": language,
        "occurred_at": at.isoformat(),
        **fields,
    }


def opened(lesson, **fields):
    return make_event("lesson.opened", lesson, **fields)


def seen(lesson, block, **fields):
    return make_event("block.seen", lesson, block=str(block), **fields)


def finished(lesson, **fields):
    return make_event("lesson.finished", lesson, **fields)


def ticked(lesson, block, *, item="taak-1", checked=True, **fields):
    return make_event("checklist.ticked", lesson, block=str(block), item=item, checked=checked, **fields)


def answered(lesson, version, *, right=True, **fields):
    """An answer to a question version, right or wrong."""
    response = fields.pop("response", None) or (
        assessments.right_response_of(version=version) if right else wrong_response(version)
    )
    return make_event(
        "question.answered",
        lesson,
        block=str(version.question.block_id),
        version=str(version.uuid),
        response=response,
        **fields,
    )


def wrong_response(version):
    right = assessments.right_response_of(version=version)
    shown = assessments.presentation(version=version, language="nl")
    match version.kind:
        case "single" | "hotspot":
            return {"choice": next(part["id"] for part in shown["options"] if part["id"] != right["choice"])}
        case "multiple":
            return {"choices": [part["id"] for part in shown["options"] if part["id"] not in right["choices"]]}
        case "choose":
            wrong_first = sorted((part["id"] for part in shown["options"]), key=lambda part: part in right["choices"])
            return {"choices": wrong_first[: shown["most"]]}
        case "short_text":
            return {"text": "iets anders"}
        case "true_false":
            return {"value": not right["value"]}
        case "order":
            return {"order": right["order"][::-1]}
        case _:
            partners = list(right["pairs"].values())
            return {"pairs": dict(zip(right["pairs"], partners[1:] + partners[:1], strict=True))}


def practise(newcomer, results, *, at=NOW):
    """A set of hers of these question versions, each answered right or wrong, a minute apart: [(version, is_right), …]."""
    practice = progress.Practice(uuid4(), "nl", "", tuple(version.uuid for version, _is_right in results))
    progress.store_practice(newcomer=newcomer, practice=practice, at=at)
    for number, (version, is_right) in enumerate(results, start=1):
        response = assessments.right_response_of(version=version) if is_right else wrong_response(version)
        progress.answer_practice(
            newcomer=newcomer,
            uuid=practice.uuid,
            number=number,
            response=response,
            at=at + timedelta(minutes=number),
        )
    return practice.uuid


def ask_to_practise(newcomer, *, by=None, days=11, at=NOW, theme="", way=None, size=5, sentence=""):
    """Her case worker (or `by`) asks it until so many days later."""
    (assignment,) = progress.assign_practice(
        newcomers=[newcomer],
        asked=progress.Asked(theme, way, size, at.date() + timedelta(days=days), sentence),
        purpose=LookPurpose.GUIDANCE,
        key=uuid4(),
        by=by or people.get_case_worker(newcomer=newcomer),
        today=at.date(),
        at=at,
    )
    return assignment


def walk_through(lesson, *, start=NOW, right=True, language="ar"):
    """All events of one quiet walk through a lesson, a minute apart."""
    moments = (start + timedelta(minutes=n) for n in range(1000))
    events = [opened(lesson, at=next(moments), language=language)]
    for block in blocks_of(lesson):
        events.append(seen(lesson, block, at=next(moments), language=language))
    events += [
        answered(lesson, version, right=right, at=next(moments), language=language) for version in questions_of(lesson)
    ]
    return [*events, finished(lesson, at=next(moments), language=language)]


def ask_for_test(newcomer, code, *, days=11, at=NOW):
    """Her case worker asks her to sit a test until so many days later."""
    (assignment,) = progress.assign_practice(
        newcomers=[newcomer],
        asked=progress.ask_for_test(test=code, due_on=at.date() + timedelta(days=days)),
        purpose=LookPurpose.GUIDANCE,
        key=uuid4(),
        by=people.get_case_worker(newcomer=newcomer),
        today=at.date(),
        at=at,
    )
    return assignment
