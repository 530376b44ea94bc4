"""SPARQL 1.1 Protocol: what a request asks, and in which format the answer is wanted."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import parse_qsl, unquote_plus

from reformgraph.show.serve.http_request import RefusedError, Request

#: Media types of rows and of ASK: the type -> name of the format.
ROW_TYPES: Mapping[str, str] = {
    "application/sparql-results+json": "json",
    "application/json": "json",
    "application/sparql-results+xml": "xml",
    "application/xml": "xml",
    "text/xml": "xml",
    "text/csv": "csv",
    "text/tab-separated-values": "tsv",
}
#: Media types of triples.
GRAPH_TYPES: Mapping[str, str] = {
    "text/turtle": "ttl",
    "text/n3": "ttl",
    "text/rdf+n3": "ttl",
    "application/x-turtle": "ttl",
    "application/n-triples": "nt",
    "text/plain": "nt",
    "application/ld+json": "jsonld",
    "application/json": "jsonld",
    "application/rdf+xml": "rdfxml",
    "application/xml": "rdfxml",
    "text/xml": "rdfxml",
}
#: Name of a format -> media type of an answer in it.
TYPES: Mapping[str, str] = {
    "json": "application/sparql-results+json",
    "xml": "application/sparql-results+xml; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "tsv": "text/tab-separated-values; charset=utf-8",
    "ttl": "text/turtle; charset=utf-8",
    "nt": "application/n-triples; charset=utf-8",
    "jsonld": "application/ld+json",
    "rdfxml": "application/rdf+xml; charset=utf-8",
    "html": "text/html; charset=utf-8",
    "rq": "application/sparql-query; charset=utf-8",
}
#: What clients (SPARQLWrapper, R, Virtuoso's own) call the formats; every Turtle is N3.
_CALLED = {
    "turtle": "ttl", "n3": "ttl", "rdf+n3": "ttl", "rdf+xml": "rdfxml", "rdf": "rdfxml", "rdf/xml": "rdfxml",
    "json-ld": "jsonld", "n-triples": "nt", "ntriples": "nt", "sparql-results+json": "json",
    "sparql-results+xml": "xml", "srj": "json", "srx": "xml",
}  # fmt: skip
_GRAPH_FORMS = frozenset(GRAPH_TYPES.values())
_MOST_PARAMETERS = 200
_FORM, _DIRECT, _UPDATE = "application/x-www-form-urlencoded", "application/sparql-query", "application/sparql-update"
_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|\\^`]*")


@dataclass(frozen=True, slots=True)
class Asked:
    """A query with its data set; the lists are None where the request does not tell one."""

    query: str
    default_graphs: list[str] | None
    named_graphs: list[str] | None
    form: str | None


def parameters(text: str) -> list[tuple[str, str]]:
    """Names and values of a query string or form.

    Raises
    ------
    RefusedError
        400 where it is not UTF-8 or has too many parts.
    """
    if not text:
        return []
    try:
        if text.startswith("query=") and "&" not in text:
            return [("query", unquote_plus(text[6:], errors="strict"))]
        return parse_qsl(
            text, keep_blank_values=True, encoding="utf-8", errors="strict", max_num_fields=_MOST_PARAMETERS
        )
    except ValueError as fault:
        raise RefusedError(400, "the parameters are not UTF-8, or too many") from fault


def asked(request: Request) -> Asked | None:
    """The query of a request; None where it is a GET without any.

    Raises
    ------
    RefusedError
        400, 403, 405 or 415, with the reason.
    """
    given = parameters(request.query)
    if request.method == "POST":
        kind = request.headers.get("content-type", "").split(";")[0].strip().lower()
        _check_charset(request.headers.get("content-type", ""))
        if kind == _UPDATE:
            raise RefusedError(403, "updates are refused: this endpoint only reads")
        if kind == _FORM:
            given += parameters(_text(request.body))
        elif kind == _DIRECT:
            given.append(("query", _text(request.body)))
        else:
            raise RefusedError(415, f"a query is posted as {_DIRECT} or {_FORM}")
    elif request.method not in ("GET", "HEAD"):
        raise RefusedError(405, "a query is sent by GET or POST")
    if any(name == "update" for name, _ in given):
        raise RefusedError(403, "updates are refused: this endpoint only reads")
    queries = [value for name, value in given if name == "query"]
    if len(queries) > 1:
        raise RefusedError(400, "there is more than one query")
    if not queries:
        if request.method == "POST":
            raise RefusedError(400, "there is no query")
        return None
    default, named = _graphs(given, "default-graph-uri"), _graphs(given, "named-graph-uri")
    told = default is not None or named is not None
    form = next((value for name, value in given if name == "format"), None)
    return Asked(queries[0], (default or []) if told else None, (named or []) if told else None, form)


def _graphs(given: Sequence[tuple[str, str]], name: str) -> list[str] | None:
    found = [value for key, value in given if key == name]
    for value in found:
        if not _ABSOLUTE.fullmatch(value):
            raise RefusedError(400, f"{name} is not an absolute IRI")
    return found or None


def _text(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as fault:
        raise RefusedError(400, "the body is not UTF-8") from fault


def _check_charset(content_type: str) -> None:
    found = re.search(r"charset\s*=\s*\"?([\w-]+)", content_type, re.IGNORECASE)
    if found and found[1].lower() not in ("utf-8", "utf8", "us-ascii"):
        raise RefusedError(415, "a query must be UTF-8")


@lru_cache(maxsize=512)
def forms(accept: str, form: str | None) -> Mapping[str, str]:
    """Formats for rows (``rows``) and triples (``graph``) that a client takes; a kind it does not take is missing.

    Parameters
    ----------
    accept
        The header, empty where there is none.
    form
        Name or media type of a format asked for by the parameter ``format``, which wins; a name that nobody
        knows is passed over where the header tells what is wanted.

    Raises
    ------
    RefusedError
        400 for an unknown format, 406 where nothing fits.
    """
    if form is not None:
        # "rdf+xml" comes as "rdf xml" from clients that do not encode the +.
        name = form.strip().lower().replace(" ", "+")
        name = _CALLED.get(name, name)
        kinds = {"rows": ROW_TYPES.get(name), "graph": GRAPH_TYPES.get(name)}
        if name in TYPES and name not in ("html", "rq"):
            kinds = {"graph": name} if name in _GRAPH_FORMS else {"rows": name}
            if name in ("json", "xml"):
                kinds["graph"] = "jsonld" if name == "json" else "rdfxml"
        found = {kind: chosen for kind, chosen in kinds.items() if chosen}
        if found:
            return found
        if not any("*" not in kind for kind, _ in accepted(accept)):
            raise RefusedError(400, f"there is no such format; {', '.join(TYPES)}")
    chosen = {"rows": best(accept, ROW_TYPES, "json"), "graph": best(accept, GRAPH_TYPES, "ttl")}
    found = {kind: name for kind, name in chosen.items() if name is not None}
    if not found:
        raise RefusedError(406, f"offered are {', '.join(dict.fromkeys([*ROW_TYPES, *GRAPH_TYPES]))}")
    return found


def best(accept: str, offered: Mapping[str, str], default: str) -> str | None:
    """What of the offered a client likes best; `default` where it takes anything, None where nothing fits.

    >>> best("text/csv;q=0.5, application/json", ROW_TYPES, "json")
    'json'
    """
    if not accept.strip():
        return default
    ranked: list[tuple[float, int, str]] = []
    for place, (kind, quality) in enumerate(accepted(accept)):
        if quality <= 0:
            continue
        if kind == "*/*":
            ranked.append((-quality, place + 1000, default))
        elif kind.endswith("/*"):
            names = [name for media, name in offered.items() if media.startswith(kind[:-1])]
            if names:
                ranked.append((-quality, place + 500, default if default in names else names[0]))
        elif kind in offered:
            ranked.append((-quality, place, offered[kind]))
    return min(ranked)[2] if ranked else None


def accepted(accept: str) -> list[tuple[str, float]]:
    """Media types and qualities of a header ``Accept``; malformed parts are passed over."""
    found = []
    for part in accept.split(",")[:64]:
        kind, *rest = (piece.strip() for piece in part.split(";"))
        quality = 1.0
        for piece in rest:
            if told := re.fullmatch(r"[qQ]\s*=\s*([01](?:\.\d{0,3})?)", piece):
                quality = min(1.0, float(told[1]))
        if re.fullmatch(r"[\w.+*-]{1,80}/[\w.+*-]{1,80}", kind, re.ASCII):
            found.append((kind.lower(), quality))
    return found


def wants_html(accept: str) -> bool:
    """Whether the client is a browser: it takes HTML rather than data."""
    return best(accept, {"text/html": "html", "application/xhtml+xml": "html", **_DATA}, "data") == "html"


_DATA = dict.fromkeys([*ROW_TYPES, *GRAPH_TYPES], "data")
