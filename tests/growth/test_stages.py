"""Every stage takes time in proportion to the page, whatever the page: steepest doubling below 2.6."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from reformgraph.extraction.article import extract_page
from reformgraph.iri import BASE
from reformgraph.language.decode import decode
from reformgraph.rdf.page_quads import page_quads
from reformgraph.rdf.quotations import Quotations
from reformgraph.reading.html_text import html_text
from reformgraph.reading.read_pages import page_from_text
from reformgraph.sparql.query_text import with_limit, without_network
from reformgraph.sparql.total_order import with_total_order
from reformgraph.store.substitute import tokens
from reformgraph.vocabulary.load_vocabulary import load_vocabulary
from support.growth import MOST, seconds, steepest
from support.shapes import PAGES, TEXTS

#: Seconds from which on a run is long enough to compare; the ordinary tests look at less.
ENOUGH = 0.8 if os.environ.get("REFORMGRAPH_FIGURES") else 0.12


def whole_way(text: str) -> None:
    """From text to quads, and quotations compared with their page."""
    quads = page_quads(extract_page(page_from_text(text, "a.txt", "2024-11-20"), load_vocabulary()), BASE)
    checked = Quotations()
    for graph, triples in quads.items():
        checked.read(graph, triples)
    assert list(checked.wrong()) == []


def held(work: Callable[[str], object], shape: Callable[[int], str], first: int, name: str) -> None:
    """Measure again, with more patience, before calling a stage slow, for the machine is shared."""
    ratio = steepest(work, shape, first, enough=ENOUGH, times=1)
    if ratio > MOST:
        ratio = min(ratio, steepest(work, shape, first, enough=3 * ENOUGH))
    if folder := os.environ.get("REFORMGRAPH_FIGURES"):
        with (Path(folder) / "growth").open("a", encoding="utf-8") as out:
            out.write(f"{ratio:.2f}\t{name}\n")
    assert ratio <= MOST, name


#: Looked at with every change; the others, with more patience, in the long tests.
OFTEN = ("many short articles under one heading", "rows of a table", "lines of dashes")


@pytest.mark.parametrize(
    "name", [name if name in OFTEN else pytest.param(name, marks=pytest.mark.full) for name in TEXTS]
)
def test_from_text_to_quads(name: str) -> None:
    load_vocabulary()
    held(whole_way, TEXTS[name], 8, f"text: {name}")


@pytest.mark.parametrize("name", list(PAGES))
def test_reading_of_web_pages(name: str) -> None:
    held(html_text, PAGES[name], 64, f"html: {name}")


@pytest.mark.parametrize("unit", ["标准地", "\xff", "\x80\xa1", "-", "\n", "<meta charset=", "a\x00"])
def test_decoding(unit: str) -> None:
    def work(text: str) -> None:
        try:
            decode(text.encode("utf-8", "replace") + b"\xb1\xea\xd7\xbc\xff", "a.txt")
        except Exception as fault:
            assert type(fault).__name__ == "PageError"

    held(work, lambda size: unit * size, 20_000, f"decode: {unit!r}")


QUERIES = [
    "ORDER BY ",
    "ORDER BY (",
    "ORDER BY ?x ",
    "'''",
    '"""',
    '"',
    "<",
    "{",
    "(",
    "# x\n",
    "a:b ",
    "?x ",
    "LIMIT ",
    "x",
    "\\",
    "\n",
]


@pytest.mark.parametrize("unit", QUERIES)
def test_rules_on_queries(unit: str) -> None:
    def work(text: str) -> None:
        for rule in (
            lambda query: with_limit(query, 5),
            without_network,
            with_total_order,
            lambda query: list(tokens(query)),
        ):
            rule(text + " # service")

    def refusing(text: str) -> None:
        try:
            work(text)
        except Exception as fault:
            assert type(fault).__name__ == "QueryError"

    held(refusing, lambda size: "SELECT * { ?s ?p ?o } " + unit * size, 2000, f"query: {unit!r}")


def test_the_gate_sees_what_it_should() -> None:
    def quadratic(text: str) -> int:
        return sum(text.count(sign) for sign in text)

    assert steepest(quadratic, lambda size: "甲乙" * size, 500, enough=0.1) > MOST
    assert steepest(lambda text: [ord(sign) for sign in text], lambda size: "甲" * size, 50_000, enough=0.1) <= MOST
    assert seconds(lambda: None) < 0.01
