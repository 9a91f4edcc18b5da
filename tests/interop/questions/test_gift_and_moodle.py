"""What Moodle writes, in GIFT, XML and Aiken: what is taken over, what is lost, what is refused, each with its reason."""

import pytest

from assessments.models import BankQuestion
from interop.questions.aiken import read_aiken
from interop.questions.gift import read_gift
from interop.questions.moodle_xml import read_moodle_xml
from interop.questions.neutral import Refusal

from .conftest import counts


def read_one(reader, text):
    (found,) = reader(text.encode())
    return found


def moodle(kind, inner, *, text="Vraag?", form="html", more=""):
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<quiz><question type="{kind}"><name><text>Naam</text></name>
<questiontext format="{form}"><text><![CDATA[{text}]]></text></questiontext>{more}{inner}</question></quiz>"""


def answer(text, fraction, feedback=""):
    return (
        f'<answer fraction="{fraction}" format="html"><text>{text}</text>'
        f"<feedback><text>{feedback}</text></feedback></answer>"
    )


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Schrijf een brief. {}", "essay"),
        ("Hoeveel? {#10:1}", "numerical"),
        ("Wie? {=Jan* =Piet}", "shortanswer"),
        ("Wie? {=%50%Jan}", "shortanswer"),
        ("Wie? {=?!}", "shortanswer"),
        ("Lees eerst dit.", "description"),
        ("Wat? {=a =b ~c}", "multichoice"),
        ("Wat? {~%50%a ~b =%50%c", "unreadable"),
        ("Wat? {=a ~b} en wat? {=c ~d}", "unreadable"),
        ("Wat? {=a}}", "unreadable"),
        ("Wat? {~%-50%a ~%-50%b}", "multichoice"),
        ("{=a ~b}", "multichoice"),
        ("Zet in orde. {>3 BOGUS\na\nb\n}", "ordering"),
        ("Zet in orde. {>0 ALL\na\n}", "ordering"),
    ],
)
def test_gift_question_that_cannot_be_asked_is_refused(text, kind):
    found = read_one(read_gift, f"// [id:x]\n{text}\n")
    assert isinstance(found, Refusal) and found.reason
    assert (found.where, found.identifier, found.type) == ("line 2", "x", kind)


@pytest.mark.parametrize(
    ("text", "lost"),
    [
        ("Wat? {=a ~%50%b ~c}", ["points for answers that are partly right or wrong"]),
        ("Wat? {~%70%a ~%30%b ~c}", ["its own points for each answer"]),
        ("Wat? {~%50%a ~%50%b ~%-50%c}", []),
        ("Waar? {T#fout#juist}", ["the feedback of the answers"]),
        ("Wat hoort samen? {=a -> 1 =b -> 2 = -> 3}", ["the answer “3”, which belongs to nothing"]),
        ('[html]Wat <b>is</b> dit? <img src\\="x.png"> {=a ~b}', ["<b>", "a picture"]),
        ("[markdown]Wat is **dit**? {=a ~b}", ["Markdown, which is kept as it is written"]),
        (
            "Zet in orde. {>3 RANDOM VERTICAL RELATIVE\na\nb\nc\n}",
            ["that only some of its items are shown", "its way of giving points"],
        ),
        ("Wat \u202eis dit? {=a ~b}", ["marks that reorder letters"]),
    ],
)
def test_what_gift_says_and_the_bank_cannot_hold_is_told(text, lost):
    assert list(read_one(read_gift, text).lost) == lost


def test_gift_escapes_missing_words_comments_and_categories_are_read():
    first, second = read_gift(
        b"// een opmerking\n$CATEGORY: $course$/top/Huren/wonen\n\n"
        b"::Ti\\:tel::2 \\= 2\\, of niet\\? \\{x\\} {=ja\\~nee#goed\\#zo ~nee}\n\n"
        b"$CATEGORY: top/Het huis\n\nU {=huurt ~koopt} een huis.\n"
    )
    assert (first.about.title, first.about.theme) == ("Ti:tel", "wonen")
    assert first.stem == "2 = 2\\, of niet\\? {x}"
    assert (first.parts[0].text, first.parts[0].feedback) == ("ja~nee", "goed#zo")
    assert second.stem == "U _____ een huis."
    assert (second.about.theme, second.about.tags) == ("", ("category:Het huis",))


def test_aiken_questions_are_read_and_broken_ones_refused(bring):
    text = """Wie betaalt de huur?
A. De huurder
B) De verhuurder
ANSWER: A

Geen antwoord?
A. Ja
B. Nee

Verkeerde letter?
A. Ja
B. Nee
ANSWER: C
ANSWER: A
Alleen tekst

Met een lege regel?

