"""What reading a pack and reading a bank have in common: single files, facts, texts and their translations."""

from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from pydantic import BaseModel, ValidationError

from core.api import SOURCE_LANGUAGE, get_language, is_known_language
from media import api as media

from ..domain.markup import FACT
from .alignment import list_alignment_mistakes
from .contents import PackMedia, PageTexts
from .problems import Place, Problems
from .reading import PackFile, note_errors, read_yaml
from .references import Known
from .schema import Fact, Head, MediaFile
from .slots import Slot, flatten
from .texts import list_line_mistakes, list_text_mistakes

MAX_FILE_BYTES = 50_000_000


class ShownText(NamedTuple):
    """The texts of a fact or a picture per language, and where they stand."""

    file: PackFile
    place: Place
    what: str
    texts: dict[str, str]


class FolderReader:
    """Collects what is wrong in `problems` (nothing is loaded then) and what should be known in `notes`."""

    def __init__(self, folder: Path, known: Known) -> None:
        self.folder = folder
        self.known = known
        self.problems = Problems()
        self.notes: list[str] = []
        #: Facts with the place of their texts: what a text shows must be there in its language.
        self.fact_texts: dict[str, ShownText] = {}
        self.fact_keys: set[str] = set(known.fact_keys)
        #: Pictures, audio and video with the place of what they show or say.
        self.media_texts: dict[str, ShownText] = {}

    def _check_folder(self) -> None:
        if not self.folder.is_dir():
            self.problems.add(str(self.folder), (), "there is no such folder.")
            self.problems.raise_if_any()

    def _read_model[Model: BaseModel](self, name: str, model: type[Model]) -> tuple[PackFile | None, Model | None]:
        file = read_yaml(folder=self.folder, name=name, problems=self.problems)
        return file, self._validate(file, model, file.data) if file else None

    def _validate[Model: BaseModel](self, file: PackFile, model: type[Model], data, at: Place = ()) -> Model | None:
        try:
            return model.model_validate(data)
        except ValidationError as error:
            note_errors(file=file, error=error, problems=self.problems, at=at)
            return None

    def _check_head(self, file: PackFile, head: Head) -> None:
        for code in head.languages:
            place = ("languages", code)
            if not is_known_language(code) or get_language(code).code != code:
                self.problems.add(file, place, "this language is not in the registry (core/languages.toml).")
        if head.organisation not in self.known.organisation_codes:
            known = ", ".join(sorted(self.known.organisation_codes)) or "none"
            self.problems.add(
                file,
                ("organisation",),
                f"there is no organisation “{head.organisation}”. Make it first. Known: {known}.",
            )

    def _read_facts(self) -> list[Fact]:
        facts: dict[str, Fact] = {}
        for file in self._read_lists(sorted(self.folder.glob("facts/*.yaml"))):
            for index, data in enumerate(file.data):
                fact = self._validate(file, Fact, data, (index,))
                if fact is None:
                    continue
                if fact.key in facts:
                    self.problems.add(file, (fact.key,), "this fact stands in the pack twice.")
                facts[fact.key] = fact
                shown = ShownText(file, (fact.key, "display"), "the value", fact.display)
                if fact.display:  # one that no text shows needs a statement only
                    self._check_languages(shown)
                self.fact_texts[fact.key] = shown
                if "nl" not in fact.statement:
                    self.problems.add(file, (fact.key, "statement"), "the Dutch statement is missing.")
        self.fact_keys |= set(facts)
        return list(facts.values())

    def _read_media(self) -> dict[str, PackMedia]:
        found: dict[str, PackMedia] = {}
        for file in self._read_lists(self.folder.glob("media/media.yaml")):
            for index, data in enumerate(file.data):
                about = self._validate(file, MediaFile, data, (index,))
                if about is None:
                    continue
                if about.id in found:
                    self.problems.add(file, (about.id,), "this id stands here twice.")
                content = self._read_bytes(file, (about.id, "file"), about.file)
                captions = {
                    code: self._read_bytes(file, (about.id, "captions", code), name)
                    for code, name in about.captions.items()
                }
                if about.kind == "image" and not about.decorative:
                    shown = ShownText(file, (about.id, "alt"), "the alternative text", about.alt)
                    self._check_languages(shown)
                    self.media_texts[about.id] = shown
                elif about.kind != "image":
                    self.media_texts[about.id] = ShownText(
                        file, (about.id, "transcript"), "the transcript", about.transcript
                    )
                if content is not None and None not in captions.values():
                    found[about.id] = PackMedia(about, content, {code: got for code, got in captions.items() if got})
        return found

    def _read_bytes(self, file: PackFile, place: Place, name: str) -> media.ImportedFile | None:
        path = PurePosixPath(name)
        if path.name != name or name.startswith("."):
            self.problems.add(file, place, "this must be the name of a file in the folder media.")
            return None
        real = self.folder / "media" / name
        if not real.is_file() or real.is_symlink():
            self.problems.add(file, place, f"there is no file media/{name}.")
            return None
        if real.stat().st_size > MAX_FILE_BYTES:
            self.problems.add(file, place, f"media/{name} is larger than {MAX_FILE_BYTES // 1_000_000} MB.")
            return None
        found = media.ImportedFile(name, real.read_bytes())
        if path.suffix.lower() == ".svg":
            try:
                media.sanitise_svg(found.content)
            except media.UnsafePicture as error:
                for reason in error.reasons:
                    self.problems.add(file, place, f"media/{name}: {reason}")
        return found

    def _read_lists(self, paths: Iterable[Path]) -> Iterable[PackFile]:
        for path in paths:
            name = path.relative_to(self.folder).as_posix()
            file = read_yaml(folder=self.folder, name=name, problems=self.problems)
            if file is None or file.data is None:
                continue
            if isinstance(file.data, list):
                yield file
            else:
                self.problems.add(file, (), "this file must be a list.")

    def _check_languages(self, shown: ShownText) -> None:
        for code in shown.texts:
            if not is_known_language(code) or get_language(code).code != code:
                place = (*shown.place, code)
                self.problems.add(shown.file, place, "this language is not in the registry (core/languages.toml).")
        self._check_shown([shown], {SOURCE_LANGUAGE})

    def _check_shown(self, texts: Iterable[ShownText | None], languages: set[str]) -> None:
        """Each text stands in each of these languages. None is a reference that was reported where it stands."""
        for shown in texts:
            if shown is None:
                continue
            for code in sorted(languages - set(shown.texts)):
                self.problems.add(shown.file, shown.place, f"{shown.what} in “{code}” is missing.")

    def _check_source_texts(self, file: PackFile, slots: list[Slot], at: Place = ()) -> None:
        for slot in slots:
            for mistake in list_text_mistakes(slot.text) if slot.is_rich else list_line_mistakes(slot.text):
                self.problems.add(file, (*at, *slot.place), mistake)
            self._check_facts(file, (*at, *slot.place), FACT.findall(slot.text))

    def _check_translation(self, file: PackFile, slots: list[Slot], data, at: Place = ()) -> PageTexts:
        texts: dict[str, str] = {}
        leaves = dict(flatten(data))
        if not isinstance(data, dict):
            self.problems.add(file, at, "this must be a group of keys.")
            return PageTexts({})
        for slot in slots:
            text = leaves.pop(slot.place, None)
            place = (*at, *slot.place)
            if text is None:
                self.problems.add(file, place, f"the translation is missing (Dutch: “{shorten(slot.text)}”).")
            elif not isinstance(text, str) or not text.strip():
                self.problems.add(file, place, "this must be a text, and not an empty one.")
            else:
                text = text.strip()
                for mistake in list_alignment_mistakes(slot=slot, translation=text):
                    self.problems.add(file, place, mistake)
                texts[slot.path] = text
        for place in leaves:
            self.problems.add(file, (*at, *place), "the Dutch has no such text.")
        return PageTexts(texts)

    def _check_facts(self, file: PackFile, place: Place, keys: Iterable[str]) -> None:
        for key in keys:
            if key not in self.fact_keys:
                self.problems.add(file, place, f"there is no fact “{key}”.")


def shorten(text: str) -> str:
    """A text as it stands in a message: one line of at most 60 characters."""
    line = " ".join(text.split())
    return line if len(line) <= 60 else f"{line[:57]}…"
