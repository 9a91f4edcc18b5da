"""Every block: class, template, preview value; right in Dutch and in Arabic."""

import io

import pytest
from bs4 import BeautifulSoup
from django.core.files.base import ContentFile
from django.template.loader import get_template
from django.utils.translation import override
from PIL import Image

from lessons.blocks import LessonBody
from lessons.blocks.question import QuestionBlock
from lessons.domain.markup import Reading
from lessons.domain.speech import list_passages
from lessons.enums import BlockType
from lessons.models import LessonPage
from media.models import Caption, Clip, Picture

from .factories import block, block_id, items, make_all_blocks, make_lesson, make_question

pytestmark = pytest.mark.django_db
BLOCKS = LessonBody().child_blocks
KINDS = ["single", "multiple", "true_false", "order", "match"]


def show(value: dict, *, language: str = "nl", **reading) -> BeautifulSoup:
    """One block as a reader gets it."""
    (part,) = LessonPage.body.field.to_python([value])
    with override(language):
        html = part.block.render(
            part.value, context={"reading": Reading(language, **reading), "block_id": str(part.id)}
        )
    return BeautifulSoup(html, "html.parser")


@pytest.fixture
def picture():
    data = io.BytesIO()
    Image.new("RGB", (800, 600), "white").save(data, "PNG")
    return Picture.objects.create(
        title="Contract",
        file=ContentFile(data.getvalue(), "contract.png"),
        width=800,
        height=600,
        alt_texts={"nl": "Twee mensen tekenen.", "ar": "شخصان يوقعان."},
    )


@pytest.fixture
def clip():
    return Clip.objects.create(
        title="Gesprek",
        kind="audio",
        file=ContentFile(b"x" * 2000, "gesprek.mp3"),
        byte_size=2000,
        transcripts={"nl": "Goedemorgen.", "ar": "صباح الخير."},
    )


@pytest.fixture
def film():
    return Clip.objects.create(
        title="Meter",
        kind="video",
        file=ContentFile(b"x" * 9000, "meter.mp4"),
        byte_size=9000,
        transcripts={"nl": "Kijk."},
    )


def test_there_is_a_block_for_every_type_of_a_content_pack():
    assert set(BLOCKS) == set(BlockType.values)


@pytest.mark.parametrize("name", list(BLOCKS))
def test_every_block_has_a_template_and_a_preview(name):
    definition = BLOCKS[name]
    get_template(definition.meta.template)
    value = definition.get_preview_value()
    assert definition.render(value, context={"reading": Reading("nl"), "block_id": "preview"}).strip()
    assert definition.is_previewable


@pytest.mark.parametrize(
    "value", make_all_blocks() + [make_question(kind, kind) for kind in KINDS], ids=lambda v: v["type"]
)
def test_every_block_shows_all_its_texts_and_marks_dutch_words(value):
    html = show(value, language="ar").get_text(" ")
    for text in _list_shown_texts(value["value"]):
        assert text in html
    for tag in show(value, language="ar").select("[lang]"):
        assert tag["lang"] == "nl" and tag["dir"] == "ltr"


def _list_shown_texts(value):
    """One-line texts that a reader must see before answering."""
    for name, part in value.items():
        if name in ("explanation", "feedback", "kind", "url", "phone") or not part or "`" in str(part):
            continue
        if isinstance(part, str) and "<" not in part:
            yield part
        elif isinstance(part, list):
            for item in part:
                yield from _list_shown_texts(item["value"])


@pytest.mark.parametrize("language", ["nl", "ar"])
def test_a_picture_has_its_words_in_the_readers_language(picture, language):
    value = block("image", "foto", picture=picture.pk, caption="Een contract")
    image = show(value, language=language).find("img")
    assert image["alt"] == picture.alt_texts[language]
    assert image["loading"] == "lazy" and int(image["width"]) <= 640


def test_a_picture_without_words_in_this_language_shows_the_dutch_as_dutch(picture):
    page = show(block("image", "foto", picture=picture.pk, caption=""), language="en")
    assert page.find("img")["alt"] == ""
    assert page.select_one('[lang="nl"][dir="ltr"]').get_text() == "Twee mensen tekenen."


def test_in_light_reading_a_picture_is_a_link_to_it_that_says_what_it_shows_and_weighs(picture):
    for value in (
        block("image", "foto", picture=picture.pk, caption=""),
        block("steps", "stap", title="", items=items({"text": "Kijk.", "picture": picture.pk})),
    ):
        full, light = show(value), show(value, is_light=True)
        tap = light.select_one("a.tap-to-load")
        assert "Twee mensen tekenen." in tap.get_text() and "kB" in tap.get_text()
        assert tap["href"] == full.find("img")["src"] and light.find("img") is None
        assert full.select(".tap-to-load") == []


def test_in_light_reading_a_video_waits_behind_a_tap_without_a_script(film):
    value = block("video", "film", video=film.pk, title="Meter")
    tap = show(value, is_light=True).find("details")
    assert "kB" in tap.find("summary").get_text() and not tap.has_attr("open")
    assert tap.find("video")["preload"] == "none"
    assert show(value).select("details.tap") == []


@pytest.mark.parametrize("language", ["nl", "ar"])
def test_audio_has_a_transcript_in_the_readers_language_and_loads_nothing_by_itself(clip, language):
    page = show(block("audio", "geluid", audio=clip.pk, title="Gesprek"), language=language)
    assert page.find("audio")["preload"] == "none"
    words = page.select_one(".transcript > div")
    assert words.get_text(strip=True) == clip.transcripts[language] and words["lang"] == language


