"""Values put in the place of query variables, token by token.

pyoxigraph substitutes only variables that the query projects, and other servers substitute none, so
that one rule for every back end is applied here. Values enter as terms serialised by the RDF library,
never as text, so that no value can change the shape of a query.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import pyoxigraph as ox

from reformgraph.errors import QueryError

Term = ox.NamedNode | ox.Literal
Value = Term | str | bool | int

_TOKEN = re.compile(
    r"(?P<comment>\#[^\n\r]*)"
    r'|(?P<text>"""(?:[^"\\]|\\.|"(?!""))*"""|\'\'\'(?:[^\'\\]|\\.|\'(?!\'\'))*\'\'\''
    r'|"(?:[^"\\\n\r]|\\.)*"|\'(?:[^\'\\\n\r]|\\.)*\')'
    r'|(?P<iri><[^<>"{}|^`\\\x00-\x20]*>)'
    r"|(?P<variable>[?$]\w+)"
    r"|(?P<name>[\w.\-%]*:(?:[\w.\-:%]|\\.)*)"
    r"|(?P<word>\w+)"
    r"|(?P<other>.)",
    re.DOTALL,
)
_CLAUSE_ENDS = frozenset({"HAVING", "LIMIT", "OFFSET", "VALUES", "WHERE", "FROM"})


def as_term(value: Value) -> Term:
    """The RDF term of a Python value: a string is an IRI where it begins with ``http://``, else a literal.

    Raises
    ------
    QueryError
        If a string begins like an IRI and is none.
    """
    if isinstance(value, str):
        if not value.startswith(("http://", "https://")):
            return ox.Literal(value)
        try:
            return ox.NamedNode(value)
        except ValueError as fault:
            raise QueryError(f"{value!r} is not an IRI", cure="IRIs hold no spaces, quotes or brackets") from fault
    if isinstance(value, (bool, int)):
        return ox.Literal(value)
    return value


def tokens(sparql: str) -> Iterator[tuple[str, str]]:
    """Kind and text of each token, white space included, so that joining the texts gives the query back."""
    for found in _TOKEN.finditer(sparql):
        yield found.lastgroup or "other", found.group()


def substitute(sparql: str, bindings: Mapping[str, Value]) -> str:
    """The query with each bound variable replaced by its value.

    A projected variable stays projected with that value; ``BOUND`` of it is true.

    Raises
    ------
    QueryError
        If a bound variable does not occur in the query.

    >>> substitute("SELECT ?z ?r { ?z a ?r }", {"r": "http://e/r"})
    'SELECT ?z (<http://e/r> AS ?r) { ?z a <http://e/r> }'
    """
    if not bindings:
        return sparql
    terms = {name: str(as_term(value)) for name, value in bindings.items()}
    stream = list(tokens(sparql))
    present = {text[1:] for kind, text in stream if kind == "variable"}
    if missing := sorted(set(terms) - present):
        raise QueryError(
            f"the query has no variable ?{missing[0]}",
            cure=f"it has {', '.join('?' + name for name in sorted(present)) or 'none'}",
        )
    return "".join(_replaced(stream, terms))


def _replaced(stream: list[tuple[str, str]], terms: Mapping[str, str]) -> Iterator[str]:
    clause, depth, last = "", 0, ""
    skip = 0
    for place, (kind, text) in enumerate(stream):
        if skip:
            skip -= 1
            continue
        upper = text.upper() if kind == "word" else text
        if kind == "word":
            if upper == "BOUND" and (taken := _bound(stream, place, terms)):
                yield "true"
                skip, last = taken, "true"
                continue
            if upper in ("SELECT", "GROUP", "ORDER"):
                clause, depth = upper, 0
            elif upper in _CLAUSE_ENDS and depth == 0:
                clause = ""
        elif kind == "other":
            if text in "{}":
                clause, depth = "", 0
            depth += (text == "(") - (text == ")")
        if kind == "variable" and text[1:] in terms and last != "AS":
            yield _placed(text, terms[text[1:]], clause if depth == 0 else "", place)
        else:
            yield text
        if not (kind == "comment" or text.isspace()):
            last = upper


def _placed(variable: str, term: str, clause: str, place: int) -> str:
    if clause == "SELECT":
        return f"({term} AS {variable})"
    if clause == "GROUP":
        return f"({term} AS {variable}_{place})"
    return f"({term})" if clause == "ORDER" else term


def _bound(stream: list[tuple[str, str]], place: int, terms: Mapping[str, str]) -> int:
    """Number of tokens after ``BOUND`` that make up ``(?v)`` with a bound variable, else 0."""
    seen: list[str] = []
    for offset, (kind, text) in enumerate(stream[place + 1 : place + 9], start=1):
        if text.isspace():
            continue
        seen.append(text if kind != "variable" else ("?" if text[1:] in terms else "-"))
        if len(seen) == 3:
            return offset if seen == ["(", "?", ")"] else 0
    return 0
