"""The packs of this repository: a word that can be tapped in a lesson is told in every language of that lesson."""

from pathlib import Path

import pytest
import yaml
from django.conf import settings

from curriculum import api as curriculum
from lessons.packs.checking import read_pack
from lessons.packs.contents import PackContents
from lessons.packs.references import Known

PACKS = sorted(file.parent for file in (Path(settings.BASE_DIR) / "content").glob("*/pack.yaml"))


def read(folder: Path) -> PackContents:
    """The pack, on a platform that has its organisation, theme and objectives."""

    def load(name: str) -> dict:
        return yaml.safe_load((folder / name).read_text(encoding="utf-8"))

    module = load("module.yaml")
    objectives = {key for name in module["lessons"] for key in load(f"lessons/{name}/nl.yaml")["objectives"]}
    known = Known(
        organisation_codes=frozenset({load("pack.yaml")["organisation"]}),
        theme_keys=frozenset({module["theme"]}),
        objective_keys=frozenset(objectives),
        fact_keys=frozenset(),
        theme_of=dict.fromkeys(objectives, module["theme"]),
    )
    return read_pack(folder=folder, known=known)


@pytest.mark.django_db
@pytest.mark.parametrize("folder", PACKS, ids=lambda folder: folder.name)
def test_a_word_is_told_in_every_language_of_the_lessons_that_show_it(folder):
    contents = read(folder)
    for word in contents.words:
        curriculum.import_word(key=word.key, values=word.values)
    untold = set()
    for packed in contents.lessons:
        shown = {entry for slot in packed.slots for _start, _end, entry in curriculum.get_glossary().scan(slot.text)}
        assert shown, packed.folder
        untold |= {
            (entry.key, language)
            for entry in shown
            for language in packed.translations
            if entry.meaning_in(language).is_missing or entry.term_in(language).is_missing
        }
    assert untold == set()