@pytest.mark.parametrize("language", ["nl", "ar"])
def test_a_film_has_its_captions_in_the_readers_language_first_and_on(film, language):
    film.captions = [
        Caption(clip=film, language=code, file=ContentFile(b"WEBVTT\n", f"{code}.vtt")) for code in ("nl", "ar")
    ]
    film.save()
    tracks = show(block("video", "film", video=film.pk, title="Meter"), language=language).select("track")
    assert {track["srclang"] for track in tracks} == {"nl", "ar"} and tracks[0]["srclang"] == language
    assert [track["srclang"] for track in tracks if track.has_attr("default")] == [language]


def test_what_is_said_in_a_clip_can_be_spoken_in_the_readers_language(clip):
    heard = show(block("audio", "geluid", audio=clip.pk, title="Gesprek"), language="ar")
    passages = [(part.language, part.text) for part in list_passages(str(heard), language="ar")]
    assert ("ar", "صباح الخير.") in passages and ("nl", "Goedemorgen.") not in passages


def test_a_transcript_in_dutch_only_is_marked_as_dutch(film):
    words = show(block("video", "film", video=film.pk, title="Meter"), language="ar").select_one(".transcript > div")
    assert (words["lang"], words["dir"]) == ("nl", "ltr")


def test_speakers_take_turns():
    page = show(next(value for value in make_all_blocks() if value["type"] == "dialogue"))
    assert [turn["class"][1] for turn in page.select(".turn")] == ["turn-a", "turn-b"]


# Questions


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", ["nl", "ar"])
def test_nothing_of_the_answer_leaves_before_it_is_given(client, module, run_on_commit, kind, language):
    from .factories import publish_translation

    lesson = make_lesson(module, body=[make_question("vraag", kind)])
    if language == "ar":
        publish_translation(lesson, "ar", run_on_commit)
    for query in ("", "?dutch=1"):
        html = client.get(f"/{language}/ligo/wonen/huurcontract/{query}").content.decode()
        part = next(part for part in html.split("<section") if f"block-{block_id('vraag')}" in part)
        assert "De kosten moeten" not in part and 'class="feedback' not in part and "correct" not in part
        ids = [item["id"] for value in lesson.body[0].block.get_prep_value(lesson.body[0].value).values()
               if isinstance(value, list) for item in value]  # fmt: skip
        assert not any(item_id in part for item_id in ids)


@pytest.mark.parametrize(
    ("kind", "names"),
    [
        ("single", {"choice"}),
        ("multiple", {"choices"}),
        ("true_false", {"value"}),
        ("order", {"position"}),
        ("match", {"pair"}),
    ],
)
def test_every_kind_is_a_real_form_that_works_without_a_script(client, module, kind, names):
    make_lesson(module, body=[make_question("vraag", kind)])
    page = BeautifulSoup(client.get("/nl/ligo/wonen/huurcontract/").content, "html.parser")
    form = page.select_one("form[data-question]")
    assert (form["method"], form["action"]) == ("post", "/progress/events/")
    hidden = {field["name"] for field in form.select("input[type=hidden]")}
    assert hidden == {"csrfmiddlewaretoken", "type", "lesson", "block", "version", "language", "next"}
    fields = form.select("fieldset input, fieldset select")
    assert {field["name"].split("-")[0] for field in fields} == names
    for field in fields:
        label = field.find_parent("label") or form.find("label", attrs={"for": field["id"]})
        assert label.get_text(strip=True)


@pytest.mark.parametrize("kind", ["order", "match"])
def test_order_and_match_never_stand_solved(client, module, kind):
    lesson = make_lesson(module, body=[make_question(f"vraag-{n}", kind) for n in range(6)])
    page = BeautifulSoup(client.get("/nl/ligo/wonen/huurcontract/").content, "html.parser")
    for question in page.select("form[data-question]"):
        if kind == "order":
            shown = [label.get_text(strip=True) for label in question.select(".order-text")]
            right = [item["text"] for item in lesson.body[0].value["items"]]
        else:
            shown = [part.get_text() for part in question.select(".match-options li")]
            right = [pair["right"] for pair in lesson.body[0].value["pairs"]]
        assert sorted(shown) == sorted(right) and shown != right


BOTH_RIGHT = items({"text": "a", "correct": True, "feedback": ""}, {"text": "b", "correct": True, "feedback": ""})
NONE_RIGHT = items({"text": "a", "correct": False, "feedback": ""}, {"text": "b", "correct": False, "feedback": ""})


@pytest.mark.parametrize(
    ("change", "mistake"),
    [
        ({"options": []}, "two answers"),
        ({"options": BOTH_RIGHT}, "exactly one"),
        ({"kind": "multiple", "options": NONE_RIGHT}, "at least one"),
        ({"kind": "order", "items": items({"text": "a"})}, "two items"),
        ({"kind": "match", "pairs": items({"left": "a", "right": "b"})}, "two pairs"),
        ({"kind": "true_false", "answer": None}, "whether the statement is true"),
    ],
)
def test_the_editor_says_what_is_wrong_with_a_question(change, mistake):
    from django.core.exceptions import ValidationError

    value = make_question("vraag")
    value["value"] |= change
    (part,) = LessonPage.body.field.to_python([value])
    with override(None), pytest.raises(ValidationError) as refusal:  # the words as we wrote them, untranslated
        part.block.clean(part.value)
    with override(None):
        assert mistake in str(refusal.value.as_json_data())


@pytest.mark.parametrize(("typed", "stored"), [("True", True), ("False", False), ("", None), ("maybe", None)])
def test_whether_a_statement_is_true_is_said_and_not_left_unticked(typed, stored):
    truth = QuestionBlock().child_blocks["answer"]

    assert truth.value_from_datadict({"answer": typed}, {}, "answer") is stored
    assert truth.clean(stored) is stored
    assert truth.get_form_state(stored) == ([typed] if stored is not None else [""])
