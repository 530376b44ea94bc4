"""Which pages of a build are new or changed, and whether an id or a place is one that the store knows otherwise.

Pages in archives are gone through twice: once to see which are to be read, once to read them. So an archive
of any size takes the memory of one page.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Protocol

from reformgraph.adoption.ledger import PagePlace, PageState
from reformgraph.building.page_work import Task
from reformgraph.errors import PageError, UsageError
from reformgraph.iri import Minter
from reformgraph.reading import addresses
from reformgraph.reading.page_files import Found, PageFile, file_digest, pages_in


@dataclass(frozen=True, slots=True)
class Sources:
    """What a build reads: files found, the folders given (as given, and resolved), columns of archives of rows."""

    found: Found
    folders: Mapping[Path, Path]
    columns: Mapping[str, str]


class Held(Protocol):
    """Where pages that are there already are looked up, see `ledger.State`."""

    def page(self, page_graph: str) -> PageState | None:
        """A page by the IRI of its graph."""
        ...

    def page_at(self, place: PagePlace) -> PagePlace | None:
        """Where the page that came from a place came from, under the id it has."""
        ...


@dataclass(slots=True)
class Planned:
    """What there is to put into a store.

    Attributes
    ----------
    wanted
        Page ids whose results are to come.
    same
        Number of pages that are in the store as they are.
    moved
        Those of them that were elsewhere before, by graph: the state they had and the one they have now.
    graphs
        IRIs of the graphs of all pages that were found.
    failures, passed
        Why pages could not be looked at; files and members of archives passed over, by kind.
    """

    wanted: set[str] = field(default_factory=set)
    same: int = 0
    moved: dict[str, tuple[PageState, PageState]] = field(default_factory=dict)
    graphs: set[str] = field(default_factory=set)
    failures: list[str] = field(default_factory=list)
    passed: Counter[str] = field(default_factory=Counter)

    @property
    def due(self) -> int:
        """Number of pages whose results are to come."""
        return len(self.wanted)


class Plan(Planned):
    """What there is to do of a build.

    Parameters
    ----------
    sources
        Where pages come from.
    minter
        Makes the IRIs of page graphs.
    basis
        What a page's key rests on beside the page.
    """

    def __init__(self, sources: Sources, minter: Minter, basis: list[object]) -> None:
        super().__init__(failures=[str(fault) for fault in sources.found.faults], passed=Counter(sources.found.passed))
        self._sources, self._minter, self._basis = sources, minter, basis

    def look(self, held: Held, *, prune: bool, stop: Callable[[], bool]) -> None:
        """Compare what was found with what the store holds, looked up page by page.

        Raises
        ------
        UsageError
            When an id comes from another place than the store has it from, or a place comes under another id
            than the store has it under; with `prune` the old id may be one that is gone.
        KeyboardInterrupt
            When `stop` says so.
        """
        for page in pages_in(self._sources.found.files, self._sources.columns, self.passed):
            if stop():
                raise KeyboardInterrupt
            try:
                if isinstance(page, PageError):
                    raise page
                state = self._state(page)
            except PageError as fault:
                self.failures.append(str(fault))
                continue
            graph = self._minter.page_graph(page.id)
            self.graphs.add(graph)
            if (known := held.page(graph)) is not None:
                _check_place(known.place, state.place)
            if not prune and (known is None or known.place.key != state.place.key):
                _check_id(held.page_at(state.place), state.place)
            if known is None or known.key != state.key:
                self.wanted.add(page.id)
                continue
            self.same += 1
            if known != state:
                self.moved[graph] = known, state

    def tasks(self) -> Iterator[Task]:
        """The pages that are to be read, in their order."""
        for page in pages_in(self._sources.found.files, self._sources.columns):
            if isinstance(page, PageFile) and page.id in self.wanted:
                try:
                    yield Task(page, self._minter.page_graph(page.id), self._state(page))
                except PageError as fault:
                    self.failures.append(str(fault))

    def _state(self, page: PageFile) -> PageState:
        content = file_digest(page.path) if page.data is None else sha256(page.data).hexdigest()
        entry = page.entry
        told = [entry.date, entry.source, entry.edition, entry.url] if entry else []
        parts = [content, page.id, page.path.name, told, page.kind, sorted(page.told.items()), *self._basis]
        key = sha256(json.dumps(parts).encode()).hexdigest()[:32]
        return PageState(key, _root(page, self._sources.folders), place_of(page))


def place_of(page: PageFile) -> PagePlace:
    """Where a page comes from."""
    return PagePlace(page.id, addresses.resolved(page.path).as_posix(), page.inside)


def _check_place(held: PagePlace, new: PagePlace) -> None:
    # A file that is no longer where it was has been moved; the page is the same.
    if held.id and held.key != new.key and addresses.exists(Path(held.path)):
        raise UsageError(
            f"the page id {new.id} is that of {held} in the store, and now comes from {new}",
            cure="name their common folder, or give one an id of its own in a manifest",
        )


def _check_id(held: PagePlace | None, new: PagePlace) -> None:
    if held is not None and held.id != new.id:
        raise UsageError(
            f"{new} is in the store as page {held.id}, and would now be page {new.id} too",
            cure=f"name the same folder as before, so that it is {held.id} again, or give --prune to drop what is gone",
        )


def _root(page: PageFile, folders: Mapping[Path, Path]) -> str:
    """Hash of the folder given by the user that a page was found under, else of the one it stands in."""
    given = next((folder for folder in folders if folder in page.path.parents), None)
    return hashed(folders[given] if given is not None else addresses.resolved(page.path).parent)


@lru_cache(maxsize=1024)
def hashed(folder: Path) -> str:
    """Name of a folder in the bookkeeping: a hash of its path."""
    return sha256(folder.as_posix().encode("utf-8", "surrogatepass")).hexdigest()[:16]
