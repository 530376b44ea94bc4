"""Bytes of a file through reading, extraction and quads, as a build takes them; files of every format to begin with.

`through` is what the fuzz targets and `scripts/bench/mutated_pages.py` share.
"""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pyoxigraph as ox

from reformgraph.errors import PageError, ReformGraphError
from reformgraph.exchange.jsonl import to_line
from reformgraph.extraction.article import extract_page
from reformgraph.iri import BASE
from reformgraph.language.white_space import squeezed
from reformgraph.rdf.page_quads import page_quads
from reformgraph.rdf.quotations import Quotations
from reformgraph.reading.formats import recognition
from reformgraph.reading.page_files import look_through, pages_in
from reformgraph.reading.read_pages import read_page
from reformgraph.records import PageExtraction
from reformgraph.vocabulary.load_vocabulary import load_vocabulary
from support.fuzzing import drawn, drawn_text, pages, seeds
from support.made_files import BODY, HEADLINE, epub, ofd, paragraph, tarred, warc_record, web_page, word, zipped

LONGEST = 2500
TEXTS = [path.read_bytes()[:LONGEST] for path in pages() if path.suffix in (".txt", ".md")] + seeds("text")
MARKUP = [path.read_bytes()[:6000] for path in pages() if path.suffix == ".html"] + seeds("html")
ROW = {"title": HEADLINE, "content": BODY, "date": "2024-05-18", "source": "江湾日报", "url": "https://example.org/1"}
ROWS = b"".join(json.dumps({**ROW, "id": number}, ensure_ascii=False).encode() + b"\n" for number in range(3))
TABLE = (",".join(ROW) + "\n" + ",".join(ROW.values()) + "\n").encode() * 2
SAVED = (
    b"From: <Saved by X>\r\nSnapshot-Content-Location: https://example.org/7\r\nMIME-Version: 1.0\r\n"
    b'Content-Type: multipart/related; boundary="--b"\r\n\r\n----b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n'
    + web_page() + b"\r\n----b--\r\n"
)  # fmt: skip
#: Files as they are, by format and ending.
WHOLE: Mapping[str, list[bytes]] = {
    "txt": TEXTS,
    "html": MARKUP,
    "docx": [word(paragraph(HEADLINE), paragraph(BODY))],
    "ofd": [ofd((20, 20, HEADLINE), (20, 30, BODY))],
    "pdf": seeds("pdf"),
    "mht": [SAVED],
    "epub": [epub({"a.xhtml": web_page().decode()})],
    "jsonl": [ROWS],
    "csv": [TABLE],
    "warc": [warc_record("https://example.org/1", "text/html", web_page()) * 2],
    "zip": [zipped({"a.txt": BODY, "b.html": web_page()})],
    "tar": [tarred({"a.txt": BODY.encode(), "b.html": web_page()}, "w")],
    "gz": [gzip.compress(ROWS, mtime=0)],
}


@contextmanager
def pictures_unread() -> Iterator[None]:
    """Have pictures in PDF refused: the models that read them take seconds, and are not what is tried."""
    before, recognition.available = recognition.available, lambda: False
    try:
        yield
    finally:
        recognition.available = before


def through(data: bytes, name: str, folder: Path) -> int:
    """Look a file through, read its pages, extract, make quads, write them, compare quotations; how many were read.

    What is told is an error of ours in one line; anything else is raised.
    """
    path = folder / name
    path.write_bytes(data)
    try:
        found = look_through([path])
    except ReformGraphError as fault:
        assert "\n" not in str(fault)
        return 0
    assert all("\n" not in str(fault) for fault in found.faults)
    read = 0
    for file in pages_in(found.files):
        try:
            if isinstance(file, PageError):
                raise file
            page = read_page(file, "2024-11-20")
        except ReformGraphError as fault:
            assert "\n" not in str(fault)
            continue
        read += 1
        _check(extract_page(page, load_vocabulary()))
    return read


def _check(result: PageExtraction) -> None:
    """Quads can be written and read again, every quotation and every sentence stands where it is said to stand."""
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
            span = claim.evidence_span
            assert squeezed(result.page.text[span.start : span.end]) == squeezed(claim.evidence)


def inside(kind: str, chance: random.Random) -> bytes:
    """A packed file of that kind whose members were changed before they were packed: their readers are reached."""
    change: Callable[[bytes], bytes] = partial(drawn_text if chance.random() < 0.7 else drawn, chance=chance)
    page = change(web_page())
    if kind == "zip":
        return zipped({"a.txt": change(BODY.encode()), "b.html": page})
    if kind == "gz":
        return gzip.compress(change(ROWS), mtime=0)
    if kind == "tar":
        return tarred({"a.txt": change(BODY.encode()), "b.html": page}, "w")
    return _repacked(WHOLE[kind][0], change, chance)


def _repacked(data: bytes, change: Callable[[bytes], bytes], chance: random.Random) -> bytes:
    """A zip file with one of its members changed."""
    import io
    import zipfile

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members: dict[str, bytes | str] = {name: archive.read(name) for name in archive.namelist()}
    name = chance.choice(sorted(members))
    held = members[name]
    members[name] = change(held.encode() if isinstance(held, str) else held)
    return zipped(members)


def file_name(kind: str) -> str:
    """Name of a file of a format."""
    return "a.jsonl.gz" if kind == "gz" else f"a.{kind}"


#: Formats that are packed, and so stay closed to changes of their bytes alone.
PACKED = ("docx", "ofd", "epub", "zip", "tar", "gz")
