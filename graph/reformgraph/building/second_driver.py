"""Drives the pass over finished shards that makes what follows from several articles; see `second_pass`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import chain
from json import dumps
from typing import TYPE_CHECKING, Any

from reformgraph.adoption.decisions import Decisions
from reformgraph.adoption.reprints import Groups
from reformgraph.adoption.update import basis
from reformgraph.building.cluster_tasks import outcomes
from reformgraph.building.interrupts import Interrupts
from reformgraph.building.page_work import Settings
from reformgraph.building.second_pass import Pass, Places, compare_texts, derive_parts, safely, sort_parts, sort_texts
from reformgraph.building.shard_folder import DERIVED, Shard, ShardFile, ShardFolder
from reformgraph.errors import StoreError

if TYPE_CHECKING:
    from distributed import Client

#: Buckets at most; each is worked through in the memory of one worker.
BUCKETS = 256


@dataclass(frozen=True, slots=True)
class Derived:
    """What a pass made: the files, and what they were made with apart from the articles."""

    files: Mapping[str, ShardFile]
    basis: str


class SecondPass:
    """One pass over the shards of a folder.

    Parameters
    ----------
    client, asked
        The cluster, and whether an interrupt came.
    folder, shards
        Where the shards are, and which.
    settings, decisions
        Those of the build.
    """

    def __init__(
        self,
        client: Client,
        asked: Interrupts,
        folder: ShardFolder,
        shards: Sequence[Shard],
        settings: Settings,
        decisions: Decisions,
    ) -> None:
        self._client, self._asked, self._folder = client, asked, folder
        self._shards = [(shard.name, shard.files) for shard in shards]
        self._basis = basis(decisions)
        told = [self._basis, settings.base, [[name, sorted(files)] for name, files in self._shards]]
        digests = sorted(file.digest for _, files in self._shards for file in files.values())
        key = sha256(dumps([told, digests]).encode()).hexdigest()[:16]
        buckets = max(1, min(BUCKETS, len(shards)))
        self._pass = Pass(folder.address, settings.base, settings.vocabulary, key, buckets, decisions)

    def run(self, held: Mapping[str, ShardFile], basis_held: str) -> Derived:
        """Make the parts of the derived graph, unless an earlier run has.

        Parameters
        ----------
        held, basis_held
            Files of an earlier pass, as a manifest tells them, and what they were made with.

        Raises
        ------
        StoreError
            If one could not be made.
        """
        front = f"{DERIVED}/{self._pass.key}-"
        if held and basis_held == self._basis and all(name.startswith(front) for name in held):
            return Derived(held, basis_held)
        names = [name for name, _ in self._shards]
        texts = self._each(sort_texts, {name: (self._pass, shard) for name, shard in self._by_name()})
        groups = self._groups(texts)
        parts = self._each(sort_parts, {name: (self._pass, shard, groups) for name, shard in self._by_name()})
        made = self._buckets(derive_parts, {name: parts[name] for name in names})
        files = dict(sorted(chain.from_iterable(found.items() for found in made)))
        groups_kept = f"{DERIVED}/{self._pass.key}-groups.json"
        files[groups_kept] = ShardFile.of(self._folder.read(groups_kept))
        return Derived(files, self._basis)

    def _by_name(self) -> list[tuple[str, tuple[str, Mapping[str, ShardFile]]]]:
        return [(shard[0], shard) for shard in self._shards]

    def _groups(self, texts: Mapping[str, Places]) -> str:
        """Join the pairs that the buckets found to groups of reprints; the file they are written to."""
        groups = Groups()
        for pairs in self._buckets(compare_texts, texts):
            for one, other in pairs:
                groups.join(one, other)
        named = {graph: members[0] for members in groups.members() for graph in members}
        name = f"{DERIVED}/{self._pass.key}-groups.json"
        self._folder.write(name, dumps(named, ensure_ascii=False, sort_keys=True).encode())
        return name

    def _buckets(self, task: Callable[..., Any], places: Mapping[str, Places]) -> list[Any]:
        numbers = range(self._pass.buckets)
        found = self._each(task, {str(number): (self._pass, number, places) for number in numbers})
        return [found[str(number)] for number in numbers]

    def _each(self, task: Callable[..., Any], given: Mapping[str, tuple[Any, ...]]) -> dict[str, Any]:
        """What came of a task for each label."""
        calls = ((f"{task.__name__} {label}", (safely, (task, *one))) for label, one in given.items())
        found = {}
        for label, done in outcomes(self._client, self._asked, calls):
            if done.lost:
                cure = "run the same command again: what is finished is kept"
                raise StoreError(done.lost, where=self._folder.path(""), cure=cure)
            found[label.removeprefix(f"{task.__name__} ")] = done.found
        return found
