"""What is piped in is told by what it holds."""

from __future__ import annotations

import io
import json

import pytest

from reformgraph.errors import PageError
from reformgraph.reading import piped
from reformgraph.reading.page_files import PageFile, pages_in
from reformgraph.reading.piped import given_file
from reformgraph.reading.read_pages import read_page

ROWS = "".join(
    json.dumps({"text": f"宜江高新区推行标准地改革，出让{n}宗。", "id": n}, ensure_ascii=False) + "\n" for n in (1, 2)
)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        ("宜江高新区推行标准地改革。".encode("gbk"), "txt"),
        (b"<html><body><p>x</p></body></html>", "html"),
        ("{宜江}高新区推行标准地改革。".encode(), "txt"),
        (b'\xef\xbb\xbf{"text": "x"}\n', "jsonl"),
        (b"", "txt"),
    ],
)
def test_kinds(data: bytes, kind: str) -> None:
    assert given_file(io.BytesIO(data)).kind == kind


def test_rows_are_pages() -> None:
    found = list(pages_in([given_file(io.BytesIO(ROWS.encode()))]))
    assert all(isinstance(page, PageFile) for page in found)
    texts = [read_page(page).text for page in found if isinstance(page, PageFile)]
    assert ["出让1宗" in texts[0], "出让2宗" in texts[1], len(texts)] == [True, True, 2]


def test_size_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(piped, "PAGE_BYTES", 10)
    with pytest.raises(PageError, match="name the file"):
        given_file(io.BytesIO(b"x" * 11))
