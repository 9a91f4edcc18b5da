"""What several questions of a bank share, as the files of the bank say it: a text, a picture, a recording."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, ClassVar

from pydantic import Field, model_validator

from .banks_linting import list_language_mistakes
from .banks_shapes import ReadQuestion
from .blocks import Item
from .contents import PackMedia
from .folders import FolderReader
from .problems import Place
from .reading import PackFile, read_yaml
from .schema import Head
from .shapes import Key, Words
from .slots import Slot, list_block_slots
from .texts import render_text

FEWEST = 2  # what one question alone is about stands in that question


class ClusterShape(Item):
    """A text of paragraphs, a picture, an audio or video, with a title above it or without. `facts`: what it rests on."""

    type: ClassVar[str] = "cluster"
    title: Words | None = None
    text: Words | None = None
    picture: Key | None = None
    recording: Key | None = None
    facts: Annotated[list[Key], Field(min_length=1)]

    @model_validator(mode="after")
    def shares_something(self) -> "ClusterShape":
        if not (self.text or self.picture or self.recording):
            raise ValueError("questions share a text, a picture or a recording.")
        return self


@dataclass(frozen=True)
class ReadCluster:
    """A cluster with its texts per language, by their place in it; the Dutch first."""

    asked: ClusterShape
    theme: str
    texts: dict[str, dict[Place, str]]

    @property
    def content(self) -> dict[str, Any]:
        """As assessments freezes it."""
        return {
            "languages": {
                code: {"title": texts.get(("title",), ""), "text": render_text(texts.get(("text",), ""))}
                for code, texts in self.texts.items()
            },
            "picture": self.asked.picture or "",
            "recording": self.asked.recording or "",
        }


class ClusterReader(FolderReader):
    def _read_clusters(self, head: Head) -> dict[str, ReadCluster]:
        """Those of all themes, by id."""
        clusters: dict[str, ReadCluster] = {}
        for folder in sorted(path for path in self.folder.glob("clusters/*") if path.is_dir()):
            for cluster in self._read_clusters_of_theme(head, folder):
                if cluster.asked.id in clusters:
                    self.problems.add(_name(cluster), (cluster.asked.id,), "this cluster stands in the bank twice.")
                clusters[cluster.asked.id] = cluster
        return clusters

    def _read_clusters_of_theme(self, head: Head, folder: Path) -> Iterator[ReadCluster]:
        source = read_yaml(folder=self.folder, name=f"clusters/{folder.name}/nl.yaml", problems=self.problems)
        others = self._read_translations(head, folder)
        if source is None:
            return
        if not isinstance(source.data, list):
            self.problems.add(source, (), "this file must be a list.")
            return
        known: set[str] = set()
        for index, data in enumerate(source.data):
            asked = self._validate(source, ClusterShape, data, (index,))
            if asked is not None:
                known.add(asked.id)
                yield self._read_cluster(source, asked, folder.name, others)
        for other in others.values():
            for key in sorted(set(other.data) - known):
                self.problems.add(other, (key,), "the Dutch has no such cluster.")

    def _read_cluster(
        self, source: PackFile, asked: ClusterShape, theme: str, others: Mapping[str, PackFile]
    ) -> ReadCluster:
        slots = list(list_block_slots(asked, "", (asked.id,)))
        self._check_source_texts(source, slots)
        self._check_facts(source, (asked.id, "facts"), asked.facts)
        texts = {"nl": {slot.place[1:]: slot.text for slot in slots}}
        for code, other in others.items():
            if asked.id in other.data:
                texts[code] = self._read_cluster_in(other, asked, slots)
        return ReadCluster(asked, theme, texts)

    def _read_cluster_in(self, file: PackFile, asked: ClusterShape, slots: list[Slot]) -> dict[Place, str]:
        by_path = self._check_translation(file, slots, {asked.id: file.data[asked.id]}).by_path
        texts = {slot.place[1:]: by_path[slot.path] for slot in slots if slot.path in by_path}
        for place, mistake in list_language_mistakes({slot.place[1:]: slot.text for slot in slots}, texts):
            self.problems.add(file, (asked.id, *place), mistake)
        return texts

    def _read_translations(self, head: Head, folder: Path) -> dict[str, PackFile]:
        """The files of a theme besides the Dutch, by language."""
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

    def _check_shared_media(self, clusters: Iterable[ReadCluster], files: Mapping[str, PackMedia]) -> None:
        """The picture and the recording are in the folder, and say what they show in each language of the cluster."""
        for cluster in clusters:
            for name, kinds in (("picture", {"image"}), ("recording", {"audio", "video"})):
                key, place = getattr(cluster.asked, name), (cluster.asked.id, name)
                if key is None:
                    continue
                if key not in files or files[key].about.kind not in kinds:
                    self.problems.add(_name(cluster), place, f"media/media.yaml has no {name} “{key}”.")
                elif files[key].about.decorative:
                    self.problems.add(_name(cluster), place, "a picture that is asked about is not decorative.")
                self._check_shown([self.media_texts.get(key)], set(cluster.texts))

    def _check_members(self, questions: Iterable[ReadQuestion], clusters: Mapping[str, ReadCluster]) -> None:
        """The questions of a cluster can come together: they are of its theme, one part of the test, one use, and it exists in
        each of their languages."""
        members: dict[str, list[ReadQuestion]] = {key: [] for key in clusters}
        for question in questions:
            asked, file = question.asked, f"questions/{question.theme}/nl.yaml"
            if asked.id in clusters:
                self.problems.add(_name(clusters[asked.id]), (asked.id,), "a question has this id too.")
            if asked.cluster is None:
                continue
            cluster = clusters.get(asked.cluster)
            if cluster is None or cluster.theme != question.theme:
                self.problems.add(
                    file, (asked.id, "cluster"), f"clusters/{question.theme} has no cluster “{asked.cluster}”."
                )
                continue
            first = members[asked.cluster][0].asked if members[asked.cluster] else asked
            for name in ("section", "use"):
                if getattr(asked, name) != getattr(first, name):
                    self.problems.add(file, (asked.id, name), f"another than {first.id} has, of the same cluster.")
            for code in sorted(set(question.texts) - set(cluster.texts)):
                self.problems.add(file, (asked.id, "cluster"), f"the cluster “{asked.cluster}” has no “{code}”.")
            members[asked.cluster].append(question)
        for key, found in members.items():
            if len(found) < FEWEST:
                self.problems.add(_name(clusters[key]), (key,), f"a cluster has at least {FEWEST} questions.")


def _name(cluster: ReadCluster) -> str:
    return f"clusters/{cluster.theme}/nl.yaml"
