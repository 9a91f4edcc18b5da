"""Kinds of question that lessons do not have, as other systems write them."""

import pytest

from assessments.enums import QuestionKind
from assessments.models import BankQuestion
from interop.questions.gift import read_gift
from interop.questions.moodle_xml import read_moodle_xml
from interop.questions.neutral import NeutralQuestion, Part
from interop.questions.qti import read_qti
from interop.questions.qti_names import QTI
from interop.questions.qti_writing import make_item
from tests.assessments.factories import make_street

from .conftest import counts


def wrap(inner):
    return f'<qti-assessment-item xmlns="{QTI}" identifier="x" title="T">{inner}</qti-assessment-item>'.encode()


SHORT = """<quiz><question type="shortanswer"><name><text>T</text></name>
<questiontext format="html"><text>Wie?</text></questiontext>
<usecase>{usecase}</usecase>{answers}</question></quiz>"""
ANSWER = (
    '<answer fraction="{}" format="moodle_auto_format"><text>{}</text><feedback><text>{}</text></feedback></answer>'
)


@pytest.mark.parametrize(
    ("answers", "accepted", "lost"),
    [
        ([(100, "Jan", ""), (100, "jan.", "")], ["Jan"], ()),
        ([(100, "Jan", ""), (100, "2\\*3", "")], ["Jan", "2*3"], ()),
        ([(50, "Piet", ""), (100, "Jan", "")], ["Jan"], ("points for answers that are partly right or wrong",)),
        ([(100, "Jan", "Ja!"), (0, "*", "Nee.")], ["Jan"], ("the feedback of the answers",)),
    ],
)
def test_short_answers_of_moodle(answers, accepted, lost):
    (found,) = read_moodle_xml(
        SHORT.format(usecase=0, answers="".join(ANSWER.format(*one) for one in answers)).encode()
    )
    assert (found.kind, found.key, found.lost) == ("short_text", {"accepted": accepted}, lost)


def test_moodle_may_count_capitals_and_we_do_not():
    (found,) = read_moodle_xml(SHORT.format(usecase=1, answers=ANSWER.format(100, "Jan", "")).encode())
    assert found.lost == ("that capital letters count",)


@pytest.mark.parametrize(
    ("gift", "accepted", "lost"),
    [
        ("Wie? {=Jan =Piet}", ["Jan", "Piet"], ()),
        ("Wie? {Jan}", ["Jan"], ()),
        ("Wie? {=%100%Jan#Ja! =%0%Piet}", ["Jan"], ("the feedback of the answers",)),
        ("Wie? {=2 \\= 1 + 1 =twee}", ["2 = 1 + 1", "twee"], ()),
    ],
)
def test_short_answers_of_gift(gift, accepted, lost):
    (found,) = read_gift(gift.encode())
    assert (found.kind, found.key, found.lost) == ("short_text", {"accepted": accepted}, lost)


def test_so_many_choices_are_at_least_and_at_most_so_many():
    parts = (Part("a", "1"), Part("b", "2"), Part("c", "3"))
    item_of_two = make_item(NeutralQuestion("", "x", QuestionKind.CHOOSE, "?", {"correct": ["a", "b"]}, parts))
    (interaction,) = item_of_two.iter("qti-choice-interaction")
    assert (interaction.get("min-choices"), interaction.get("max-choices")) == ("2", "2")
    assert {entry.get("map-key") for entry in item_of_two.iter("qti-map-entry")} == {"a", "b"}


TYPED = """<qti-response-declaration identifier="R" cardinality="single" base-type="string">
  <qti-correct-response><qti-value>York</qti-value></qti-correct-response>{mapping}</qti-response-declaration>
<qti-item-body>{body}</qti-item-body>"""
GAP = '<qti-text-entry-interaction response-identifier="R" expected-length="15"/>'


@pytest.mark.parametrize(
    ("body", "mapping", "stem", "accepted", "lost"),
    [
        (f"<p>Who?</p><p>{GAP}</p>", "", "Who?", ["York"], ("that capital letters count",)),
        (f"<p>Duke of {GAP}, said he.</p>", "", "Duke of _____, said he.", ["York"], ("that capital letters count",)),
        (
            f"<p>Who? {GAP}</p>",
            '<qti-mapping><qti-map-entry map-key="York" mapped-value="1" case-sensitive="false"/>'
            '<qti-map-entry map-key="the Duke" mapped-value="1" case-sensitive="false"/>'
            '<qti-map-entry map-key="Gloucester" mapped-value="0.5" case-sensitive="false"/></qti-mapping>',
            "Who? _____",
            ["York", "the Duke"],
            ("points for answers that are partly right or wrong",),
        ),
    ],
)
def test_text_of_another_system_that_is_to_be_typed(body, mapping, stem, accepted, lost):
    (found,) = read_qti(wrap(TYPED.format(body=body, mapping=mapping)))
    assert (found.kind, found.stem, found.key, found.lost) == ("short_text", stem, {"accepted": accepted}, lost)


