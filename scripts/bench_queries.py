"""Time of each named question on a synthetic store: binding, evaluation and serialisation as JSON.

``python scripts/bench_queries.py [--quads 1000000] [--store FOLDER] [--runs 20] [NAME...]``
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from reformgraph.sparql.named_questions import Question, bind, question, questions
from reformgraph.sparql.run_query import base_of, evaluate, kind_of, write_answer
from reformgraph.store import Store, open_store
from synthetic_store import build

sys.path.insert(0, str(Path(__file__).parent / "bench"))
from bench_results import command_line, record

LIMIT_MS = 100


def things(store: Store) -> dict[str, list[str]]:
    """Things to ask about, by kind."""
    ask = {
        "reform": "SELECT DISTINCT ?x { ?a a rg:Adoption ; rg:reform ?x }",
        "zone": "SELECT DISTINCT ?x { ?a a rg:Adoption ; rg:actor ?x }",
        "company": "SELECT DISTINCT ?x { ?x a rg:Company }",
        "place": "SELECT DISTINCT ?x { ?x a rg:Province }",
        "category": "SELECT DISTINCT ?x { ?x skos:inScheme rg:Categories }",
    }
    found = {kind: sorted(str(row["x"]) for row in store.select(text)) for kind, text in ask.items()}
    return found | {"actor": found["zone"]}


def asked(one: Question, known: dict[str, list[str]], draw: random.Random, runs: int) -> Iterator[dict[str, str]]:
    """Parameters: the defaults, then things drawn at random for what has a default thing."""
    yield {}
    for _ in range(runs - 1):
        yield {
            p.name: draw.choice(known[p.kind])
            for p in one.parameters
            if p.kind in known and (p.default or p.name == "zone")
        }


def measure(store: Store, base: str, one: Question, given: dict[str, str]) -> tuple[float, float, int]:
    """Milliseconds on the clock and of computing, and bytes of one answer."""
    size = 0

    def count(piece: bytes) -> None:
        nonlocal size
        size += len(piece)

    start, computed = time.perf_counter(), time.process_time()
    answer = evaluate(store, bind(store, one, given, base), base=base)
    write_answer(answer, "ttl" if kind_of(answer) == "graph" else "json", count, base=base)
    return (time.perf_counter() - start) * 1000, (time.process_time() - computed) * 1000, size


def _p95(times: list[float]) -> float:
    return sorted(times)[min(len(times) - 1, int(len(times) * 0.95))]


def main() -> None:
    """Measure and print a line for each question."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--quads", type=int, default=1_000_000)
    parser.add_argument("--store", type=Path)
    parser.add_argument("--runs", type=int, default=20)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = options.store or Path(folder) / "bench.store"
        if not path.exists():
            build(path, options.quads)
        store = open_store(path)
        known, base, draw, slow = things(store), base_of(store), random.Random(1), []
        count, rows = store.count(), []
        print(f"{count} quads")
        for one in [question(name) for name in options.names] or questions().values():
            measure(store, base, one, {})  # brings the blocks into memory
            measured = [measure(store, base, one, given) for given in asked(one, known, draw, options.runs)]
            clock, computing = (_p95([found[at] for found in measured]) for at in (0, 1))
            slow += [one.name] if min(clock, computing) > LIMIT_MS else []
            rows.append({"question": one.name, "p95 ms": clock, "of it computing ms": computing})
            print(
                f"{one.name:18} p95 {clock:8.1f} ms, computing {computing:8.1f} ms   "
                f"median {statistics.median(found[1] for found in measured):8.1f} ms   "
                f"default {measured[0][1]:8.1f} ms   {max(found[2] for found in measured):9} bytes",
                flush=True,
            )
        record(options.json, f"Named questions of a store of {count:,} quads", command_line(), rows)
        print(f"over {LIMIT_MS} ms: {', '.join(slow) or 'none'}")
        store.close()
    sys.exit(0)


if __name__ == "__main__":
    main()
