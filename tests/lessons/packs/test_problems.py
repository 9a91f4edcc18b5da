"""A pack with mistakes is refused whole, and all its mistakes are told at once, each with its place."""

import re

import pytest
from django.core.management import CommandError, call_command

from curriculum.models import Fact
from lessons.models import LessonPage, OrganisationIndexPage
from lessons.packs.problems import BadPack
from media.models import Picture

from .support import list_stored_files

NL1 = "lessons/01-eerste/nl.yaml"
AR1 = "lessons/01-eerste/ar.yaml"
AR2 = "lessons/02-tweede/ar.yaml"


def block(data, name):
    return next(item for item in data["blocks"] if item["id"] == name)


def drop(path):
    *steps, last = path.split(".")

    def change(data):
        for step in steps:
            data = data[step]
        del data[last]

    return change


def put(path, value):
    *steps, last = path.split(".")

    def change(data):
        for step in steps:
            data = data[int(step)] if isinstance(data, list) else data[step]
        data[int(last) if isinstance(data, list) else last] = value

    return change


MISTAKES = {
    "unknown key": (NL1, put("colour", "red"), r"colour: this is not known here"),
    "missing key": (NL1, drop("minutes"), r"minutes: this is missing"),
    "minutes as text": (NL1, put("minutes", "20"), r"minutes: this must be a whole number"),
    "unknown block": (NL1, lambda d: d["blocks"][0].update(type="poem"), r"blocks → kop: type must be one of: text"),
    "unknown field of a block": 
        (NL1, lambda d: block(d, "tip").update(title="x"), r"blocks → tip → title: this is not known"),
    "id twice": (NL1, lambda d: block(d, "tip").update(id="kop"), r"the id kop stands here twice"),
    "bad id": (NL1, lambda d: block(d, "tip").update(id="Tip 1"), r"lower case letters"),
    "empty text": (NL1, lambda d: block(d, "tip").update(text="  "), r"blocks → tip → text: this may not be empty"),
    "unknown fact in a text": 
        (NL1, lambda d: block(d, "tip").update(text="Kost {fact:niets}."), r"there is no fact “niets”"),
    "unknown fact in a list": (NL1, put("facts", ["niets"]), r"facts: there is no fact “niets”"),
    "misspelt fact": (NL1, lambda d: block(d, "tip").update(text="Kost { fact:x }."), r"is geen feit"),
    "lonely backtick": (NL1, lambda d: block(d, "tip").update(text="De `waarborg."), r"accent grave"),
    "html": (NL1, lambda d: block(d, "tip").update(text="<b>Let op</b>"), r"HTML"),
    "script": (NL1, lambda d: block(d, "tip").update(text="<script>alert(1)</script>"), r"HTML"),
    "heading in a text": (NL1, lambda d: block(d, "tip").update(text="# Kop"), r"a heading"),
    "link in a text": (NL1, lambda d: block(d, "tip").update(text="[x](https://x.be)"), r"a link"),
    "numbered list": (NL1, lambda d: block(d, "tip").update(text="1. Eerst\n2. Dan"), r"a numbered list"),
    "list in a list": (NL1, lambda d: block(d, "tip").update(text="- a\n  - b"), r"a list may not stand in a list"),
    "bold in a line": (NL1, put("title", "**Vet**"), r"title: bold works in texts only"),
    "two lines in a line": (NL1, put("title", "een\ntwee"), r"title: this must be one line"),
    "unknown picture": (NL1, put("picture", "kasteel"), r"picture: media/media.yaml has no “kasteel”"),
    "unknown picture of a step": (NL1, lambda d: block(d, "stappen")["items"][0].update(picture="x"), r"items → s1"),
    "unknown objective": (NL1, put("objectives", ["vliegen"]), r"no objective “vliegen”"),
    "two right answers": (NL1, lambda d: block(d, "vraag")["options"][1].update(correct=True), r"exactly one option"),
    "no right answer": (NL1, lambda d: block(d, "vraag")["options"][0].update(correct=False), r"exactly one option"),
    "single with items": (NL1, lambda d: block(d, "vraag").update(items=[]), r"has no items"),
    "link without address": (NL1, lambda d: block(d, "link").update(url="javascript:x"), r"https://"),
    "same answers": 
        (NL1, lambda d: block(d, "vraag")["options"][1].update(text="Ten hoogste {fact:waarborg-maximum}."), r"01-eerste"),
    "too long for the page": (NL1, lambda d: block(d, "kop").update(text="x" * 121), r"blocks → kop: .*120"),
    "translation missing": 
        (AR1, drop("blocks.tip"), r"blocks → tip → text: the translation is missing .*Neem iemand mee"),
    "translation of nothing": 
        (AR1, put("blocks.link.url", "x"), r"blocks → link → url: the Dutch has no such text"),
    "translated structure": 
        (AR1, put("blocks.vraag.options.a.correct", True), r"options → a → correct: the Dutch has no"),
    "empty translation": (AR1, put("blocks.tip.text", " "), r"not an empty one"),
    "translation is a number": (AR1, put("blocks.tip.text", 7), r"this must be a text"),
    "paragraph too many": 
        (AR1, put("blocks.tip.text", "خذ شخصًا معك.\n\nواحد آخر."), r"has 1 paragraphs .* this has 2"),
    "list instead of paragraph": (AR1, put("blocks.tip.text", "- خذ شخصًا معك."), r"built differently"),
    "fact lost": 
        (AR1, put("blocks.vraag.explanation", "التأمين."), r"the fact waarborg-maximum of the Dutch is missing"),
    "fact from elsewhere": 
        (AR1, put("blocks.tip.text", "{fact:woonloket-telefoon}"), r"does not stand in the Dutch line"),
    "fact lost in a line": 
        (AR1, put("blocks.stappen.items.s2.text", "ادفع."), r"the fact waarborg-maximum of the Dutch is missing"),
    "translation is a list": (AR2, lambda d: d.update(blocks=["x"]), r"the translation is missing"),
    "language of nowhere": 
        ("pack.yaml", put("languages.xx", {"status": "draft"}), r"languages → xx: this language is not in the"),
    "two sources": ("pack.yaml", put("languages.ar.status", "source"), r"exactly one language is the source"),
    "unnamed language": ("pack.yaml", drop("languages.fr"), r"pack.yaml does not name"),
    "no organisation": 
        ("pack.yaml", put("organisation", "niemand"), r"there is no organisation “niemand”. Make it first. Known: ligo"),
    "another format": ("pack.yaml", put("schema", 2), r"schema: this must be one of: 1"),
    "unknown theme": ("module.yaml", put("theme", "ruimtevaart"), r"no theme “ruimtevaart”"),
    "missing lesson": ("module.yaml", put("lessons.1", "09-weg"), r"there is no folder lessons/09-weg"),
    "lesson outside": ("module.yaml", put("lessons.1", "../../elders"), r"there is no folder"),
    "lesson twice": ("module.yaml", put("lessons.1", "01-eerste"), r"this lesson stands here twice"),
    "lesson not listed": ("module.yaml", put("lessons", ["01-eerste"]), r"lessons/02-tweede is not in the list"),
    "module without a language": ("module.yaml", drop("texts.fr"), r"texts: the texts in “fr” are missing"),
    "module with a translated slug": 
        ("module.yaml", put("texts.ar.slug", "x"), r"texts → ar → slug: the Dutch has no such"),
    "value of a fact in one language less": 
        ("facts/facts.yaml", put("0.display", {"nl": "3", "fr": "3"}), r"the value in “ar” is missing"),
    "picture in one language less": 
        ("media/media.yaml", lambda d: d[0]["alt"].pop("ar"), r"the alternative text in “ar” is missing"),
    "unknown kind of fact": 
        ("facts/facts.yaml", put("0.kind", "rumour"), r"waarborg-maximum → kind: this must be one of"),
    "fact with a bad address": ("facts/facts.yaml", put("0.source", "nergens"), r"facts: waarborg-maximum"),
    "picture without words": ("media/media.yaml", lambda d: d[0].pop("alt"), r"says in Dutch what it shows"),
    "file outside": 
        ("media/media.yaml", put("0.file", "../pack.yaml"), r"must be the name of a file in the folder media"),
    "file gone": ("media/media.yaml", put("0.file", "weg.svg"), r"there is no file media/weg.svg"),
}  # fmt: skip


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_told_with_its_place_and_nothing_is_written(load, edit, name):
    file, change, expected = MISTAKES[name]
    edit(file, change)
    with pytest.raises(BadPack) as refusal:
        load()
    assert re.search(expected, str(refusal.value)), str(refusal.value)
    assert not LessonPage.objects.exists() and not OrganisationIndexPage.objects.exists()
    assert not Fact.objects.exists() and not Picture.objects.exists()


