"""Exported or foreign RDF into a store, and the bookkeeping that later builds need."""

from __future__ import annotations

import shutil
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from os import PathLike, fspath
from pathlib import Path

from reformgraph.adoption.decisions import Decisions, default_path, read_decisions
from reformgraph.adoption.digest import body, digest
from reformgraph.adoption.ledger import ArticleState, PageState, State
from reformgraph.adoption.reprints import signature
from reformgraph.adoption.update import derive_all
from reformgraph.building.foreign_rdf import FORMATS, parsed
from reformgraph.building.ontology_version import of_this_ontology
from reformgraph.errors import StoreError, UsageError
from reformgraph.iri import BASE, Minter
from reformgraph.store import Store, open_store
from reformgraph.store.base import group_by_graph

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
        If a file is malformed, or of another version of the ontology; the message names its line, and the store is
        as it was.
    """
    files = [_checked(Path(path)) for path in paths]
    location = store.location if isinstance(store, Store) else fspath(store)
    decisions = read_decisions(default_path(location), base)
    if isinstance(store, Store):
        _scan(files, base)
        return _load(files, store, decisions, base)
    if location.startswith(("http://", "https://")):
        _scan(files, base)
    existed = Path(location).exists()
    try:
        with open_store(location, read_only=False) as opened:
            return _load(files, opened, decisions, base)
    except StoreError:
        if not existed and "://" not in location:  # nothing was loaded: no store is left that nobody asked for
            shutil.rmtree(location, ignore_errors=True)
        raise


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
    state.forget_sums()
    was_empty = next(state.article_graphs(), None) is None
    number = 0
    for file in files:
        stream = of_this_ontology(parsed(file, base), file, base)
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
        for _ in of_this_ontology(parsed(file, base), file, base):
            pass


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
            if made.claims and not made.things:
                raise StoreError(
                    "this article was written by version 0.1, which described things in each article anew",
                    where=graph.rpartition("/")[2],
                    cure="build its pages again with this version",
                )
            page_graph = minter.graph(f"page-{page.rpartition('/')[2]}")
            pages[page_graph].append(ArticleState(made, signature(body(triples))))
    if pages:
        state.bring_up()
    for changed, articles in sorted(pages.items()):
        store.add([(state.graph, list(state.record(changed, PageState("loaded", ""), articles)))])
    return sum(len(articles) for articles in pages.values())


def _articles(store: Store) -> Iterable[tuple[str, str]]:
    rows = store.select(
        "SELECT ?graph ?page { GRAPH ?graph { ?article a rg:Article ; schema:isPartOf ?page } } ORDER BY ?graph"
    )
    return ((row["graph"] or "", row["page"] or "") for row in rows)
