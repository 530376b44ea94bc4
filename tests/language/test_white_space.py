"""White space is what INTERFACE.md section 1 says, everywhere; signs that steer are not shown."""

from __future__ import annotations

import sys
import unicodedata

import pyoxigraph as ox
import pytest

from reformgraph.iri import RG, SCHEMA
from reformgraph.language.flow import unwrap
from reformgraph.language.white_space import is_blank, printable, squeezed, undirected
from reformgraph.rdf.quotations import Quotations
from reformgraph.show.charts.drawing import escape
from reformgraph.show.graph.render import safe_json
from reformgraph.show.serve.markup import html, tag
from reformgraph.show.site.site_html import esc

#: Default_Ignorable_Code_Point of Unicode 16, DerivedCoreProperties.txt.
IGNORABLE = [
    0xAD, 0x34F, 0x61C, *range(0x115F, 0x1161), *range(0x17B4, 0x17B6), *range(0x180B, 0x1810), *range(0x200B, 0x2010),
    *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0x3164, *range(0xFE00, 0xFE10), 0xFEFF, 0xFFA0,
    *range(0xFFF0, 0xFFF9), *range(0x1BCA0, 0x1BCA4), *range(0x1D173, 0x1D17B), *range(0xE0000, 0xE1000),
]  # fmt: skip
BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


def test_the_set_is_that_of_unicode() -> None:
    expected = {chr(code) for code in IGNORABLE}
    for code in range(sys.maxunicode + 1):
        sign = chr(code)
        if unicodedata.category(sign) == "Cc" or sign.isspace():
            expected.add(sign)
    assert {chr(code) for code in range(sys.maxunicode + 1) if is_blank(chr(code))} == expected


@pytest.mark.parametrize("code", [*IGNORABLE[:40:3], 0x202E, 0x2066, 0xE0041, 0x1, 0x85, 0x9B, 0x3000])
def test_one_definition_for_matching_and_checking(code: int) -> None:
    text = f"昌河{chr(code)}经开区"
    assert squeezed(text) == unwrap(text) == "昌河经开区"
    page, graph = "http://a/page", "http://a/graph"
    checked = Quotations()
    checked.read(page, [ox.Triple(ox.NamedNode(page), ox.NamedNode(RG + "text"), ox.Literal(f"在{text}。"))])
    checked.read(graph, [
        ox.Triple(ox.NamedNode("http://a/article"), ox.NamedNode(SCHEMA + "isPartOf"), ox.NamedNode(page)),
        ox.Triple(ox.NamedNode("http://a/m"), ox.NamedNode(RG + "surface"), ox.Literal("昌河经开区")),
        ox.Triple(ox.NamedNode("http://a/m"), ox.NamedNode(RG + "spans"), ox.Literal("1-7")),
    ])  # fmt: skip
    assert list(checked.wrong()) == []


def test_a_wrong_quotation_stays_wrong() -> None:
    checked = Quotations()
    checked.read(
        "p", [ox.Triple(ox.NamedNode("http://a/p"), ox.NamedNode(RG + "text"), ox.Literal("昌河\u200b经开区"))]
    )
    checked.read("g", [
        ox.Triple(ox.NamedNode("http://a/a"), ox.NamedNode(SCHEMA + "isPartOf"), ox.NamedNode("http://a/p")),
        ox.Triple(ox.NamedNode("http://a/m"), ox.NamedNode(RG + "surface"), ox.Literal("昌河高新区")),
        ox.Triple(ox.NamedNode("http://a/m"), ox.NamedNode(RG + "spans"), ox.Literal("0-6")),
    ])  # fmt: skip
    assert len(list(checked.wrong())) == 1


def test_directions_are_not_shown() -> None:
    text = f"标准地{BIDI}承诺制"
    assert undirected(text) == "标准地承诺制"
    for shown in (html(text), tag("a", text, title=text), esc(text), escape(text), safe_json({"a": [text]})):
        assert not set(shown) & set(BIDI)
        assert "标准地承诺制" in shown


def test_a_terminal_is_not_steered() -> None:
    assert printable("a\x1b[2Jb\x9bc\u202ed\ne\u2028f") == "a [2Jb c d e f"
    assert printable("a\nb\rc", lines=True) == "a\nb c"