A. Ja
B. Nee
ANSWER: B
"""
    report = bring("aiken", text)
    assert counts(report) == (6, 2, 0, 0, 4)
    assert [refusal["where"] for refusal in report["refused"]] == ["line 6", "line 10", "line 14", "line 15"]
    assert counts(bring("aiken", text)) == (6, 0, 0, 2, 4)
    assert read_one(read_aiken, "V?\nA. a\nB. b\nANSWER: B\n").key == {"correct": ["b"]}


@pytest.mark.parametrize("kind", ["essay", "numerical", "cloze", "calculated", "description", "ddwtos", "random"])
def test_moodle_type_that_is_not_asked_here_is_refused(kind):
    found = read_one(read_moodle_xml, moodle(kind, "", more="<idnumber>x</idnumber>"))
    assert isinstance(found, Refusal)
    assert (found.where, found.identifier, found.type) == ("question 1", "x", kind)


@pytest.mark.parametrize(
    ("file", "reason"),
    [
        (moodle("multichoice", answer("a", 100) + answer("b", 100)), "not exactly one of them is wholly right"),
        (moodle("multichoice", answer("a", 50) + answer("b", 0)), "not exactly one of them is wholly right"),
        (moodle("multichoice", "<single>false</single>" + answer("a", 0) + answer("b", 0)), "none of its answers"),
        (moodle("multichoice", answer("a", 100)), "it has 1 answers"),
        (moodle("multichoice", answer("a", "veel") + answer("b", 0)), "“veel” is no number"),
        (
            moodle("multichoice", answer("a", 100) + answer("b", 0), more="<penalty>veel</penalty>"),
            "“veel” is no number",
        ),
        (moodle("multichoice", answer("a", 100) + answer("b", 0), more="<hint><text><b/></text></hint>"), "holds XML"),
        (moodle("multichoice", answer("", 100) + answer("b", 0)), "has no text"),
        (moodle("truefalse", answer("true", 0) + answer("false", 0)), "whether it is true or false"),
        (moodle("multichoice", answer("a", 100) + answer("b", 0), text='<p><img src="x.png"></p>'), "but a picture"),
        (moodle("multichoice", answer("a", 100) + answer("<b>b</b>", 0)), "holds XML in the place of text"),
        (moodle("multichoice", answer("a", 100) + answer("b", 0), text="<div>" * 50), "nested deeper"),
        (moodle("multichoice", answer("a", 100) + answer("b", 0), text="a" * 20_001), "longer than"),
        (moodle("multichoice", answer("a", 100) + answer("b", 0), text="<a b=" * 3_000), "its tags do not end"),
        (moodle("multichoice", "".join(answer(f"a{n}", 100 * (n == 0)) for n in range(51))), "it has 51 answers"),
    ],
)
def test_moodle_question_that_contradicts_itself_is_refused(file, reason):
    assert reason in read_one(read_moodle_xml, file).reason


TWO = answer("a", 100) + answer("b", 0)


@pytest.mark.parametrize(
    ("file", "lost"),
    [
        (moodle("multichoice", TWO), []),
        (moodle("multichoice", TWO, more="<penalty>0.3333333</penalty><defaultgrade>1.0</defaultgrade>"), []),
        (moodle("multichoice", TWO, more="<penalty>0.5</penalty>"), ["the penalty for another try"]),
        (moodle("multichoice", TWO, more="<defaultgrade>2</defaultgrade>"), ["its 2 points: every question counts 1"]),
        (moodle("multichoice", TWO, more="<hidden>1</hidden>"), ["that it is hidden"]),
        (moodle("multichoice", TWO, more="<hint><text>Denk na</text></hint>"), ["hints"]),
        (
            moodle("multichoice", TWO, more="<correctfeedback><text>Goed</text></correctfeedback>"),
            ["feedback on the whole answer"],
        ),
        (moodle("multichoice", TWO + answer("c", 30)), ["points for answers that are partly right or wrong"]),
        (
            moodle("multichoice", TWO, text='<p style="x">Zie <a href="http://x">hier</a></p><p>Wat?</p>'),
            ["the attribute style of <p>", "a link", "paragraphs"],
        ),
        (
            moodle(
                "multichoice",
                TWO,
                more='<generalfeedback format="html"><text>&lt;h3&gt;Zo&lt;/h3&gt;</text></generalfeedback>',
            ),
            ["<h3>"],
        ),
        (moodle("truefalse", answer("true", 100, "Goed") + answer("false", 0)), ["the feedback of the answers"]),
    ],
)
def test_what_moodle_says_and_the_bank_cannot_hold_is_told(file, lost):
    assert list(read_one(read_moodle_xml, file).lost) == lost


def test_pictures_of_a_moodle_question_are_told_and_scripts_go(bring):
    text = '<p>Wat <script>alert(1)</script>ziet u?</p><img src="@@PLUGINFILE@@/x.png">'
    general = (
        '<generalfeedback format="html"><text><![CDATA[<p onclick="x()">Een <b>huis</b>.'
        "<script>alert(1)</script></p>]]></text></generalfeedback>"
    )
    file = '<file name="x.png" encoding="base64">AAAA</file>'
    report = bring("moodle-xml", moodle("multichoice", TWO, text=text, more=general + file))
    assert counts(report) == (1, 1, 0, 0, 0)
    assert report["partial"] == [
        {
            "where": "question 1",
            "identifier": "",
            "type": "single",
            "lost": ["a script", "a picture", "the attribute onclick of <p>", "files"],
        }
    ]
    texts = BankQuestion.objects.get().question.current.texts["nl"]
    assert texts["stem"] == "Wat ziet u?"
    assert texts["explanation"] == "<p>Een <b>huis</b>.</p>"


def test_moodle_identity_is_the_idnumber_not_the_comment(bring):
    file = moodle("multichoice", TWO, more="<idnumber>huur-1</idnumber>")
    bring("moodle-xml", file.replace("<quiz>", "<quiz><!-- question: 12 -->"))
    assert BankQuestion.objects.get().key == "huur-1"
    assert counts(bring("moodle-xml", file.replace("Naam", "Andere naam").replace("Vraag?", "Vraag 2?"))) == (
        1,
        0,
        1,
        0,
        0,
    )
    bring("moodle-xml", moodle("multichoice", TWO).replace("<quiz>", "<quiz><!-- question: 12 -->"))
    assert BankQuestion.objects.count() == 2
