"""No query makes a request: a listening socket hears nothing, whatever is asked and however it is written."""

from __future__ import annotations

import socket
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import cast
from urllib.parse import urlencode

import pyoxigraph as ox
import pytest

from reformgraph.errors import QueryError
from reformgraph.sparql.run_query import evaluate, kind_of
from reformgraph.store import open_store
from support.made_store import make
from support.serving import Served, serving

#: Queries that try to reach the listener at {u}; `\\n` stands for a new line.
ATTEMPTS = [
    "SELECT * { SERVICE <{u}> { ?s ?p ?o } }",
    "SELECT * { service <{u}> { ?s ?p ?o } }",
    "SELECT * { SeRvIcE <{u}> { ?s ?p ?o } }",
    "SELECT * { SERVICE SILENT <{u}> { ?s ?p ?o } }",
    "SELECT * { SERVICE<{u}>{?s ?p ?o}}",
    "SELECT * {SERVICE<{u}>{}}",
    "PREFIX :<{u}> SELECT * { SERVICE:q { ?s ?p ?o } }",
    "PREFIX :<{u}> SELECT * { SERVICESILENT:q { ?s ?p ?o } }",
    "SELECT * { BIND(<{u}> AS ?q) SERVICE ?q { ?s ?p ?o } }",
    "SELECT * { VALUES ?q { <{u}> } SERVICE?q{ ?s ?p ?o } }",
    "SELECT * { ?a ?b ?c.SERVICE<{u}>{ ?s ?p ?o } }",
    "SELECT * { ?a ?b 1SERVICE <{u}> { ?s ?p ?o } }",
    "SELECT * { ?a ?b 'x'SERVICE <{u}> { ?s ?p ?o } }",
    'SELECT * { ?a ?b "x"@enSERVICE <{u}> { ?s ?p ?o } }',
    "SELECT * { { SELECT * { SERVICE <{u}> { ?s ?p ?o } } } }",
    "SELECT * { OPTIONAL { SERVICE <{u}> { ?s ?p ?o } } }",
    "SELECT * { { } UNION { SERVICE <{u}> { ?s ?p ?o } } }",
    "SELECT * { ?a ?b ?c FILTER EXISTS { SERVICE <{u}> { ?s ?p ?o } } }",
    "SELECT * { ?a ?b ?c FILTER NOT EXISTS { SERVICE SILENT <{u}> { ?s ?p ?o } } }",
    "SELECT * { ?a ?b ?c MINUS { SERVICE <{u}> { ?a ?p ?o } } }",
    "SELECT * { GRAPH ?g { SERVICE <{u}> { ?s ?p ?o } } }",
    "ASK { SERVICE <{u}> { ?s ?p ?o } }",
    "CONSTRUCT { ?s ?p ?o } WHERE { SERVICE <{u}> { ?s ?p ?o } }",
    "DESCRIBE ?s { SERVICE <{u}> { ?s ?p ?o } }",
    "SELECT * { # comment\\nSERVICE <{u}> { ?s ?p ?o } }",
    "SELECT * { SERVICE # <x>\\n <{u}> { ?s ?p ?o } }",
    "SELECT * { ?a ?b '#' SERVICE <{u}> { ?s ?p ?o } }",
    "SELECT * { ?a ?b '''it's''' . SERVICE <{u}> { ?s ?p ?o } }",
    'SELECT * { ?a ?b "\\\\" . SERVICE <{u}> { ?s ?p "x" } }',
    "PREFIX ex:<http://e/> SELECT * { ?a ex:a\\#b ?c . SERVICE <{u}> { ?s ?p ?o }\\n}",
    "SELECT * { ?a <http://e/#x> ?c . SERVICE <{u}> { ?s ?p ?o } }",
    "SELECT * { FILTER(1<2)SERVICE<{u}>{ ?s ?p ?o FILTER(2>1) } }",
    "SELECT * { \\u0053ERVICE <{u}> { ?s ?p ?o } }",
    "SELECT * { SERV\\u0049CE <{u}> { ?s ?p ?o } }",
    "SELECT * { ſERVICE <{u}> { ?s ?p ?o } }",
    "SELECT * { SERVİCE <{u}> { ?s ?p ?o } }",
    "SELECT * { SER\u200bVICE <{u}> { ?s ?p ?o } }",
    "SELECT * { S/**/ERVICE <{u}> { ?s ?p ?o } }",
    "SELECT * FROM <{u}> { ?s ?p ?o }",
    "SELECT * FROM NAMED <{u}> { GRAPH ?g { ?s ?p ?o } }",
    "LOAD <{u}>",
    "LOAD SILENT <{u}> INTO GRAPH <http://e/g>",
    "INSERT DATA { <a:a> <a:b> <a:c> } ; LOAD <{u}>",
    "INSERT { ?s ?p ?o } WHERE { SERVICE <{u}> { ?s ?p ?o } }",
    "ASK {} ; LOAD <{u}>",
    "DESCRIBE <{u}>",
    "SELECT * { GRAPH <{u}> { ?s ?p ?o } }",
    "BASE <{u}> SELECT * { SERVICE <x> { ?s ?p ?o } }",
    "SELECT ?x { ?x a <{u}> . BIND(IRI('{u}') AS ?y) SERVICE ?y {} }",
]


