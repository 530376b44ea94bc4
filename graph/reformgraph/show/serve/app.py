"""Routes: the endpoint, the pages, and the rules that hold for all answers."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from reformgraph.errors import DecisionError, UnavailableError
from reformgraph.iri import BASE, prefixes
from reformgraph.show.serve import asset_files, protocol
from reformgraph.show.serve.access_log import AccessLog
from reformgraph.show.serve.accounts import Accounts
from reformgraph.show.serve.answer_head import PLAIN
from reformgraph.show.serve.answer_memory import lasts
from reformgraph.show.serve.client_answer import ClientAnswer
from reformgraph.show.serve.describe import describe
from reformgraph.show.serve.error_answer import POLICY, error_answer, speech_of
from reformgraph.show.serve.gate import Gate
from reformgraph.show.serve.guard import Guard
from reformgraph.show.serve.http_reply import Reply
from reformgraph.show.serve.http_request import Headers, RefusedError, Request
from reformgraph.show.serve.http_server import Connection, Shared
from reformgraph.show.serve.loans import Loans
from reformgraph.show.serve.pool import Pool
from reformgraph.show.serve.rates import Rates
from reformgraph.show.serve.review_desk import Desk
from reformgraph.show.serve.turns import Job
from reformgraph.sparql.label_language import language
from reformgraph.sparql.query_worker import current_generation
from reformgraph.vocabulary.load_vocabulary import ontology_bytes

#: The editor of the query page and the graph write styles themselves.
_STYLED_POLICY = POLICY.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'")
#: Sent with every answer.
COMMON = (
    b"X-Content-Type-Options: nosniff\r\n"
    b"Referrer-Policy: no-referrer\r\n"
    b"X-Frame-Options: DENY\r\n"
    b"Server: reformgraph\r\n"
)
#: Seconds between looks at whether the store has a new generation, or the file of users has changed.
_FRESH = 0.5
#: Where the JSON-LD context of the terms stands (JSON-LD 1.1, section 6.1).
_CONTEXT_LINK = (
    "Link", '</context.jsonld>; rel="http://www.w3.org/ns/json-ld#context"; type="application/ld+json"'
)  # fmt: skip
_ALLOWED = ("Allow", "GET, HEAD, POST, OPTIONS")


@dataclass
class App:
    """The server.

    Parameters
    ----------
    pool
        Answers.
    guard
        Names under which requests are answered, and pages that may ask.
    accounts
        Who may ask; None for everybody.
    rates
        How often a client may ask.
    log
        Where requests are told; None for nowhere.
    behind_proxy
        Whether a proxy on this machine tells where requests come from.
    language
        ``zh`` or ``en``, for clients that name neither.
    decisions
        File of the decisions made on what was doubtful, None where there is none to read.
    desk
        Takes answers to the questions of the review page; None where they are shown only.
    """

    pool: Pool
    guard: Guard = field(default_factory=Guard)
    accounts: Accounts | None = None
    rates: Rates = field(default_factory=lambda: Rates(0, 1))
    log: AccessLog | None = None
    behind_proxy: bool = False
    language: str = field(default_factory=language)
    decisions: Path | None = None
    desk: Desk | None = None
    shared: Shared = field(default_factory=lambda: Shared(COMMON))
    generation: str = ""
    loans: Loans | None = None
    _looked: float = -1.0
    _gate: Gate = field(init=False)

    def __post_init__(self) -> None:
        self._gate = Gate(self._let_in, self.accounts, self.rates, self.behind_proxy)
        # Whoever is asked for a password, counted or logged is so by the server.
        seen = self.accounts is not None or self.rates.limited or self.log is not None or self.behind_proxy
        if not seen and Loans.possible(self.pool.location):
            self.loans = Loans(self.pool, self.guard, self.shared.common, self._take_over)

    def connection(self) -> Connection:
        """A connection for the event loop."""
        return Connection(self, self.shared)

    def tick(self) -> None:
        """Enforce all limits of time."""
        self.pool.tick()
        if self.loans is not None:
            self.loans.tick(ending=self.shared.ending)
        now = time.monotonic()
        if now - self._looked >= _FRESH:
            self._looked = now
            if (found := current_generation(self.pool.location)) != self.generation:
                self.generation = found
                self.shared.memory.clear()
                self.pool.renew()
            if self.accounts is not None and self.accounts.refresh():
                self.shared.memory.clear()
        for connection in list(self.shared.connections):
            connection.expire(now)

    # -- every request -----------------------------------------------------------------------------
    def admits(self, peer: str) -> bool:
        """Whether a client may be given a remembered answer unread: one that is logged is read first."""
        return self.log is None and self._gate.admits(peer)

    def answered(self, request: Request, status: int, size: int, seconds: float) -> None:
        """A request was answered."""
        if self.log is not None and request.path != "/healthz":
            self.log.write(request, status, size, seconds)

    def rests(self, connection: Connection) -> None:
        """A connection that asks small queries is at rest: it may be lent."""
        if self.loans is not None:
            self.loans.consider(connection)

    def told(self, request: Request | None, refusal: RefusedError) -> tuple[Headers, bytes]:
        """Why a request is not answered."""
        return error_answer(request, refusal, self.language)

    def handle(self, request: Request, reply: Reply) -> None:
        """Answer a request."""
        if request.path == "/healthz":
            self._health(reply)
            return
        self.guard.check_host(request)
        if request.path in ("/sparql", "/query") and request.method == "OPTIONS":
            # Browsers ask this before they send a password along.
            self.guard.check_site(request, navigation=False)
            reply.send(204, [_ALLOWED, *self.guard.cors_headers(preflight=True)], b"")
            return
        self._gate.enter(request, reply)

    def _health(self, reply: Reply) -> None:
        """Whether requests can be answered, for whoever watches the server; tells nothing else."""
        if self.pool.works and not self.shared.ending:
            reply.send(200, PLAIN, b"ok\n")
        else:
            reply.send(503, [*PLAIN, ("Retry-After", "5")], b"no worker has the store open\n")

    def _let_in(self, request: Request, reply: Reply) -> None:
        path = request.path
        if path in ("/sparql", "/query"):
            self._sparql(request, reply)
            return
        self.guard.check_site(request, navigation=True)
        if path == "/review" and request.method == "POST" and self.desk is not None:
            self._decide(self.desk, request, reply)
            return
        if request.method not in ("GET", "HEAD"):
            raise RefusedError(405, "pages are read by GET", [("Allow", "GET, HEAD")])
        if path == "/sparql/prefixes":
            self._prefixes(reply)
        elif path in ("/void", "/.well-known/void"):
            # The description of the data set is a thing of the store, so its format is negotiated there.
            reply.send(303, [*PLAIN, ("Location", "/id/graph/dataset")], b"/id/graph/dataset\n")
        elif path == "/ns":
            head = [("Content-Type", protocol.TYPES["ttl"]), ("Cache-Control", "max-age=3600"), _CONTEXT_LINK]
            reply.send(200, head, ontology_bytes("reformgraph.ttl"))
        elif path in ("/context.jsonld", "/ns/context.jsonld"):
            # Any page may read it: it is the same for everybody, and processors of JSON-LD fetch it by script.
            head = [("Content-Type", "application/ld+json"), ("Cache-Control", "max-age=3600"),
                    ("Access-Control-Allow-Origin", "*")]  # fmt: skip
            reply.send(200, head, ontology_bytes("context.jsonld"))
        elif path.startswith("/assets/"):
            self._asset(path.removeprefix("/assets/"), reply)
        elif (route := _route(path)) is not None:
            self._page(request, reply, *route)
        else:
            raise RefusedError(404, "there is no such page")

    def _decide(self, desk: Desk, request: Request, reply: Reply) -> None:
        """Write an answer of the review page, and go on with the page."""
        try:
            back = desk.take(request, self.pool.state.get("base", BASE))
        except DecisionError as fault:
            headers, body = error_answer(request, fault, self.language)
            reply.send(409, headers, body)
            return
        reply.send(303, [*PLAIN, ("Location", back)], f"{back}\n".encode())

    # -- endpoint ----------------------------------------------------------------------------------
    def _sparql(self, request: Request, reply: Reply) -> None:
        self.guard.check_site(request, navigation=False)
        try:
            asked = protocol.asked(request)
            accept = request.headers.get("accept", "")
            if asked is None:
                self._no_query(request, reply, accept)
                return
            forms = protocol.forms(accept, asked.form)
        except RefusedError as refusal:
            allow = [_ALLOWED] if refusal.status == 405 else []
            more = (*refusal.headers, *allow, *self.guard.cors_headers())
            raise RefusedError(refusal.status, refusal.reason, more) from refusal
        self._answer(request, self._work(asked, forms), reply, self.guard.answer_headers())

    def _work(self, asked: protocol.Asked, forms: Mapping[str, str]) -> dict[str, Any]:
        """What a worker is asked for a query."""
        limits = self.pool.limits
        return {
            "op": "query", "text": asked.query, "forms": forms, "rows": limits.rows or None,
            "size": limits.size or None, "default_graphs": asked.default_graphs, "named_graphs": asked.named_graphs,
        }  # fmt: skip

    def _take_over(self, request: Request, reply: Reply) -> Job:
        """The job of a plain query that a worker has begun to answer."""
        asked = protocol.Asked(protocol.parameters(request.query)[0][1], None, None, None)
        work = self._work(asked, protocol.forms(request.headers.get("accept", ""), None))
        return self._job(Job(work, self._receiver(request, work, reply, self.guard.answer_headers()),
                             time.monotonic(), request.client, long=True), reply)  # fmt: skip

    def _no_query(self, request: Request, reply: Reply, accept: str) -> None:
        if protocol.wants_html(accept):
            self._page(request, reply, "editor", "")
            return
        form = protocol.best(accept, protocol.GRAPH_TYPES, "ttl")
        if form is None:
            raise RefusedError(406, "the service description is RDF")
        host = request.headers.get("host", "localhost")
        body = describe(f"http://{host}/sparql", form)
        head = [("Content-Type", protocol.TYPES[form]), ("Vary", "Accept"), *self.guard.cors_headers()]
        reply.send(200, head, body)

    def _answer(self, request: Request, work: Mapping[str, Any], reply: Reply, headers: list[tuple[str, str]]) -> None:
        if reply.recall():
            return
        receiver = self._receiver(request, work, reply, headers)
        long = work["op"] != "page" or work["view"] in _LONG or work["rest"].startswith("place/")
        try:
            job = self.pool.submit(work, receiver, request.client, long=long)
        except UnavailableError as fault:
            receiver.failed(fault)
            return
        self._job(job, reply)

    def _receiver(
        self, request: Request, work: Mapping[str, Any], reply: Reply, headers: list[tuple[str, str]]
    ) -> ClientAnswer:
        return ClientAnswer(
            reply, headers, self._lasting(work), lambda fault: error_answer(request, fault, self.language)
        )

    def _job(self, job: Job, reply: Reply) -> Job:
        """The job, told of the pace of its client."""

        def flow(on: bool) -> None:
            if job.worker is not None and job.worker.job is job:
                job.worker.flow(on)

        reply.on_flow(flow, lambda: self.pool.abandon(job))
        return job

    def _lasting(self, work: Mapping[str, Any]) -> Callable[[str], bool]:
        """Whether an answer made from a generation of the store may be given again."""
        if not self.generation or work.get("view") == "review" or not lasts(work.get("text", "")):
            return lambda generation: False
        return lambda generation: generation == self.generation

    # -- pages -------------------------------------------------------------------------------------
    def _prefixes(self, reply: Reply) -> None:
        body = json.dumps(dict(prefixes(self.pool.state.get("base", BASE))), ensure_ascii=False).encode()
        reply.send(200, [("Content-Type", "application/json")], body)

    def _asset(self, name: str, reply: Reply) -> None:
        found = asset_files.asset(name)
        if found is None:
            raise RefusedError(404, "there is no such file")
        head = [("Content-Type", asset_files.TYPES[name.rpartition(".")[2]]), ("Cache-Control", "max-age=3600")]
        reply.send(200, head, found)

    def _page(self, request: Request, reply: Reply, view: str, rest: str) -> None:
        given = protocol.parameters(request.query)
        form = next((value for name, value in given if name == "format"), None)
        if view == "resource":
            if form is None or form not in _RESOURCE_TYPES.values():
                form = protocol.best(request.headers.get("accept", ""), _RESOURCE_TYPES, "html")
        elif view in _OFFERED:
            form = form or "html"
            if form not in _OFFERED[view]:
                raise RefusedError(400, f"there is no such format; {', '.join(_OFFERED[view])}")
        else:
            form = form if view == "question" and form in (*protocol.TYPES, "svg", "gexf") else "html"
        if form is None:
            raise RefusedError(406, "offered are HTML, Turtle and JSON-LD")
        speech = speech_of(request, self.language)
        work = {
            "op": "page", "view": view, "rest": rest, "given": given, "form": form,
            "language": speech.language, "asked": speech.asked, "here": speech.here,
            "decisions": str(self.decisions) if self.decisions else None, "writes": self.desk is not None,
        }  # fmt: skip
        policy = _STYLED_POLICY if view in ("editor", "graph") else POLICY
        self._answer(request, work, reply, [("Vary", "Accept, Accept-Language"), ("Content-Security-Policy", policy)])


_RESOURCE_TYPES = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "text/turtle": "ttl",
    "application/ld+json": "jsonld",
    "application/json": "jsonld",
    "application/n-triples": "nt",
    "application/rdf+xml": "rdfxml",
}
#: Formats of the views that come as data too, beside the named questions, which come in all.
_OFFERED = {"ask": ("html", "json"), "questions": ("html", "json"), "trace": ("html", "csv", "json"),
            "search": ("html", "json"), "result": ("html", "svg", "gexf"), "map": ("html", "svg"),
            "charts": ("html", "svg")}  # fmt: skip
#: Views that may take all the time there is.
_LONG = (
    "question", "ask", "trace", "review", "result", "compare", "search", "graph", "map", "charts", "provinces",
)  # fmt: skip
_VIEWS = {
    "/": "home", "/ask": "ask", "/trace": "trace", "/questions": "questions", "/search": "search",
    "/resource": "resource", "/editor": "editor", "/review": "review", "/result": "result", "/compare": "compare",
    "/graph": "graph", "/map": "map", "/charts": "charts", "/provinces": "provinces",
}  # fmt: skip


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
