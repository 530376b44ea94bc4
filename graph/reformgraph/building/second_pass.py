"""What follows from several articles, made on workers: rows of shards in, parts of the derived graph out.

A shuffle over the storage: each shard is sorted into buckets by key (`sort_texts`, `sort_parts`), and each bucket is
worked through by one worker (`compare_texts`, `derive_parts`). Whatever a part of the derived graph rests on has the
key of that part, so its bucket knows all of it.
"""

from __future__ import annotations

import base64
import gzip
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from reformgraph.adoption.article_lookup import AllArticles
from reformgraph.adoption.decisions import Decisions
from reformgraph.adoption.derive import Deriver, Part
from reformgraph.adoption.descriptions import SUMMED, Told, told_in
from reformgraph.adoption.digest import ArticleDigest, about_title, body
from reformgraph.adoption.ledger import State
from reformgraph.adoption.reprints import Groups, bands, may_be_same, runs, same_text
from reformgraph.building.page_work import PageResult, zipped
from reformgraph.building.shard_folder import BETWEEN, DERIVED, ShardFile, ShardFolder
from reformgraph.building.shard_work import results_in
from reformgraph.errors import ReformGraphError
from reformgraph.iri import RDF, Minter
from reformgraph.store import open_store
from reformgraph.store.base import in_graph
from reformgraph.vocabulary.load_vocabulary import load_vocabulary

#: Pages whose articles a worker keeps to compare their texts.
_PAGES_KEPT = 256

#: A shard: its name and its files.
ShardFiles = tuple[str, Mapping[str, ShardFile]]
#: Where the rows for each bucket stand in a file: start and length.
Places = list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Pass:
    """What is the same for all tasks of a pass.

    Attributes
    ----------
    folder, base, vocabulary
        Address of the shards, what their IRIs begin with, file of a vocabulary in the place of the bundled one.
    key
        Hash of all that the outcome rests on.
    buckets
        Number of buckets.
    decisions
        Of the user.
    """

    folder: str
    base: str
    vocabulary: Path | None
    key: str
    buckets: int
    decisions: Decisions

    def bucket(self, *key: str) -> int:
        """The bucket of a key."""
        return int(sha256("\n".join(key).encode()).hexdigest()[:12], 16) % self.buckets

    def name(self, step: str, shard: str) -> str:
        """The file of rows that a step made of a shard."""
        return f"{BETWEEN}/{self.key}-{step}-{shard}.jsonl.gz"


@dataclass(frozen=True, slots=True)
class Done:
    """What came of a task: `found`, or why there is nothing."""

    found: Any = None
    lost: str = ""


def safely(task: Callable[..., Any], *given: Any) -> Done:
    """Do a task; an exception that cannot be read at the other end would leave the driver waiting."""
    try:
        return Done(task(*given))
    except ReformGraphError as fault:
        return Done(lost=str(fault))
    except Exception as fault:
        return Done(lost=f"{task.__name__}: {' '.join(f'{type(fault).__name__}: {fault}'.split())}")


# -- reprints --------------------------------------------------------------------------------------
def sort_texts(asked: Pass, shard: ShardFiles) -> Places:
    """Rows by what near duplicates share (bands of signatures, headlines, decisions): key, graph, signature, page."""
    rows: list[list[Any]] = [[] for _ in range(asked.buckets)]
    minter = Minter(asked.base)
    graphs, articles = minter.graph(""), minter.local("article", "")
    results = _results(asked, shard)
    with _opened(asked, results) as state:
        signatures = state.signatures()
    start = 0
    for result in results:
        place = [shard[0], start, len(result.nquads)]
        start += len(result.nquads)
        for graph, digest in result.digests().items():
            signed = signatures.get(graph, b"")
            keys = [str(band) for band in bands(signed)]
            if title := about_title(digest.title):
                keys.append(title)
            chosen = asked.decisions.representative.get(articles + graph[len(graphs) :])
            if chosen is not None:
                keys.append(f"decided {chosen}")
            for key in keys:
                rows[asked.bucket(key)].append([key, graph, base64.b64encode(signed).decode(), place])
    return _write_rows(asked, asked.name("texts", shard[0]), rows)


def compare_texts(asked: Pass, bucket: int, places: Mapping[str, Places]) -> list[tuple[str, str]]:
    """Pairs of article graphs with one text, enough of them to join all that a bucket knows to be the same."""
    by_key: dict[str, dict[str, tuple[bytes, tuple[Any, ...]]]] = defaultdict(dict)
    for key, graph, signed, place in _rows(asked, "texts", bucket, places):
        by_key[key][graph] = base64.b64decode(signed), tuple(place)
    texts = _Texts(asked)
    minter = Minter(asked.base)
    named = (minter.graph(""), minter.local("article", ""))
    groups, pairs = Groups(), []
    for key, known in sorted(by_key.items()):
        ordered = sorted(known)
        for place, one in enumerate(ordered):
            for other in ordered[place + 1 :]:
                if groups.find(one) == groups.find(other):
                    continue
                if _same(asked, key, (one, *known[one]), (other, *known[other]), texts, named):
                    groups.join(one, other)
                    pairs.append((one, other))
    return pairs


