"""Lessons for trials: one of every block, in Dutch, translated the way translators do it (wagtail-localize)."""

import uuid
from datetime import UTC, datetime

from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource

from lessons import api as lessons
from lessons.domain.tree import get_locale
from lessons.models import LessonPage, ModulePage, TranslationSignOff
from people.enums import OrganisationKind
from tests.factories import OrganisationFactory

AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
LANGUAGES = ["nl", "ar", "en"]


def block_id(name: str) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_URL, name))


def items(*values: dict) -> list[dict]:
    """List items in the form that wagtail-localize can translate, with ids that are known."""
    return [{"type": "item", "id": block_id(repr(value)), "value": value} for value in values]


def block(type: str, name: str, **value) -> dict:
    return {"type": type, "id": block_id(name), "value": value}


def make_question(name: str = "vraag", kind: str = "single", **value) -> dict:
    parts = {
        "single": {
            "options": items(
                {"text": "U tekent meteen.", "correct": False, "feedback": "Dat is niet zeker."},
                {"text": "U vraagt wat de kosten zijn.", "correct": True, "feedback": "Juist."},
            )
        },
        "multiple": {
            "options": items(
                {"text": "Een heel lage prijs.", "correct": True, "feedback": ""},
                {"text": "Een bezoek aan de woning.", "correct": False, "feedback": ""},
                {"text": "Geld vragen vóór het bezoek.", "correct": True, "feedback": ""},
            )
        },
        "true_false": {"answer": True},
        "order": {"items": items({"text": "Eerst bezoeken"}, {"text": "Dan tekenen"}, {"text": "Dan betalen"})},
        "match": {
            "pairs": items(
                {"left": "verhuurder", "right": "geeft de woning"},
                {"left": "huurder", "right": "betaalt"},
                {"left": "makelaar", "right": "bemiddelt"},
            )
        },
    }[kind]
    return block(
        "question",
        name,
        **{
            "kind": kind,
            "stem": f"Wat doet u het best? ({name})",
            "explanation": "<p>De kosten moeten in de advertentie staan.</p>",
            **parts,
            **value,
        },
    )


def make_all_blocks() -> list[dict]:
    """One of every block that needs no file."""
    return [
        block("heading", "kop", text="De huur"),
        block(
            "text",
            "intro",
            text='<p>De <code>verhuurder</code> vraagt <a linktype="fact" id="huurwaarborg-maximum">iets ouds</a>.</p>'
            "<ul><li><b>Privé</b> huren</li><li>Sociaal huren</li></ul>",
        ),
        block("steps", "stappen", title="Zo zoekt u", items=items({"text": "Reken eerst."}, {"text": "Zoek dan."})),
        block(
            "dialogue",
            "gesprek",
            title="Aïcha belt",
            lines=items({"speaker": "Aïcha", "text": "Goedemorgen."}, {"speaker": "Jan", "text": "Dag mevrouw."}),
        ),
        block("tip", "tip", text="<p>Neem iemand mee.</p>"),
        block("warning", "pas-op", text="<p>Betaal niets vóór het bezoek.</p>"),
        block(
            "word",
            "woord",
            term="de huurwaarborg",
            meaning="Geld dat u later terugkrijgt.",
            example="Ik betaal de huurwaarborg.",
        ),
        make_question("vraag"),
        block("checklist", "doe-dit", title="Doe dit", items=items({"text": "Ik bel het `woonloket`."})),
        block(
            "addresses",
            "adressen",
            items=items(
                {
                    "name": "Woonloket",
                    "what": "Vragen over huren.",
                    "phone": "+32 9 000 00 00",
                    "url": "https://www.vlaanderen.be/wonen",
                    "address": "Voorbeeldstraat 1",
                }
            ),
        ),
        block("link", "link", text="Lees meer", url="https://www.vlaanderen.be/huren", about="Alles over huren."),
    ]


def make_module(*, slug="wonen", organisation=None, languages=LANGUAGES, **fields) -> ModulePage:
    """A published Dutch module on the shelf of its organisation."""
    organisation = organisation or OrganisationFactory(code="ligo", name="Ligo", kind=OrganisationKind.PARTNER)
    lessons.ensure_homes(languages=languages, title="MO-platform")
    shelf = lessons.ensure_shelf(organisation=organisation, languages=languages)["nl"]
    module = shelf.add_child(
        instance=ModulePage(
            **{
                "title": "Wonen",
                "slug": slug,
                "theme_key": "wonen",
                "summary": "Alles over wonen.",
                "locale": shelf.locale,
                "live": False,
                **fields,
            }
        )
    )
    publish(module)
    return module


def make_lesson(module: ModulePage, *, slug="huurcontract", body=None, is_published=True, **fields) -> LessonPage:
    """A Dutch lesson below a module."""
    lesson = module.add_child(
        instance=LessonPage(
            **{
                "title": "Het huurcontract",
                "slug": slug,
                "summary": "Wat staat er in een contract?",
                "minutes": 20,
                "locale": module.locale,
                "live": False,
                **fields,
            }
        )
    )
    lesson.body = LessonPage.body.field.to_python(body if body is not None else make_all_blocks())
    if is_published:
        publish(lesson)
    else:
        lesson.save_revision()
    return lesson


def publish(page) -> None:
    page.save_revision().publish()
    page.refresh_from_db()


def start_translation(page, language: str) -> Translation:
    """What pressing "Translate" does: a source, and a draft page in the language."""
    source, _created = TranslationSource.get_or_create_from_instance(page)
    translation, _new = Translation.objects.get_or_create(source=source, target_locale=get_locale(language))
    return translation


def say_in(language: str):
    """A translator who marks what she did: the words stay readable for the trial."""
    return lambda text: f"[{language}] {text}"


def translate_strings(translation: Translation, translate=None, *, skip: int = 0) -> None:
    """Translate all texts of a page but the last `skip`."""
    translate = translate or say_in(translation.target_locale.language_code)
    segments = list(StringSegment.objects.filter(source=translation.source).select_related("string").order_by("order"))
    for segment in segments[: len(segments) - skip]:
        StringTranslation.objects.update_or_create(
            translation_of=segment.string,
            locale=translation.target_locale,
            context=segment.context,
            defaults={"data": translate(segment.string.data)},
        )


def publish_translation(page, language: str, run_on_commit, *, translate=None):
    """The page translated and published in a language, the way the translator's screen does it."""
    translation = start_translation(page, language)
    translate_strings(translation, translate)
    with run_on_commit(execute=True):
        translation.save_target(publish=True)
    return translation.get_target_instance()


def sign_off(page) -> TranslationSignOff:
    return lessons.sign_off_translation(page=page, checked_by_name="Amina Saleh", user=None, at=AT)