class Listener:
    """A socket that counts who comes."""

    def __init__(self) -> None:
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = self._socket.getsockname()[1]
        self.heard: list[bytes] = []
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        while True:
            try:
                client, _ = self._socket.accept()
            except OSError:
                return
            with client:
                client.settimeout(2)
                try:
                    self.heard.append(client.recv(4096))
                    client.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
                except OSError:
                    self.heard.append(b"")

    def close(self) -> None:
        self._socket.close()


@pytest.fixture(scope="module")
def listener() -> Iterator[Listener]:
    made = Listener()
    yield made
    made.close()


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(tmp_path_factory.mktemp("made"))


@pytest.fixture(scope="module")
def server(store: Path) -> Iterator[Served]:
    with serving(store, "--workers", "1") as served:
        yield served


def written(attempt: str, listener: Listener) -> str:
    return attempt.replace("\\n", "\n").replace("{u}", f"http://127.0.0.1:{listener.port}/")


def test_there_are_many_attempts() -> None:
    assert len(set(ATTEMPTS)) >= 30


def test_the_listener_hears(listener: Listener) -> None:
    """The test of the test: the engine left to itself does come."""
    before = len(listener.heard)
    text = written(ATTEMPTS[0], listener)
    with pytest.raises((OSError, SyntaxError, ValueError, RuntimeError)):
        next(iter(cast("ox.QuerySolutions", ox.Store().query(text))))
    assert len(listener.heard) == before + 1


@pytest.mark.parametrize("attempt", ATTEMPTS)
def test_over_http(server: Served, listener: Listener, attempt: str) -> None:
    before = len(listener.heard)
    text = written(attempt, listener)
    for answered in (
        server.query(text),
        server.post(text.encode(), "application/sparql-query"),
        server.post(urlencode({"query": text}).encode(), "application/x-www-form-urlencoded"),
        server.post(urlencode({"update": text}).encode(), "application/x-www-form-urlencoded"),
        server.post(text.encode(), "application/sparql-update"),
    ):
        assert answered.status < 500
        if "SERVICE <" in text:
            assert answered.status in (400, 403)
    assert len(listener.heard) == before


@pytest.mark.parametrize("attempt", ATTEMPTS)
def test_in_the_library(store: Path, listener: Listener, attempt: str) -> None:
    """The rule on the text alone, with no isolation behind it."""
    before = len(listener.heard)
    with open_store(store) as opened:
        try:
            found = evaluate(opened, written(attempt, listener))
            if kind_of(found) != "boolean":
                list(found)
        except QueryError:
            pass
    assert len(listener.heard) == before


def test_graph_parameters_fetch_nothing(server: Served, listener: Listener) -> None:
    before = len(listener.heard)
    address = f"http://127.0.0.1:{listener.port}/"
    for key in ("default-graph-uri", "named-graph-uri", "using-graph-uri"):
        assert server.query("SELECT * { ?s ?p ?o } LIMIT 1", **{key: address}).status == 200
    server.get(f"/resource?iri={address}")
    assert len(listener.heard) == before


@pytest.mark.skipif(sys.platform != "linux", reason="isolation is that of Linux")
def test_isolation_holds_without_the_rule(store: Path, listener: Listener) -> None:
    """A worker whose rule on the text is taken away still reaches nothing."""
    import subprocess

    before = len(listener.heard)
    program = (
        "import sys, pyoxigraph\n"
        "from reformgraph.sparql.sandbox import shut_in\n"
        "assert shut_in()\n"
        "try:\n    list(pyoxigraph.Store().query(sys.argv[1]))\n"
        "except OSError:\n    print('unreachable')\n"
    )
    command = [sys.executable, "-c", program, written(ATTEMPTS[0], listener)]
    found = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert (found.returncode, found.stdout.strip()) == (0, "unreachable")
    assert len(listener.heard) == before