Text = tuple[str, bytes, tuple[Any, ...]]


def _same(asked: Pass, key: str, one: Text, other: Text, texts: _Texts, named: tuple[str, str]) -> bool:
    """Whether two article graphs hold one text, as `reprint_groups.Comparison` decides."""
    graphs, articles = named
    first, second = (articles + text[0][len(graphs) :] for text in (one, other))
    if asked.decisions.are_different(first, second):
        return False
    if key.startswith("decided "):
        return True
    if not (one[1] and other[1] and may_be_same(one[1], other[1])):
        return False
    return same_text(texts.runs(one[0], one[2]), texts.runs(other[0], other[2]))


class _Texts:
    """Runs of the bodies of articles, read off the shards."""

    def __init__(self, asked: Pass) -> None:
        self._folder = ShardFolder(asked.folder)
        self._page = lru_cache(maxsize=_PAGES_KEPT)(self._read)

    def runs(self, graph: str, place: tuple[Any, ...]) -> frozenset[str]:
        """Those of the article of a graph, whose page stands at a place in a shard."""
        return self._page(place).get(graph, frozenset())

    def _read(self, place: tuple[Any, ...]) -> dict[str, frozenset[str]]:
        name, start, size = place
        data = gzip.decompress(self._folder.slice(f"nquads/{name}.nq.gz", start, size))
        found: dict[str, list[ox.Triple]] = defaultdict(list)
        for quad in ox.parse(data, format=ox.RdfFormat.N_QUADS):
            found[quad.graph_name.value].append(quad.triple)
        return {graph: runs(text) for graph, triples in found.items() if (text := body(triples))}


# -- parts of the derived graph --------------------------------------------------------------------
def sort_parts(asked: Pass, shard: ShardFiles, groups_file: str) -> Places:
    """Rows by part of the derived graph: what each article gives to it, and what the shard tells of things."""
    groups = json.loads(ShardFolder(asked.folder).read(groups_file))
    rows: list[list[Any]] = [[] for _ in range(asked.buckets)]
    results = _results(asked, shard)
    with _opened(asked, results) as state:
        digests = {graph: digest for result in results for graph, digest in result.digests().items()}
        for graph, digest in sorted(digests.items()):
            for bucket, cut in _cut(asked, digest, groups.get(graph)).items():
                rows[bucket].append(["article", graph, cut.to_json(), groups.get(graph)])
        stands = asked.decisions.stands_for
        for iri, told in sorted(told_in(state.store, digests).items()):
            rows[asked.bucket("thing", stands(iri))].append(["told", iri, told.to_row()])
    return _write_rows(asked, asked.name("parts", shard[0]), rows)


def _cut(asked: Pass, digest: ArticleDigest, group: str | None) -> dict[int, ArticleDigest]:
    """What of an article matters to each bucket."""
    stands, minter = asked.decisions.stands_for, Minter(asked.base)
    claims, companies, things, times = (defaultdict[int, list[Any]](list) for _ in range(4))
    for claim in digest.claims:
        wanted = set()
        decided = asked.decisions.actor_of(claim.claim, claim.actor, claim.reform, asked.base)
        for actor in filter(None, {claim.actor, decided}):
            wanted.add(asked.bucket("adoption", stands(actor), stands(claim.reform)))
        if decided != claim.actor:
            wanted.add(asked.bucket("claim", claim.claim))
        if claim.candidate:
            wanted.add(asked.bucket("candidate", stands(claim.reform)))
        for bucket in wanted:
            claims[bucket].append(claim)
    for company in digest.companies:
        names = (company.iri, *(minter.named("company", form) for form in (company.name, *company.others)))
        for bucket in {asked.bucket("thing", stands(name)) for name in names}:
            companies[bucket].append(company)
    for thing in digest.things:
        things[asked.bucket("thing", stands(thing))].append(thing)
    for key in digest.times:
        times[asked.bucket("time", key)].append(key)
    wanted = {*claims, *companies, *things, *times, *([asked.bucket("reprint", group)] if group else ())}
    return {
        bucket: replace(
            digest,
            claims=tuple(claims[bucket]),
            companies=tuple(companies[bucket]),
            things=tuple(things[bucket]),
            times=tuple(times[bucket]),
        )
        for bucket in sorted(wanted)
    }


