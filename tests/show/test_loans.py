"""Who asks small queries is answered by a worker itself: the same bytes, the same limits, nobody kept waiting."""

from __future__ import annotations

import http.client
import itertools
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Self
from urllib.parse import quote, unquote_plus

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reformgraph.show.serve import loan_board
from reformgraph.show.serve.app import App
from reformgraph.show.serve.pool import Limits, Pool
from reformgraph.store import open_store
from support.made_store import SHUOZHOU, make
from support.serving import Served, serving

pytestmark = pytest.mark.skipif(not loan_board.can_lend(), reason="connections are not lent on this system")
JSON = "application/sparql-results+json"
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?p ?b . ?c ?q ?d . ?e ?r ?f }"
LARGE = "SELECT * { ?s ?p ?o . ?s ?q ?x } LIMIT 30000"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(tmp_path_factory.mktemp("made"))


@pytest.fixture
def server(store: Path) -> Iterator[Served]:
    with serving(store, "--timeout", "6", "--workers", "1") as served:
        yield served


def desks(server: Served) -> list[int]:
    """Processes of a server that answer clients themselves."""
    found = subprocess.run(
        ["ps", "-o", "pid=,args=", "--ppid", str(server.process.pid)], capture_output=True, text=True, check=True
    )
    return [int(line.split()[0]) for line in found.stdout.splitlines() if "direct_worker" in line]


def holds(pid: int) -> int:
    """Network connections that a process has open."""
    names = []
    for one in Path(f"/proc/{pid}/fd").iterdir():
        try:
            names.append(str(one.readlink()))
        except OSError:
            continue
    return sum(name.startswith("socket:") for name in names) - 1  # one is the way to the server


class Client:
    """A connection that is kept open."""

    def __init__(self, server: Served, timeout: float = 60) -> None:
        self.line = http.client.HTTPConnection("127.0.0.1", server.port, timeout=timeout)
        self._number = 0

    def ask(self, query: str, accept: str = JSON, method: str = "GET") -> tuple[int, dict[str, str], bytes]:
        self.line.request(method, "/sparql?query=" + quote(query), None, {"Accept": accept})
        answer = self.line.getresponse()
        return answer.status, dict(answer.getheaders()), answer.read()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *told: object) -> None:
        self.line.close()

    def small(self) -> int:
        """Ask what was not asked before."""
        self._number += 1
        return self.ask(f"SELECT ?r {{ zone:{SHUOZHOU} rg:adopted ?r }} LIMIT {100 + self._number + id(self) % 9999}")[
            0
        ]


def eventually(true: Callable[[], object], seconds: float = 40) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if true():
            return True
        time.sleep(0.02)
    return False


@pytest.fixture
def lent(server: Served) -> Iterator[list[Client]]:
    """Three connections of which one worker holds all."""
    clients = [Client(server) for _ in range(3)]

    def ready() -> bool:
        assert [client.small() for client in clients] == [200] * 3
        found = desks(server)
        return bool(found) and holds(found[0]) == 3

    assert eventually(ready)
    yield clients
    for client in clients:
        client.line.close()


def lend(server: Served, client: Client) -> None:
    """Ask until a worker holds the connection, the only one that is held."""
    assert eventually(lambda: client.small() == 200 and sum(map(holds, desks(server))) == 1)


linux = pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="reads /proc")


