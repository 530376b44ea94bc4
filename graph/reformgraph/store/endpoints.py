"""Where a SPARQL server answers queries, takes updates and keeps graphs, told by its address."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import parse_qsl, urljoin, urlsplit, urlunsplit

from reformgraph.errors import UsageError


@dataclass(frozen=True, slots=True)
class Endpoints:
    """Addresses of query, update and graph store protocol (None where graphs are changed by updates)."""

    query: str
    update: str
    graphs: str | None


def endpoints(address: str) -> Endpoints:
    """The three addresses of a server.

    Parameters
    ----------
    address
        One of: the root of an Oxigraph server (``http://host:7878``) or its ``/query``; a Fuseki data set
        (``http://host:3030/ds``) or its ``/query``; an RDF4J or GraphDB repository
        (``.../repositories/name``); a ``/sparql`` address (Virtuoso is recognised by its answers, others
        take updates at the same address). What differs is told after a ``#``:
        ``http://host/sparql#update=/sparql-update&graphs=/rdf-graph-store``.

    Raises
    ------
    UsageError
        If the address holds a password or an unknown word after ``#``.
    """
    parts = urlsplit(address)
    if parts.username or parts.password:
        raise UsageError(
            "the address of the store holds a user name",
            cure="leave it out and set REFORMGRAPH_USER and REFORMGRAPH_PASSWORD, or REFORMGRAPH_TOKEN",
        )
    if not parts.hostname:
        raise UsageError("the address names no server", where=address, cure="write http://host:port/path")
    plain = urlunsplit((parts.scheme, parts.netloc, parts.path, parts.query, ""))
    told = dict(parse_qsl(parts.fragment))
    if unknown := sorted(set(told) - {"query", "update", "graphs"}):
        raise UsageError(
            f"unknown word {unknown[0]!r} after #", where=address, cure="query, update and graphs are known"
        )
    guessed = _guessed(plain, parts.path.rstrip("/"))
    return Endpoints(
        urljoin(plain, told["query"]) if "query" in told else guessed.query,
        urljoin(plain, told["update"]) if "update" in told else guessed.update,
        urljoin(plain, told["graphs"]) if "graphs" in told else guessed.graphs,
    )


def _guessed(plain: str, path: str) -> Endpoints:
    whole = plain.rstrip("/")
    if "/repositories/" in path:
        return Endpoints(whole, f"{whole}/statements", f"{whole}/rdf-graphs/service")
    if path.endswith("/sparql"):
        return Endpoints(plain, plain, None)
    root = whole.removesuffix("/query") if path.endswith("/query") else whole
    graphs = "store" if path in ("", "/query") else "data"
    return Endpoints(f"{root}/query", f"{root}/update", f"{root}/{graphs}")


def virtuoso(found: Endpoints) -> Endpoints:
    """The addresses of a Virtuoso server that is asked at ``/sparql``: changes need the ones with a password."""
    root = found.query.partition("/sparql")[0]
    return Endpoints(found.query, f"{root}/sparql-auth", f"{root}/sparql-graph-crud-auth")
