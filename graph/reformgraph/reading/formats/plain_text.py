"""Text and Markdown: the text of the page is the decoded file."""

from __future__ import annotations

from reformgraph.language.decode import decode
from reformgraph.reading.formats.content import Content
from reformgraph.reading.front_matter import front_matter


def read(data: bytes, where: str) -> Content:
    """The decoded text with what its front matter says; `PageError` where the bytes are no text."""
    text, encoding = decode(data, where)
    return Content(text, front_matter(text)[0], encoding)