@linux
class TestAnswers:
    def test_the_same_as_through_the_server(self, server: Served) -> None:
        queries = (
            "SELECT * { ?s rg:adopted ?o } ORDER BY STR(?s) STR(?o)",
            "ASK { ?s rg:adopted ?o }",
            "CONSTRUCT { ?s rg:adopted ?o } { ?s rg:adopted ?o } ORDER BY STR(?s) STR(?o)",
            "SELECT * { ?s rg:adopted ",
            "SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }",
        )
        kinds = (JSON, "text/csv", "*/*", "text/html", "")
        for query, accept in itertools.product(queries, kinds):
            with Client(server) as client, Client(server) as other:
                lend(server, client)
                # The first request of a connection always goes through the server.
                assert client.ask(query, accept) == other.ask(query, accept), (query, accept)
                assert client.small() == 200

    def test_a_long_answer_comes_whole(self, server: Served, lent: list[Client]) -> None:
        found = lent[0].ask(LARGE)
        assert len(json.loads(found[2])["results"]["bindings"]) == 30000
        assert found[1]["Transfer-Encoding"] == "chunked"
        assert [client.small() for client in lent] == [200] * 3

    def test_other_requests_on_the_same_connection(self, lent: list[Client]) -> None:
        line = lent[0].line
        for method, path, body, status in (
            ("GET", "/sparql/prefixes", None, 200),
            ("HEAD", "/sparql?query=ASK%7B%7D", None, 200),
            ("POST", "/sparql", b"query=ASK%7B%7D", 200),
            ("GET", "/sparql?query=ASK%7B%7D&query=ASK%7B%7D", None, 400),
            ("GET", "/sparql?query=%zz", None, 400),
            ("GET", "/nothing", None, 404),
        ):
            kind = {"Content-Type": "application/x-www-form-urlencoded"} if body else {}
            line.request(method, path, body, kind)
            answer = line.getresponse()
            answer.read()
            assert answer.status == status, path
            assert [lent[0].small() for _ in range(4)] == [200] * 4

    def test_a_foreign_name_and_a_foreign_page_are_refused(self, lent: list[Client]) -> None:
        for headers, status in (({"Host": "evil.example"}, 421), ({"Sec-Fetch-Site": "cross-site"}, 403)):
            lent[1].line.request("GET", "/sparql?query=ASK%7B%7D", None, headers)
            answer = lent[1].line.getresponse()
            answer.read()
            assert answer.status == status

    def test_requests_sent_together_are_answered_in_order(self, server: Served, lent: list[Client]) -> None:
        sock = lent[0].line.sock
        assert sock is not None
        two = "".join(
            f"GET /sparql?query={quote(f'SELECT ({n} AS ?x) {{}}')} HTTP/1.1\r\nHost: localhost\r\n\r\n" for n in (7, 8)
        )
        sock.sendall(two.encode()[:90])
        time.sleep(0.1)
        sock.sendall(two.encode()[90:])
        got = b""
        while got.count(b'"bindings"') < 2:
            got += sock.recv(65536)
        assert got.index(b'"value":"7"') < got.index(b'"value":"8"')

    def test_a_new_generation_is_seen(self, tmp_path: Path) -> None:
        path = make(tmp_path)
        with serving(path, "--workers", "1") as served, Client(served) as client:
            assert eventually(lambda: client.small() == 200 and desks(served) and holds(desks(served)[0]) == 1)
            asked = "SELECT ?o { <urn:x:new> <urn:x:p> ?o }"
            assert not json.loads(client.ask(asked)[2])["results"]["bindings"]
            with open_store(path, read_only=False) as store:
                triple = ox.Triple(ox.NamedNode("urn:x:new"), ox.NamedNode("urn:x:p"), ox.Literal("1"))
                store.replace("urn:x:g", [triple])
            assert eventually(lambda: json.loads(client.ask(asked)[2])["results"]["bindings"], 5)


