"""A file that cannot be trusted is refused whole, with its reason, soon, and nothing of it is stored."""

import time
import zipfile
from datetime import date
from io import BytesIO

import pytest
from django.core.management import CommandError, call_command
from openpyxl import Workbook

from assessments.models import Bank
from interop.questions.reading import MAX_BYTES, Archive, UntrustedFile, read_file
from interop.questions.spreadsheets import read_xlsx
from interop.questions.tables import read_csv

from .conftest import counts

GOOD = b"Is A waar? {T}\n\n"
LAUGHS = b"""<?xml version="1.0"?><!DOCTYPE quiz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><quiz><question type="essay"><name><text>&c;</text></name></question></quiz>"""
OUTSIDE = b"""<?xml version="1.0"?><!DOCTYPE quiz [<!ENTITY x SYSTEM "file:///etc/passwd">]><quiz>&x;</quiz>"""
TABLE = [["id", "type", "stem", "answer", "text_1", "text_2"], ["x", "single", "Wat?", "a", "dit", "dat"]]


def make_zip(members, *, mode=zipfile.ZIP_DEFLATED):
    target = BytesIO()
    with zipfile.ZipFile(target, "w", mode) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return target.getvalue()


def make_link():
    link = zipfile.ZipInfo("xl/workbook.xml")
    link.external_attr = 0o120777 << 16
    return make_zip([(link, "/etc/passwd")])


def make_xlsx(rows=TABLE, *, change=lambda workbook: None):
    workbook = Workbook()
    for row in rows:
        workbook.active.append(row)
    change(workbook)
    target = BytesIO()
    workbook.save(target)
    return target.getvalue()


def add_member(data, name, member):
    target = BytesIO(data)
    with zipfile.ZipFile(target, "a") as archive:
        archive.writestr(name, member)
    return target.getvalue()


