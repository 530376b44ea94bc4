"""Requests per second of ``reformgraph serve`` next to ``oxigraph serve-read-only``, and patience under a slow query.

Four client processes with open connections ask small SELECTs about one zone after another; the servers take turns.
*Repeating* queries come again after some hundreds, so that remembered answers serve; *fresh* ones never do. On a
machine that others use too, the processor time that a server spends on a request says more than the requests a second.
``python scripts/bench_serve.py [--quads 200000] [--store FOLDER] [--seconds 4] [--rounds 3]``
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from reformgraph.iri import BASE
from reformgraph.store import open_store
from reformgraph.store.generations import current
from synthetic_store import build

sys.path.insert(0, str(Path(__file__).parent / "bench"))
from bench_results import command_line, record

CLIENTS = 4
_SLOW = "SELECT (COUNT(*) AS ?n) { ?a ?p ?b . ?c ?q ?d . ?e ?r ?f }"


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def processor_seconds(process: int) -> float:
    """Processor time that a process and its living children have used; 0 where the system does not tell."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
        children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    except OSError:
        return 0.0
    own = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return own + sum(processor_seconds(int(child)) for child in children)


@contextmanager
def running(command: list[str], port: int) -> Iterator[int]:
    """A server, from when it answers; the number of its process."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(200):
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            except OSError:
                time.sleep(0.05)
        yield process.pid
    finally:
        process.terminate()
        process.wait()


class Client:
    """A connection that is kept open; as little work as can be, for the client shares the machine."""

    def __init__(self, port: int, path: str = "/sparql") -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=60)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._path, self._rest = path, b""

    def ask(self, query: str) -> bytes:
        """Body of the answer."""
        head = f"GET {self._path}?query={quote(query)} HTTP/1.1\r\nHost: localhost\r\n"
        self._socket.sendall(f"{head}Accept: application/sparql-results+json\r\n\r\n".encode())
        data = self._rest
        while (end := data.find(b"\r\n\r\n")) < 0:
            data += self._more()
        fields = data[:end].lower()
        if b"transfer-encoding: chunked" in fields:
            while not data.endswith(b"0\r\n\r\n"):
                data += self._more()
            self._rest = b""
            return data[end + 4 :]
        place = fields.index(b"content-length:") + 15
        size = int(fields[place : fields.find(b"\r", place) if b"\r" in fields[place:] else None])
        while len(data) < end + 4 + size:
            data += self._more()
        self._rest = data[end + 4 + size :]
        return data[end + 4 : end + 4 + size]

    def _more(self) -> bytes:
        piece = self._socket.recv(1 << 16)
        if not piece:
            raise OSError("connection closed")
        return piece


def _client(
    port: int, path: str, queries: list[str], seconds: float, fresh: bool, found: multiprocessing.Queue[int]
) -> None:
    client, number = Client(port, path), 0
    mark = time.perf_counter_ns() // 1000 % 10**7 * 100 + 10
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        query = queries[number % len(queries)]
        client.ask(f"{query} LIMIT {mark + number}" if fresh else f"{query} LIMIT 9")
        number += 1
    found.put(number)


def rate(server: tuple[int, int], path: str, queries: list[str], seconds: float, fresh: bool) -> tuple[float, float]:
    """Requests per second of four clients of a server (port, process), and its processor microseconds for each."""
    port, process = server
    found: multiprocessing.Queue[int] = multiprocessing.Queue()
    share = len(queries) // CLIENTS
    clients = [
        multiprocessing.Process(
            target=_client, args=(port, path, queries[n * share : (n + 1) * share], seconds, fresh, found)
        )
        for n in range(CLIENTS)
    ]
    before = processor_seconds(process)
    for client in clients:
        client.start()
    total = sum(found.get() for _ in clients)
    spent = processor_seconds(process) - before
    for client in clients:
        client.join()
    return total / seconds, spent / max(total, 1) * 1e6


def patience(port: int, queries: list[str], seconds: float) -> tuple[float, float, float]:
    """Median, p95 and longest milliseconds of small queries while a slow one runs until it is stopped."""
    slow = threading.Thread(target=lambda: Client(port).ask(_SLOW))
    slow.start()
    time.sleep(0.2)
    client, times = Client(port), []
    end = time.perf_counter() + seconds
    for number in range(10**9):
        start = time.perf_counter()
        client.ask(f"{queries[number % len(queries)]} LIMIT {10 + number}")
        times.append((time.perf_counter() - start) * 1000)
        if time.perf_counter() > end:
            break
        time.sleep(0.005)
    slow.join()
    times.sort()
    return statistics.median(times), times[int(len(times) * 0.95)], times[-1]


Rates = dict[str, list[tuple[float, float]]]


def tell(kind: str, rates: Rates) -> None:
    """Print the rates of both servers and their ratios."""
    for name, found in rates.items():
        if found:
            told = ", ".join(f"{one:.0f}" for one, _ in found)
            spent = statistics.median(one for _, one in found)
            median = statistics.median(one for one, _ in found)
            print(f"{kind:10} {name:12} {median:7.0f} requests/s  ({told}), {spent:.0f} us each", flush=True)
    if rates["oxigraph"]:
        print(f"{kind:10} ratio        {summary(rates)['ratio']:7.2f}", flush=True)


def summary(rates: Rates) -> dict[str, float | None]:
    """Medians of both servers, and the median of the ratios of their requests a second."""
    both = [a / b for (a, _), (b, _) in zip(rates["reformgraph"], rates["oxigraph"], strict=False)]
    told: dict[str, float | None] = {"ratio": statistics.median(both) if both else None}
    for name, found in rates.items():
        told[name] = statistics.median(one for one, _ in found) if found else None
        told[f"{name} us each"] = statistics.median(one for _, one in found) if found else None
    return told


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quads", type=int, default=200_000)
    parser.add_argument("--store", type=Path)
    parser.add_argument("--seconds", type=float, default=4.0)
    parser.add_argument("--warm", type=float, default=4.0)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    oxigraph = shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or shutil.which("oxigraph")
    with tempfile.TemporaryDirectory() as folder:
        path = options.store or Path(folder) / "bench.store"
        if not path.exists():
            build(path, options.quads)
        with open_store(path) as store:
            zones = [row["z"] for row in store.select("SELECT DISTINCT ?z { ?z rg:adopted ?r }")]
        queries = [
            f"SELECT ?r {{ <{zone}> <https://w3id.org/reformgraph/ns#adopted> ?r }}"
            for zone in zones
            if zone and zone.startswith(BASE)
        ]
        rows: list[dict[str, object]] = []
        ours_port, theirs_port = free_port(), free_port()
        ours = [sys.executable, "-m", "reformgraph", "serve", "--store", str(path), "--port", str(ours_port)]
        with running([*ours, "--timeout", "10"], ours_port) as our_process:
            ours_at = (ours_port, our_process)
            rate(ours_at, "/sparql", queries, options.warm, True)  # workers are started when they are first needed
            with contextless(oxigraph, path, theirs_port) as their_process:
                for fresh in (False, True):
                    rates: Rates = {"reformgraph": [], "oxigraph": []}
                    for _ in range(options.rounds):
                        rates["reformgraph"].append(rate(ours_at, "/sparql", queries, options.seconds, fresh))
                        if oxigraph:
                            theirs_at = (theirs_port, their_process)
                            rates["oxigraph"].append(rate(theirs_at, "/query", queries, options.seconds, fresh))
                    kind = "fresh" if fresh else "repeating"
                    tell(kind, rates)
                    rows.append({"queries": kind, **summary(rates)})
            median, p95, longest = patience(ours_port, queries, 9.0)
            record(options.json, "serve beside oxigraph serve-read-only, requests a second", command_line(), rows)
            print(f"small ones beside a slow one: median {median:.1f} ms, p95 {p95:.1f} ms, longest {longest:.0f} ms")


@contextmanager
def contextless(oxigraph: str | None, path: Path, port: int) -> Iterator[int]:
    """The other server, if its binary is there."""
    if oxigraph is None:
        print("oxigraph is not installed: pip install oxigraph", file=sys.stderr)
        yield 0
        return
    generation = current(path)
    command = [oxigraph, "serve-read-only", "--location", str(generation), "--bind", f"127.0.0.1:{port}",
               "--union-default-graph"]  # fmt: skip
    with running(command, port) as process:
        yield process


if __name__ == "__main__":
    main()
