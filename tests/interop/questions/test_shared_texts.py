"""Questions about one text or picture go out and come back with it where the format has a place for it; elsewhere it is told."""

import csv
import zipfile
from io import BytesIO, StringIO

import pytest

from assessments.models import BankQuestion, Cluster, ClusterCopy
from tests.assessments.factories import LETTER, make_bank, make_shared, make_street
from tests.factories import NOW

from .conftest import counts

KEYS = ("wonen-1", "wonen-2", "wonen-3", "wonen-4")
MEMBERS = ("wonen-4", "wonen-2")
WITH_A_PLACE = ("qti", "csv", "xlsx")


@pytest.fixture
def bank(ligo):
    """Four questions, of which two are about a letter with a picture."""
    make_street()
    make_bank(keys=KEYS, clusters={"brief": MEMBERS}, shared=make_shared(picture="straat"))


def members(code):
    rows = BankQuestion.objects.filter(bank__code=code, cluster__isnull=False).order_by("cluster_place")
    return [(row.key, row.cluster.key, row.question.current.shared.texts) for row in rows]


def rows_of(file):
    return list(csv.DictReader(StringIO(file.decode("utf-8-sig"))))


def write(rows):
    target = StringIO()
    writer = csv.DictWriter(target, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return target.getvalue()


@pytest.mark.parametrize("form", WITH_A_PLACE)
def test_the_bank_is_unchanged_when_it_comes_back(bank, bring, send, form):
    for language in ("nl", "ar"):
        file = send(form, bank="oefenbank", language=language)
        report = bring(form, file, bank="oefenbank", language=language)
        assert (counts(report), report["partial"]) == ((4, 0, 0, 4, 0), [])
    assert Cluster.objects.get().versions.count() == 1


@pytest.mark.parametrize("form", WITH_A_PLACE)
def test_it_becomes_the_same_bank_elsewhere(bank, bring, send, form):
    for language in ("nl", "ar"):
        report = bring(form, send(form, bank="oefenbank", language=language), bank="copy", language=language)
        assert len(report["refused"]) == 0
    assert members("copy") == members("oefenbank")
    assert Cluster.objects.get(bank__code="copy").current.picture == "straat"
    assert BankQuestion.objects.get(bank__code="copy", key="wonen-4").languages == ["ar", "nl"]


@pytest.mark.parametrize("form", ["gift", "moodle-xml"])
def test_a_format_without_a_place_leaves_its_questions_out_and_says_so(bank, send, bring, capsys, form):
    file = send(form, bank="oefenbank")
    told = capsys.readouterr()
    assert (told.out + told.err).count("this format has no text that several questions are about") == 2
    assert counts(bring(form, file, bank="oefenbank")) == (2, 0, 0, 2, 0)
    assert len(members("oefenbank")) == 2, "those that are not in the file stay as they are"


def test_a_recording_goes_into_tables_by_its_key_only(ligo, send, capsys):
    make_bank(keys=KEYS, clusters={"brief": MEMBERS}, shared=make_shared(recording="gesprek"))
    assert [row["cluster_recording"] for row in rows_of(send("csv", bank="oefenbank"))].count("gesprek") == 2
    capsys.readouterr()
    send("qti", bank="oefenbank")
    told = capsys.readouterr()
    assert (told.out + told.err).count("no file brings that") == 2


def test_a_package_names_the_text_once_and_each_item_refers_to_it(bank, send):
    with zipfile.ZipFile(BytesIO(send("qti", bank="oefenbank"))) as package:
        names = package.namelist()
        manifest = package.read("imsmanifest.xml").decode()
        stimulus = package.read("stimuli/stimulus-1.xml").decode()
        items = [package.read(name).decode() for name in names if name.startswith("items/")]
    assert [name for name in names if name.startswith("stimuli/")] == ["stimuli/stimulus-1.xml"]
    assert manifest.count('<dependency identifierref="stimulus-1"') == 2
    assert 'type="imsqti_stimulus_xmlv3p0"' in manifest and "media/straat.svg" in names
    assert 'identifier="brief"' in stimulus and "U betaalt op 5 mei." in stimulus
    assert 'alt="Een straat met drie huizen."' in stimulus
    referring = [item for item in items if "qti-assessment-stimulus-ref" in item]
    assert len(referring) == 2
    for item in referring:
        assert item.index("<qti-outcome-declaration") < item.index("<qti-assessment-stimulus-ref")
        assert item.index("<qti-assessment-stimulus-ref") < item.index("<qti-item-body")


def test_a_table_may_say_it_in_one_of_its_rows(ligo, bring, send):
    make_bank(keys=KEYS, clusters={"brief": MEMBERS})
    rows = rows_of(send("csv", bank="oefenbank"))
    later = [row for row in rows if row["cluster"]][1]
    later |= {"cluster_title": "", "cluster_text": ""}
    assert counts(bring("csv", write(rows), bank="oefenbank")) == (4, 0, 0, 4, 0)
    assert counts(bring("csv", write(rows), bank="new"))[1] == 4


def test_another_text_makes_drafts_of_all_its_questions_together(bank, bring, send):
    rows = rows_of(send("csv", bank="oefenbank"))
    for row in rows:
        row["cluster_title"] = row["cluster"] and "Een kaart"
    report = bring("csv", write(rows), bank="oefenbank")
    assert (counts(report), sorted(report["no_longer_asked"])) == ((4, 0, 2, 2, 0), sorted(MEMBERS))
    assert {texts["nl"]["title"] for _, _, texts in members("oefenbank")} == {"Een kaart"}
    assert {texts["ar"]["title"] for _, _, texts in members("oefenbank")} == {LETTER["ar"]["title"]}
    assert counts(bring("csv", write(rows), bank="oefenbank")) == (4, 0, 0, 4, 0)


def refuse_one(rows):
    return [row for row in rows if row["id"] != "wonen-2"]


def contradict(rows):
    next(row for row in rows if row["cluster"])["cluster_title"] = "Een mail"
    return rows


def forget(rows):
    for row in rows:
        row |= {"cluster_title": "", "cluster_text": "", "cluster_picture": "", "cluster": row["cluster"] and "ander"}
    return rows


def name_no_cluster(rows):
    for row in rows:
        row["cluster"] = ""
    return rows


REFUSED = {
    "for a part of its questions": (refuse_one, "the file lacks questions about it: wonen-2", 1),
    "two texts": (contradict, "say different things of it", 2),
    "none": (forget, "Nothing says what “ander” is", 2),
    "no name": (name_no_cluster, "not by which name", 2),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_would_tear_it_apart_is_refused(bank, bring, send, name):
    how, why, how_many = REFUSED[name]
    rows = how(rows_of(send("csv", bank="oefenbank")))
    for row in rows:
        if name == "for a part of its questions" and row["cluster"]:
            row["cluster_title"] = "Een kaart"
    before = members("oefenbank")
    report = bring("csv", write(rows), bank="oefenbank")
    assert len(report["refused"]) == how_many and all(why in one["reason"] for one in report["refused"])
    assert members("oefenbank") == before


def test_what_somebody_is_writing_is_not_overwritten(bank, bring, send):
    ClusterCopy.objects.create(cluster=Cluster.objects.get(), content={}, changed_at=NOW)
    rows = rows_of(send("csv", bank="oefenbank"))
    for row in rows:
        row["cluster_title"] = row["cluster"] and "Een kaart"
    report = bring("csv", write(rows), bank="oefenbank")
    assert ["Somebody is changing “brief”" in one["reason"] for one in report["refused"]] == [True, True]


def test_a_picture_that_the_library_lacks_is_told_and_the_text_comes(bank, bring, send):
    rows = rows_of(send("csv", bank="oefenbank"))
    for row in rows:
        row["cluster_picture"] = row["cluster"] and "weg"
    report = bring("csv", write(rows), bank="copy")
    assert [one["lost"] for one in report["partial"]] == [["“weg”, which is not in the media library"]] * 2
    for row in rows:
        row["cluster_text"] = ""
    refused = bring("csv", write(rows), bank="new")["refused"]
    assert ["“weg” is not in the media library" in one["reason"] for one in refused] == [True, True]


def test_an_item_alone_that_refers_to_a_text_is_refused(bank, bring, send):
    with zipfile.ZipFile(BytesIO(send("qti", bank="oefenbank"))) as package:
        items = [package.read(name) for name in package.namelist() if name.startswith("items/")]
    item = next(item for item in items if b"stimulus-ref" in item)
    (refused,) = bring("qti", item, bank="copy")["refused"]
    assert "a text that stands elsewhere" in refused["reason"]
