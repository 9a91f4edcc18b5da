"""A bank of questions as a folder of text files, read and checked (docs/reference/question-bank.md). Nothing is written."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field

from assessments import api as assessments
from assessments.enums import QuestionKind

from ..domain.markup import FACT
from .banks_linting import list_language_mistakes, list_longest, list_same_as_dutch, list_same_parts
from .blocks import Question
from .folders import FolderReader
from .problems import Place
from .reading import PackFile, read_yaml
from .references import Known
from .schema import BlueprintShape, Fact, Head
from .shapes import Key
from .slots import Slot, list_block_slots
from .texts import render_text

#: Where the texts of the parts of a kind stand.
PARTS = {
    QuestionKind.SINGLE: "options",
    QuestionKind.MULTIPLE: "options",
    QuestionKind.ORDER: "items",
    QuestionKind.MATCH: "pairs",
}


class BankQuestion(Question):
    """A question of a bank: a question as lessons have them, and what it is about and for."""

    type: ClassVar[str] = "question"
    objective: Key
    section: Literal["practical", "values"]
    use: Literal["practice", "mock"]
    facts: Annotated[list[Key], Field(min_length=1)]
    review_by: date | None = None


@dataclass(frozen=True)
class ReadQuestion:
    """A question with its texts per language, by their place inside the question; the Dutch first."""

    asked: BankQuestion
    theme: str
    texts: dict[str, dict[Place, str]]

    @property
    def content(self) -> dict[str, Any]:
        """As assessments freezes it."""
        return {
            "kind": self.asked.kind,
            "key": read_key(self.asked),
            "languages": {code: self._arrange(texts) for code, texts in self.texts.items()},
        }

    def _arrange(self, texts: dict[Place, str]) -> dict[str, Any]:
        arranged: dict[str, Any] = {
            "stem": texts["stem",],
            "explanation": render_text(texts["explanation",]),
        }
        if place := PARTS.get(QuestionKind(self.asked.kind)):
            parts: dict[str, dict[str, str]] = {part.id: {} for part in getattr(self.asked, place)}
            for where, text in texts.items():
                if where[0] == place:
                    parts[str(where[1])][str(where[2])] = text
            arranged[place] = parts
        return arranged


@dataclass(frozen=True)
class BankContents:
    head: Head
    facts: list[Fact]
    questions: list[ReadQuestion]
    blueprints: list[BlueprintShape] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def read_bank(*, folder: Path, known: Known) -> BankContents:
    """The bank in `folder`, checked. Raises BadPack with every problem that was found."""
    return BankReader(folder, known).read()


def read_key(asked: BankQuestion) -> dict[str, Any]:
    """The right answer, in the ids of the file."""
    match asked.kind:
        case "single" | "multiple":
            return {"correct": [option.id for option in asked.options or [] if option.correct]}
        case "true_false":
            return {"value": asked.answer}
        case "order":
            return {"order": [item.id for item in asked.items or []]}
        case _:
            return {"pairs": {pair.id: pair.id for pair in asked.pairs or []}}


class BankReader(FolderReader):
    def read(self) -> BankContents:
        self._check_folder()
        file, head = self._read_model("bank.yaml", Head)
        if file is None or head is None:
            self.problems.raise_if_any()
        assert file and head
        self._check_head(file, head)
        facts = self._read_facts()
        questions: dict[str, ReadQuestion] = {}
        for folder in sorted(path for path in self.folder.glob("questions/*") if path.is_dir()):
            for question in self._read_folder(head, folder):
                if question.asked.id in questions:
                    name = f"questions/{folder.name}/nl.yaml"
                    self.problems.add(name, (question.asked.id,), "this question stands in the bank twice.")
                questions[question.asked.id] = question
        if not questions:
            self.problems.add("questions", (), "there is no question.")
        self.problems.raise_if_any()
        found = list(questions.values())
        self.notes += [*list_same_as_dutch(found), *list_longest(found)]
        return BankContents(head, facts, found, self._read_blueprints(), self.notes)

    def _read_blueprints(self) -> list[BlueprintShape]:
        """The tests that can be sat with this bank; it may have none."""
        if not (self.folder / "blueprints.yaml").exists():
            return []
        blueprints: list[BlueprintShape] = []
        for file in self._read_lists([self.folder / "blueprints.yaml"]):
            for index, data in enumerate(file.data):
                blueprint = self._validate(file, BlueprintShape, data, (index,))
                if blueprint is None:
                    continue
                blueprints.append(blueprint)
                try:
                    assessments.check_blueprint(data=blueprint.data)
                except assessments.BadBlueprint as error:
                    self.problems.add(file, (blueprint.code, error.place), f"{error.code}.")
        self.problems.raise_if_any()
        return blueprints

    def _read_folder(self, head: Head, folder: Path) -> Iterator[ReadQuestion]:
        """The questions of one theme, in the languages that the bank names."""
        name = f"questions/{folder.name}"
        source = read_yaml(folder=self.folder, name=f"{name}/nl.yaml", problems=self.problems)
        others = self._read_translations(head, folder)
        if source is None:
            return
        if not isinstance(source.data, list):
            self.problems.add(source, (), "this file must be a list.")
            return
        known: set[str] = set()
        for index, data in enumerate(source.data):
            asked = self._validate(source, BankQuestion, data, (index,))
            if asked is not None:
                known.add(asked.id)
                yield self._read_question(source, asked, folder.name, others)
            elif isinstance(data, dict):
                known.add(str(data.get("id")))
        for code, other in others.items():
            for key in sorted(set(other.data) - known):
                self.problems.add(other, (key,), "the Dutch has no such question.")
            if missing := len(known - set(other.data)):
                self.notes.append(f"{name}: {missing} question{'s' * (missing != 1)} without “{code}” yet.")
        for code in sorted(set(head.languages) - set(others) - {head.source_language}):
            self.notes.append(f"{name} has no “{code}” yet.")

    def _read_translations(self, head: Head, folder: Path) -> dict[str, PackFile]:
        found: dict[str, PackFile] = {}
        for path in sorted(folder.glob("*.yaml")):
            code, name = path.stem, path.relative_to(self.folder).as_posix()
            if code == head.source_language:
                continue
            if code not in head.languages:
                self.problems.add(name, (), f"bank.yaml does not name the language “{code}”.")
                continue
            file = read_yaml(folder=self.folder, name=name, problems=self.problems)
            if file is not None and isinstance(file.data, dict):
                found[code] = file
            elif file is not None:
                self.problems.add(file, (), "this must be a group of keys.")
        return found

    def _read_question(
        self, source: PackFile, asked: BankQuestion, theme: str, others: dict[str, PackFile]
    ) -> ReadQuestion:
        slots = list(list_block_slots(asked, "", (asked.id,)))
        self._check_source_texts(source, slots)
        self._check_facts(source, (asked.id, "facts"), asked.facts)
        if asked.objective not in self.known.objective_keys:
            self.problems.add(source, (asked.id, "objective"), f"the curriculum has no objective “{asked.objective}”.")
        elif (its := self.known.theme_of[asked.objective]) != theme:
            self.problems.add(source, (asked.id, "objective"), f"this objective is of the theme “{its}”.")
        texts = {"nl": {slot.place[1:]: slot.text for slot in slots}}
        self._check_same_parts(source, asked, texts["nl"])
        self._check_shown([self.fact_texts.get(key) for key in _list_facts(texts["nl"])], {"nl"})
        for code, other in others.items():
            if asked.id in other.data:
                texts[code] = self._read_translation(other, asked, slots)
                self._check_shown([self.fact_texts.get(key) for key in _list_facts(texts[code])], {code})
        return ReadQuestion(asked, theme, texts)

    def _read_translation(self, file: PackFile, asked: BankQuestion, slots: list[Slot]) -> dict[Place, str]:
        data = {asked.id: file.data[asked.id]}
        by_path = self._check_translation(file, slots, data).by_path
        texts = {slot.place[1:]: by_path[slot.path] for slot in slots if slot.path in by_path}
        for place, mistake in list_language_mistakes({slot.place[1:]: slot.text for slot in slots}, texts):
            self.problems.add(file, (asked.id, *place), mistake)
        self._check_same_parts(file, asked, texts)
        return texts

    def _check_same_parts(self, file: PackFile, asked: BankQuestion, texts: dict[Place, str]) -> None:
        for place in list_same_parts(texts):
            self.problems.add(file, (asked.id, *place), "this reads the same as another; nobody could tell them apart.")


def _list_facts(texts: dict[Place, str]) -> set[str]:
    return {key for text in texts.values() for key in FACT.findall(text)}
