"""Remote stores: addresses, answers that are none, builds over a server."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from reformgraph.building import page_work
from reformgraph.building.build import build
from reformgraph.building.load_quads import load
from reformgraph.errors import QueryError, StoreError, UsageError
from reformgraph.exchange.export import export_nquads
from reformgraph.iri import BASE
from reformgraph.store import open_store
from reformgraph.store.endpoints import endpoints
from reformgraph.store.http_client import Client
from reformgraph.store.remote import with_prefixes
from support import servers
from support.stub_pages import extracted, page_text
from support.stub_server import YES, Handler, opened, reply, served


class TestAnswers:
    def test_a_web_page_is_no_answer(self) -> None:
        page = b"<html><h1>Welcome</h1>"
        site = served(lambda handler, _: reply(handler, 200, page, Content_Type="text/html"))
        told = pytest.raises(StoreError, match=r"text/html.*SPARQL server")
        with site as address, told, opened(address) as store:
            store.ask("ASK {}")

    def test_results_cut_off_are_an_error(self) -> None:
        def answer(handler: Handler, body: bytes) -> None:
            reply(handler, 200, YES, Content_Type="application/sparql-results+json", X_SPARQL_MaxRows="10000")

        with served(answer) as address, pytest.raises(StoreError, match="10000 rows"), opened(address) as store:
            store.ask("ASK {}")

    def test_half_an_answer(self) -> None:
        def answer(handler: Handler, body: bytes) -> None:
            reply(handler, 200, b'{"head": {"vars": [', Content_Type="application/sparql-results+json")

        with served(answer) as address, pytest.raises((StoreError, QueryError)), opened(address) as store:
            store.select("SELECT * {}")

    def test_a_redirect_is_not_followed(self) -> None:
        moved = served(lambda handler, _: reply(handler, 302, Location="http://127.0.0.1:9/x"))
        with moved as address, pytest.raises(StoreError, match="302"):
            opened(address)


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("http://h:1", ("http://h:1/query", "http://h:1/update", "http://h:1/store")),
        ("http://h:1/query", ("http://h:1/query", "http://h:1/update", "http://h:1/store")),
        ("http://h/ds", ("http://h/ds/query", "http://h/ds/update", "http://h/ds/data")),
        ("http://h/ds/query", ("http://h/ds/query", "http://h/ds/update", "http://h/ds/data")),
        ("http://h/sparql", ("http://h/sparql", "http://h/sparql", None)),
        (
            "https://h/repositories/r",
            ("https://h/repositories/r", "https://h/repositories/r/statements", "https://h/repositories/r/rdf-graphs/service"),
        ),
        ("http://h/x#update=/u&graphs=/g", ("http://h/x/query", "http://h/u", "http://h/g")),
    ],
)  # fmt: skip
def test_addresses(address: str, expected: tuple[str | None, ...]) -> None:
    found = endpoints(address)
    assert (found.query, found.update, found.graphs) == expected


def test_unknown_words_after_the_address() -> None:
    with pytest.raises(UsageError, match="updat"):
        endpoints("http://h/x#updat=/u")


def test_prefixes_are_declared_where_they_are_used() -> None:
    text = "PREFIX zone: <http://other/> SELECT ?x { ?x rg:adopted zone:a ; skos:note 'org:x' }"
    assert with_prefixes(text).count("PREFIX") == 3
    assert "PREFIX org:" not in with_prefixes(text)


@pytest.fixture(params=["oxigraph", pytest.param("virtuoso", marks=pytest.mark.full)])
def server(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    if request.param == "oxigraph":
        if servers.oxigraph_binary() is None:
            pytest.skip("the program oxigraph is not installed (pip install oxigraph)")
        with servers.oxigraph(tmp_path / "oxigraph") as address:
            yield address
    else:
        if not servers.virtuoso_is_there():
            pytest.skip("Virtuoso is not there (scripts/start_virtuoso.py --download)")
        monkeypatch.setenv("REFORMGRAPH_USER", "dba")
        monkeypatch.setenv("REFORMGRAPH_PASSWORD", servers.PASSWORD)
        with servers.virtuoso(tmp_path / "virtuoso") as address:
            yield address


class TestBuilds:
    @pytest.fixture(autouse=True)
    def stub(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(page_work, "_extracted", extracted)
        monkeypatch.setattr("reformgraph.rdf.page_quads.vocabulary_quads", lambda *_: {})

    def pages(self, tmp_path: Path, seed: int = 5) -> Path:
        import random

        random_ = random.Random(seed)
        folder = tmp_path / "pages"
        folder.mkdir(exist_ok=True)
        for number in range(6):
            (folder / f"p{number}.txt").write_text(page_text(random_), encoding="utf-8")
        return folder

    def exported(self, location: str) -> list[bytes]:
        with open_store(location) as store:
            return list(export_nquads(store))

    def test_a_build_over_a_server_equals_one_in_memory(self, server: str, tmp_path: Path) -> None:
        for seed in (5, 6):
            folder = self.pages(tmp_path, seed)
            if seed == 6:
                (folder / "p0.txt").unlink()
            build([folder], server, prune=True)
            memory = open_store(":memory:")
            build([folder], memory)
            assert self.exported(server) == list(export_nquads(memory))

    def test_a_server_gone_in_the_middle_is_resumed(
        self, server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        folder = self.pages(tmp_path)
        build([folder], server)
        folder = self.pages(tmp_path, seed=7)
        sent = 0
        request = Client.request

        def failing(self: Client, method: str, url: str, *rest: object) -> object:
            nonlocal sent
            sent += method == "PUT"
            if sent == 5:
                raise StoreError("the server cannot be reached")
            return request(self, method, url, *rest)  # type: ignore[arg-type]

        with monkeypatch.context() as patched:
            patched.setattr(Client, "request", failing)
            with pytest.raises(StoreError):
                build([folder], server)
        build([folder], server)
        memory = open_store(":memory:")
        build([folder], memory)
        assert self.exported(server) == list(export_nquads(memory))

    def test_exports_load_with_equal_counts(self, server: str, tmp_path: Path) -> None:
        memory = open_store(":memory:")
        build([self.pages(tmp_path)], memory)
        lines = list(export_nquads(memory))
        (tmp_path / "all.nq").write_bytes(b"".join(lines))
        load([tmp_path / "all.nq"], server)
        assert self.exported(server) == lines

    def test_readers_cannot_write(self, server: str) -> None:
        with open_store(server) as store, pytest.raises(StoreError, match="reading only"):
            store.replace(BASE + "graph/x", [])
