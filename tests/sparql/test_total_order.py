"""ORDER BY holds over values of all types, in the order of the standard as far as it has one."""

from __future__ import annotations

import random
import subprocess
import sys

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reformgraph.errors import QueryError
from reformgraph.sparql.run_query import evaluate
from reformgraph.sparql.total_order import with_total_order
from reformgraph.store import open_store

XSD = "http://www.w3.org/2001/XMLSchema#"
TYPES = ("integer", "date", "gYear", "gYearMonth", "string", "boolean", "dateTime", "decimal")


def mixed() -> list[ox.NamedNode | ox.Literal]:
    """Values whose comparison by the engine goes in circles: its sort aborted the process over them."""
    values: list[ox.NamedNode | ox.Literal] = [
        ox.Literal(str(n), datatype=ox.NamedNode(XSD + kind)) for n in range(60) for kind in TYPES
    ]
    for n in range(60):
        values += [ox.Literal(f"20{n:02}", datatype=ox.NamedNode(XSD + "gYear")), ox.NamedNode(f"http://a/{n}"),
                   ox.Literal(f"20{n:02}-03-01", datatype=ox.NamedNode(XSD + "date")),
                   ox.Literal(f"x{n}", language="zh"), ox.Literal(n + 0.5)]  # fmt: skip
    values.append(ox.Literal("NaN", datatype=ox.NamedNode(XSD + "double")))
    random.Random(1).shuffle(values)
    return values


def rows(text: str) -> list[str]:
    with open_store(":memory:") as store:
        graph = [ox.Triple(ox.NamedNode(f"http://s/{n}"), ox.NamedNode("http://p"), o) for n, o in enumerate(mixed())]
        store.replace("http://g", graph)
        return [str(row["o"]) for row in evaluate(store, text)]


@pytest.mark.parametrize("way", ["?o", "ASC(?o)", "DESC(?o)", "(?o)", "?o ?s", "COALESCE(?o, 1)"])
def test_mixed_types_are_sorted(way: str) -> None:
    found = rows(f"SELECT ?o {{ ?s ?p ?o }} ORDER BY {way}")
    assert len(found) == len(mixed())
    kinds = [0 if one.startswith("<") else 2 if not _is_number(one) else 1 for one in found]
    assert kinds == sorted(kinds, reverse=way.startswith("DESC"))


def _is_number(term: str) -> bool:
    return term.endswith((XSD + "integer>", XSD + "decimal>", XSD + "double>"))


def test_without_it_the_engine_still_aborts() -> None:
    """When this fails, the engine has learnt to sort, and the rewriting can go."""
    code = (
        "import sys; sys.path[:0] = sys.argv[1:]\n"
        "from sparql.test_total_order import mixed\nimport pyoxigraph as ox\n"
        "s = ox.Store()\n"
        "[s.add(ox.Quad(ox.NamedNode(f'http://s/{n}'), ox.NamedNode('http://p'), o)) for n, o in enumerate(mixed())]\n"
        "list(s.query('SELECT ?o { ?s ?p ?o } ORDER BY ?o'))"
    )
    done = subprocess.run([sys.executable, "-c", code, *sys.path], capture_output=True, check=False)
    assert done.returncode < 0, done.stderr
    assert b"total order" in done.stderr


def test_numbers_by_value_and_text_by_letters() -> None:
    with open_store(":memory:") as store:
        values: list[ox.Literal | ox.NamedNode] = [
            ox.Literal(10),
            ox.Literal(9.5),
            ox.Literal("b"),
            ox.Literal("a"),
            ox.NamedNode("http://z/"),
        ]
        store.replace(
            "http://g", [ox.Triple(ox.NamedNode("http://s"), ox.NamedNode("http://p"), one) for one in values]
        )
        found = [row["o"].value for row in evaluate(store, "SELECT ?o { ?s ?p ?o } ORDER BY ?o")]
        assert found == ["http://z/", "9.5", "10", "a", "b"]
        counted = "SELECT ?o (COUNT(?s) AS ?n) { ?s ?p ?o } GROUP BY ?o ORDER BY DESC(COUNT(?s)) DESC(?o) LIMIT 1"
        assert [row["o"].value for row in evaluate(store, counted)] == ["b"]


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { ?s ?p ?o } ORDER BY STR(?o) LIMIT 3",
        "SELECT * { ?s ?p ?o } ORDER BY DESC(STR(?o)) # ORDER BY ?o",
        "SELECT * { ?s ?p ?o } ORDER BY RAND()",
        "SELECT * { ?s ?p 'ORDER BY ?x' } LIMIT 3",
        "SELECT (?o AS ?order) { ?s ?p ?o }",
        "SELECT * { ?s ?p ?o } ORDER BY (?o",
    ],
)
def test_what_needs_nothing_is_left(text: str) -> None:
    assert with_total_order(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { { SELECT ?o { ?s ?p ?o } ORDER BY ?o LIMIT 4 } } ORDER BY ?o",
        "SELECT ?o { ?s ?p ?o } ORDER BY NOT EXISTS { ?s <a:b> ?o } ?o # comment\n?s LIMIT 2",
        f"SELECT ?o {{ ?s ?p ?o }} order by <{XSD}integer>(?o) OFFSET 1 LIMIT 3",
        "SELECT ?o { ?s ?p ?o } ORDER BY ASC(?o) VALUES ?x { 1 }",
        "SELECT ?o { ?s ?p ?o } GROUP BY ?o HAVING (COUNT(?s) > 0) ORDER BY ?o",
    ],
)
def test_what_is_written_is_a_query(text: str) -> None:
    assert with_total_order(text) != text
    with open_store(":memory:") as store:
        assert list(evaluate(store, text)) == []


def test_a_fault_is_told_where_its_author_wrote_it() -> None:
    with open_store(":memory:") as store, pytest.raises(QueryError, match="line 2, column 3"):
        evaluate(store, "SELECT ?o { ?s ?p ?o } ORDER BY ?o\n }")


@given(
    st.lists(st.sampled_from(["ORDER", "BY", "?o", "(", ")", "{", "}", "ASC", "DESC", "STR", "\n", "#", "'", "LIMIT"]))
)
def test_what_stands_before_and_anything_malformed_stays(parts: list[str]) -> None:
    text = "SELECT * { ?s ?p 'x' } " + " ".join(parts)
    made = with_total_order(text)
    front = text.partition("ORDER")[0]
    assert made.startswith(front)
    if "ORDER BY" not in text:
        assert made == text
