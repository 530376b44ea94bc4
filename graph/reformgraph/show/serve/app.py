"""Routes: the endpoint, the pages, and the rules that hold for all answers."""

from __future__ import annotations

import asyncio
import contextlib
import json
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from typing import Any
from urllib.parse import unquote

from reformgraph.errors import QueryError, ReformGraphError, StoreError, UsageError
from reformgraph.show.serve import protocol
from reformgraph.show.serve.describe import describe
from reformgraph.show.serve.http_server import Connection, Memory, RefusedError, Reply, Request
from reformgraph.show.serve.pool import Limits, Pool, was_late
from reformgraph.sparql.query_worker import current_generation

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
_HOST = re.compile(r"(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._-]+)(?::\d{1,5})?")
_ASSETS = {"js": "text/javascript; charset=utf-8", "css": "text/css; charset=utf-8",
           "txt": "text/plain; charset=utf-8", "svg": "image/svg+xml"}  # fmt: skip
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
#: The editor of the query page writes style elements.
_EDITOR_POLICY = _POLICY.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'")
_DATA_POLICY = "default-src 'none'; sandbox; frame-ancestors 'none'"
#: Sent with every answer.
COMMON = (
    b"X-Content-Type-Options: nosniff\r\n"
    b"Referrer-Policy: no-referrer\r\n"
    b"X-Frame-Options: DENY\r\n"
    b"Server: reformgraph\r\n"
)
#: Seconds between looks at what is past its time.
_TICK = 0.05
#: Seconds between looks at whether the store has a new generation.
_FRESH = 0.5
_TEXT = ("Content-Type", "text/plain; charset=utf-8")


