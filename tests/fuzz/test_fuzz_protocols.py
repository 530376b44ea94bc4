"""Bytes of requests, queries, RDF and tables: an answer, or an error of ours in one line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from hypothesis import given

from reformgraph.adoption.decisions import read_decisions
from reformgraph.building.foreign_rdf import parsed
from reformgraph.errors import QueryError, ReformGraphError
from reformgraph.iri import BASE
from reformgraph.reading.manifest import read_manifest
from reformgraph.show.serve import protocol
from reformgraph.show.serve.accounts import Accounts
from reformgraph.show.serve.http_request import RefusedError, Request, read_head
from reformgraph.show.serve.http_server import Connection, Shared
from reformgraph.sparql.query_text import _KEYWORD, without_network
from reformgraph.sparql.run_query import evaluate
from reformgraph.store import open_store
from support.fuzzing import fuzz, mutated, seeds


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("fuzz")


class Service:
    """Answers every request at once, as the server would refuse or answer it."""

    def handle(self, request: Request, reply: Any) -> None:
        asked = protocol.asked(request)
        protocol.forms(request.headers.get("accept", ""), asked.form if asked else None)
        reply.send(200, [], b"x")

    def told(self, request: Request | None, refusal: RefusedError) -> tuple[Any, bytes]:
        return [], refusal.reason.encode()

    def admits(self, peer: str) -> bool:
        return True

    def answered(self, request: Request, status: int, size: int, seconds: float) -> None: ...

    def rests(self, connection: Connection) -> None: ...


class Transport:
    """A transport that keeps what is written."""

    def __init__(self) -> None:
        self.written = b""

    def write(self, data: bytes) -> None:
        self.written += data

    def get_extra_info(self, name: str) -> tuple[str, int]:
        return ("192.0.2.1", 1)

    def get_write_buffer_size(self) -> int:
        return 0

    def nothing(self, *arguments: object) -> None: ...

    set_write_buffer_limits = pause_reading = resume_reading = abort = close = nothing


@fuzz(300)
@given(mutated(seeds("http")))
def test_requests(data: bytes) -> None:
    try:
        head = read_head(bytearray(data))
    except RefusedError as refusal:
        assert 400 <= refusal.status < 500
        return
    if head is not None:
        assert head.end <= len(data)
        assert "\n" not in "".join(head.headers.values())


@fuzz(150)
@given(mutated(seeds("http")))
def test_connections(data: bytes) -> None:
    import asyncio

    async def sent() -> bytes:
        connection, transport = Connection(Service(), Shared(b"")), Transport()
        connection.connection_made(transport)  # type: ignore[arg-type]
        for at in range(0, len(data), 700):
            connection.data_received(data[at : at + 700])
            await asyncio.sleep(0)
        connection.connection_lost(None)
        return transport.written

    written = asyncio.run(sent())
    assert not written or written.startswith(b"HTTP/1.1 ")
    assert b"HTTP/1.1 5" not in written


@fuzz(200)
@given(mutated(seeds("sparql")))
def test_queries(data: bytes) -> None:
    text = data.decode("utf-8", "replace")
    try:
        assert not _KEYWORD.search(without_network(text))
        with open_store(":memory:") as store:
            answer = evaluate(store, text, rows=5)
            if not isinstance(answer, ox.QueryBoolean):
                list(answer)
    except QueryError as fault:
        assert "\n" not in str(fault)


@fuzz(100)
@given(mutated(seeds("nquads")))
def test_quads(folder: Path, data: bytes) -> None:
    path = folder / "a.nq"
    path.write_bytes(data)
    try:
        for quad in parsed(path, BASE):
            assert isinstance(quad.graph_name, ox.NamedNode)
    except ReformGraphError as fault:
        assert "\n" not in str(fault)


@fuzz(100)
@given(mutated(seeds("tables")))
def test_tables(folder: Path, data: bytes) -> None:
    path = folder / "a.csv"
    path.write_bytes(data)
    for read in (read_manifest, lambda where: read_decisions(where, BASE), Accounts):
        try:
            read(path)
        except ReformGraphError as fault:
            assert str(fault).count("\n") < 20
