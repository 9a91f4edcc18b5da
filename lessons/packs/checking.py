"""Reading a whole pack and checking what its files say of each other. Nothing is written."""

from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from core.api import SOURCE_LANGUAGE, get_language, is_known_language

from ..domain.markup import FACT
from .contents import PackContents, PackLesson, PackMedia, PackModule
from .folders import FolderReader
from .glossary import PackWord, find_card, list_missing_languages, make_word
from .problems import Place
from .reading import PackFile, read_yaml
from .references import Known
from .schema import Lesson, Module, ModuleSourceTexts, Pack, Word
from .slots import Slot, list_slots, make_page_key
from .texts import list_line_mistakes


def read_pack(*, folder: Path, known: Known) -> PackContents:
    """The pack in `folder`, checked. Raises BadPack with every problem that was found."""
    return PackReader(folder, known).read()


class PackReader(FolderReader):
    def read(self) -> PackContents:
        self._check_folder()
        pack = self._read_pack()
        facts = self._read_facts()
        files = self._read_media()
        module_file, module = self._read_model("module.yaml", Module)
        if pack is None or module is None or module_file is None:
            self.problems.raise_if_any()
        assert pack and module and module_file
        packed_module = self._check_module(pack, module_file, module, files)
        lessons = self._read_lessons(pack, module_file, module, files)
        self._check_what_lessons_show(lessons)
        if module.picture:
            self._check_shown([self.media_texts.get(module.picture)], set(module.texts))
        words = self._read_words(pack, lessons)
        self.problems.raise_if_any()
        assert packed_module
        return PackContents(pack, facts, files, packed_module, lessons, words, self.notes)

    # --- single files ---

    def _read_pack(self) -> Pack | None:
        file, pack = self._read_model("pack.yaml", Pack)
        if file is None or pack is None:
            return None
        self._check_head(file, pack)
        return pack

    def _check_what_lessons_show(self, lessons: list[PackLesson]) -> None:
        """A lesson in a language needs its facts and pictures in that language: nothing falls back to Dutch."""
        for packed in lessons:
            lesson = packed.lesson
            texts = [slot.text for slot in packed.slots] + [text for _place, text in list_untranslated(lesson)]
            facts = {*lesson.facts, *(key for text in texts for key in FACT.findall(text))}
            pictures = {key for _place, key, kind in list_media(lesson) if kind == "image"}
            shown = [self.fact_texts.get(key) for key in facts] + [self.media_texts.get(key) for key in pictures]
            self._check_shown(shown, {SOURCE_LANGUAGE, *packed.translations})

    def _read_words(self, pack: Pack, lessons: list[PackLesson]) -> list[PackWord]:
        words: list[PackWord] = []
        for file in self._read_lists(self.folder.glob("glossary.yaml")):
            for index, data in enumerate(file.data):
                word = self._validate(file, Word, data, (index,))
                if word is None:
                    continue
                if any(word.key == other.key for other in words):
                    self.problems.add(file, (word.key,), "this word stands in the pack twice.")
                found = find_card(word.card, lessons) if word.card else None
                if word.card and found is None:
                    self.problems.add(file, (word.key, "card"), f"there is no word block “{word.card}”.")
                    continue
                said = set(found[0].translations) if found else set()
                for name, texts in (("meaning", word.meaning or {}), ("terms", word.terms)):
                    for code, text in texts.items():
                        place = (word.key, name, code)
                        if code in said:
                            self.problems.add(file, place, f"the card says it in “{code}”; do not write it here too.")
                        self._check_word_text(file, place, code, text)
                words.append(make_word(word, lessons, source_name=pack.title))
        self.notes.extend(list_missing_languages(words, list(pack.languages)))
        return words

    def _check_word_text(self, file: PackFile, place: Place, code: str, text: str) -> None:
        if not is_known_language(code) or get_language(code).code != code:
            self.problems.add(file, place, "this language is not in the registry (core/languages.toml).")
        for mistake in list_line_mistakes(text):
            self.problems.add(file, place, mistake)
        keys = FACT.findall(text)
        self._check_facts(file, place, keys)
        self._check_shown([self.fact_texts.get(key) for key in keys], {code})

    # --- the module and its lessons ---

    def _check_module(self, pack, file, module, files) -> PackModule | None:
        source = self._validate(file, ModuleSourceTexts, module.texts.get("nl", {}), ("texts", "nl"))
        if module.theme not in self.known.theme_keys:
            self.problems.add(file, ("theme",), f"the curriculum has no theme “{module.theme}”.")
        self._check_picture(file, ("picture",), module.picture, files)
        if source is None:
            return None
        slots = [Slot(("title",), "title", source.title), Slot(("summary",), "summary", source.summary)]
        self._check_source_texts(file, slots, at=("texts", "nl"))
        translations = {}
        for code, data in module.texts.items():
            if code == "nl":
                continue
            if code not in pack.languages:
                self.problems.add(file, ("texts", code), "pack.yaml does not name this language.")
                continue
            translations[code] = self._check_translation(file, slots, data, at=("texts", code))
        for code in pack.languages:
            if code not in module.texts:
                self.problems.add(file, ("texts",), f"the texts in “{code}” are missing.")
        page_key = make_page_key(pack_id=pack.id, key=module.key)
        return PackModule(page_key, module, source, slots, translations)

    def _read_lessons(self, pack, module_file, module, files) -> list[PackLesson]:
        lessons: list[PackLesson] = []
        for index, folder in enumerate(module.lessons):
            place = ("lessons", index)
            if PurePosixPath(folder).name != folder or not (self.folder / "lessons" / folder).is_dir():
                self.problems.add(module_file, place, f"there is no folder lessons/{folder}.")
            elif folder in module.lessons[:index]:
                self.problems.add(module_file, place, "this lesson stands here twice.")
            elif lesson := self._read_lesson(pack, folder, files):
                for other in lessons:
                    if lesson.lesson.key == other.lesson.key or lesson.lesson.slug == other.lesson.slug:
                        name = f"lessons/{folder}/nl.yaml"
                        self.problems.add(name, (), f"key or slug is already that of lessons/{other.folder}.")
                if lesson.lesson.key == module.key:
                    self.problems.add(f"lessons/{folder}/nl.yaml", ("key",), "this is the key of the module.")
                lessons.append(lesson)
        present = {path.name for path in (self.folder / "lessons").glob("*") if path.is_dir()}
        for folder in sorted(present - set(module.lessons)):
            self.problems.add(module_file, ("lessons",), f"lessons/{folder} is not in the list.")
        return lessons

    def _read_lesson(self, pack: Pack, folder: str, files: dict[str, PackMedia]) -> PackLesson | None:
        file, lesson = self._read_model(f"lessons/{folder}/nl.yaml", Lesson)
        if file is None or lesson is None:
            return None
        page_key = make_page_key(pack_id=pack.id, key=lesson.key)
        slots = list_slots(lesson=lesson, page_key=page_key)
        self._check_source_texts(file, slots)
        self._check_references(file, lesson, slots, files)
        translations = {}
        for path in sorted((self.folder / "lessons" / folder).glob("*.yaml")):
            code = path.stem
            if code == pack.source_language:
                continue
            name = f"lessons/{folder}/{path.name}"
            if code not in pack.languages:
                self.problems.add(name, (), f"pack.yaml does not name the language “{code}”.")
                continue
            other = read_yaml(folder=self.folder, name=name, problems=self.problems)
            if other is not None:
                translations[code] = self._check_translation(other, slots, other.data)
        for code in pack.languages:
            if code != pack.source_language and code not in translations:
                self.notes.append(f"lessons/{folder} has no “{code}” yet.")
        return PackLesson(folder, page_key, lesson, slots, translations)

    def _check_references(self, file, lesson: Lesson, slots: list[Slot], files: dict[str, PackMedia]) -> None:
        for key in lesson.objectives:
            if key not in self.known.objective_keys:
                self.problems.add(file, ("objectives",), f"the curriculum has no objective “{key}”.")
        self._check_facts(file, ("facts",), lesson.facts)
        for place, key, kind in list_media(lesson):
            self._check_picture(file, place, key, files, kind=kind)
        for place, text in list_untranslated(lesson):
            for mistake in list_line_mistakes(text):
                self.problems.add(file, place, mistake)
            self._check_facts(file, place, FACT.findall(text))

    def _check_picture(self, file, place: Place, key: str | None, files, kind: str = "image") -> None:
        if key is None:
            return
        if key not in files:
            self.problems.add(file, place, f"media/media.yaml has no “{key}”.")
        elif files[key].about.kind != kind:
            self.problems.add(file, place, f"“{key}” is no {kind}.")


def list_media(lesson: Lesson) -> Iterator[tuple[Place, str, str]]:
    """Every picture, sound and film of a lesson: where it is named, its key and its kind."""
    if lesson.picture:
        yield ("picture",), lesson.picture, "image"
    for block in lesson.blocks:
        place: Place = ("blocks", block.id)
        if picture := getattr(block, "picture", None):
            yield (*place, "picture"), picture, "image"
        if block.type in ("audio", "video"):
            yield (*place, block.type), getattr(block, block.type), block.type
        for item in getattr(block, "items", None) or []:
            if picture := getattr(item, "picture", None):
                yield (*place, "items", item.id), picture, "image"


def list_untranslated(lesson: Lesson) -> Iterator[tuple[Place, str]]:
    """The texts of a lesson that are the same in every language: numbers, addresses."""
    for block in lesson.blocks:
        place: Place = ("blocks", block.id)
        for item in getattr(block, "items", None) or []:
            for field in ("phone", "url", "address"):
                if text := getattr(item, field, None):
                    yield (*place, "items", item.id, field), text
        if url := getattr(block, "url", None):
            yield (*place, "url"), url