@dataclass
class App:
    """The server.

    Parameters
    ----------
    pool
        Answers.
    cors
        Origin that pages of other sites may have, ``*`` for any; None for none.
    hosts
        Names under which requests are answered; None for any.
    """

    pool: Pool
    cors: str | None = None
    hosts: frozenset[str] | None = LOOPBACK
    connections: set[Connection] = field(default_factory=set)
    memory: Memory = field(default_factory=Memory)
    generation: str = ""
    _looked: float = -1.0

    def connection(self) -> Connection:
        """A connection for the event loop."""
        return Connection(self.handle, self.connections, COMMON, self.memory)

    def tick(self) -> None:
        """Enforce all limits of time."""
        self.pool.tick()
        now = time.monotonic()
        if now - self._looked >= _FRESH:
            self._looked = now
            if (found := current_generation(self.pool.location)) != self.generation:
                self.generation = found
                self.memory.clear()
        for connection in list(self.connections):
            if now > connection.deadline:
                connection.close()

    # -- routing -----------------------------------------------------------------------------------
    def handle(self, request: Request, reply: Reply) -> None:
        """Answer a request."""
        self._check_host(request)
        path = request.path
        if path in ("/sparql", "/query"):
            self._sparql(request, reply)
            return
        self._check_site(request, navigation=True)
        if request.method not in ("GET", "HEAD"):
            raise RefusedError(405, "pages are read by GET")
        if path == "/sparql/prefixes":
            self._prefixes(request, reply)
        elif path.startswith("/assets/"):
            self._asset(path.removeprefix("/assets/"), reply)
        elif (route := _route(path)) is not None:
            self._page(request, reply, *route)
        else:
            raise RefusedError(404, "there is no such page")

    def _check_host(self, request: Request) -> None:
        """Refuse requests under a foreign name: a page elsewhere may have pointed its name at this machine."""
        if self.hosts is None or "host" not in request.headers:
            return
        found = _HOST.fullmatch(request.headers["host"])
        if found is None or found[1].strip("[]").lower() not in self.hosts:
            raise RefusedError(421, "this server does not go by the name in the header Host")

    def _check_site(self, request: Request, *, navigation: bool) -> None:
        """Refuse what a page of another site has a browser send, following a link excepted."""
        if request.headers.get("sec-fetch-site") != "cross-site" or self.cors is not None:
            return
        if navigation and request.headers.get("sec-fetch-mode") == "navigate" and request.method in ("GET", "HEAD"):
            return
        raise RefusedError(403, "refused: the request comes from a page of another site; see the option --cors")

    # -- endpoint ----------------------------------------------------------------------------------
    def _sparql(self, request: Request, reply: Reply) -> None:
        self._check_site(request, navigation=False)
        if request.method == "OPTIONS":
            reply.send(204, [("Allow", "GET, HEAD, POST, OPTIONS"), *self._cors(preflight=True)], b"")
            return
        try:
            asked = protocol.asked(request)
            accept = request.headers.get("accept", "")
            if asked is None:
                self._no_query(request, reply, accept)
                return
            forms = protocol.forms(accept, asked.form)
        except RefusedError as refusal:
            allow = [("Allow", "GET, HEAD, POST, OPTIONS")] if refusal.status == 405 else []
            body = (refusal.reason + "\n").encode()
            reply.send(refusal.status, [_TEXT, ("Cache-Control", "no-store"), *allow, *self._cors()], body)
            return
        limits = self.pool.limits
        work = {
            "op": "query", "text": asked.query, "forms": forms, "rows": limits.rows or None,
            "size": limits.size or None, "default_graphs": asked.default_graphs, "named_graphs": asked.named_graphs,
        }  # fmt: skip
        self._answer(work, reply, [("Vary", "Accept"), *self._cors()])

    def _no_query(self, request: Request, reply: Reply, accept: str) -> None:
        if protocol.wants_html(accept):
            self._page(request, reply, "editor", "")
            return
        form = protocol.best(accept, protocol.GRAPH_TYPES, "ttl")
        if form is None:
            raise RefusedError(406, "the service description is RDF")
        host = request.headers.get("host", "localhost")
        body = describe(f"http://{host}/sparql", form)
        head = [("Content-Type", protocol.TYPES[form]), ("Vary", "Accept"), *self._cors()]
        reply.send(200, head, body)

    def _answer(self, work: Mapping[str, Any], reply: Reply, headers: list[tuple[str, str]]) -> None:
        receiver = _Answer(reply, headers, self._lasting(work))
        job = self.pool.submit(work, receiver)
        if job is None:
            reply.send(503, [_TEXT, ("Retry-After", "1"), *headers], b"too many queries wait already\n")
            return

        def flow(on: bool) -> None:
            if job.worker is not None and job.worker.job is job:
                job.worker.flow(on)

        reply.on_flow(flow, lambda: self.pool.abandon(job))

    def _lasting(self, work: Mapping[str, Any]) -> Callable[[str], bool]:
        """Whether an answer made from a generation of the store may be given again."""
        if not self.generation or ("text" in work and _CHANGING.search(work["text"])):
            return lambda generation: False
        return lambda generation: generation == self.generation

    def _cors(self, *, preflight: bool = False) -> list[tuple[str, str]]:
        if self.cors is None:
            return []
        head = [("Access-Control-Allow-Origin", self.cors)]
        if self.cors != "*":
            head.append(("Vary", "Origin"))
        if preflight:
            head += [
                ("Access-Control-Allow-Methods", "GET, HEAD, POST, OPTIONS"),
                ("Access-Control-Allow-Headers", "Accept, Content-Type"),
                ("Access-Control-Max-Age", "3600"),
            ]
        return head

    # -- pages -------------------------------------------------------------------------------------
    def _prefixes(self, request: Request, reply: Reply) -> None:
        from reformgraph.iri import BASE, prefixes

        body = json.dumps(dict(prefixes(self.pool.state.get("base", BASE))), ensure_ascii=False).encode()
        reply.send(200, [("Content-Type", "application/json"), ("Content-Security-Policy", _DATA_POLICY)], body)

    def _asset(self, name: str, reply: Reply) -> None:
        found = asset(name)
        if found is None:
            raise RefusedError(404, "there is no such file")
        head = [("Content-Type", _ASSETS[name.rpartition(".")[2]]), ("Cache-Control", "max-age=3600")]
        reply.send(200, head, found)

    def _page(self, request: Request, reply: Reply, view: str, rest: str) -> None:
        given = protocol.parameters(request.query)
        form = next((value for name, value in given if name == "format"), None)
        if view == "resource":
            if form is None or form not in _RESOURCE_TYPES.values():
                form = protocol.best(request.headers.get("accept", ""), _RESOURCE_TYPES, "html")
        else:
            form = form if form in protocol.TYPES else "html"
        if form is None:
            raise RefusedError(406, "offered are HTML, Turtle and JSON-LD")
        work = {"op": "page", "view": view, "rest": rest, "given": given, "form": form}
        policy = _EDITOR_POLICY if view == "editor" else _POLICY
        self._answer(work, reply, [("Vary", "Accept"), ("Content-Security-Policy", policy)])


_RESOURCE_TYPES = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "text/turtle": "ttl",
    "application/ld+json": "jsonld",
    "application/json": "jsonld",
    "application/n-triples": "nt",
    "application/rdf+xml": "rdfxml",
}
#: Functions whose value is another each time.
_CHANGING = re.compile("NOW|RAND|UUID|BNODE", re.IGNORECASE)
_VIEWS = {"/": "home", "/questions": "questions", "/search": "search", "/resource": "resource", "/editor": "editor"}


