"""QTI 3.0: items and packages, what is taken over of other systems' items, and what ours look like.

The published schemas are in no package registry, so nothing here validates against them; what they ask is tested part by part.
"""

import re
import zipfile
from io import BytesIO
from xml.etree.ElementTree import fromstring

import pytest

from assessments.enums import QuestionKind
from assessments.models import BankQuestion
from interop.questions.neutral import About, NeutralQuestion, Part, Refusal
from interop.questions.qti import read_qti
from interop.questions.qti_names import QTI, decode_identifier, encode_identifier
from interop.questions.qti_writing import make_item, write_qti
from tests.assessments.factories import make_bank, make_street

from .conftest import counts
from .test_untrusted_files import LAUGHS, make_zip

MANIFEST = """<manifest xmlns="http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1" identifier="m"
 xmlns:lom="http://ltsc.ieee.org/xsd/LOM"><metadata><schema>QTI Package</schema><schemaversion>3.0.0</schemaversion></metadata>
<organizations/><resources>{}</resources></manifest>"""
PROMPT = "<qti-prompt>Wat?</qti-prompt>"
CHOICES = (
    '<qti-simple-choice identifier="A">dit</qti-simple-choice><qti-simple-choice identifier="B">dat</qti-simple-choice>'
)
TYPED = '<qti-text-entry-interaction response-identifier="RESPONSE"/>'
MATCH_CORRECT = (
    '<qti-response-processing template="https://purl.imsglobal.org/spec/qti/v3p0/rptemplates/match_correct.xml"/>'
)
MAP_RESPONSE = MATCH_CORRECT.replace("match_correct", "map_response")


def item(
    body=f'<qti-choice-interaction response-identifier="RESPONSE" max-choices="1">{PROMPT}{CHOICES}</qti-choice-interaction>',
    *,
    correct=("A",),
    cardinality="single",
    mapping="",
    attributes="",
    before="",
    after=MATCH_CORRECT,
    identifier="item-1",
):
    values = "".join(f"<qti-value>{value}</qti-value>" for value in correct)
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<qti-assessment-item xmlns="{QTI}" identifier="{identifier}" title="Titel" time-dependent="false" {attributes}>
<qti-response-declaration identifier="RESPONSE" cardinality="{cardinality}" base-type="identifier">
<qti-correct-response>{values}</qti-correct-response>{mapping}</qti-response-declaration>{before}
<qti-item-body>{body}</qti-item-body>{after}</qti-assessment-item>"""


def interaction(name, inner):
    return f'<qti-{name}-interaction response-identifier="RESPONSE">{PROMPT}{inner}</qti-{name}-interaction>'


def mapping(**points):
    entries = "".join(f'<qti-map-entry map-key="{key}" mapped-value="{value}"/>' for key, value in points.items())
    return f'<qti-mapping default-value="0">{entries}</qti-mapping>'


def match_sets(left, right):
    return "".join(
        "<qti-simple-match-set>"
        + "".join(
            f'<qti-simple-associable-choice identifier="{name}" match-max="1">tekst {name}</qti-simple-associable-choice>'
            for name in side
        )
        + "</qti-simple-match-set>"
        for side in (left, right)
    )


def read_one(text):
    (found,) = read_qti(text.encode())
    return found


def test_item_of_another_system_is_read():
    found = read_one(item())
    assert (found.identifier, found.about.title, found.kind, found.stem) == ("item-1", "Titel", "single", "Wat?")
    assert (found.key, found.lost) == ({"correct": ["A"]}, ())
    assert [(part.id, part.text) for part in found.parts] == [("A", "dit"), ("B", "dat")]


def test_text_around_an_interaction_is_its_stem():
    found = read_one(item(f"<p>Lees &amp; kies.</p>{interaction('choice', CHOICES)}<p>Eén antwoord.</p>"))
    assert found.stem == "Lees & kies.\nWat?\nEén antwoord."
    assert found.lost == ("paragraphs",)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (item(interaction("extended-text", "")), "“qti-extended-text-interaction” is not asked here"),
        (item(interaction("text-entry", "")), "it has no text"),
        (
            item(f"<p>Hoeveel? {TYPED}</p>").replace('identifier">', 'float">', 1),
            "a number to be typed is not asked here",
        ),
        (item(interaction("choice", CHOICES) * 2), "it has 2 interactions"),
        (item("<p>Lees dit.</p>"), "it has 0 interactions"),
        (item(attributes='adaptive="true"'), "it goes on in several steps"),
        (item(before='<qti-template-declaration identifier="T"/>'), "it is made anew each time"),
        (item(before='<qti-assessment-stimulus-ref identifier="S"/>'), "a text that stands elsewhere"),
        (item(correct=()), "its right answer is none of its answers"),
        (item(correct=("C",)), "its right answer is none of its answers"),
        (item(correct=("A", "B")), "not exactly one is right"),
        (item(interaction("order", CHOICES), correct=("A",)), "does not name every item once"),
        (item(interaction("match", match_sets("AB", "CD")), correct=("A C", "B C")), "not one to one"),
        (item(interaction("match", match_sets("AB", "CD")), correct=("A C",)), "has a partner"),
        (item(interaction("choice", CHOICES.replace("dat", '<img src="x.png" alt=""/>'))), "but a picture"),
        (item().replace("RESPONSE", "OTHER", 1), "is not declared"),
        (item().replace(QTI, "http://www.imsglobal.org/xsd/imsqti_v2p1"), "no item of QTI 3.0"),
    ],
)
def test_item_that_cannot_be_asked_is_refused(text, reason):
    found = read_one(text)
    assert isinstance(found, Refusal) and reason in found.reason
    assert (found.where, found.identifier) == ("item", "item-1")


MULTIPLE = interaction("choice", CHOICES + '<qti-simple-choice identifier="C">iets</qti-simple-choice>')
FEEDBACK = """<qti-modal-feedback identifier="x" outcome-identifier="F" show-hide="show">
<qti-content-body>Goed</qti-content-body></qti-modal-feedback>"""
MOST = '<qti-outcome-declaration identifier="SCORE" normal-maximum="10"/>'


@pytest.mark.parametrize(
    ("text", "lost"),
    [
        (item(after=""), ()),
        (item(before=MOST), ("its 10 points: every question counts 1",)),
        (item(after=MATCH_CORRECT + FEEDBACK), ("feedback on the whole answer",)),
        (item(after="<qti-catalog-info/>" + MATCH_CORRECT), ("a catalogue of other forms",)),
        (item(mapping=mapping(A=1, B=0.5), after=MAP_RESPONSE), ("its way of giving points",)),
        (item(mapping=mapping(A=1, B=0), after=MAP_RESPONSE), ()),
        (item(MULTIPLE, cardinality="multiple", correct=("A", "B")), ("its way of giving points",)),
        (
            item(
                MULTIPLE,
                cardinality="multiple",
                correct=("A", "B"),
                mapping=mapping(A=2, B=2, C=-2),
                after=MAP_RESPONSE,
            ),
            (),
        ),
        (
            item(
                MULTIPLE,
                cardinality="multiple",
                correct=("A", "B"),
                mapping=mapping(A=2, B=1, C=-1),
                after=MAP_RESPONSE,
            ),
            ("its way of giving points",),
        ),
        (item(interaction("order", CHOICES), correct=("B", "A"), cardinality="ordered"), ("its way of giving points",)),
        (
            item(interaction("match", match_sets("AB", "CDE")), correct=("A D", "B C"), after=""),
            ("the answer “tekst E”, which belongs to nothing",),
        ),
        (
            item(
                interaction(
                    "choice", CHOICES.replace("dat", '<qti-feedback-inline identifier="A">x</qti-feedback-inline>dat')
                )
            ),
            ("feedback that depends on other answers",),
        ),
        (item("<qti-rubric-block>x</qti-rubric-block>" + interaction("choice", CHOICES)), ("a rubric",)),
    ],
)
def test_what_an_item_says_and_the_bank_cannot_hold_is_told(text, lost):
    assert read_one(text).lost == lost


def test_every_resource_of_a_package_is_accounted_for(bring):
    resources = """