PLACES = """<qti-response-declaration identifier="R" cardinality="{cardinality}" base-type="identifier">
  <qti-correct-response><qti-value>B</qti-value></qti-correct-response></qti-response-declaration>
<qti-item-body><qti-hotspot-interaction response-identifier="R" max-choices="{most}"><qti-prompt>Where?</qti-prompt>
  <img src="images/{name}.png" width="200" height="100" alt="A street"/>
  <qti-hotspot-choice identifier="A" shape="rect" coords="0,0,60,40" hotspot-label="The school"/>
  <qti-hotspot-choice identifier="B" shape="{shape}" coords="80,0,140,40" hotspot-label="{label}"/>
</qti-hotspot-interaction></qti-item-body>"""
USUAL = {"cardinality": "single", "most": "1", "name": "straat", "shape": "rect", "label": "The town hall"}


def test_places_of_another_system_in_a_picture_that_the_library_has(bring):
    missing = bring("qti", wrap(PLACES.format(**USUAL)))
    assert missing["refused"][0]["reason"].startswith("its picture “straat” is not in the media library")
    make_street()
    assert counts(bring("qti", wrap(PLACES.format(**USUAL)))) == (1, 1, 0, 0, 0)
    version = BankQuestion.objects.get().question.current
    assert version.picture == {"key": "straat", "areas": {"A": [0, 0, 30, 40], "B": [40, 0, 30, 40]}}
    assert (version.key, version.texts["nl"]["options"]["B"]["text"]) == ({"correct": ["B"]}, "The town hall")


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"shape": "circle"}, "no rectangle"),
        ({"label": ""}, "no words"),
        ({"most": "2"}, "several places"),
        ({"cardinality": "multiple"}, "several places"),
        ({"name": "A Street"}, "not in the media library"),
    ],
)
def test_places_that_cannot_be_asked_here_are_refused(change, reason):
    (found,) = read_qti(wrap(PLACES.format(**USUAL | change)))
    assert reason in found.reason


HEAD = "id,type,stem,answer,picture,text_1,area_1,id_1,text_2,area_2,id_2\n"


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("q,short_text,Wie?,a,,Jan,,,,,", "the answers of a short_text are text_1, text_2"),
        ("q,short_text,Wie?,,,Jan,,x,,,", "a short_text has nothing in the column “id_1”"),
        ("q,short_text,Wie?,,,?,,,,,", "an accepted answer has letters or digits"),
        ("q,short_text,Wie?,,,,,,,,", "none of its answers is wholly right"),
        ("q,hotspot,Waar?,a,,Hier,0 0 10 10,,Daar,20 0 10 10,", "it does not name its picture"),
        ("q,hotspot,Waar?,a,straat,Hier,0 0 10 10,,Daar,,", "each of its parts has an area"),
        ("q,hotspot,Waar?,a,straat,Hier,0 0 10 10,,Daar,5 0 10 x,", "each of its parts has an area"),
        ("q,hotspot,Waar?,a b,straat,Hier,0 0 10 10,,Daar,20 0 10 10,", "a hotspot has one right answer"),
        ("q,hotspot,Waar?,a,straat,Hier,0 0 10 10,,Daar,5 0 10 10,", "the areas a and b lie over each other"),
        ("q,hotspot,Waar?,a,laan,Hier,0 0 10 10,,Daar,20 0 10 10,", "its picture “laan” is not in the media library"),
        ("q,single,Wie?,a,straat,Jan,,,Piet,,", "only a hotspot has a picture and areas"),
        ("q,choose,Wie?,a,,Jan,,,Piet,,", "two options or more are right, and not all of them"),
    ],
)
def test_rows_that_nobody_could_answer_are_refused(bring, row, reason):
    make_street()
    (refused,) = bring("csv", HEAD + row)["refused"]
    assert reason in refused["reason"]


def test_another_picture_or_other_areas_are_another_question(bring):
    make_street()
    row = "q,hotspot,Waar?,a,straat,Hier,{},a,Daar,20 0 10 10,b"
    assert counts(bring("csv", HEAD + row.format("0 0 10 10"))) == (1, 1, 0, 0, 0)
    assert counts(bring("csv", HEAD + row.format("0 0 10 10"), language="ar")) == (1, 0, 1, 0, 0)
    (refused,) = bring("csv", HEAD + row.format("0 0 10 20"), language="ar")["refused"]
    assert refused["reason"] == "The picture or its areas are others in “nl”."
    assert counts(bring("csv", HEAD + row.format("0 0 10 20"), bank="other")) == (1, 1, 0, 0, 0)


def test_answers_of_another_language_join_those_that_are_there(bring):
    row = "q,short_text,Wie?,{},,{},,,,,"
    bring("csv", HEAD + row.format("", "de koning"))
    assert counts(bring("csv", HEAD + row.format("", "الملك"), language="ar")) == (1, 0, 1, 0, 0)
    key = BankQuestion.objects.get().question.current.key
    assert key == {"accepted": {"nl": ["de koning"], "ar": ["الملك"]}}
    (refused,) = bring("csv", HEAD + row.format("forgives_typo", "الملك"), language="ar")["refused"]
    assert refused["reason"] == "Typing mistakes are judged another way in “nl”."
