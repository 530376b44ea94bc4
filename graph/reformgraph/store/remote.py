"""A store on a SPARQL 1.1 server: query, update and graph store protocol over plain HTTP.

Each graph is replaced in one request, so that an article is never seen by halves. Nothing waits for
`commit`: the server keeps what it was given. Queries see the union of all graphs where the server does
so by default (Virtuoso, GraphDB, RDF4J, Neptune) or when asked (Oxigraph); Fuseki has to be set to it
(``tdb2:unionDefaultGraph true``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

import pyoxigraph as ox

from reformgraph.errors import MissingExtraError, QueryError, StoreError
from reformgraph.iri import prefixes
from reformgraph.store.base import Answer, GraphTriples, Object, Store, Subject
from reformgraph.store.endpoints import endpoints, virtuoso
from reformgraph.store.http_client import Client, Response
from reformgraph.store.substitute import Value, substitute, tokens

if TYPE_CHECKING:
    from rdflib import Dataset

#: Triples in one update; Virtuoso compiles updates and refuses long ones.
_CHUNK, _CHUNK_VIRTUOSO = 5000, 200
#: Graphs that Virtuoso keeps for itself.
_OWN_GRAPHS = re.compile(
    r"https?://(?:www\.openlinksw\.com/|www\.w3\.org/(?:2002/07/owl|ns/ldp)#|[^/]+/(?:DAV/|sparql$))|urn:.*"
)
_RESULTS = {
    "application/sparql-results+json": ox.QueryResultsFormat.JSON,
    "application/json": ox.QueryResultsFormat.JSON,
    "application/sparql-results+xml": ox.QueryResultsFormat.XML,
}
_RDF = {
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "text/plain": ox.RdfFormat.N_TRIPLES,
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/x-turtle": ox.RdfFormat.TURTLE,
    "text/ntriples": ox.RdfFormat.N_TRIPLES,
    "text/n3": ox.RdfFormat.TURTLE,
}
_ACCEPT_ROWS = "application/sparql-results+json"
_ACCEPT_TRIPLES = "application/n-triples, text/turtle;q=0.5"
_PREFIXES = dict(prefixes())


class RemoteStore(Store):
    """A store at an ``http(s)://`` address (see `endpoints` for the forms it may have).

    User name and password, or a bearer token, come from ``REFORMGRAPH_USER``, ``REFORMGRAPH_PASSWORD``
    and ``REFORMGRAPH_TOKEN``.

    Raises
    ------
    StoreError
        If the server cannot be reached or refuses.
    """

    def __init__(self, address: str, *, read_only: bool = True, client: Client | None = None) -> None:
        self.location = address.partition("#")[0]
        self.read_only = read_only
        self._endpoints = endpoints(address)
        self._client = client or Client(self._endpoints.query)
        self._closed = False
        try:
            first = self._asked("ASK { ?s ?p ?o }")
        except (StoreError, QueryError):
            self.close()
            raise
        self._is_virtuoso = first.headers.get("server", "").startswith("Virtuoso")
        if self._is_virtuoso and self._endpoints.graphs is None:
            self._endpoints = virtuoso(self._endpoints)

    # -- asking ------------------------------------------------------------------------------------
    def query(self, sparql: str, /, **bindings: Value) -> Answer:
        """Answer a query, see `Store.query`; the whole answer is read before it is handed out."""
        response = self._asked(with_prefixes(substitute(sparql, bindings)))
        kind = response.media_type
        try:
            if kind in _RESULTS:
                self._check_limit(response)
                return ox.parse_query_results(_repaired(response.body), format=_RESULTS[kind])
            if kind in _RDF:
                return _as_answer(ox.parse(_repaired_triples(response.body), format=_RDF[kind]))
        except (SyntaxError, ValueError) as fault:
            raise StoreError(f"the answer of the server cannot be read: {fault}", where=self.location) from fault
        raise StoreError(
            f"the server answers with {kind or 'no type'}: {response.told()}",
            where=self.location,
            cure="check that the address is that of a SPARQL server",
        )

    def _asked(self, text: str) -> Response:
        self._check_open()
        accept = _ACCEPT_TRIPLES if _form(text) in ("CONSTRUCT", "DESCRIBE") else _ACCEPT_ROWS
        body = urlencode({"query": text, "union-default-graph": "true"}).encode()
        headers = {"Accept": accept, "Content-Type": "application/x-www-form-urlencoded"}
        response = self._client.request("POST", self._endpoints.query, body, headers)
        if response.status == 400 or (response.status == 500 and "37000" in response.told()):
            raise QueryError(f"the query is malformed: {response.told()}", cure="correct it and ask again")
        self._check(response)
        return response

    def _check_limit(self, response: Response) -> None:
        if limit := response.headers.get("x-sparql-maxrows"):
            raise StoreError(
                f"the server cuts answers off at {limit} rows", where=self.location, cure="raise its ResultSetMaxRows"
            )

    def graphs(self) -> list[str]:
        """IRIs of all named graphs, sorted."""
        rows = self.select("SELECT DISTINCT ?graph { GRAPH ?graph { ?s ?p ?o } }")
        return sorted(name for row in rows if (name := row["graph"]) and not self._is_own(name))

    def quads(
        self,
        subject: Subject | None = None,
        predicate: ox.NamedNode | None = None,
        object: Object | None = None,
        graph: str | None = None,
    ) -> Iterator[ox.Quad]:
        """All quads that match, see `Store.quads`."""
        terms = {"s": subject, "p": predicate, "o": object, "g": graph and ox.NamedNode(graph)}
        names = [name for name, term in terms.items() if not term]
        pattern = " ".join(str(terms[name] or f"?{name}") for name in "spo")
        head = " ".join(f"?{name}" for name in names) or "(1 AS ?found)"
        rows = self.query(f"SELECT {head} {{ GRAPH {terms['g'] or '?g'} {{ {pattern} }} }}")
        if not isinstance(rows, ox.QuerySolutions):
            raise StoreError("the server answers no rows", where=self.location)
        for row in rows:
            found = {name: terms[name] or row[name] for name in terms}
            if not self._is_own(found["g"].value):  # type: ignore[union-attr]
                yield ox.Quad(found["s"], found["p"], found["o"], found["g"])  # type: ignore[arg-type]

    def count(self) -> int:
        """Number of quads."""
        rows = self.select("SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g")
        return sum(int(row["n"] or 0) for row in rows if row["g"] and not self._is_own(row["g"]))

    def rdflib(self) -> Dataset:
        """An rdflib ``Dataset`` with a copy of the data, held in memory by Oxigraph; default graph the union.

        Needs the package oxrdflib; its habits are told at `OxigraphStore.rdflib`. Changes go nowhere.
        """
        try:
            from oxrdflib import OxigraphStore as Bridge
        except ImportError as fault:
            raise MissingExtraError("oxrdflib", "rdflib") from fault
        from rdflib import Dataset

        copy = ox.Store()
        copy.bulk_extend(self.quads())
        return Dataset(store=Bridge(store=copy), default_union=True)

    # -- changing ----------------------------------------------------------------------------------
    def replace(self, graph: str, triples: Iterable[ox.Triple]) -> None:
        """Make a graph hold exactly these triples, by one request."""
        body = _lines(dict.fromkeys(triples))
        if not body:
            self.drop([graph])
        elif self._endpoints.graphs is not None:
            self._put("PUT", graph, body)
        else:
            self._update(f"DROP SILENT GRAPH <{graph}> ;\nINSERT DATA {{ GRAPH <{graph}> {{\n{body} }} }}")

    def add(self, graphs: Iterable[GraphTriples]) -> None:
        """Add triples to graphs, each graph by one request or together with others."""
        batch: list[str] = []
        size = 0
        for graph, triples in graphs:
            found = list(triples)
            if self._is_virtuoso and self._endpoints.graphs is not None:
                self._put("POST", graph, _lines(found))
                continue
            batch.append(f"GRAPH <{graph}> {{\n{_lines(found)} }}")
            size += len(found)
            if size >= _CHUNK:
                self._update("INSERT DATA {\n" + "\n".join(batch) + " }")
                batch, size = [], 0
        if batch:
            self._update("INSERT DATA {\n" + "\n".join(batch) + " }")

    def patch(self, graph: str, remove: Iterable[ox.Triple], add: Iterable[ox.Triple]) -> None:
        """Take triples out of a graph and put others in; by one request where they are few."""
        chunk = _CHUNK_VIRTUOSO if self._is_virtuoso else _CHUNK
        parts = [("DELETE DATA", list(remove)), ("INSERT DATA", list(add))]
        if sum(len(triples) for _, triples in parts) <= chunk:
            texts = [f"{verb} {{ GRAPH <{graph}> {{\n{_lines(found)} }} }}" for verb, found in parts if found]
            if texts:
                self._update(" ;\n".join(texts))
            return
        for verb, triples in parts:
            for start in range(0, len(triples), chunk):
                self._update(f"{verb} {{ GRAPH <{graph}> {{\n{_lines(triples[start : start + chunk])} }} }}")

    def drop(self, graphs: Iterable[str]) -> None:
        """Drop graphs."""
        for graph in graphs:
            self._update(f"DROP SILENT GRAPH <{graph}>")

    def close(self) -> None:
        """Close the connection."""
        self._closed = True
        self._client.close()

    def _update(self, text: str) -> None:
        self._check_writable()
        headers = {"Content-Type": "application/sparql-update; charset=utf-8", "Accept": "*/*"}
        self._check(self._client.request("POST", self._endpoints.update, text.encode(), headers))

    def _put(self, method: str, graph: str, body: str) -> None:
        self._check_writable()
        url = f"{self._endpoints.graphs}?graph={quote(graph, safe='')}"
        headers = {"Content-Type": "text/turtle; charset=utf-8", "Accept": "*/*"}
        self._check(self._client.request(method, url, body.encode(), headers))

    def _check(self, response: Response) -> None:
        """Raise what a status of failure says."""
        status = response.status
        if status in (401, 403) or "SR186" in response.told():
            raise StoreError(
                f"the server refuses (status {status})",
                where=self.location,
                cure="set REFORMGRAPH_USER and REFORMGRAPH_PASSWORD, or REFORMGRAPH_TOKEN, to ones that may do this",
            )
        if not 200 <= status < 300:
            cure = "check the address" if status in (301, 302, 307, 308, 404, 405) else "see the log of the server"
            raise StoreError(f"the server answers {status}: {response.told()}", where=self.location, cure=cure)

    def _check_open(self) -> None:
        if self._closed:
            raise StoreError("the store is closed", where=self.location, cure="open it again")

    def _check_writable(self) -> None:
        self._check_open()
        if self.read_only:
            raise StoreError("the store is open for reading only", where=self.location, cure="open it for writing")

    def _is_own(self, graph: str) -> bool:
        return self._is_virtuoso and _OWN_GRAPHS.match(graph) is not None


def with_prefixes(sparql: str) -> str:
    """The query with those of our prefixes declared that it uses and does not declare."""
    used: set[str] = set()
    declared: set[str] = set()
    last = ""
    for kind, text in tokens(sparql):
        if kind == "name":
            prefix = text.partition(":")[0]
            (declared if last == "PREFIX" else used).add(prefix)
        if kind != "comment" and not text.isspace():
            last = text.upper()
    missing = sorted((used - declared) & _PREFIXES.keys())
    return "".join(f"PREFIX {name}: <{_PREFIXES[name]}>\n" for name in missing) + sparql


def _form(sparql: str) -> str:
    """SELECT, ASK, CONSTRUCT or DESCRIBE."""
    for kind, text in tokens(sparql):
        if kind == "word" and text.upper() in ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE"):
            return text.upper()
    return ""


def _lines(triples: Iterable[ox.Triple]) -> str:
    """N-Triples, which is Turtle and the inside of INSERT DATA as well."""
    return "".join(f"{triple} .\n" for triple in triples)


_BOOLEAN = re.compile(rb'("datatype": "http://www.w3.org/2001/XMLSchema#boolean", "value": )"([01])"')
_BOOLEAN_TERM = re.compile(rb'"([01])"(\^\^(?:xsd:boolean|<http://www.w3.org/2001/XMLSchema#boolean>))')
_TRUTH = {b"0": b'"false"', b"1": b'"true"'}


def _repaired(body: bytes) -> bytes:
    """JSON results as the standard has them: Virtuoso writes a literal type of an early draft, and 1 for true.

    Quotation marks inside of values are escaped, so that nothing but the frame is touched.
    """
    body = body.replace(b'"type": "typed-literal"', b'"type": "literal"')
    return _BOOLEAN.sub(lambda found: found[1] + _TRUTH[found[2]], body)


def _repaired_triples(body: bytes) -> bytes:
    """Triples with ``true`` for 1 and ``false`` for 0."""
    return _BOOLEAN_TERM.sub(lambda found: _TRUTH[found[1]] + found[2], body)


def _as_answer(quads: Iterable[ox.Quad]) -> Answer:
    """Triples of a CONSTRUCT query as Oxigraph would answer."""
    held = ox.Store()
    held.extend(ox.Quad(quad.subject, quad.predicate, quad.object) for quad in quads)
    return held.query("CONSTRUCT WHERE { ?s ?p ?o }")
