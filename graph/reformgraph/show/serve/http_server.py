"""HTTP/1.1 for a few hundred clients: strict reading, small limits, answers written as they come.

Only what the server needs: requests with ``Content-Length`` bodies, connections kept open, answers of
known length or in chunks. Whatever is not plainly right is refused and the connection closed.
"""

from __future__ import annotations

import asyncio
import math
import re
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from http import HTTPStatus
from typing import Protocol, cast

MAX_HEAD = 96 * 1024
MAX_BODY = 2 * 1024 * 1024
MAX_CONNECTIONS = 512
#: Seconds for a request to arrive, from its first byte; and for the next one to begin.
ARRIVAL, IDLE = 20.0, 75.0

_LINE = re.compile(rb"([A-Z]{1,20}) (/[!-~]*|\*) HTTP/1\.([01])")
_FIELD = re.compile(rb"([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*([^\x00-\x08\x0a-\x1f\x7f]*)")
_EXPECT = re.compile(rb"^Expect:[^\r\n]*\r\n", re.IGNORECASE | re.MULTILINE)
#: Longer blocks of headers are not remembered.
_LONG = 2048
_REASONS = {status.value: status.phrase.encode() for status in HTTPStatus}

Headers = Iterable[tuple[str, str]]


@dataclass(slots=True)
class Request:
    """A request: `path` and `query` as sent, header names in lower case."""

    method: str
    path: str
    query: str
    headers: Mapping[str, str]
    body: bytes


class Reply(Protocol):
    """What can be done with an answer to be given."""

    def send(self, status: int, headers: Headers, body: bytes) -> None:
        """Answer at once."""

    def start(self, status: int, headers: Headers) -> None:
        """Begin an answer of unknown length."""

    def write(self, piece: bytes) -> None:
        """Go on with it."""

    def end(self) -> None:
        """End it."""

    def abort(self) -> None:
        """Break it off, so that the client sees that it is incomplete."""

    def remember(self) -> None:
        """The answer about to be sent may be given to the same request again."""

    def on_flow(self, flow: Callable[[bool], None] | None, gone: Callable[[], None] | None) -> None:
        """Whom to tell that the client reads too slowly (False) or again (True), and that it is gone."""


Handler = Callable[[Request, Reply], None]