def derive_parts(asked: Pass, bucket: int, places: Mapping[str, Places]) -> dict[str, ShardFile]:
    """Write the parts of a bucket, and the sums that a store keeps of its things; the files by name."""
    digests, groups, told = _known(asked, bucket, places)
    articles = AllArticles(digests, groups)
    deriver = Deriver(articles, _Things(asked, told), asked.decisions, asked.base)
    parts = deriver.parts_of_decisions()
    for article in digests:
        parts |= deriver.parts_of(article)
    own = sorted(part for part in parts if _bucket_of(asked, part, articles) == bucket)
    triples = (triple for part in own for triple in deriver.triples(part))
    graph = ox.NamedNode(Minter(asked.base).graph("derived"))
    quads = ox.serialize(in_graph(graph, triples), format=ox.RdfFormat.N_QUADS) or b""
    sums = {iri: held.to_row() for iri, held in sorted(told.items()) if held.articles >= SUMMED}
    made = {
        f"{DERIVED}/{asked.key}-{bucket:04}.nq.gz": gzip.compress(quads, compresslevel=1, mtime=0),
        f"{DERIVED}/{asked.key}-{bucket:04}.json": json.dumps(sums, ensure_ascii=False).encode(),
    }
    folder = ShardFolder(asked.folder)
    for name, data in made.items():
        folder.write(name, data)
    return {name: ShardFile.of(data) for name, data in made.items()}


def _known(
    asked: Pass, bucket: int, places: Mapping[str, Places]
) -> tuple[list[ArticleDigest], dict[str, str], dict[str, Told]]:
    """What a bucket knows: articles, their groups, what is told of things."""
    digests, groups, told = [], {}, defaultdict[str, Told](Told)
    for kind, name, content, *group in _rows(asked, "parts", bucket, places):
        if kind == "told":
            told[name].join(Told.from_row(content))
            continue
        digests.append(ArticleDigest.from_json(name, content))
        if group[0] is not None:
            groups[name] = group[0]
    return digests, groups, dict(told)


def _bucket_of(asked: Pass, part: Part, articles: AllArticles) -> int:
    kind, first, second = part
    stands = asked.decisions.stands_for
    if kind == "adoption":
        return asked.bucket(kind, first, second)
    if kind == "claim":
        return asked.bucket(kind, first)
    if kind != "reprint":
        return asked.bucket(kind, stands(first))
    digest = articles.by_article(first)
    group = articles.group(digest.graph) if digest is not None else ""
    return asked.bucket(kind, group)


class _Things:
    """What is told of the things of a bucket."""

    def __init__(self, asked: Pass, told: Mapping[str, Told]) -> None:
        self._told, self._catalogue = told, _catalogue(asked.base, asked.vocabulary)

    def of(self, iri: str) -> Told:
        """What all articles tell of a thing, to be changed at will."""
        found = Told()
        if (held := self._told.get(iri)) is not None:
            found.join(held)
        return found

    def catalogued(self, iri: str) -> bool:
        """Whether the vocabulary, the places or the zones of the catalogue describe a thing."""
        return iri in self._catalogue


@lru_cache(maxsize=2)
def _catalogue(base: str, vocabulary: Path | None) -> frozenset[str]:
    from reformgraph.rdf.page_quads import vocabulary_quads

    minter = Minter(base)
    wanted = {minter.graph(name) for name in ("vocabulary", "places", "zones")}
    return frozenset(
        triple.subject.value
        for graph, triples in vocabulary_quads(base, load_vocabulary(vocabulary)).items()
        if graph in wanted
        for triple in triples
        if triple.predicate.value == RDF + "type" and isinstance(triple.subject, ox.NamedNode)
    )


# -- rows ------------------------------------------------------------------------------------------
def _results(asked: Pass, shard: ShardFiles) -> list[PageResult]:
    folder, files = ShardFolder(asked.folder), dict(shard[1])
    found = {
        name.partition("/")[0]: folder.checked(name, told)
        for name, told in files.items()
        if not name.startswith("statements/")
    }
    return list(results_in(found["nquads"], found["pages"]))


@contextmanager
def _opened(asked: Pass, results: Iterable[PageResult]) -> Iterator[State]:
    """The bookkeeping of the pages of a shard, over a store in memory."""
    held = list(results)
    with open_store(":memory:") as store:
        store.add_nquads(zipped(one.nquads for one in held), sum(one.size for one in held))
        yield State(store, asked.base)


def _write_rows(asked: Pass, name: str, rows: list[list[Any]]) -> Places:
    """Write rows, those of a bucket as one gzip member; where each stands."""
    members = [
        gzip.compress("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in some).encode(), 1, mtime=0)
        for some in rows
    ]
    ShardFolder(asked.folder).write(name, b"".join(members))
    places, start = [], 0
    for member in members:
        places.append((start, len(member)))
        start += len(member)
    return places


def _rows(asked: Pass, step: str, bucket: int, places: Mapping[str, Places]) -> Iterator[list[Any]]:
    """The rows of a bucket out of all shards."""
    folder = ShardFolder(asked.folder)
    for shard, found in sorted(places.items()):
        start, size = found[bucket]
        for line in gzip.decompress(folder.slice(asked.name(step, shard), start, size)).splitlines():
            yield json.loads(line)