def _route(path: str) -> tuple[str, str] | None:
    """The view of a path and what follows its name."""
    if path in _VIEWS:
        return _VIEWS[path], ""
    for front, view in (("/id/", "resource"), ("/question/", "question")):
        if path.startswith(front):
            try:
                return view, unquote(path.removeprefix(front), errors="strict")
            except UnicodeDecodeError as fault:
                raise RefusedError(400, "the address is not UTF-8") from fault
    return None


@lru_cache(maxsize=64)
def asset(name: str) -> bytes | None:
    """A file of the query page, None if there is none."""
    if not re.fullmatch(r"[a-z0-9.-]{1,60}\.(js|css|txt|svg)", name):
        return None
    entry = files("reformgraph.show.serve") / "assets" / name
    return entry.read_bytes() if entry.is_file() else None


class _Answer:
    """Passes an answer on to a client: at once if it comes in one piece, else in chunks."""

    __slots__ = ("_headers", "_held", "_lasting", "_reply", "_started", "_status")

    def __init__(self, reply: Reply, headers: list[tuple[str, str]], lasting: Callable[[str], bool]) -> None:
        self._reply, self._headers, self._lasting = reply, headers, lasting
        self._held: bytes | None = None
        self._started = False
        self._status = 200

    def head(self, head: Mapping[str, Any]) -> None:
        """What comes."""
        form = head["form"]
        self._headers.append(("Content-Type", head.get("type") or protocol.TYPES[form]))
        if form != "html":
            self._headers = [pair for pair in self._headers if pair[0] != "Content-Security-Policy"]
            self._headers.append(("Content-Security-Policy", _DATA_POLICY))
        self._status = head.get("status", 200)
        if self._status == 200 and self._lasting(head.get("generation", "")):
            self._reply.remember()

    def piece(self, body: bytes) -> None:
        """Part of it; the first is held back until a second comes."""
        if self._held is None and not self._started:
            self._held = body
            return
        if not self._started:
            self._started = True
            self._reply.start(self._status, self._headers)
            self._reply.write(self._held or b"")
            self._held = None
        self._reply.write(body)

    def end(self) -> None:
        """All of it."""
        if self._started:
            self._reply.end()
        else:
            self._reply.send(self._status, self._headers, self._held or b"")

    def failed(self, fault: ReformGraphError) -> None:
        """An error instead; once the answer has begun it can only be broken off."""
        if self._started:
            self._reply.abort()
            return
        kept = [pair for pair in self._headers if pair[0] not in ("Content-Type", "Content-Security-Policy")]
        self._reply.send(status_of(fault), [_TEXT, ("Cache-Control", "no-store"), *kept], f"{fault}\n".encode())


def status_of(fault: ReformGraphError) -> int:
    """Status of an answer that is an error."""
    if was_late(fault):
        return 503
    if isinstance(fault, UsageError):
        return 404 if "no question" in fault.what else 406 if "cannot hold" in fault.what else 400
    if isinstance(fault, QueryError):
        if fault.what.startswith("refused"):
            return 403
        return 400 if "malformed" in fault.what else 422
    return 503 if isinstance(fault, StoreError) else 500


@dataclass(frozen=True, slots=True)
class Settings:
    """What ``reformgraph serve`` is told."""

    store: str
    host: str
    port: int
    cors: str | None
    limits: Limits
    workers: int
    most: int


async def run(settings: Settings, tell: Callable[[App, int], None], stop: asyncio.Event) -> None:
    """Serve until `stop` is set; `tell` is called with the app and the port once it listens.

    Raises
    ------
    StoreError
        If the store cannot be opened.
    UsageError
        If the port is in use or the address is not of this machine.
    """
    loop = asyncio.get_running_loop()
    pool = Pool(settings.store, settings.limits, settings.workers, settings.most)
    hosts = LOOPBACK | {settings.host.lower()} if settings.host in LOOPBACK else None
    app = App(pool, settings.cors, hosts)
    try:
        server = await loop.create_server(app.connection, settings.host, settings.port, backlog=512)
    except OSError as fault:
        raise UsageError(
            f"cannot listen on {settings.host} port {settings.port}: {fault.strerror or fault}",
            cure="another program may use the port: choose one with --port, or 0 for any free one",
        ) from fault
    try:
        await pool.start()
        tell(app, server.sockets[0].getsockname()[1])
        while not stop.is_set():
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), _TICK)
            app.tick()
    finally:
        server.close()
        for connection in list(app.connections):
            connection.close()
        pool.close()
        await asyncio.sleep(0.05)
