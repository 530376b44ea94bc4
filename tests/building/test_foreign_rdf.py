"""Foreign RDF is loaded or refused in one line; nothing of it runs away with memory or time."""

from __future__ import annotations

import time
from pathlib import Path

import pyoxigraph as ox
import pytest

from reformgraph.building.load_quads import load
from reformgraph.errors import StoreError
from reformgraph.store import open_store
from support.terms import value_of

RDF = 'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://e/"'


def bomb(levels: int, width: int = 10) -> bytes:
    """RDF/XML whose one literal unfolds to `width` to the power of `levels` characters."""
    entities = ['<!ENTITY a0 "aaaaaaaaaa">']
    entities += [f'<!ENTITY a{n} "{f"&a{n - 1};" * width}">' for n in range(1, levels)]
    what = f'<rdf:Description rdf:about="http://a/s"><e:p>&a{levels - 1};</e:p></rdf:Description>'
    return f'<?xml version="1.0"?><!DOCTYPE r [{"".join(entities)}]><rdf:RDF {RDF}>{what}</rdf:RDF>'.encode()


def loaded(folder: Path, name: str, data: bytes) -> list[ox.Quad]:
    """Quads of the store after a file was loaded, those of our own bookkeeping apart."""
    (folder / name).write_bytes(data)
    load([folder / name], folder / "s")
    with open_store(folder / "s") as opened:
        return [quad for quad in opened.quads() if value_of(quad.subject).startswith(("http://a/", "b"))]


def test_rdf_xml_is_read_as_it_was(tmp_path: Path) -> None:
    text = (f'<rdf:RDF {RDF}><rdf:Description rdf:about="http://a/s"><e:p xml:lang="zh">标准地\n\u202e"</e:p>'
            '<e:q><rdf:Description><e:r>1</e:r></rdf:Description></e:q></rdf:Description></rdf:RDF>')  # fmt: skip
    first = loaded(tmp_path, "a.rdf", text.encode())
    assert len(first) == 3
    assert ox.Literal('标准地\n\u202e"', language="zh") in [quad.object for quad in first]
    (tmp_path / "again").mkdir()
    assert set(loaded(tmp_path / "again", "a.rdf", text.encode())) == set(first)  # blank nodes have the same labels
    few = loaded(tmp_path, "entities.rdf", bomb(2))
    assert ox.Literal("a" * 100) in [quad.object for quad in few]


@pytest.mark.parametrize("levels", [8, 12])
def test_a_bomb_of_entities_takes_no_memory_of_ours(tmp_path: Path, levels: int) -> None:
    """It aborted the process after 39 s and four gigabytes."""
    start = time.monotonic()
    with pytest.raises(StoreError, match=r"more memory|too long") as fault:
        loaded(tmp_path, "bomb.rdf", bomb(levels))
    assert time.monotonic() - start < 60
    assert "\n" not in str(fault.value)
    assert not (tmp_path / "s" / "gen-1").exists()


def test_malformed_rdf_xml_names_its_line(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"a\.rdf, line .*not RDF/XML"):
        loaded(tmp_path, "a.rdf", f"<rdf:RDF {RDF}>\n<rdf:Description".encode())


def test_graphs_named_by_blank_nodes_get_names_of_the_file(tmp_path: Path) -> None:
    """They ended in a traceback."""
    text = b"<http://a/s> <http://a/p> _:g _:g .\n<http://a/s> <http://a/p> <http://a/o> _:h .\n"
    found = loaded(tmp_path, "a.nq", text)
    graphs = {str(quad.graph_name) for quad in found}
    assert len(graphs) == 2
    assert all("/graph/loaded-a-nq-b" in graph for graph in graphs)


def test_blank_nodes_inside_of_triples_get_labels_too(tmp_path: Path) -> None:
    found = loaded(tmp_path, "a.nq", b"<http://a/s> <http://a/p> <<( _:x <http://a/p> _:x )>> <http://a/g> .\n")
    inner = found[0].object
    assert isinstance(inner, ox.Triple)
    assert inner.subject == inner.object
    assert inner.subject != ox.BlankNode("x")


@pytest.mark.parametrize("suffix", [".nq", ".ttl", ".trig", ".nt"])
def test_a_value_of_many_megabytes_is_told(tmp_path: Path, suffix: str) -> None:
    graph = b" <http://a/g>" if suffix == ".nq" else b""
    data = b'<http://a/s> <http://a/p> "' + b"x" * 20_000_000 + b'"' + graph + b" .\n"
    with pytest.raises(StoreError, match="too long") as fault:
        loaded(tmp_path, "a" + suffix, data)
    assert len(str(fault.value)) < 400


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.jsonld", b"[" * 100_000),
        ("a.jsonld", b'{"@context":"http://127.0.0.1:9/","@id":"http://a/s"}'),
        ("a.jsonld", b'{"@id":"http://a/s","http://a/p":"\\ud800"}'),
        ("a.nq", b"\xff\xfe"),
        ("a.nq", b'<http://a/s> <http://a/p> "x"@zh-abcdefghijk .\n'),
        ("a.ttl", b"@prefix : <a> . :s :p :o ."),
        ("a.trig", b"{" * 1000),
        ("a.rdf", b"\x00" * 100),
    ],
)
def test_whatever_is_malformed_is_one_line(tmp_path: Path, name: str, data: bytes) -> None:
    with pytest.raises(StoreError) as fault:
        loaded(tmp_path, name, data)
    assert "\n" not in str(fault.value)
    assert name in str(fault.value)
