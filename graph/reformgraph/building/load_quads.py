"""Exported or foreign RDF into a store, and the bookkeeping that later builds need."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import islice
from os import PathLike, fspath
from pathlib import Path

import pyoxigraph as ox

from reformgraph.adoption.decisions import Decisions, default_path, read_decisions
from reformgraph.adoption.digest import body, digest
from reformgraph.adoption.ledger import ArticleState, PageState, State
from reformgraph.adoption.reprints import signature
from reformgraph.adoption.update import derive_all
from reformgraph.errors import StoreError, UsageError
from reformgraph.iri import BASE, Minter, page_slug
from reformgraph.store import Store, open_store
from reformgraph.store.base import group_by_graph

FORMATS = {
    ".nq": ox.RdfFormat.N_QUADS, ".trig": ox.RdfFormat.TRIG, ".ttl": ox.RdfFormat.TURTLE,
    ".nt": ox.RdfFormat.N_TRIPLES, ".jsonld": ox.RdfFormat.JSON_LD, ".rdf": ox.RdfFormat.RDF_XML,
}  # fmt: skip
#: Quads held in memory at a time.
_BATCH = 100_000


@dataclass(frozen=True, slots=True)
class LoadSummary:
    """What was loaded: quads read, and articles among them that builds and `trace` now know."""

    quads: int
    articles: int


def load(paths: Sequence[str | PathLike[str]], store: str | PathLike[str] | Store, base: str = BASE) -> LoadSummary:
    """Load RDF files; triples outside of named graphs go to a graph named after their file.

    Raises
    ------
    UsageError
        If a file does not exist or has another extension than ``.nq .trig .ttl .nt .jsonld .rdf``.
    StoreError
        If a file is malformed; the message names its line, and the store is as it was.
    """
    files = [_checked(Path(path)) for path in paths]
    location = store.location if isinstance(store, Store) else fspath(store)
    decisions = read_decisions(default_path(location), base)
    if isinstance(store, Store):
        _scan(files, base)
        return _load(files, store, decisions, base)
    if location.startswith(("http://", "https://")):
        _scan(files, base)
    with open_store(location, read_only=False) as opened:
        return _load(files, opened, decisions, base)


def _checked(path: Path) -> Path:
    if not path.is_file():
        raise UsageError("no such file", where=str(path), cure="check the path")
    if path.suffix.lower() not in FORMATS:
        raise UsageError(
            f"unknown format {path.suffix or '(no extension)'}", where=str(path), cure=f"formats: {' '.join(FORMATS)}"
        )
    return path


def _load(files: list[Path], store: Store, decisions: Decisions, base: str) -> LoadSummary:
    state = State(store, base)
    was_empty = next(state.article_graphs(), None) is None
    number = 0
    for file in files:
        stream = _parsed(file, base)
        while batch := list(islice(stream, _BATCH)):
            store.add(group_by_graph(batch).items())
            number += len(batch)
    articles = restate(store, base)
    if articles and not (was_empty and store.triples(Minter(base).graph("derived"))):
        derive_all(state, decisions, base)
    return LoadSummary(number, articles)


def _scan(files: list[Path], base: str) -> None:
    """Read all files to the end, for stores that cannot take back what they were given."""
    for file in files:
        for _ in _parsed(file, base):
            pass


class _Labels:
    """Blank nodes of a file under labels of its own: those of two files stay apart, each time the same."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._salt = ""
        self._known: dict[str, ox.BlankNode] = {}

    def own(self, term: object) -> object:
        """The term, a blank node renamed by the content of the file and the order of appearance."""
        if not isinstance(term, ox.BlankNode):
            return term
        if term.value not in self._known:
            self._salt = self._salt or sha256(self._path.read_bytes()).hexdigest()[:12]
            self._known[term.value] = ox.BlankNode(f"b{self._salt}n{len(self._known)}")
        return self._known[term.value]


def _parsed(path: Path, base: str) -> Iterator[ox.Quad]:
    home = ox.NamedNode(Minter(base).graph(f"loaded-{page_slug(path.name)}"))
    labels = _Labels(path)
    try:
        for quad in ox.parse(path=str(path), format=FORMATS[path.suffix.lower()]):
            graph = home if isinstance(quad.graph_name, ox.DefaultGraph) else quad.graph_name
            yield ox.Quad(labels.own(quad.subject), quad.predicate, labels.own(quad.object), graph)  # type: ignore[arg-type]
    except SyntaxError as fault:
        raise StoreError(
            f"not {FORMATS[path.suffix.lower()].name}: {' '.join(str(fault.msg).split())}",
            where=f"{path}, line {fault.lineno or '?'}",
            cure="nothing was loaded; IRIs must be absolute",
        ) from fault
    except (OSError, ValueError) as fault:
        raise StoreError(f"cannot be read: {' '.join(str(fault).split())}", where=str(path)) from fault


def restate(store: Store, base: str = BASE) -> int:
    """Make the bookkeeping of articles that have none; returns their number.

    Their pages count as changed in the next build.
    """
    state, minter = State(store, base), Minter(base)
    known = set(state.article_graphs())
    pages: dict[str, list[ArticleState]] = defaultdict(list)
    for graph, page in _articles(store):
        if graph in known:
            continue
        triples = store.triples(graph)
        if (made := digest(graph, triples)) is not None:
            page_graph = minter.graph(f"page-{page.rpartition('/')[2]}")
            pages[page_graph].append(ArticleState(made, signature(body(triples))))
    for page_graph, articles in sorted(pages.items()):
        store.add([(state.graph, list(state.record(page_graph, PageState("loaded", ""), articles)))])
    return sum(len(articles) for articles in pages.values())


def _articles(store: Store) -> Iterable[tuple[str, str]]:
    rows = store.select(
        "SELECT ?graph ?page { GRAPH ?graph { ?article a rg:Article ; schema:isPartOf ?page } } ORDER BY ?graph"
    )
    return ((row["graph"] or "", row["page"] or "") for row in rows)