def test_a_problem_names_the_line(load, small_pack):
    text = (small_pack / NL1).read_text(encoding="utf-8")
    (small_pack / NL1).write_text(text.replace("Neem iemand mee.", "'Kost {fact:niets}.'"), encoding="utf-8")
    line = text[: text.index("Neem iemand mee.")].count("\n") + 1
    with pytest.raises(BadPack) as refusal:
        load()
    assert f"{NL1}:{line}: blocks → tip → text: there is no fact “niets”." in str(refusal.value).splitlines()


def test_all_problems_are_told_at_once(load, edit):
    edit(NL1, put("minutes", "20"))
    edit(AR2, drop("blocks.waar"))
    edit("module.yaml", put("theme", "ruimtevaart"))
    with pytest.raises(BadPack) as refusal:
        load()
    assert {problem.file for problem in refusal.value.problems} == {NL1, AR2, "module.yaml"}


def test_a_key_that_stands_twice_is_not_silently_lost(load, small_pack):
    with (small_pack / "module.yaml").open("a", encoding="utf-8") as file:
        file.write("theme: werk\n")
    with pytest.raises(BadPack, match="“theme” stands here twice"):
        load()


def test_yaml_that_is_no_yaml_names_the_line(load, small_pack):
    (small_pack / AR1).write_text("title: a\nblocks: [", encoding="utf-8")
    with pytest.raises(BadPack, match=r"no valid YAML \(line \d\)"):
        load()


