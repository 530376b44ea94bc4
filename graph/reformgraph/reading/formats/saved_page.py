"""Web pages saved with their pictures in one file (.mht, .mhtml): the page itself is read."""

from __future__ import annotations

import email
import email.policy
from email.message import Message

from reformgraph.errors import PageError
from reformgraph.reading.formats.content import Content
from reformgraph.reading.formats.web_page import read as read_web_page


def read(data: bytes, where: str) -> Content:
    """Text of the page and its address; `PageError` where the file holds no page."""
    message = email.message_from_bytes(data, policy=email.policy.compat32)
    page = next(
        (part for part in message.walk() if part.get_content_type() in ("text/html", "application/xhtml+xml")), None
    )
    body = page.get_payload(decode=True) if page is not None else None
    if page is None or not isinstance(body, bytes) or not body.strip():
        raise PageError("the file holds no web page", where=where, cure="save the page again")
    content = read_web_page(_declared(body, page), where)
    url = str(message.get("Snapshot-Content-Location") or page.get("Content-Location") or "").strip()
    told = {"url": url} if url.startswith(("http://", "https://")) else {}
    return content._replace(metadata={**content.metadata, **told})


def _declared(body: bytes, page: Message) -> bytes:
    """The page with the charset of its header told inside, where `decode` looks for it."""
    charset = page.get_content_charset() or ""
    if not charset or b"charset" in body[:2000].lower():
        return body
    return f'<meta charset="{charset[:20]}">'.encode("ascii", "ignore") + body
