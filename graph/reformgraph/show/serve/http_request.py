"""A request out of the bytes that came: strict, with small limits; whatever is not plainly right is refused."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

MAX_HEAD = 96 * 1024
MAX_BODY = 2 * 1024 * 1024

_LINE = re.compile(rb"([A-Z]{1,20}) (/[!-~]*|\*) HTTP/1\.([01])")
_FIELD = re.compile(rb"([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*([^\x00-\x08\x0a-\x1f\x7f]*)")
#: Longer blocks of headers are not remembered.
_LONG = 2048
#: Headers that say different things to different readers when they stand twice.
_ONCE = frozenset(
    {"host", "content-length", "content-type", "transfer-encoding", "authorization", "origin", "x-forwarded-for"}
)

Headers = Iterable[tuple[str, str]]


class RefusedError(Exception):
    """A request that is not answered: status, reason, and headers to send with them."""

    def __init__(self, status: int, reason: str, headers: Headers = ()) -> None:
        super().__init__(reason)
        self.status, self.reason, self.headers = status, reason, tuple(headers)


@dataclass(slots=True)
class Request:
    """A request: `path` and `query` as sent, header names in lower case; `peer` is the address it came from.

    `client` is who is counted by limits and named in the log: the address, or the user once known.
    """

    method: str
    path: str
    query: str
    headers: Mapping[str, str]
    body: bytes
    peer: str = ""
    client: str = ""


@dataclass(frozen=True, slots=True)
class Head:
    """What stands before the body: `end` is where that begins, `size` its length in bytes."""

    method: str
    target: str
    headers: Mapping[str, str]
    old: bool
    end: int
    size: int

    @property
    def closes(self) -> bool:
        """Whether the client wants the connection closed after the answer."""
        asked = self.headers.get("connection", "").lower()
        return "close" in asked or (self.old and "keep-alive" not in asked)


def read_head(buffer: bytearray) -> Head | None:
    """The head at the front of the buffer; None while part of it is missing.

    Raises
    ------
    RefusedError
        400, 411, 413 or 431.
    """
    end = buffer.find(b"\r\n\r\n", 0, MAX_HEAD)
    if end < 0:
        if len(buffer) >= MAX_HEAD:
            raise RefusedError(431, "the head of the request is too long")
        if buffer[:1] and not buffer[:1].isalpha():
            raise RefusedError(400, "this is not HTTP")
        return None
    line, _, fields = bytes(buffer[:end]).partition(b"\r\n")
    found = _LINE.fullmatch(line)
    if found is None:
        raise RefusedError(400, "the request line is malformed")
    headers = _headers(fields) if len(fields) > _LONG else _known_headers(fields)
    size = _body_size(headers)
    if found[3] == b"1" and "host" not in headers:
        raise RefusedError(400, "the header Host is missing")
    return Head(found[1].decode(), found[2].decode(), headers, found[3] == b"0", end + 4, size)


def _headers(block: bytes) -> Mapping[str, str]:
    headers: dict[str, str] = {}
    for field in block.split(b"\r\n") if block else ():
        found = _FIELD.fullmatch(field)
        if found is None:
            raise RefusedError(400, "a header is malformed")
        name, value = found[1].decode().lower(), found[2].decode("latin-1").strip()
        if name in headers:
            if name in _ONCE:
                raise RefusedError(400, f"the header {name} is given twice")
            value = f"{headers[name]}, {value}"
        headers[name] = value
    return headers


@lru_cache(maxsize=256)
def _known_headers(block: bytes) -> Mapping[str, str]:
    """Clients send the same headers with each request."""
    return _headers(block)


def _body_size(headers: Mapping[str, str]) -> int:
    if "transfer-encoding" in headers:
        raise RefusedError(411, "a body must come with its Content-Length")
    text = headers.get("content-length", "0")
    if not re.fullmatch(r"[0-9]{1,12}", text):
        raise RefusedError(400, "the header Content-Length is malformed")
    if int(text) > MAX_BODY:
        raise RefusedError(413, f"the body is longer than {MAX_BODY} bytes")
    return int(text)