class RefusedError(Exception):
    """A request that is not answered: status and reason."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status, self.reason = status, reason


class Memory:
    """Whole answers by whole requests, byte for byte; those longest unused are forgotten first."""

    def __init__(self, size: int = 32 << 20, longest: int = 64 << 10) -> None:
        self._answers: OrderedDict[bytes, bytes] = OrderedDict()
        self._size, self._longest, self._held = size, longest, 0

    def get(self, request: bytes) -> bytes | None:
        """The answer given before."""
        found = self._answers.get(request)
        if found is not None:
            self._answers.move_to_end(request)
        return found

    def put(self, request: bytes, answer: bytes) -> None:
        """Remember an answer, unless it is long."""
        if len(answer) + len(request) > self._longest or request in self._answers:
            return
        self._answers[request] = answer
        self._held += len(answer) + len(request)
        while self._held > self._size:
            old, forgotten = self._answers.popitem(last=False)
            self._held -= len(old) + len(forgotten)

    def clear(self) -> None:
        """Forget all."""
        self._answers.clear()
        self._held = 0


class Connection(asyncio.Protocol):
    """One client; requests are answered one after another."""

    def __init__(self, handler: Handler, connections: set[Connection], common: bytes, memory: Memory) -> None:
        self._handler, self._connections, self._common = handler, connections, common
        self._memory, self._key, self._remembered = memory, b"", False
        self._buffer = bytearray()
        self._transport: asyncio.Transport | None = None
        #: When the connection is closed unless something happens.
        self.deadline = math.inf
        self._busy = self._chunked = self._close = self._head_only = False
        self._old = False
        self._flow: Callable[[bool], None] | None = None
        self._gone: Callable[[], None] | None = None

    # -- asyncio -----------------------------------------------------------------------------------
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """A client has come."""
        self._transport = cast("asyncio.Transport", transport)
        self._connections.add(self)
        if len(self._connections) > MAX_CONNECTIONS:
            self._refuse(RefusedError(503, "too many connections"))
            return
        self._wait(IDLE)

    def connection_lost(self, exc: Exception | None) -> None:
        """The client is gone."""
        self._connections.discard(self)
        gone, self._gone, self._flow, self._transport = self._gone, None, None, None
        if gone is not None:
            gone()

    def data_received(self, data: bytes) -> None:
        """Bytes of a request."""
        if not self._busy and not self._buffer and self._transport is not None:
            known = self._memory.get(data)
            if known is not None:
                self._transport.write(known)
                self._wait(IDLE)
                return
        self._buffer += data
        if self._busy:
            if len(self._buffer) > MAX_HEAD and self._transport is not None:
                self._transport.pause_reading()
            return
        self._next()

    def pause_writing(self) -> None:
        """The client reads slowly."""
        if self._flow is not None:
            self._flow(False)

    def resume_writing(self) -> None:
        """The client has caught up."""
        if self._flow is not None:
            self._flow(True)

    # -- reading -----------------------------------------------------------------------------------
    def _wait(self, seconds: float) -> None:
        self.deadline = time.monotonic() + seconds

    def _next(self) -> None:
        """Handle the next request if it is there as a whole."""
        if not self._buffer or self._transport is None:
            return
        try:
            request = self._read()
        except RefusedError as refusal:
            self._refuse(refusal)
            return
        if request is None:
            self.deadline = min(self.deadline, time.monotonic() + ARRIVAL)
            return
        self.deadline = math.inf
        self._busy = True
        try:
            self._handler(request, self)
        except RefusedError as refusal:
            self.send(refusal.status, _PLAIN, (refusal.reason + "\n").encode())

    def _read(self) -> Request | None:
        """The request at the front of the buffer; None while part of it is missing."""
        end = self._buffer.find(b"\r\n\r\n", 0, MAX_HEAD)
        if end < 0:
            if len(self._buffer) >= MAX_HEAD:
                raise RefusedError(431, "the head of the request is too long")
            if self._buffer[:1] and not self._buffer[:1].isalpha():
                raise RefusedError(400, "this is not HTTP")
            return None
        line, _, fields = bytes(self._buffer[:end]).partition(b"\r\n")
        found = _LINE.fullmatch(line)
        if found is None:
            raise RefusedError(400, "the request line is malformed")
        headers = _headers(fields) if len(fields) > _LONG else _known_headers(fields)
        size = _body_size(headers)
        if found[3] == b"1" and "host" not in headers:
            raise RefusedError(400, "the header Host is missing")
        if len(self._buffer) < end + 4 + size:
            if headers.get("expect", "").lower() == "100-continue" and self._transport is not None:
                self._transport.write(b"HTTP/1.1 100 Continue\r\n\r\n")
                self._buffer[:] = _EXPECT.sub(b"", bytes(self._buffer[: end + 2])) + self._buffer[end + 2 :]
            return None
        body = bytes(self._buffer[end + 4 : end + 4 + size])
        self._key = b"" if size or found[1] != b"GET" else bytes(self._buffer[: end + 4])
        self._remembered = False
        del self._buffer[: end + 4 + size]
        self._old = found[3] == b"0"
        asked = headers.get("connection", "").lower()
        self._close = "close" in asked or (self._old and "keep-alive" not in asked)
        method, target = found[1].decode(), found[2].decode()
        self._head_only = method == "HEAD"
        path, _, query = target.partition("?")
        return Request(method, path, query, headers, body)

    # -- answering ---------------------------------------------------------------------------------
    def send(self, status: int, headers: Headers, body: bytes) -> None:
        """Answer at once."""
        head = self._head(status, headers, b"Content-Length: %d\r\n" % len(body))
        answer = head if self._head_only else head + body
        if self._remembered and self._key and not self._close:
            self._memory.put(self._key, answer)
        self._put(answer)
        self._done()

    def remember(self) -> None:
        """The answer about to be sent may be given to the same request again."""
        self._remembered = True

    def start(self, status: int, headers: Headers) -> None:
        """Begin an answer of unknown length."""
        self._chunked = not self._old
        if self._old:
            self._close = True
        self._put(self._head(status, headers, b"Transfer-Encoding: chunked\r\n" if self._chunked else b""))

    def write(self, piece: bytes) -> None:
        """Go on with it."""
        if piece and not self._head_only:
            self._put(b"%x\r\n%b\r\n" % (len(piece), piece) if self._chunked else piece)

    def end(self) -> None:
        """End it."""
        if self._chunked and not self._head_only:
            self._put(b"0\r\n\r\n")
        self._chunked = False
        self._done()

    def abort(self) -> None:
        """Break it off."""
        if self._transport is not None:
            self._transport.abort()

    def on_flow(self, flow: Callable[[bool], None] | None, gone: Callable[[], None] | None) -> None:
        """Whom to tell of the pace of the client."""
        self._flow, self._gone = flow, gone

    def close(self) -> None:
        """End the connection after what was written."""
        if self._transport is not None:
            self._transport.close()

    def _head(self, status: int, headers: Headers, length: bytes) -> bytes:
        closing = b"Connection: close\r\n" if self._close else b""
        return b"%b%b%b%b\r\n" % (_fields(status, tuple(headers)), self._common, length, closing)

    def _put(self, data: bytes) -> None:
        if self._transport is not None:
            self._transport.write(data)

    def _done(self) -> None:
        self._flow = self._gone = None
        self._busy = False
        if self._close:
            self.close()
            return
        if self._transport is not None:
            self._transport.resume_reading()
        self._wait(IDLE)
        if self._buffer:
            asyncio.get_running_loop().call_soon(self._next)

    def _refuse(self, refusal: RefusedError) -> None:
        self._close, self._head_only = True, False
        self._buffer.clear()
        self.send(refusal.status, _PLAIN, (refusal.reason + "\n").encode())


_PLAIN = (("Content-Type", "text/plain; charset=utf-8"), ("Cache-Control", "no-store"))


@lru_cache(maxsize=256)
def _fields(status: int, headers: tuple[tuple[str, str], ...]) -> bytes:
    told = "".join(f"{name}: {value}\r\n" for name, value in headers).encode("latin-1", "replace")
    return b"HTTP/1.1 %d %b\r\n%b" % (status, _REASONS.get(status, b""), told)


def _headers(block: bytes) -> Mapping[str, str]:
    headers: dict[str, str] = {}
    for field in block.split(b"\r\n") if block else ():
        found = _FIELD.fullmatch(field)
        if found is None:
            raise RefusedError(400, "a header is malformed")
        name, value = found[1].decode().lower(), found[2].decode("latin-1").strip()
        if name in headers:
            if name in ("host", "content-length", "content-type", "transfer-encoding"):
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
