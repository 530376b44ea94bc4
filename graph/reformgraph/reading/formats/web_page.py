"""Web pages: their running text and what their head says."""

from __future__ import annotations

from reformgraph.errors import PageError
from reformgraph.language.decode import decode
from reformgraph.reading.formats.content import Content
from reformgraph.reading.html_text import html_text


def read(data: bytes, where: str) -> Content:
    """Text and metadata of a web page; `PageError` where the bytes are no text or hold none."""
    source, encoding = decode(data, where)
    text, metadata = html_text(source)
    if not text.strip():
        raise PageError("the HTML page holds no text", where=where, cure="save the page after it has loaded")
    return Content(text, metadata, encoding)
