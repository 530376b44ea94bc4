"""Values replace variables in every clause, and no value changes the shape of a query."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from reformgraph.errors import QueryError
from reformgraph.store.substitute import Value, as_term, substitute, tokens

R = "http://e/r"


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("SELECT ?z { ?z a ?r }", "SELECT ?z { ?z a @ }"),
        ("SELECT DISTINCT ?r { ?z a $r }", "SELECT DISTINCT (@ AS ?r) { ?z a @ }"),
        ("SELECT (COUNT(?r) AS ?n) { ?z a ?r }", "SELECT (COUNT(@) AS ?n) { ?z a @ }"),
        ("SELECT ?z { ?z a ?r } GROUP BY ?z ?r", "SELECT ?z { ?z a @ } GROUP BY ?z (@ AS ?r_20)"),
        ("SELECT ?z { ?z a ?r } ORDER BY ?r", "SELECT ?z { ?z a @ } ORDER BY (@)"),
        ("SELECT ?z { ?z a ?t FILTER(!BOUND( ?r ) || ?t = ?r) }", "SELECT ?z { ?z a ?t FILTER(!true || ?t = @) }"),
        ("ASK { ?z a ?r # ?r in a comment\n}", "ASK { ?z a @ # ?r in a comment\n}"),
        ("ASK { ?z a ?r ; <http://e/?r> '?r' , \"?r\" }", "ASK { ?z a @ ; <http://e/?r> '?r' , \"?r\" }"),
        ("ASK { ?z a ?r ; <http://e/p> '''?r''' }", "ASK { ?z a @ ; <http://e/p> '''?r''' }"),
        ("ASK { ?z a ?r, ?rest }", "ASK { ?z a @, ?rest }"),
        ("SELECT ?z { { SELECT ?r { ?z a ?r } } }", "SELECT ?z { { SELECT (@ AS ?r) { ?z a @ } } }"),
    ],
)
def test_every_clause(query: str, expected: str) -> None:
    found = substitute(query, {"r": R})
    assert found == expected.replace("@", f"<{R}>")
    ox.Store().query(found)


@pytest.mark.parametrize(
    "text", ['"', "'", "\\", "\n", "} DROP ALL", "?z", "<x>", "'''", '"""', "\x00", "\U0001f600", "\\u0022"]
)
def test_no_text_leaves_its_literal(text: str) -> None:
    query = substitute("SELECT ?z { ?z ?p ?t }", {"t": text})
    store = ox.Store()
    store.add(ox.Quad(ox.NamedNode("http://e/z"), ox.NamedNode("http://e/p"), ox.Literal(text)))
    assert [str(row["z"]) for row in store.query(query)] == ["<http://e/z>"]  # type: ignore[union-attr]


@pytest.mark.parametrize("text", ["http://e/> } DROP ALL #", "http://e/ x", "https://e/{"])
def test_an_iri_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(QueryError, match="not an IRI"):
        substitute("ASK { ?z a ?r }", {"r": text})


def test_terms() -> None:
    values: list[tuple[Value, str]] = [
        ("http://e/a", "<http://e/a>"),
        ("text", '"text"'),
        (3, '"3"^^<http://www.w3.org/2001/XMLSchema#integer>'),
        (True, '"true"^^<http://www.w3.org/2001/XMLSchema#boolean>'),
        (ox.Literal("文", language="zh"), '"文"@zh'),
    ]
    for value, expected in values:
        assert str(as_term(value)) == expected


def test_tokens_join_to_the_query() -> None:
    text = "PREFIX a: <http://a/> SELECT * # x\n{ ?x a:b\\-c 'é' ; ^a:d?/a:e 1.5 . FILTER(?x < 3 && ?x > 1) }"
    assert "".join(part for _, part in tokens(text)) == text
