"""Remote stores: authorisation, patience, what is told and what is kept quiet, builds over a server."""

from __future__ import annotations

import hashlib
import http.server
import re
import shutil
import ssl
import subprocess
import sys
import threading
import time
from base64 import b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from reformgraph.building import page_work
from reformgraph.building.build import build
from reformgraph.building.load_quads import load
from reformgraph.errors import MissingExtraError, QueryError, StoreError, UsageError
from reformgraph.exchange.export import export_nquads
from reformgraph.iri import BASE
from reformgraph.store import open_store
from reformgraph.store.endpoints import endpoints
from reformgraph.store.http_client import PAUSES, Client, challenge
from reformgraph.store.remote import RemoteStore, with_prefixes
from support import servers
from support.stub_pages import extracted, page_text

YES = b'{"head": {}, "boolean": true}'
Handler = http.server.BaseHTTPRequestHandler
Answer = Callable[[Handler, bytes], None]


def reply(handler: Handler, status: int, body: bytes = b"", **headers: str) -> None:
    handler.send_response(status)
    for name, value in headers.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)


def yes(handler: Handler, body: bytes = b"") -> None:
    reply(handler, 200, YES, Content_Type="application/sparql-results+json")


@contextmanager
def served(answer: Answer, context: ssl.SSLContext | None = None) -> Iterator[str]:
    """Address of a server that answers every request by a function, over TLS where a context is given."""

    class Own(Handler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:  # noqa: N802
            answer(self, self.rfile.read(int(self.headers.get("Content-Length", 0))))

        do_PUT = do_GET = do_POST  # noqa: N815

        def log_message(self, *_: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Own)
    if context is not None:
        server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/sparql"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def opened(address: str, **environment: str) -> RemoteStore:
    return RemoteStore(address, read_only=False, client=Client(address, environment, sleep=lambda _: None))


SECRET = {"REFORMGRAPH_USER": "archivist", "REFORMGRAPH_PASSWORD": "开门sesame"}


class TestAuthorisation:
    def test_a_token_goes_with_every_request(self) -> None:
        seen: list[str | None] = []

        def answer(handler: Handler, body: bytes) -> None:
            seen.append(handler.headers["Authorization"])
            yes(handler)

        with served(answer) as address:
            opened(address, REFORMGRAPH_TOKEN="abc").close()
        assert seen == ["Bearer abc"]

    def test_basic_when_asked_for(self) -> None:
        expected = "Basic " + b64encode("archivist:开门sesame".encode()).decode()

        def answer(handler: Handler, body: bytes) -> None:
            if handler.headers["Authorization"] == expected:
                yes(handler)
            else:
                reply(handler, 401, WWW_Authenticate='Basic realm="store"')

        with served(answer) as address, opened(address, **SECRET) as store:
            assert store.ask("ASK {}")

    @pytest.mark.parametrize("algorithm", ["MD5", "SHA-256", "MD5-sess"])
    def test_digest_with_counted_nonces(self, algorithm: str) -> None:
        counts: list[str] = []

        def hashed(text: str) -> str:
            return hashlib.new("sha256" if algorithm == "SHA-256" else "md5", text.encode()).hexdigest()

        def answer(handler: Handler, body: bytes) -> None:
            told = dict(re.findall(r'(\w+)="?([^",]+)"?', handler.headers["Authorization"] or ""))
            secret = hashed(f"archivist:r,1:{SECRET['REFORMGRAPH_PASSWORD']}")
            if algorithm.endswith("-sess"):
                secret = hashed(f"{secret}:n0:{told.get('cnonce')}")
            whole = f"{secret}:n0:{told.get('nc')}:{told.get('cnonce')}:auth:" + hashed(f"POST:{handler.path}")
            if told.get("response") == hashed(whole):
                counts.append(told["nc"])
                yes(handler)
            else:
                header = f'Basic realm="x", Digest realm="r,1", nonce="n0", qop="auth,auth-int", algorithm={algorithm}'
                reply(handler, 401, WWW_Authenticate=header)

        with served(answer) as address, opened(address, **SECRET) as store:
            assert store.ask("ASK {}")
        assert counts == ["00000001", "00000002"]

    def test_a_wrong_password_is_told_without_it(self) -> None:
        def answer(handler: Handler, body: bytes) -> None:
            reply(handler, 401, WWW_Authenticate='Basic realm="store"')

        with served(answer) as address, pytest.raises(StoreError, match="REFORMGRAPH_PASSWORD") as told:
            opened(address, **SECRET)
        assert "sesame" not in str(told.value)

    def test_a_password_in_the_address_is_refused(self) -> None:
        with pytest.raises(UsageError) as told:
            open_store("http://me:sesame@127.0.0.1:1/query")
        assert "sesame" not in str(told.value)

    def test_unknown_challenges(self) -> None:
        assert challenge('Negotiate, NTLM realm="x"') == ""
        assert challenge('Digest realm="x", nonce="n", algorithm=SHA-512-256') == ""
        assert challenge('Digest realm="x", nonce="n", algorithm=SHA-512-256, Basic realm="x"') == "Basic"
        assert challenge("") == ""

    def test_nothing_is_sent_to_a_server_that_does_not_ask(self) -> None:
        seen: list[str | None] = []

        def answer(handler: Handler, body: bytes) -> None:
            seen.append(handler.headers["Authorization"])
            yes(handler)

        with served(answer) as address:
            opened(address, **SECRET).close()
        assert seen == [None]


class TestPatience:
    def test_a_busy_server_is_asked_again(self) -> None:
        left = [503, 500, 429]

        def answer(handler: Handler, body: bytes) -> None:
            if left:
                reply(handler, left.pop())
            else:
                yes(handler)

        with served(answer) as address, opened(address) as store:
            assert store.ask("ASK {}")

    def test_a_broken_connection_is_opened_again(self) -> None:
        broken: list[int] = []

        def answer(handler: Handler, body: bytes) -> None:
            if len(broken) < 2:
                broken.append(1)
                handler.close_connection = True
                handler.connection.close()
            else:
                yes(handler)

        with served(answer) as address, opened(address) as store:
            assert store.ask("ASK {}")

    def test_a_server_that_stays_away_is_named(self) -> None:
        pauses: list[float] = []
        address = f"http://127.0.0.1:{servers.free_port()}/sparql"
        with pytest.raises(StoreError, match=r"cannot be reached.*goes on where it stopped"):
            RemoteStore(address, client=Client(address, {}, sleep=pauses.append))
        assert tuple(pauses) == PAUSES

    def test_a_server_that_stays_busy_is_told(self) -> None:
        busy = served(lambda handler, _: reply(handler, 503, b"restarting"))
        with busy as address, pytest.raises(StoreError, match=r"503: restarting"):
            opened(address)


class TestTheWayThere:
    """Proxies, certificates and seconds, from the environment as everywhere."""

    def test_a_proxy_carries_requests(self, monkeypatch: pytest.MonkeyPatch) -> None:
        asked: list[tuple[str, str | None]] = []

        def answer(handler: Handler, body: bytes) -> None:
            asked.append((handler.path, handler.headers["Proxy-Authorization"]))
            yes(handler)

        with served(answer) as address:
            port = urlsplit(address).port
            monkeypatch.setenv("HTTP_PROXY", f"http://me:secret@127.0.0.1:{port}")
            opened("http://store.example:7878/sparql").close()
        secret = "Basic " + b64encode(b"me:secret").decode()
        assert asked == [("http://store.example:7878/sparql", secret)]

    def test_servers_of_this_machine_need_none(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("HTTP_PROXY", f"http://127.0.0.1:{servers.free_port()}")
        with served(yes) as address, opened(address) as store:
            assert store.ask("ASK {}")

    def test_a_proxy_that_is_away_is_told(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("HTTP_PROXY", f"http://me:secret@127.0.0.1:{servers.free_port()}")
        with pytest.raises(StoreError, match="cannot be reached") as told:
            opened("http://store.example/sparql")
        assert "secret" not in str(told.value)

    def test_a_slow_server_is_left(self) -> None:
        def answer(handler: Handler, body: bytes) -> None:
            time.sleep(0.5)
            yes(handler)

        with served(answer) as address, pytest.raises(StoreError, match="REFORMGRAPH_TIMEOUT"):
            opened(address, REFORMGRAPH_TIMEOUT="0.02")

    @pytest.mark.parametrize("seconds", ["soon", "0", "-1", "nan", "inf"])
    def test_seconds_that_are_none(self, seconds: str) -> None:
        with pytest.raises(UsageError, match="REFORMGRAPH_TIMEOUT"):
            Client("http://127.0.0.1:1/sparql", {"REFORMGRAPH_TIMEOUT": seconds})

    def test_certificates(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        if shutil.which("openssl") is None:
            pytest.skip("the program openssl is not installed")
        key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
        made = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"]
        made += ["-addext", "subjectAltName=DNS:localhost", "-keyout", str(key), "-out", str(certificate)]
        subprocess.run(made, check=True, capture_output=True)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)
        tries: list[float] = []
        with served(yes, context) as address:
            address = address.replace("http://127.0.0.1", "https://localhost")
            with pytest.raises(StoreError, match="SSL_CERT_FILE"):
                RemoteStore(address, client=Client(address, {}, sleep=tries.append))
            assert tries == []  # another try would find the same certificate
            monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
            with opened(address) as store:
                assert store.ask("ASK {}")


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


def test_without_httpx_its_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "httpx", None)
    for name in ("reformgraph.store.http_client", "reformgraph.store.remote"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    with pytest.raises(MissingExtraError, match=r"reformgraph\[remote\]"):
        open_store("http://127.0.0.1:1/sparql")
