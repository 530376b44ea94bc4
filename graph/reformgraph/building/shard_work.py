"""What a worker of a cluster does: some pages to one shard on the storage. It knows nothing of the cluster."""

from __future__ import annotations

import gzip
import io
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from reformgraph._version import __version__
from reformgraph.adoption.decisions import Decisions
from reformgraph.adoption.ledger import PagePlace, PageState, State
from reformgraph.adoption.update import describe_things
from reformgraph.building.code_version import code_version
from reformgraph.building.page_work import PageResult, Settings, Task, work, zipped
from reformgraph.building.shard_folder import KINDS, Shard, ShardFile, ShardFolder, mark, record_path
from reformgraph.errors import ReformGraphError
from reformgraph.exchange.table_files import write_parquet
from reformgraph.reading.page_files import PageFile
from reformgraph.store import open_store
from reformgraph.vocabulary.load_vocabulary import load_vocabulary


@dataclass(frozen=True, slots=True)
class Versions:
    """What must be the same on all machines: software, a hash of its code, the vocabulary."""

    software: str
    code: str
    vocabulary: str


@dataclass(frozen=True, slots=True)
class Order:
    """Pages that make up a shard, and the address of the folder it goes to."""

    folder: str
    name: str
    settings: Settings
    tasks: tuple[Task, ...]
    versions: Versions


@dataclass(frozen=True, slots=True)
class Made:
    """What came of an order: the record of the shard (None where no page could be read) and what is to be told.

    Where the worker has other versions than the driver, `refused` alone is set; where the shard could not be made,
    `lost` tells why.
    """

    shard: Shard | None = None
    warnings: tuple[str, ...] = ()
    failures: tuple[str, ...] = ()
    refused: Versions | None = None
    lost: str = ""


def versions(settings: Settings) -> Versions:
    """Those of this machine."""
    return Versions(__version__, code_version(), load_vocabulary(settings.vocabulary).version)


def make_shard(order: Order) -> Made:
    """Read the pages and write the shard, its record last.

    Nothing is raised: an exception that cannot be read at the other end would leave the driver waiting.
    """
    try:
        return _made(order)
    except ReformGraphError as fault:
        return Made(lost=str(fault))
    except Exception as fault:
        return Made(lost=f"shard {order.name}: {' '.join(f'{type(fault).__name__}: {fault}'.split())}")


def _made(order: Order) -> Made:
    if (mine := versions(order.settings)) != order.versions:
        return Made(refused=mine)
    results = [work(order.settings, task) for task in order.tasks]
    failures = tuple(result.failure for result in results if result.failure)
    warnings = tuple(warning for result in results for warning in result.warnings)
    read = [result for result in results if not result.failure]
    if not read:
        return Made(None, warnings, failures)
    data = {
        "nquads": b"".join(result.nquads for result in read),
        "pages": gzip.compress("".join(_lines(read)).encode(), mtime=0),
        "statements": _statements(order.settings, read),
    }
    named = {f"{kind}/{order.name}{KINDS[kind]}": written for kind, written in data.items()}
    shard = Shard(
        order.name,
        {path: ShardFile.of(written) for path, written in named.items()},
        {result.task.page_graph: mark(result.task.state) for result in read},
        sum(len(result.articles) for result in read),
        sum(result.counted.get("claims", 0) for result in read),
    )
    folder = ShardFolder(order.folder)
    for path, written in named.items():
        folder.write(path, written)
    folder.write(record_path(shard.name), shard.to_json().encode())
    return Made(shard, warnings, failures)


def _lines(results: Sequence[PageResult]) -> Iterator[str]:
    """One line of JSON a page, see `results_in`."""
    start = 0
    for result in results:
        state, place = result.task.state, result.task.state.place
        counted = [[name if isinstance(name, str) else list(name), number] for name, number in result.counted.items()]
        row = {
            "graph": result.task.page_graph, "where": result.task.file.where, "key": state.key, "root": state.root,
            "place": [place.id, place.path, place.inside], "start": start, "length": len(result.nquads),
            "size": result.size, "graphs": result.graphs, "articles": result.articles, "warnings": result.warnings,
            "counted": sorted(counted, key=str),
        }  # fmt: skip
        start += len(result.nquads)
        yield json.dumps(row, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n"


def results_in(nquads: bytes, pages: bytes) -> Iterator[PageResult]:
    """What came of the pages of a shard, from the content of its files ``nquads`` and ``pages``.

    Raises
    ------
    ValueError, KeyError, TypeError, OSError
        If it is not what `make_shard` wrote.
    """
    for line in gzip.decompress(pages).splitlines():
        row = json.loads(line)
        place = PagePlace(*row["place"])
        task = Task(PageFile(Path(place.path), place.id), row["graph"], PageState(row["key"], row["root"], place))
        yield PageResult(
            task,
            tuple(row["graphs"]),
            nquads[row["start"] : row["start"] + row["length"]],
            row["size"],
            tuple((graph, told) for graph, told in row["articles"]),
            tuple(row["warnings"]),
            counted={name if isinstance(name, str) else tuple(name): number for name, number in row["counted"]},
        )


def _statements(settings: Settings, results: Sequence[PageResult]) -> bytes:
    """The claims of the pages as Parquet; names are those that these pages and the vocabulary give."""
    from reformgraph.rdf.page_quads import vocabulary_quads

    out = io.BytesIO()
    with open_store(":memory:") as store:
        store.add(vocabulary_quads(settings.base, load_vocabulary(settings.vocabulary)).items())
        store.add_nquads(zipped(result.nquads for result in results), sum(result.size for result in results))
        describe_things(State(store, settings.base), Decisions(), settings.base)
        write_parquet(store, out)
    return out.getvalue()