@linux
class TestLimits:
    def test_a_slow_query_keeps_nobody_waiting_and_is_stopped(self, server: Served, lent: list[Client]) -> None:
        found: list[tuple[int, float]] = []

        def slow() -> None:
            start = time.monotonic()
            found.append((lent[0].ask(ENDLESS)[0], time.monotonic() - start))

        thread = threading.Thread(target=slow)
        thread.start()
        time.sleep(0.3)
        start = time.monotonic()
        assert [client.small() for client in lent[1:]] == [200] * 2
        assert time.monotonic() - start < 4
        thread.join()
        assert found[0][0] == 503
        assert 5 < found[0][1] < 20
        assert [client.small() for client in lent] == [200] * 3

    def test_a_worker_that_dies_takes_no_other_connection_with_it(self, server: Served, lent: list[Client]) -> None:
        found: list[int] = []
        thread = threading.Thread(target=lambda: found.append(lent[0].ask(ENDLESS)[0]))
        thread.start()
        time.sleep(0.5)
        for pid in desks(server):
            os.kill(pid, signal.SIGKILL)
        thread.join()
        assert found == [503]
        assert [client.small() for client in lent] == [200] * 3

    def test_a_worker_that_dies_at_rest(self, server: Served, lent: list[Client]) -> None:
        for pid in desks(server):
            os.kill(pid, signal.SIGKILL)
        assert [client.small() for client in lent for _ in range(4)] == [200] * 12

    def test_the_query_of_a_client_that_left_is_stopped(self, server: Served, lent: list[Client]) -> None:
        (pid,) = desks(server)
        lent[0].line.request("GET", "/sparql?query=" + quote(ENDLESS), None, {"Accept": JSON})
        time.sleep(0.5)
        lent[0].line.close()
        assert eventually(lambda: pid not in desks(server), 4.5)
        assert [client.small() for client in lent[1:]] == [200] * 2

    def test_who_does_not_read_is_left_to_the_server(self, server: Served, lent: list[Client]) -> None:
        sock = lent[0].line.sock
        assert sock is not None
        text = "SELECT * { ?s ?p ?o } LIMIT 400"
        request = f"GET /sparql?query={quote(text)} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode()
        sock.setblocking(False)
        end = time.monotonic() + 2
        while time.monotonic() < end:
            try:
                sock.send(request)
            except OSError:
                break
        # Who does not read may hold the one worker for the time limit of an answer (6 s), not longer.
        assert eventually(lambda: [client.small() for client in lent[1:] for _ in range(5)] == [200] * 10, 30)

    def test_quiet_connections_go_back(self, server: Served, lent: list[Client]) -> None:
        (pid,) = desks(server)
        assert eventually(lambda: holds(pid) == 0, 5)
        assert [client.small() for client in lent] == [200] * 3

    def test_the_server_ends_with_connections_lent(self, server: Served, lent: list[Client]) -> None:
        (pid,) = desks(server)
        server.process.send_signal(signal.SIGTERM)
        assert server.process.wait(timeout=5) is not None
        assert eventually(lambda: not Path(f"/proc/{pid}").exists(), 5)


@linux
@pytest.mark.parametrize("option", [("--rate", "1000"), ("--log", "-"), ("--behind-proxy",)])
def test_nothing_is_lent_where_every_request_is_counted_or_logged(store: Path, option: tuple[str, ...]) -> None:
    with serving(store, "--workers", "1", *option) as served, Client(served) as client:
        assert [client.small() for _ in range(30)] == [200] * 30
        assert not desks(served)


def test_nothing_is_lent_where_the_system_cannot(monkeypatch: pytest.MonkeyPatch) -> None:
    pool = Pool("nowhere.store", Limits(), 1, 1)
    assert App(pool).loans is not None
    monkeypatch.setattr(loan_board, "fcntl", None)
    assert App(pool).loans is None
    assert App(Pool("http://127.0.0.1:1/sparql", Limits(), 1, 1)).loans is None


class TestBoard:
    def test_only_one_process_holds_it(self) -> None:
        with loan_board.new_file() as file:
            board = loan_board.Board(file.fileno())
            board.revoke(7)
            board.tell(loan_board.RUNS, 3, 1.5, b"asked")
            code = (
                "import sys; from reformgraph.show.serve.loan_board import Board; b = Board(int(sys.argv[1]))\n"
                "print(b.try_lock(), b.now(), b.request(), flush=True); sys.stdin.read()"
            )
            board.lock()
            for mine, held in ((True, "False"), (False, "True")):
                if not mine:
                    board.unlock()
                other = subprocess.Popen(
                    [sys.executable, "-c", code, str(file.fileno())], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                    pass_fds=[file.fileno()], text=True,
                )  # fmt: skip
                assert other.stdout is not None
                told = other.stdout.readline()
                assert told == f"{held} Now(state=2, loan=3, revoked=7, since=1.5, size=5) b'asked'\n"
                assert board.try_lock() is mine
                other.kill()
                other.communicate()
            assert board.try_lock()  # the lock of who was killed is free


@given(st.binary(max_size=60))
def test_escapes_are_read_as_the_library_reads_them(raw: bytes) -> None:
    from reformgraph.show.serve.direct_worker import _LINE, _unescaped

    found = _LINE.fullmatch(b"GET /sparql?query=" + quote(raw).encode().replace(b"%20", b"+") + b" HTTP/1.1")
    assert found is not None
    try:
        expected = unquote_plus(found[1].decode(), errors="strict")
    except UnicodeDecodeError:
        with pytest.raises(UnicodeDecodeError):
            _unescaped(found[1])
        return
    assert _unescaped(found[1]) == expected
    for wrong in (b"%", b"%4", b"%zz", b"a&query=b", b"a b", b"%\x80"):
        assert _LINE.fullmatch(b"GET /sparql?query=" + wrong + b" HTTP/1.1") is None