<resource identifier="r1" type="imsqti_item_xmlv3p0" href="a%20b.xml"><metadata><lom:lom><lom:general>
<lom:description><lom:string>Voor groep 3</lom:string></lom:description>
<lom:keyword><lom:string language="nl">theme:wonen</lom:string></lom:keyword></lom:general></lom:lom></metadata>
<file href="a%20b.xml"/></resource>
<resource identifier="r2" type="imsqti_item_xmlv2p2" href="old.xml"><file href="old.xml"/></resource>
<resource identifier="r3" type="imsqti_test_xmlv3p0" href="test.xml"><file href="test.xml"/></resource>"""
    members = [
        ("imsmanifest.xml", MANIFEST.format(resources)),
        ("a b.xml", item()),
        ("old.xml", "<assessmentItem/>"),
        ("test.xml", "<test/>"),
        ("forgotten.xml", item(identifier="item-2")),
    ]
    report = bring("qti", make_zip(members))
    assert counts(report) == (3, 1, 0, 0, 2)
    assert [(told["where"], told["identifier"]) for told in report["refused"]] == [
        ("old.xml", "r2"),
        ("forgotten.xml", "item-2"),
    ]
    assert report["partial"][0]["lost"] == ["metadata that are no keywords"]
    row = BankQuestion.objects.get()
    assert (row.key, row.theme, row.title) == ("item-1", "wonen", "Titel")


@pytest.mark.parametrize(
    ("members", "reason"),
    [
        ([("x.xml", item())], "holds no imsmanifest.xml"),
        ([("imsmanifest.xml", "<manifest/>")], "not one of a QTI 3.0 package"),
        ([("imsmanifest.xml", LAUGHS)], "imsmanifest.xml: It declares a DTD"),
        (
            [("imsmanifest.xml", MANIFEST.format('<resource type="imsqti_item_xmlv3p0" href="../x.xml"/>'))],
            "which the archive does not hold",
        ),
        (
            [
                ("imsmanifest.xml", MANIFEST.format('<resource type="imsqti_item_xmlv3p0" href="x.xml"/>')),
                ("x.xml", "<a>"),
            ],
            "x.xml: It is no well-formed XML",
        ),
        ([("imsmanifest.xml", MANIFEST.format("")), ("evil.xml", LAUGHS)], "evil.xml: It declares a DTD"),
    ],
)
def test_package_that_cannot_be_trusted_is_refused_whole(bring, members, reason):
    assert reason in bring("qti", make_zip(members))["error"]


def test_item_alone_can_be_imported(bring):
    assert counts(bring("qti", item())) == (1, 1, 0, 0, 0)
    assert "It is no well-formed XML" in bring("qti", "<item")["error"]


#: The order in which the schema of items wants what stands in one.
ITEM_ORDER = [
    "qti-response-declaration",
    "qti-outcome-declaration",
    "qti-item-body",
    "qti-response-processing",
    "qti-modal-feedback",
]
NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")


@pytest.mark.parametrize("kind", QuestionKind.values)
def test_our_items_are_built_as_the_specification_says(ligo, send, kind):
    make_street()
    make_bank(kinds=(kind,), keys=("wonen-1",))
    with zipfile.ZipFile(BytesIO(send("qti", bank="oefenbank"))) as archive:
        manifest = fromstring(archive.read("imsmanifest.xml"))
        pictures = [name for name in archive.namelist() if name.startswith("media/")]
        (href,) = [name for name in archive.namelist() if name not in ("imsmanifest.xml", *pictures)]
        root = fromstring(archive.read(href))
    assert [child.tag.rpartition("}")[2] for child in manifest] == ["metadata", "organizations", "resources"]
    (resource,) = manifest[2]
    assert (resource.get("type"), resource.get("href")) == ("imsqti_item_xmlv3p0", href)
    assert [child.tag.rpartition("}")[2] for child in resource] == ["metadata", "file", *["file" for _ in pictures]]
    assert [child.get("href") for child in resource][1:] == [href, *pictures]
    assert len(pictures) == (kind == "hotspot")
    names = [child.tag.removeprefix(f"{{{QTI}}}") for child in root]
    assert names == sorted(names, key=ITEM_ORDER.index)
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == "nl"
    identifiers = [element.get("identifier") for element in root.iter() if element.get("identifier")]
    assert all(NAME.fullmatch(name) for name in identifiers)
    declared = {element.get("identifier") for element in root if element.tag.endswith("-declaration")}
    used = [
        element
        for element in root.iter()
        if element.tag.endswith(("qti-variable", "qti-correct", "qti-set-outcome-value"))
    ]
    assert {element.get("identifier") for element in used} <= declared
    choices = {element.get("identifier") for element in root.iter() if element.tag.endswith("-choice")}
    values = root.findall(f"{{{QTI}}}qti-response-declaration/{{{QTI}}}qti-correct-response/{{{QTI}}}qti-value")
    if kind != "short_text":
        assert values and {name for value in values for name in value.text.split()} <= choices


def test_our_items_give_the_points_of_the_platform():
    parts = (Part("a", "1"), Part("b", "2"), Part("c", "3"))
    multiple = NeutralQuestion("", "x", QuestionKind.MULTIPLE, "?", {"correct": ["a", "b"]}, parts)
    entries = make_item(multiple).iter("qti-map-entry")
    assert {entry.get("map-key"): float(entry.get("mapped-value")) for entry in entries} == {
        "a": 0.5,
        "b": 0.5,
        "c": -0.5,
    }
    order = NeutralQuestion("", "x", QuestionKind.ORDER, "?", {"order": ["a", "b", "c"]}, parts)
    assert [index.get("n") for index in make_item(order).iter("qti-index")] == ["1", "2", "3"]


def test_facts_and_marks_of_an_explanation_come_back():
    html = '<p>De <b>huur</b> is <a linktype="fact" id="huurprijs">600</a> &amp; <code>waarborg</code>.</p><ul><li>één</li></ul>'
    question = NeutralQuestion(
        "",
        "x",
        QuestionKind.TRUE_FALSE,
        "A  b\nc?",
        {"value": True},
        explanation=html,
        about=About(title="T"),
        language="fr",
    )
    (found,) = read_qti(write_qti([question]))
    assert (found.explanation, found.stem, found.lost) == (html, "A  b\nc?", ())
    texts = [choice.findtext("span") for choice in make_item(question).iter("qti-simple-choice")]
    assert texts == ["Vrai", "Faux"]


@pytest.mark.parametrize("name", ["wonen-1", "1", "é", "a b", "mo-hex-zz", "mo-hex-61", "a.b", "x" * 100])
def test_any_name_becomes_an_identifier_and_comes_back(name):
    assert NAME.fullmatch(encode_identifier(name))
    assert decode_identifier(encode_identifier(name)) == name