@pytest.mark.parametrize(
    ("form", "data", "reason"),
    [
        ("gift", b"", "The file is empty."),
        ("gift", b"// niets\n", "No question was found"),
        ("gift", GOOD + "café {T}".encode("latin-1"), "is not UTF-8: byte 20"),
        ("gift", "Is A waar? {T}".encode("utf-16"), "is not UTF-8"),
        ("gift", GOOD + b"a\x00b {T}", "Line 3 holds a control character (U+0000)"),
        ("gift", GOOD + "a\ufffdb {T}".encode(), "Line 3 holds U+FFFD"),
        ("gift", GOOD + b"a" * 10_000_000 + b" {T}", "Line 3 is longer than"),
        ("aiken", GOOD + b"a" * 10_000_000, "Line 3 is longer than"),
        ("csv", b"type,stem\n" + b"a" * 10_000_000, "Line 2 is longer than"),
        ("moodle-xml", b"<quiz>" + b" " * 10_000_000 + b"</quiz>", "Line 1 is longer than"),
        ("gift", GOOD * (MAX_BYTES // len(GOOD) + 1), "larger than 20 MB"),
        ("gift", b"A? {T}\n\n" * 20_001, "more than 20,000 questions"),
        ("moodle-xml", LAUGHS, "It declares a DTD or entities."),
        ("moodle-xml", OUTSIDE, "It declares a DTD or entities."),
        ("moodle-xml", b'<?xml version="1.0" encoding="ISO-8859-1"?><quiz/>', "only UTF-8 is read"),
        ("moodle-xml", b"<quiz><question></quiz>", "It is no well-formed XML: line 1"),
        ("moodle-xml", b"<quiz>&unknown;</quiz>", "no well-formed XML"),
        ("moodle-xml", b"<quiz>" + b"<a>" * 100_000 + b"</a>" * 100_000 + b"</quiz>", "nested deeper than 60"),
        ("moodle-xml", b"<quiz>" + b"<a/>\n" * 1_000_001 + b"</quiz>", "more than 1,000,000 elements"),
        ("moodle-xml", b"<html/>", "This is no Moodle XML"),
        ("moodle-xml", b"<quiz><answer/></quiz>", "Between its questions stands a <answer>"),
        ("csv", b"stem\nWat?\n", "names no column “type”"),
        ("csv", b"type,stem,stem\n", "the column “stem” twice"),
        ("csv", b'type,stem\nsingle,"Wat?\n', "malformed from line 2 on"),
        ("csv", b"type,stem\n", "No question was found"),
        ("csv", b"type,stem," + b",".join(b"c%d" % n for n in range(300)), "more than 290 columns"),
        ("xlsx", b"type,stem\n", "This is no XLSX file."),
        ("xlsx", b"PK\x03\x04 broken", "The archive cannot be read"),
        ("xlsx", make_zip([("a.txt", "x")]), "This archive is no XLSX file."),
        ("xlsx", make_link(), "is a link"),
        ("xlsx", make_xlsx([]), "0 sheets of the workbook hold something"),
        (
            "xlsx",
            make_xlsx(change=lambda workbook: workbook.create_sheet("ook").append(["x"])),
            "2 sheets of the workbook hold something",
        ),
        ("xlsx", add_member(make_xlsx(), "xl/vbaProject.bin", "x"), "holds macros"),
        ("xlsx", add_member(make_xlsx(), "xl/evil.xml", LAUGHS), "xl/evil.xml: It declares a DTD"),
        ("xlsx", add_member(make_xlsx(), "../evil.xml", "x"), "leads out of it"),
    ],
)
def test_whole_file_is_refused_with_its_reason_and_soon(bring, form, data, reason):
    start = time.monotonic()
    report = bring(form, data)
    assert reason in report["error"]
    assert (counts(report), Bank.objects.count()) == ((0, 0, 0, 0, 0), 0)
    assert time.monotonic() - start < 20


def test_exit_status_is_one_sentence(ligo, tmp_path):
    path = tmp_path / "x"
    path.write_bytes(OUTSIDE)
    with pytest.raises(CommandError) as refusal:
        call_command("import_questions", path, form="moodle-xml", bank="bank", language="nl")
    assert (str(refusal.value), refusal.value.returncode) == ("It declares a DTD or entities.", 1)


def test_folder_or_device_is_no_file(tmp_path):
    for path in (tmp_path, tmp_path / "none"):
        with pytest.raises(UntrustedFile):
            read_file(path)


@pytest.mark.parametrize("name", ["/etc/x", "../x", "a/../../x", "a\\..\\x", "C:x", "a\nb\x01"])
def test_archive_that_leads_out_of_itself_is_refused(name):
    with pytest.raises(UntrustedFile, match="leads out of it"):
        Archive(make_zip([(name, "x")]))


def test_archive_bombs_are_refused():
    with pytest.raises(UntrustedFile, match="a bomb"):
        Archive(make_zip([("a", b"\0" * 10_000_000)]))
    with pytest.raises(UntrustedFile, match="larger than 20 MB"):
        Archive(make_zip([("a", b"\0" * 21_000_000)]))
    with pytest.raises(UntrustedFile, match="more than 25,000 members"):
        Archive(make_zip([(str(number), "") for number in range(25_001)]))
    with pytest.raises(UntrustedFile, match="unpacks to more than 100 MB"):
        Archive(make_zip([(str(number), b"\0" * 90_000) for number in range(1_200)]))


def test_archive_with_two_members_of_one_name_is_refused():
    with pytest.warns(UserWarning):
        twice = make_zip([("a.xml", "x"), ("a.xml", "y")])
    for data in (twice, make_zip([("a.xml", "x"), ("A.XML", "y")])):
        with pytest.raises(UntrustedFile, match="the same name"):
            Archive(data)


def test_archive_whose_members_are_not_what_they_say_is_refused():
    data = bytearray(make_zip([("a.xml", b"abcdefgh" * 100)]))
    size = (800).to_bytes(4, "little")
    smaller = bytes(data.replace(size, (10).to_bytes(4, "little")))
    with pytest.raises(UntrustedFile, match=r"not as large as it says|damaged"):
        Archive(smaller).read("a.xml")
    data[45] ^= 0xFF
    with pytest.raises(UntrustedFile, match="damaged"):
        Archive(bytes(data)).read("a.xml")
    encrypted = bytearray(make_zip([("a.xml", b"x")]))
    encrypted[encrypted.index(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(UntrustedFile, match="is encrypted"):
        Archive(bytes(encrypted))


def test_archive_whose_members_overlap_is_refused():
    data = make_zip([("a.xml", bytes(range(256)) * 8)], mode=zipfile.ZIP_STORED)
    start = data.index(b"PK\x01\x02")
    entry = data[start : data.index(b"PK\x05\x06")]
    end = bytearray(data[data.index(b"PK\x05\x06") :])
    end[8:12] = (2).to_bytes(2, "little") * 2
    end[12:16] = (2 * len(entry)).to_bytes(4, "little")
    with pytest.raises(UntrustedFile, match="overlap"):
        Archive(data[:start] + entry + entry.replace(b"a.xml", b"b.xml") + bytes(end))


def with_cell(value, *, column=4, number_format="General"):
    def change(workbook):
        cell = workbook.active.cell(row=2, column=column + 1)
        cell.value = value
        cell.number_format = number_format

    return make_xlsx(change=change)


@pytest.mark.parametrize(
    ("value", "number_format", "said"),
    [(5, "General", "5"), (5.0, "0", "5"), (0.1, "General", "0.1"), (True, "General", "true"), ("5", "@", "5")],
)
def test_plain_cell_is_read_as_it_is_shown(value, number_format, said):
    (found,) = read_xlsx(with_cell(value, number_format=number_format))
    assert found.parts[0].text == said


@pytest.mark.parametrize(
    ("value", "number_format"),
    [("=1+1", "General"), (date(2026, 11, 28), "dd/mm/yyyy"), (0.5, "0%"), (12.5, "€ #,##0.00"), ("#N/A", "General")],
)
def test_cell_that_does_not_hold_what_is_shown_refuses_its_question(value, number_format):
    (found,) = read_xlsx(with_cell(value, number_format=number_format))
    assert found.reason.startswith("column “text_1”: it is ")
    assert (found.where, found.identifier, found.type) == ("row 2", "x", "single")


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("x,essay,Wat?,a,dit,dat", "the type is one of"),
        ("x,single,,a,dit,dat", "it has no stem"),
        ("x,single", "it has no stem"),
        ("x,single,Wat?,c,dit,dat", "the answer names the right parts"),
        ("x,single,Wat?,a b,dit,dat", "a single has one right answer"),
        ("x,single,Wat?,,dit,dat", "the answer names the right parts"),
        ("x,single,Wat?,a,dit,", "it has 1 parts"),
        ("x,true_false,Wat?,misschien,,", "the answer is true or false"),
        ("x,true_false,Wat?,true,dit,", "has no parts"),
        ("x,order,Wat?,a a,dit,dat", "names every part once"),
        ("x,match,Wat?,,dit,dat", "part 1 has nothing that belongs to it"),
        ("x,single,Wat?,a,dit,dat,te veel", "more cells than the table has columns"),
    ],
)
def test_row_that_contradicts_itself_is_refused(row, reason):
    (found,) = read_csv(f"{','.join(TABLE[0])}\n{row}\n".encode())
    assert reason in found.reason
    assert (found.where, found.identifier) == ("line 2", "x")


@pytest.mark.parametrize("mark", ",;\t")
def test_table_says_what_it_loses_and_keeps_what_looks_like_a_formula(mark):
    names = ["id", "type", "stem", "answer", "theme", "moeilijkheid", "tags"]
    row = ["x", "true_false", "'=2+2 is 4", "TRUE", "Het Huis", "zwaar", "een|twee"]
    (found,) = read_csv(f"\ufeff{mark.join(names)}\r\n{mark.join(row)}\r\n".encode())
    assert (found.stem, found.key, found.about.tags) == ("=2+2 is 4", {"value": True}, ("een", "twee"))
    assert found.lost == ("the column “moeilijkheid”", "the theme “Het Huis”")
