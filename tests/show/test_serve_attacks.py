"""Slow readers, full queues, dead workers, a store that is gone: the server stays small, answers and says why not."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from reformgraph.store import open_store
from support.made_store import SHUOZHOU, make
from support.serving import Served, serving

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?p ?b . ?c ?q ?d . ?e ?r ?f }"
SMALL = "/sparql?query=" + quote("SELECT * { ?s ?p ?o } LIMIT 200")
linux = pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="reads /proc")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(tmp_path_factory.mktemp("made"))


@pytest.fixture
def server(store: Path) -> Iterator[Served]:
    with serving(store, "--timeout", "20", "--workers", "2") as served:
        yield served


def memory(pid: int) -> int:
    """Bytes that a process has in memory."""
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def children(pid: int) -> list[int]:
    found = subprocess.run(["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, check=False)
    return [int(one) for one in found.stdout.split()]


def connected(port: int, *, small: bool = False) -> socket.socket:
    client = socket.socket()
    if small:
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    client.settimeout(10)
    client.connect(("127.0.0.1", port))
    return client


def until(seconds: float) -> Iterator[float]:
    """Times of looks, some a second, for so long."""
    end = time.monotonic() + seconds
    while (now := time.monotonic()) < end:
        yield now
        time.sleep(0.05)


class TestSlowReaders:
    @linux
    def test_who_repeats_a_request_and_never_reads_takes_no_memory(self, server: Served) -> None:
        """Eight such clients took the server from 35 to 681 MB."""
        asked = f"GET {SMALL} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode()
        assert server.get("/").status == 200
        before = memory(server.process.pid)
        with ExitStack() as stack:
            clients = [stack.enter_context(connected(server.port, small=True)) for _ in range(8)]
            for client in clients:
                client.setblocking(False)
            for _ in until(3):
                for client in clients:
                    for _ in range(50):
                        try:
                            client.send(asked)
                        except OSError:
                            break
            assert server.get("/").status == 200
            assert memory(server.process.pid) - before < 30 << 20

    def test_many_connections_that_do_nothing_lock_nobody_out(self, server: Served) -> None:
        """513 clients that stayed silent, or did not read, kept everybody else out for as long as they stayed."""
        with ExitStack() as stack:
            for number in range(520):
                client = stack.enter_context(connected(server.port, small=True))
                if number % 2:
                    client.sendall(f"GET {SMALL} HTTP/1.1\r\nHost: localhost\r\n".encode())
            time.sleep(1.2)
            assert [server.get("/assets/style.css").status for _ in range(5)] == [200] * 5

    def test_an_answer_that_is_not_read_is_broken_off(self, server: Served, monkeypatch: pytest.MonkeyPatch) -> None:
        from reformgraph.show.serve import http_server

        connection = http_server.Connection(service := _Nobody(), http_server.Shared(b""))
        transport = _Transport()
        connection.connection_made(transport)  # type: ignore[arg-type]
        connection.data_received(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n" * 3)
        assert service.asked == 1
        connection.pause_writing()
        service.replies[0].send(200, [], b"x")
        connection.data_received(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n" * 1000)
        assert service.asked == 1  # nothing more is answered while the client does not read
        assert not transport.reading
        connection.expire(time.monotonic() + http_server.STALL / 2)
        assert not transport.aborted
        connection.expire(time.monotonic() + http_server.STALL + 1)
        assert transport.aborted

    def test_large_bodies_share_a_budget(self) -> None:
        from reformgraph.show.serve import http_server

        shared = http_server.Shared(b"")
        refused = 0
        connections = []
        for _ in range(40):
            transport = _Transport()
            connection = http_server.Connection(_Nobody(), shared)
            connection.connection_made(transport)  # type: ignore[arg-type]
            connection.data_received(b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2000000\r\n\r\nx")
            refused += transport.written.startswith(b"HTTP/1.1 503")
            connections.append(connection)
        assert refused == 40 - http_server.MAX_BODIES // 2_000_000
        for connection in connections:
            connection.connection_lost(None)
        assert shared.bodies == 0


class _Nobody:
    """Takes requests and answers none by itself."""

    def __init__(self) -> None:
        self.asked = 0
        self.replies: list[Any] = []

    def handle(self, request: object, reply: object) -> None:
        self.asked += 1
        self.replies.append(reply)

    def told(self, request: object, refusal: Any) -> tuple[Any, bytes]:
        return [], refusal.reason.encode()

    def admits(self, peer: str) -> bool:
        return True

    def answered(self, request: object, status: int, size: int, seconds: float) -> None:
        pass

    def rests(self, connection: object) -> None:
        pass


class _Transport:
    """A transport that remembers what is done to it."""

    def __init__(self) -> None:
        self.written, self.reading, self.aborted = b"", True, False

    def set_write_buffer_limits(self, high: int, low: int) -> None: ...

    def get_extra_info(self, name: str) -> tuple[str, int]:
        return ("127.0.0.1", 1)

    def get_write_buffer_size(self) -> int:
        return 0

    def write(self, data: bytes) -> None:
        self.written += data

    def pause_reading(self) -> None:
        self.reading = False

    def resume_reading(self) -> None:
        self.reading = True

    def abort(self) -> None:
        self.aborted = True

    def close(self) -> None: ...


class TestQueries:
    def test_slow_queries_leave_workers_to_pages(self, store: Path) -> None:
        """Eight slow queries blocked every page for 71 s."""
        with serving(store, "--timeout", "20", "--workers", "2") as server, ExitStack() as stack:
            for _ in range(12):
                client = stack.enter_context(connected(server.port))
                client.sendall(f"GET /sparql?query={quote(ENDLESS)} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
            time.sleep(1)
            times = []
            for number in range(8):
                start = time.monotonic()
                assert server.get(f"/id/zone/{SHUOZHOU}?n={number}").status == 200
                times.append(time.monotonic() - start)
            assert max(times) < 15, "a page waited for a query to run into its limit"

    @pytest.mark.full
    def test_who_waits_too_long_is_told(self, store: Path) -> None:
        with serving(store, "--timeout", "60", "--workers", "1") as server, ExitStack() as stack:
            for _ in range(8):
                client = stack.enter_context(connected(server.port))
                client.sendall(f"GET /sparql?query={quote(ENDLESS)} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
            start = time.monotonic()
            found = server.query("ASK {}")
            assert (found.status, "retry-after" in found.headers) == (503, True)
            assert "no worker was free" in found.text
            assert 9 < time.monotonic() - start < 15


class TestTrouble:
    @linux
    def test_a_store_that_is_gone_is_told_and_starts_no_flood_of_processes(self, tmp_path: Path) -> None:
        """All requests hung for ever, and 300 processes were started."""
        path = make(tmp_path)
        with serving(path, "--workers", "2") as server:
            assert server.get("/").status == 200
            path.rename(tmp_path / "elsewhere")
            for pid in children(server.process.pid):
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            seen: set[int] = set()
            statuses = []
            for now in until(3):
                seen.update(children(server.process.pid))
                found = server.ask("GET", f"/search?q={now}", timeout=15)
                statuses.append((found.status, "retry-after" in found.headers))
            assert set(statuses[1:]) == {(503, True)}
            assert len(seen) < 12
            assert server.get("/healthz").status == 503
            (tmp_path / "elsewhere").rename(path)
            for _ in until(40):
                if server.get("/healthz").status == 200:
                    break
            assert server.get("/").status == 200

    @linux
    def test_a_worker_killed_from_outside_is_no_fault_of_the_query(self, server: Served) -> None:
        statuses: list[tuple[int, bool]] = []

        def ask() -> None:
            found = server.query(ENDLESS)
            statuses.append((found.status, "retry-after" in found.headers))

        asking = threading.Thread(target=ask)
        asking.start()
        time.sleep(1)
        for pid in children(server.process.pid):
            os.kill(pid, signal.SIGKILL)
        asking.join(timeout=20)
        assert statuses == [(503, True)]
        answers = (server.query("ASK {}").status for _ in until(40))
        assert 200 in answers

    @linux
    def test_idle_workers_let_go_of_old_generations(self, tmp_path: Path) -> None:
        path = make(tmp_path)
        with serving(path, "--workers", "2") as server:
            assert server.get("/").status == 200
            for number in range(2):
                with open_store(path, read_only=False) as opened:
                    opened.replace(f"http://example.org/{number}", opened.triples(opened.graphs()[0]))
                time.sleep(1.2)
            with open_store(path, read_only=False):
                pass  # a writer sweeps what nobody holds
            assert len([entry for entry in path.iterdir() if entry.is_dir()]) == 1

    def test_values_of_mixed_types_are_sorted(self, server: Served) -> None:
        found = server.query("SELECT ?o { ?s ?p ?o } ORDER BY ?o")
        assert found.status == 200
        assert len(json.loads(found.body)["results"]["bindings"]) > 1000


class TestRules:
    @pytest.mark.parametrize("path", ["/assets/style.css", "/none", "/sparql?query=%7B", "/sparql/prefixes", "/healthz",
                                      "/sparql?query=CLEAR%20ALL", "/id/zone/%E6"])  # fmt: skip
    def test_every_answer_has_a_policy(self, server: Served, path: str) -> None:
        assert "default-src 'none'" in server.get(path).headers["content-security-policy"]

    def test_refusals_have_one_too(self, server: Served) -> None:
        for head in (b"GET / HTTP/1.1\r\n\r\n", b"\x00\r\n\r\n", b"GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n"):
            with connected(server.port) as client:
                client.sendall(head)
                client.shutdown(socket.SHUT_WR)
                assert b"Content-Security-Policy: default-src 'none'" in client.recv(65536)

    def test_names_are_checked_with_host_too(self, store: Path) -> None:
        with serving(store, "--host", "0.0.0.0", "--name", "graph.example.org", "--workers", "1") as server:
            for host, status in (("127.0.0.1", 200), ("graph.example.org", 200), ("evil.example", 421)):
                assert server.ask("GET", "/assets/style.css", None, {"Host": host}).status == status

    def test_posts_from_pages_of_others_are_refused(self, server: Served) -> None:
        told = {"Content-Type": "application/sparql-query", "Origin": "https://evil.example"}
        assert server.ask("POST", "/sparql", b"ASK {}", told).status == 403
        assert (
            server.ask("POST", "/sparql", b"ASK {}", {**told, "Origin": f"http://127.0.0.1:{server.port}"}).status
            == 200
        )


class TestInstitution:
    def test_users_and_tokens(self, store: Path, tmp_path: Path) -> None:
        import base64

        from reformgraph.show.serve.accounts import add_line, password_line, token_line

        users = tmp_path / "users"
        token, line = token_line("program")
        add_line(users, password_line("读者", "a long password"))
        add_line(users, line)
        told = {"Authorization": "Basic " + base64.b64encode("读者:a long password".encode()).decode()}
        with serving(store, "--auth", str(users), "--log", str(tmp_path / "log"), "--workers", "1") as server:
            found = server.get("/")
            assert (found.status, found.headers["www-authenticate"].split()[0]) == (401, "Basic")
            for headers in (told, told, {"Authorization": f"Bearer {token}"}):
                assert server.ask("GET", "/", None, headers).status == 200
                assert server.ask("GET", "/sparql?query=ASK%20%7B%7D", None, headers).status == 200
            assert server.get("/healthz").status == 200
            assert server.ask("OPTIONS", "/sparql").status == 204
            wrong = {"Authorization": "Basic " + base64.b64encode(b"a:wrong password").decode()}
            statuses = [server.ask("GET", "/", None, wrong).status for _ in range(14)]
            assert (statuses[0], statuses[-1]) == (401, 429)
            assert server.ask("GET", "/", None, told).status == 200  # known already
            users.write_text(line + "\n", encoding="utf-8")
            time.sleep(1)
            assert server.ask("GET", "/", None, told).status in (401, 429)
        text = (tmp_path / "log").read_text(encoding="utf-8")
        lines = [json.loads(one) for one in text.splitlines()]
        assert {one["client"] for one in lines} == {"读者", "program", "127.0.0.1"}
        assert "password" not in text
        assert token not in text
        assert "ASK" not in text

    def test_rates(self, store: Path) -> None:
        with serving(store, "--rate", "1", "--burst", "5", "--workers", "1") as server:
            found = [server.get("/assets/style.css") for _ in range(8)]
            assert [one.status for one in found].count(429) >= 2
            assert int(found[-1].headers["retry-after"]) >= 1
            repeated = [server.query("ASK {}").status for _ in range(5)]
            assert 429 in repeated  # remembered answers count too

    def test_the_log_tells_queries_where_asked(self, store: Path, tmp_path: Path) -> None:
        with serving(store, "--log", str(tmp_path / "log"), "--log-queries", "--workers", "1") as server:
            for _ in range(3):
                assert server.query("ASK { ?s ?p 'secret' }").status == 200
            server.post(b"ASK { ?s ?p 'posted' }", "application/sparql-query")
        lines = [json.loads(one) for one in (tmp_path / "log").read_text(encoding="utf-8").splitlines()]
        assert [one["status"] for one in lines] == [200] * 4
        assert "secret" in lines[2]["query"]
        assert "posted" in lines[3]["query"]
        assert {"time", "client", "method", "path", "status", "bytes", "ms", "query"} == set(lines[0])

    @pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
    def test_a_stop_lets_answers_end(self, store: Path) -> None:
        with serving(store, "--timeout", "20", "--workers", "1") as server, connected(server.port) as client:
            text = quote("SELECT * { ?s ?p ?o }")
            client.sendall(f"GET /sparql?query={text} HTTP/1.0\r\nHost: localhost\r\n\r\n".encode())
            head = client.recv(1000)
            server.process.send_signal(signal.SIGTERM)
            time.sleep(0.5)
            with socket.socket() as late:
                assert late.connect_ex(("127.0.0.1", server.port)) != 0
            data = head
            while piece := client.recv(1 << 20):
                data += piece
            assert json.loads(data.split(b"\r\n\r\n", 1)[1])["results"]["bindings"]
            assert server.process.wait(timeout=10) == 0

    def test_clients_behind_a_proxy_are_told_apart(self, store: Path) -> None:
        with serving(store, "--behind-proxy", "--rate", "0.1", "--burst", "2", "--workers", "1") as server:

            def status(client: str) -> int:
                return server.ask("GET", "/assets/style.css", None, {"X-Forwarded-For": client}).status

            assert [status("198.51.100.1") for _ in range(3)] == [200, 200, 429]
            assert status("198.51.100.2") == 200


def test_the_store_folder_may_be_removed_while_it_is_served(tmp_path: Path) -> None:
    path = make(tmp_path)
    with serving(path, "--workers", "1") as server:
        assert server.get("/").status == 200
        shutil.rmtree(path)
        assert server.get("/search?q=x").status in (200, 503)
