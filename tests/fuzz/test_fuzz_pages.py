"""Bytes of pages through reading, extraction and quads: an error of ours or a graph that its own check accepts."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reformgraph.errors import PageError
from reformgraph.language.decode import decode
from reformgraph.reading.html_text import html_text
from support.fuzzing import fuzz, mutated
from support.page_files import MARKUP, PACKED, TEXTS, WHOLE, file_name, inside, pictures_unread, through


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    with pictures_unread():
        yield tmp_path_factory.mktemp("fuzz")


@fuzz(30)
@given(mutated(TEXTS))
def test_texts(folder: Path, data: bytes) -> None:
    through(data, "a.txt", folder)


@fuzz(20)
@given(mutated(MARKUP))
def test_web_pages(folder: Path, data: bytes) -> None:
    through(data, "a.html", folder)


@pytest.mark.parametrize("kind", [kind for kind in WHOLE if kind not in ("txt", "html")])
@fuzz(10)
@given(data=st.data())
def test_other_formats(folder: Path, kind: str, data: st.DataObject) -> None:
    if kind in ("pdf", "warc"):
        pytest.importorskip({"pdf": "pypdfium2", "warc": "warcio"}[kind])
    through(data.draw(mutated(WHOLE[kind])), file_name(kind), folder)


@pytest.mark.parametrize("kind", PACKED)
@fuzz(10)
@given(seed=st.integers(0, 1 << 30))
def test_members_of_packed_files(folder: Path, kind: str, seed: int) -> None:
    through(inside(kind, random.Random(seed)), file_name(kind), folder)


def test_each_format_is_read_to_its_end(folder: Path) -> None:
    """What the targets begin with is read, else nothing behind the reader would be reached."""
    for kind, files in WHOLE.items():
        if kind == "warc":
            pytest.importorskip("warcio")
        assert through(files[0], file_name(kind), folder), kind
        if kind in PACKED:
            assert sum(through(inside(kind, random.Random(seed)), file_name(kind), folder) for seed in range(5)), kind


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