def test_yaml_cannot_make_objects(load, small_pack):
    (small_pack / AR1).write_text("!!python/object/apply:os.system ['true']", encoding="utf-8")
    with pytest.raises(BadPack, match="no valid YAML"):
        load()


def test_a_hostile_drawing_stops_the_whole_pack(load, small_pack):
    (small_pack / "media/huis.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><script>alert(1)</script></svg>', encoding="utf-8"
    )
    with pytest.raises(BadPack, match=r"huis → file: media/huis.svg: Het element <script> is niet toegelaten"):
        load()


def test_a_link_to_a_file_outside_is_not_followed(load, small_pack, tmp_path):
    (tmp_path / "secret.svg").write_text((small_pack / "media/huis.svg").read_text(), encoding="utf-8")
    (small_pack / "media/huis.svg").unlink()
    (small_pack / "media/huis.svg").symlink_to(tmp_path / "secret.svg")
    with pytest.raises(BadPack, match=r"there is no file media/huis\.svg"):
        load()


def test_a_folder_that_is_not_there(platform, tmp_path):
    with pytest.raises(CommandError, match="no such folder"):
        call_command("load_pack", tmp_path / "nergens")


def test_an_error_halfway_takes_back_rows_and_files(load, monkeypatch):
    from lessons.packs import pages

    def fail(**_options):
        raise RuntimeError("the disk is full")

    files = list_stored_files()
    monkeypatch.setattr(pages, "write_translation", fail)
    with pytest.raises(RuntimeError):
        load()
    assert not LessonPage.objects.exists() and not Fact.objects.exists() and not Picture.objects.exists()
    assert list_stored_files() == files


def test_the_command_counts_the_problems(platform, small_pack, edit, capsys):
    edit("module.yaml", put("theme", "ruimtevaart"))
    with pytest.raises(CommandError, match="1 problem; nothing was loaded"):
        call_command("load_pack", small_pack)


def test_the_command_says_unchanged_the_second_time(platform, small_pack, capsys):
    call_command("load_pack", small_pack, dry_run=True)
    assert "Dry run, nothing written: 12 created" in capsys.readouterr().out
    call_command("load_pack", small_pack)
    assert "12 created" in capsys.readouterr().out
    call_command("load_pack", small_pack)
    assert capsys.readouterr().out.splitlines() == [
        "note      lessons/02-tweede has no “fr” yet.",
        "unchanged (12 parts)",
    ]
