"""A bank of questions as a folder of text files, read and checked (docs/reference/question-bank.md). Nothing is written."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from assessments import api as assessments

from ..domain.markup import FACT
from .banks_clusters import ClusterReader, ReadCluster
from .banks_linting import list_given_away, list_language_mistakes, list_longest, list_same_as_dutch, list_same_parts
from .banks_shapes import BankQuestion, ReadQuestion
from .contents import PackMedia
from .problems import Place
from .reading import PackFile, read_yaml
from .references import Known
from .schema import BlueprintShape, Fact, Head
from .slots import Slot, list_block_slots
from .texts import list_line_mistakes


@dataclass(frozen=True)
class BankContents:
    head: Head
    facts: list[Fact]
    questions: list[ReadQuestion]
    clusters: list[ReadCluster] = field(default_factory=list)
    blueprints: list[BlueprintShape] = field(default_factory=list)
    media: dict[str, PackMedia] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


def read_bank(*, folder: Path, known: Known) -> BankContents:
    """The bank in `folder`, checked. Raises BadPack with every problem that was found."""
    return BankReader(folder, known).read()


class BankReader(ClusterReader):
    def read(self) -> BankContents:
        self._check_folder()
        file, head = self._read_model("bank.yaml", Head)
        if file is None or head is None:
            self.problems.raise_if_any()
        assert file and head
        self._check_head(file, head)
        facts = self._read_facts()
        files = self._read_media()
        clusters = self._read_clusters(head)
        questions: dict[str, ReadQuestion] = {}
        for folder in sorted(path for path in self.folder.glob("questions/*") if path.is_dir()):
            for question in self._read_folder(head, folder):
                if question.asked.id in questions:
                    name = f"questions/{folder.name}/nl.yaml"
                    self.problems.add(name, (question.asked.id,), "this question stands in the bank twice.")
                questions[question.asked.id] = question
        self._check_pictures(questions.values(), files)
        self._check_shared_media(clusters.values(), files)
        self._check_members(questions.values(), clusters)
        if not questions:
            self.problems.add("questions", (), "there is no question.")
        self.problems.raise_if_any()
        found = list(questions.values())
        self.notes += [*list_same_as_dutch(found), *list_longest(found), *list_given_away(found)]
        return BankContents(head, facts, found, [*clusters.values()], self._read_blueprints(), files, self.notes)

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
        answers = {"nl": self._read_answers(source, asked, asked.answers)} if asked.answers else {}
        self._check_same_parts(source, asked, texts["nl"])
        self._check_shown([self.fact_texts.get(key) for key in _list_facts(texts["nl"])], {"nl"})
        for code, other in others.items():
            if asked.id in other.data:
                texts[code] = self._read_translation(other, asked, slots)
                if asked.answers:
                    answers[code] = self._read_answers(other, asked, other.data[asked.id].get("answers"))
                self._check_shown([self.fact_texts.get(key) for key in _list_facts(texts[code])], {code})
        return ReadQuestion(asked, theme, texts, answers)

    def _read_answers(self, file: PackFile, asked: BankQuestion, answers: Any) -> list[str]:
        """What a short text accepts in one language."""
        place = (asked.id, "answers")
        if not isinstance(answers, list) or not all(isinstance(answer, str) for answer in answers):
            self.problems.add(file, place, "this must be a list of the answers that are accepted, as texts.")
            return []
        for mistake in [mistake for answer in answers for mistake in list_line_mistakes(answer)]:
            self.problems.add(file, place, mistake)
        if contradiction := assessments.find_answers_mistake(answers=answers):
            self.problems.add(file, place, f"{contradiction}.")
        return answers

    def _check_pictures(self, questions: Iterable[ReadQuestion], files: dict[str, PackMedia]) -> None:
        """The picture of a question is in the folder, says what it shows in each of its languages, and its areas lie in it."""
        for question in questions:
            asked, file = question.asked, f"questions/{question.theme}/nl.yaml"
            if asked.picture is None:
                continue
            if asked.picture not in files or files[asked.picture].about.kind != "image":
                self.problems.add(file, (asked.id, "picture"), f"media/media.yaml has no picture “{asked.picture}”.")
            elif files[asked.picture].about.decorative:
                self.problems.add(file, (asked.id, "picture"), "a picture that is asked about is not decorative.")
            self._check_shown([self.media_texts.get(asked.picture)], set(question.texts))
            if mistake := assessments.find_areas_mistake(areas=question.content["picture"]["areas"]):
                self.problems.add(file, (asked.id, "options"), f"{mistake}.")

    def _read_translation(self, file: PackFile, asked: BankQuestion, slots: list[Slot]) -> dict[Place, str]:
        data = {asked.id: _without_answers(file.data[asked.id]) if asked.answers else file.data[asked.id]}
        by_path = self._check_translation(file, slots, data).by_path
        texts = {slot.place[1:]: by_path[slot.path] for slot in slots if slot.path in by_path}
        for place, mistake in list_language_mistakes({slot.place[1:]: slot.text for slot in slots}, texts):
            self.problems.add(file, (asked.id, *place), mistake)
        self._check_same_parts(file, asked, texts)
        return texts

    def _check_same_parts(self, file: PackFile, asked: BankQuestion, texts: dict[Place, str]) -> None:
        for place in list_same_parts(texts):
            self.problems.add(file, (asked.id, *place), "this reads the same as another; nobody could tell them apart.")


def _without_answers(data: Any) -> Any:
    return {name: value for name, value in data.items() if name != "answers"} if isinstance(data, dict) else data


def _list_facts(texts: dict[Place, str]) -> set[str]:
    return {key for text in texts.values() for key in FACT.findall(text)}
