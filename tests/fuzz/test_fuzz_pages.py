"""Bytes of pages through reading, extraction and quads: an error of ours or a graph that its own check accepts."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given

from reformgraph.errors import PageError, ReformGraphError
from reformgraph.exchange.jsonl import to_line
from reformgraph.extraction.article import extract_page
from reformgraph.iri import BASE
from reformgraph.language.decode import decode
from reformgraph.language.white_space import squeezed
from reformgraph.rdf.page_quads import page_quads
from reformgraph.rdf.quotations import Quotations
from reformgraph.reading.html_text import html_text
from reformgraph.reading.read_pages import read_page
from reformgraph.vocabulary.load_vocabulary import load_vocabulary
from support.fuzzing import fuzz, mutated, pages, seeds

LONGEST = 2500
TEXTS = [path.read_bytes()[:LONGEST] for path in pages() if path.suffix in (".txt", ".md")] + seeds("text")
MARKUP = [path.read_bytes()[:6000] for path in pages() if path.suffix == ".html"] + seeds("html")


def word(text: str) -> bytes:
    """A word file of one paragraph."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
        body = f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"
        archive.writestr("word/document.xml", f"<w:document {space}><w:body>{body}</w:body></w:document>")
        archive.writestr("[Content_Types].xml", "<Types/>")
    return out.getvalue()


def through(data: bytes, name: str, folder: Path) -> None:
    """Read, extract, make quads, write them, compare quotations."""
    path = folder / name
    path.write_bytes(data)
    try:
        page = read_page(path, "2024-11-20")
    except ReformGraphError as fault:
        assert "\n" not in str(fault)
        return
    result = extract_page(page, load_vocabulary())
    to_line(result).encode("utf-8", "replace")
    checked = Quotations()
    for graph, triples in page_quads(result, BASE).items():
        found = list(triples)
        lines = "".join(f"{one.subject} {one.predicate} {one.object} <{graph}> .\n" for one in found)
        assert len(list(ox.parse(lines.encode(), format=ox.RdfFormat.N_QUADS))) == len(found)
        checked.read(graph, found)
    assert list(checked.wrong()) == []
    for extraction in result.extractions:
        for claim in extraction.claims:
            assert squeezed(page.text[claim.evidence_span.start : claim.evidence_span.end]) == squeezed(claim.evidence)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("fuzz")


@fuzz(30)
@given(mutated(TEXTS))
def test_texts(folder: Path, data: bytes) -> None:
    through(data, "a.txt", folder)


@fuzz(20)
@given(mutated(MARKUP))
def test_web_pages(folder: Path, data: bytes) -> None:
    through(data, "a.html", folder)


@fuzz(20)
@given(mutated([word("朔州经济开发区推行标准地改革，出让土地12宗。")]))
def test_word_files(folder: Path, data: bytes) -> None:
    through(data, "a.docx", folder)


@fuzz(10)
@given(mutated(seeds("pdf")))
def test_pdf(folder: Path, data: bytes) -> None:
    pytest.importorskip("pypdfium2")
    through(data, "a.pdf", folder)


@fuzz(300)
@given(mutated(TEXTS + MARKUP))
def test_decoding(data: bytes) -> None:
    try:
        text, _ = decode(data, "a.txt")
    except PageError as fault:
        assert "\n" not in str(fault)
        return
    text.encode("utf-8")
    html_text(text)
