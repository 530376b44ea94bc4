"""A running ``reformgraph serve`` and a plain client for tests."""

from __future__ import annotations

import http.client
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlencode, urlsplit


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer: header names in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def kind(self) -> str:
        return self.headers.get("content-type", "").split(";")[0]

    @property
    def text(self) -> str:
        return self.body.decode("utf-8")


@dataclass(frozen=True, slots=True)
class Served:
    """A server: its port, process and what it said."""

    port: int
    process: subprocess.Popen[bytes]

    def ask(
        self,
        method: str,
        path: str,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        timeout: float = 60,
    ) -> Answered:
        client = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        try:
            client.request(method, path, body, dict(headers or {}))
            answer = client.getresponse()
            names = {name.lower(): value for name, value in answer.getheaders()}
            return Answered(answer.status, names, answer.read())
        finally:
            client.close()

    def get(self, path: str, accept: str = "", **headers: str) -> Answered:
        told = {"Accept": accept} if accept else {}
        return self.ask("GET", quote(path, safe="/?&=%#~:+,"), None, {**told, **headers})

    def query(self, text: str, accept: str = "application/sparql-results+json", **more: str) -> Answered:
        return self.ask("GET", "/sparql?" + urlencode({"query": text, **more}), None, {"Accept": accept})

    def post(
        self, body: bytes, kind: str, accept: str = "application/sparql-results+json", path: str = "/sparql"
    ) -> Answered:
        return self.ask("POST", path, body, {"Content-Type": kind, "Accept": accept})


@contextmanager
def serving(store: Path, *arguments: str) -> Iterator[Served]:
    """A server over a store on a free port of loopback, ended afterwards."""
    command = [sys.executable, "-m", "reformgraph", "serve", "--store", str(store), "--port", "0", *arguments]
    environment = {**os.environ, "REFORMGRAPH_LANG": "en", "PYTHONUNBUFFERED": "1"}
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment)
    try:
        assert process.stdout is not None
        line = process.stdout.readline().decode()
        assert line.startswith("http://"), line
        yield Served(urlsplit(line.strip()).port or 0, process)
    finally:
        process.terminate()
        try:
            process.wait(timeout=10)
        finally:
            process.kill()
            process.wait()
            if process.stdout is not None:
                process.stdout.close()


def run(*arguments: str) -> subprocess.CompletedProcess[bytes]:
    """`reformgraph serve` that ends by itself, for its messages in English."""
    env, command = {**os.environ, "REFORMGRAPH_LANG": "en"}, [sys.executable, "-m", "reformgraph", "serve"]
    return subprocess.run([*command, *arguments], capture_output=True, check=False, timeout=60, env=env)
