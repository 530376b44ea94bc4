"""Requests to servers: authorisation, patience, proxies, certificates and time; what is told and what is kept quiet."""

from __future__ import annotations

import hashlib
import re
import shutil
import ssl
import subprocess
import sys
import time
from base64 import b64encode
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from reformgraph.errors import MissingExtraError, StoreError, UsageError
from reformgraph.store import open_store
from reformgraph.store.http_client import PAUSES, Client, challenge
from reformgraph.store.remote import RemoteStore
from support import servers
from support.stub_server import SECRET, Handler, opened, reply, served, yes


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


def test_without_httpx_its_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "httpx", None)
    for name in ("reformgraph.store.http_client", "reformgraph.store.remote"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    with pytest.raises(MissingExtraError, match=r"reformgraph\[remote\]"):
        open_store("http://127.0.0.1:1/sparql")
