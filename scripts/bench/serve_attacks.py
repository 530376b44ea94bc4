"""Attacks on ``reformgraph serve`` in numbers: mangled requests, query bombs, slow readers, a hundred clients.

``python scripts/bench/serve_attacks.py [--parts http bombs readers load] [--seed 20261201] [--cases 5000]
[--seconds 20] [--store FOLDER] [--json FILE]``. Each part begins a server of its own over a store of the tests (or
the one given) and prints one row; the exit code is 1 where one is not held: an answer of 500, a server that no longer
answers, memory without bound, others that are not served. Needs Linux.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import re
import socket
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from select import select
from typing import Any
from urllib.parse import quote

from bench_results import command_line, record
from query_bombs import BOMBS

sys.path.insert(0, str(Path(__file__).parents[2] / "tests"))
from support.fuzzing import drawn, seeds
from support.made_store import SHUOZHOU, make
from support.serving import Served, serving

Row = dict[str, Any]
#: Bytes that a server may grow by under an attack, and its workers may hold each.
MOST_GROWN, WORKER_MB = 64 << 20, 512
#: Attackers come from an address of their own (Linux has all of 127.0.0.0/8): what one client may take is limited.
ATTACKER = "127.0.0.2"
#: What is asked all the time beside an attack.
PAGES = ("/", f"/id/zone/{SHUOZHOU}", "/search?q=标准地", "/trace?reform=标准地", "/sparql?query=ASK%20%7B%7D")
_ROWS = "/sparql?query=" + quote("SELECT * { ?s ?p ?o } LIMIT 200")


def request(path: str) -> bytes:
    """A plain request; of signs beyond ASCII their UTF-8 escaped."""
    return f"GET {quote(path, safe='/?&=%')} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode()


def held(process: int) -> int:
    """Bytes that a process has in memory."""
    return int(Path(f"/proc/{process}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def workers(process: int) -> list[int]:
    """Processes that a server has begun."""
    found = Path(f"/proc/{process}/task/{process}/children").read_text()
    return [int(one) for one in found.split()]


def share(times: list[float], part: float) -> float:
    """Milliseconds under which so large a part of the times lies."""
    return round(sorted(times)[min(len(times) - 1, int(len(times) * part))] * 1000, 1) if times else 0.0


class Beside:
    """A client that asks pages one after another as long as it is entered, and what it saw.

    Attributes
    ----------
    times, statuses
        Seconds and statuses of its answers.
    peak
        Largest number of bytes that a worker held.
    """

    def __init__(self, server: Served, pause: float = 0.05) -> None:
        self.times: list[float] = []
        self.statuses: Counter[int] = Counter()
        self.peak = 0
        self._server, self._pause, self._ends = server, pause, threading.Event()
        self._asking = threading.Thread(target=self._ask)

    def __enter__(self) -> Beside:
        self._asking.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ends.set()
        self._asking.join()

    def served(self) -> float:
        """Share of the pages that were given."""
        return self.statuses[200] / max(1, self.statuses.total())

    def told(self) -> Row:
        """What it saw, for a row."""
        told = {str(status): number for status, number in sorted(self.statuses.items())}
        return {"pages": told, "pages p95 ms": share(self.times, 0.95)}

    def _ask(self) -> None:
        number = 0
        while not self._ends.wait(self._pause):
            path, number = PAGES[number % len(PAGES)], number + 1
            start = time.monotonic()
            try:
                # A new query each time, so that none is answered from memory alone.
                more = f"%23{number}" if "query" in path else ("&" if "?" in path else "?") + f"n={number}"
                self.statuses[self._server.get(path + more).status] += 1
            except OSError:
                self.statuses[0] += 1
            self.times.append(time.monotonic() - start)
            for one in workers(self._server.process.pid):
                try:
                    self.peak = max(self.peak, held(one))
                except (OSError, IndexError):
                    continue


def mangled(chance: random.Random) -> bytes:
    """A request with changed bytes, one in ten behind thirty whole ones, after which its connection is lent."""
    before = request("/sparql?query=ASK%20%7B%7D") * 30 if chance.random() < 0.1 else b""
    sources = [*seeds("http"), *(request(path) for path in PAGES)]
    return before + drawn(chance.choice(sources), chance, 8)


def sent(port: int, data: bytes, patience: float = 0.0) -> bytes:
    """What comes back on a connection of its own until the server ends it; raises TimeoutError where it hangs.

    With `patience` the client says that it has no more to send where nothing comes for so many seconds.
    """
    with socket.create_connection(("127.0.0.1", port), timeout=40, source_address=(ATTACKER, 0)) as client:
        got = b""
        try:
            client.sendall(data)
            while patience and select([client], [], [], patience)[0] and (piece := client.recv(1 << 16)):
                got += piece
            if patience:
                client.shutdown(socket.SHUT_WR)
            while piece := client.recv(1 << 16):
                got += piece
        except TimeoutError:
            raise
        except OSError:  # the server has ended the connection: what came before counts
            return got
        return got


def http(store: Path, options: argparse.Namespace) -> Row:
    """Mangled requests: statuses below 500, no hanging, no growth."""
    statuses: Counter[str] = Counter()
    with serving(store, "--workers", "2", "--timeout", "5") as server:
        assert server.get("/").status == 200
        before = held(server.process.pid)
        for at in range(options.cases):
            data = mangled(random.Random(f"{options.seed} {at}"))
            try:
                got = sent(server.port, data, 0.1)
            except TimeoutError:
                statuses["hung"] += 1
                print(f"hung: {data[:200]!r}", file=sys.stderr)
                continue
            found = re.findall(rb"(?:^|\n)HTTP/1\.1 (\d{3}) ", got)
            last = found[-1].decode() if found else "closed"
            statuses[last] += 1
            if last[0] == "5":
                print(f"{last}: {data[-300:]!r}", file=sys.stderr)
        grown = held(server.process.pid) - before
        alive = server.get("/healthz").status == 200
    wrong = sum(number for status, number in statuses.items() if status[0] in "5h")
    return {"part": "mangled requests", "cases": options.cases, "statuses": dict(sorted(statuses.items())),
            "grown MB": grown >> 20, "held": alive and not wrong and grown < MOST_GROWN}  # fmt: skip


def bombs(store: Path, options: argparse.Namespace) -> Row:
    """Queries that would take for ever or all memory: each ends within its limit while pages are served."""
    del options
    limit, late, statuses = 8, 0.0, Counter[str]()
    arguments = ("--timeout", str(limit), "--memory", str(WORKER_MB), "--workers", "2")
    with serving(store, *arguments) as server, Beside(server) as beside:
        for name, text in BOMBS.items():
            start = time.monotonic()
            got = sent(server.port, bomb_request(text))
            spent = time.monotonic() - start
            late = max(late, spent)
            whole = got.endswith(b"0\r\n\r\n") or b"Transfer-Encoding: chunked" not in got[:2000]
            statuses[got[9:12].decode() if whole else "broken off"] += 1
            print(f"{name}: {got[:12].decode()} {'' if whole else 'broken off '}after {spent:.1f} s", file=sys.stderr)
    bounded = late < limit + 15 and beside.peak < (WORKER_MB << 20) * 1.25
    return {"part": "query bombs", "cases": len(BOMBS), "statuses": dict(statuses), "longest s": round(late, 1),
            "worker MB": beside.peak >> 20, **beside.told(),
            "held": bounded and beside.served() == 1 and not {"500", ""} & set(statuses)}  # fmt: skip


def bomb_request(text: str) -> bytes:
    """A query as the body of a request."""
    body = text.encode()
    head = "POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/sparql-query\r\n"
    return f"{head}Connection: close\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body


@contextmanager
def slow(port: int, number: int) -> Iterator[list[socket.socket]]:
    """Connections whose windows are small."""
    with ExitStack() as stack:
        made = []
        for _ in range(number):
            client = stack.enter_context(socket.socket())
            client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            client.bind((ATTACKER, 0))
            client.connect(("127.0.0.1", port))
            client.setblocking(False)
            made.append(client)
        yield made


def pushed(client: socket.socket, data: bytes) -> None:
    """Send what can be sent."""
    try:
        client.send(data)
    except OSError:
        return


#: What a slow client sends at each turn, by the kind of its slowness.
SLOW: Mapping[str, Callable[[int], bytes]] = {
    "asks and never reads": lambda _: request(_ROWS) * 20,
    "a byte of a head at a time": lambda turn: b"GET / HTTP/1.1\r\nHost: localhost\r\nX: "[turn % 38 :][:1],
    "says nothing": lambda _: b"",
    "a byte of a body at a time": lambda turn: (
        b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1900000\r\n\r\n" if turn == 0 else b"x"
    ),
}


def readers(store: Path, options: argparse.Namespace) -> Row:
    """Six hundred clients of four slow kinds: memory is bounded, others are served."""
    with serving(store, "--workers", "2", "--timeout", "20") as server:
        assert server.get("/").status == 200
        before = most = held(server.process.pid)
        with ExitStack() as stack:
            kinds = [(send, stack.enter_context(slow(server.port, 150))) for send in SLOW.values()]
            time.sleep(1.2)
            beside = stack.enter_context(Beside(server))
            end, turn = time.monotonic() + options.seconds, 0
            while time.monotonic() < end:
                for send, clients in kinds:
                    for client in clients:
                        pushed(client, send(turn))
                most, turn = max(most, held(server.process.pid)), turn + 1
                time.sleep(0.2)
        alive = server.get("/healthz").status == 200
    return {"part": "slow readers", "cases": 150 * len(SLOW), "grown MB": (most - before) >> 20, **beside.told(),
            "held": alive and beside.served() > 0.95 and most - before < MOST_GROWN}  # fmt: skip


async def _client(port: int, end: float, number: int, times: list[float], statuses: Counter[str]) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    turn = number
    while time.monotonic() < end:
        path, turn = PAGES[turn % len(PAGES)], turn + 1
        start = time.monotonic()
        writer.write(request(path))
        head = (await reader.readuntil(b"\r\n\r\n")).lower()
        if b"transfer-encoding: chunked" in head:
            while (size := int(await reader.readline(), 16)) > 0:
                await reader.readexactly(size + 2)
            await reader.readline()
        else:
            size = int(head.partition(b"content-length:")[2].split(b"\r")[0])
            await reader.readexactly(size)
        times.append(time.monotonic() - start)
        statuses[head[9:12].decode()] += 1
    writer.close()


def load(store: Path, options: argparse.Namespace) -> Row:
    """A hundred clients at once, pages and queries mixed."""
    times: list[float] = []
    statuses: Counter[str] = Counter()

    async def all_clients(port: int, seconds: float) -> None:
        end = time.monotonic() + seconds
        await asyncio.gather(*(_client(port, end, number, times, statuses) for number in range(100)))

    with serving(store) as server:
        asyncio.run(all_clients(server.port, 3))  # workers are started when they are first needed
        times.clear()
        statuses.clear()
        asyncio.run(all_clients(server.port, options.seconds))
    return {"part": "a hundred clients", "cases": len(times), "statuses": dict(statuses),
            "requests/s": round(len(times) / options.seconds), "median ms": share(times, 0.5),
            "p95 ms": share(times, 0.95), "longest ms": share(times, 1), "held": set(statuses) == {"200"}}  # fmt: skip


PARTS = {"http": http, "bombs": bombs, "readers": readers, "load": load}


def main() -> int:
    """Attack, print and write down."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--parts", nargs="+", choices=list(PARTS), default=list(PARTS))
    parser.add_argument("--seed", type=int, default=20261201)
    parser.add_argument("--cases", type=int, default=5000)
    parser.add_argument("--seconds", type=float, default=20.0)
    parser.add_argument("--store", type=Path)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        store = options.store or make(Path(folder))
        for part in options.parts:
            rows.append(PARTS[part](store, options))
            print("  ".join(f"{name} {value}" for name, value in rows[-1].items()), flush=True)
    record(options.json, "attacks on serve", command_line(), rows)
    return int(not all(row["held"] for row in rows))


if __name__ == "__main__":
    sys.exit(main())
