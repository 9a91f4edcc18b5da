"""What the questions of a file share, brought together with what the bank has already: all questions of a cluster, or none."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from ..enums import QuestionState
from ..errors import InvalidCluster
from ..models import Bank, BankQuestion, Cluster
from .clusters import MEDIA, freeze_cluster, read_cluster

if TYPE_CHECKING:
    from .importing import OutsideCluster, OutsideQuestion


class FileClusters:
    """The clusters that the entries of a file are about, each taken over once."""

    def __init__(self, bank: Bank, language: str, entries: Sequence["OutsideQuestion"], at: datetime) -> None:
        self._bank, self._language, self._at = bank, language, at
        self._rows = {row.key: row for row in bank.clusters.select_related("current", "copy")}
        self._members: dict[str, list[str]] = {}
        self._said: dict[str, list[OutsideCluster]] = {}
        self._taken: dict[str, Cluster | InvalidCluster] = {}
        for entry in entries:
            if entry.cluster is not None:
                self._members.setdefault(entry.cluster.key, []).append(entry.key)
                self._said.setdefault(entry.cluster.key, []).append(entry.cluster)

    def find(self, entry: "OutsideQuestion", row: BankQuestion | None) -> tuple[Cluster | None, int]:
        """The cluster of an entry as it is from now on, and the place of the entry in it; an entry that names none leaves it as
        it is. Raises InvalidCluster."""
        if entry.cluster is None:
            return (row.cluster, row.cluster_place) if row else (None, 0)
        key = entry.cluster.key
        if key not in self._taken:
            try:
                self._taken[key] = self._take(key)
            except InvalidCluster as problem:
                self._taken[key] = problem
        found = self._taken[key]
        if isinstance(found, InvalidCluster):
            raise found
        return found, self._find_place(found, entry.key)

    def _take(self, key: str) -> Cluster:
        row = self._rows.get(key)
        said = {one for one in self._said[key] if one.says_something}
        if len(said) > 1:
            raise InvalidCluster(_("The questions about “%(key)s” say different things of it.") % {"key": key})
        if not said:
            if row is None or row.current is None:
                raise InvalidCluster(_("Nothing says what “%(key)s” is, which it is about.") % {"key": key})
            return row
        content = self._merge(row, said.pop())
        if row is not None and row.current and row.current.content_hash == read_cluster(content).content_hash:
            return row
        self._refuse_half(row, key)
        read_cluster(content)
        row = row or Cluster.objects.create(bank=self._bank, key=key, is_authored=True)
        freeze_cluster(cluster=row, content=content, at=self._at)
        row.is_authored = True
        row.save(update_fields=["is_authored"])
        return row

    def _merge(self, row: Cluster | None, said: "OutsideCluster") -> dict[str, Any]:
        """As freeze_cluster takes it: the other languages stay, and so do a picture and a recording that are not told."""
        current = row.current if row else None
        texts = dict(current.texts) if current else {}
        texts[self._language] = {"title": said.title, "text": said.text}
        told = {name: getattr(said, name) or (getattr(current, name) if current else "") for name in MEDIA}
        return {"languages": texts, **told}

    def _refuse_half(self, row: Cluster | None, key: str) -> None:
        """What it says is never changed while somebody writes it, nor for a part of its questions."""
        if row is None:
            return
        if hasattr(row, "copy"):
            raise InvalidCluster(
                _("Somebody is changing “%(key)s” in /cms/: accept or discard that first.") % {"key": key}
            )
        others = row.questions.exclude(state=QuestionState.RETIRED).exclude(key__in=self._members[key])
        if names := ", ".join(others.order_by("key").values_list("key", flat=True)):
            raise InvalidCluster(
                _("“%(key)s” reads differently here, and the file lacks questions about it: %(names)s.")
                % {"key": key, "names": names}
            )

    def _find_place(self, row: Cluster, key: str) -> int:
        """In the order of the file when it has all of them; else those that are there keep their places."""
        there = dict(row.questions.exclude(state=QuestionState.RETIRED).values_list("key", "cluster_place"))
        named = self._members[row.key]
        if set(there) <= set(named):
            return named.index(key) + 1
        return there.get(key) or max(there.values()) + 1
