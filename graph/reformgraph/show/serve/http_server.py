"""HTTP/1.1 for a few hundred clients: small limits, answers written as they come and no faster than they are read.

Only what the server needs: requests with ``Content-Length`` bodies, connections kept open, answers of known
length or in chunks. A client that does not read is not read from, and broken off after a while; where all
places are taken, the one that does least gives way. `docs/decisions/http-server.md` tells why this is not
an established server.
"""

from __future__ import annotations

import asyncio
import math
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol, cast

from reformgraph.show.serve.answer_head import answer_head
from reformgraph.show.serve.answer_memory import Memory
from reformgraph.show.serve.http_reply import Reply
from reformgraph.show.serve.http_request import MAX_HEAD, Head, Headers, RefusedError, Request, read_head

MAX_CONNECTIONS = 512
#: Bytes of large bodies that all clients together may be sending.
MAX_BODIES = 64 << 20
#: Seconds for a request to arrive, from its first byte; and for the next one to begin.
ARRIVAL, IDLE = 20.0, 75.0
#: Unsent bytes of one connection at which its worker pauses, and at which it goes on.
_HIGH, _LOW = 64 << 10, 16 << 10
#: Bytes of further requests taken in while one is answered.
_AHEAD = 16 << 10
#: Seconds in which a client must take the difference of the two.
STALL = 30.0
#: Seconds without progress after which a connection may have to give way to a new one.
SPARE = 1.0
#: Seconds in which an answer is quick.
_QUICK = 0.05
#: Quick answers that a connection must have had after a slow one before it is lent again.
_PROBATION = 20

_EXPECT = re.compile(rb"^Expect:[^\r\n]*\r\n", re.IGNORECASE | re.MULTILINE)


class Service(Protocol):
    """Who answers requests."""

    def handle(self, request: Request, reply: Reply) -> None:
        """Answer a request, at once or later; may raise `RefusedError`."""

    def admits(self, peer: str) -> bool:
        """Whether a client at this address may be given a remembered answer now."""

    def told(self, request: Request | None, refusal: RefusedError) -> tuple[Headers, bytes]:
        """Headers and body that tell why a request, None where what came is none, is not answered."""

    def answered(self, request: Request, status: int, size: int, seconds: float) -> None:
        """A request was answered with so many bytes; status 0 where its client left before."""

    def rests(self, connection: Connection) -> None:
        """A connection has nothing to send or to answer, and what it asked before was answered quickly."""


@dataclass(eq=False, slots=True)
class Shared:
    """What all connections share: headers sent with every answer, answers remembered, bytes of bodies announced."""

    common: bytes
    memory: Memory = field(default_factory=Memory)
    connections: set[Connection] = field(default_factory=set)
    bodies: int = 0
    ending: bool = False

    def crowded(self, new: Connection) -> bool:
        """Whether there is no place for a new connection; the one longest without progress is broken off for it."""
        if len(self.connections) <= MAX_CONNECTIONS:
            return False
        now = time.monotonic()
        longest = max((one for one in self.connections if one is not new), key=lambda one: one.rests(now))
        if longest.rests(now) < SPARE:
            return True
        longest.abort()
        return False


class Connection(asyncio.Protocol):
    """One client; requests are answered one after another."""

    def __init__(self, service: Service, shared: Shared) -> None:
        self._service, self._shared = service, shared
        self._key, self._remembered = b"", False
        self._buffer = bytearray()
        self._transport: asyncio.Transport | None = None
        self._peer = ""
        self._deadline = self._stalled = math.inf
        self._since = time.monotonic()
        self._busy = self._chunked = self._close = self._head_only = self._ended = False
        self._old = self._lent = False
        self._announced = self._quick = 0
        self._request: Request | None = None
        self._asked, self._status, self._sent = 0.0, 0, 0
        self._flow: Callable[[bool], None] | None = None
        self._gone: Callable[[], None] | None = None

    # -- asyncio -----------------------------------------------------------------------------------
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """A client has come."""
        self._transport = cast("asyncio.Transport", transport)
        self._transport.set_write_buffer_limits(_HIGH, _LOW)
        peer = transport.get_extra_info("peername")
        self._peer = str(peer[0]) if isinstance(peer, tuple) else ""
        self._shared.connections.add(self)
        if self._shared.crowded(self):
            self._refuse(RefusedError(503, "too many connections", [("Retry-After", "2")]))
            return
        self._wait(IDLE)

    def connection_lost(self, exc: Exception | None) -> None:
        """The client is gone."""
        self._shared.connections.discard(self)
        self._announce(0)
        gone, self._gone, self._flow, self._transport = self._gone, None, None, None
        self._log(0)
        if gone is not None:
            gone()

    def data_received(self, data: bytes) -> None:
        """Bytes of a request."""
        ready = not (self._busy or self._ended or self._stalled < math.inf)
        if ready and not self._buffer and self._transport is not None:
            known = self._shared.memory.get(data)
            if known is not None and self._service.admits(self._peer):
                self._transport.write(known)
                self._wait(IDLE)
                return
        self._buffer += data
        if ready:
            self._next()
        elif len(self._buffer) > _AHEAD and self._transport is not None:
            self._transport.pause_reading()

    def pause_writing(self) -> None:
        """The client reads slowly."""
        self._stalled = time.monotonic()
        if self._flow is not None:
            self._flow(False)

    def resume_writing(self) -> None:
        """The client has caught up."""
        self._stalled = math.inf
        if self._flow is not None:
            self._flow(True)
        if not self._busy:
            self._go_on()

    # -- time --------------------------------------------------------------------------------------
    def _wait(self, seconds: float) -> None:
        self._since = time.monotonic()
        self._deadline = self._since + seconds

    def rests(self, now: float) -> float:
        """Seconds for which the client has neither read nor asked anything; 0 while it is being answered."""
        if self._stalled < math.inf:
            return now - self._stalled
        return 0.0 if self._busy or self._lent else now - self._since

    def expire(self, now: float) -> None:
        """Close the connection if one of its times is over; called often."""
        if now - self._stalled > STALL:
            self.abort()
        elif now > self._deadline:
            if self._ended:
                self.abort()
            else:
                self.close()

    @property
    def busy(self) -> bool:
        """Whether a request is being answered, or an answer is not yet sent."""
        return self._busy or self._lent or (self._transport is not None and self._transport.get_write_buffer_size() > 0)

    # -- lending -----------------------------------------------------------------------------------
    def lend(self) -> int:
        """Let somebody else read and answer; the descriptor of the connection."""
        transport = cast("asyncio.Transport", self._transport)
        transport.pause_reading()
        self._lent, self._deadline = True, math.inf
        return int(transport.get_extra_info("socket").fileno())

    def take_back(self, unread: bytes = b"", unsent: bytes = b"") -> None:
        """Read and answer again, beginning with what was read, or written, elsewhere."""
        self._lent, self._quick = False, 0
        if self._transport is None:
            return
        self._wait(IDLE)
        self._buffer += unread
        if unsent:
            self._transport.write(unsent)
        if self._stalled == math.inf:
            self._go_on()

    def take_over(self, request: bytes) -> Request | None:
        """A request that is being answered elsewhere is answered here; None where the client is gone."""
        self._lent, self._quick = False, -_PROBATION
        if self._transport is None:
            return None
        self._buffer[:] = request
        self._deadline, self._asked = math.inf, time.monotonic()
        self._request = self._read()
        self._busy, self._status, self._sent = self._request is not None, 0, 0
        self._transport.resume_reading()
        return self._request

    # -- reading -----------------------------------------------------------------------------------
    def _go_on(self) -> None:
        """Read on after an answer, or after the client has caught up."""
        if self._transport is not None and not self._ended:
            self._transport.resume_reading()
            if self._buffer:
                asyncio.get_running_loop().call_soon(self._next)

    def _next(self) -> None:
        """Handle the next request if it is there as a whole."""
        if not self._buffer or self._transport is None or self._busy or self._ended or self._stalled < math.inf:
            return
        try:
            request = self._read()
        except RefusedError as refusal:
            self._refuse(refusal)
            return
        if request is None:
            self._deadline = min(self._deadline, time.monotonic() + ARRIVAL)
            return
        self._deadline, self._asked = math.inf, time.monotonic()
        self._busy, self._request, self._status, self._sent = True, request, 0, 0
        try:
            self._service.handle(request, self)
        except RefusedError as refusal:
            self.refuse(refusal)

    def _read(self) -> Request | None:
        """The request at the front of the buffer; None while part of it is missing."""
        head = read_head(self._buffer)
        if head is None:
            return None
        if len(self._buffer) < head.end + head.size:
            self._announce(head.size)
            self._answer_expectation(head)
            return None
        self._announce(0)
        body = bytes(self._buffer[head.end : head.end + head.size])
        self._key = b"" if head.size or head.method != "GET" else bytes(self._buffer[: head.end])
        self._remembered, self._old = False, head.old
        del self._buffer[: head.end + head.size]
        self._close = head.closes or self._shared.ending
        self._head_only = head.method == "HEAD"
        path, _, query = head.target.partition("?")
        return Request(head.method, path, query, head.headers, body, self._peer, self._peer)

    def _answer_expectation(self, head: Head) -> None:
        if head.headers.get("expect", "").lower() == "100-continue" and self._transport is not None:
            self._transport.write(b"HTTP/1.1 100 Continue\r\n\r\n")
            end = head.end - 2
            self._buffer[:] = _EXPECT.sub(b"", bytes(self._buffer[:end])) + self._buffer[end:]

    def _announce(self, size: int) -> None:
        """Count a large body before it comes; 503 where others already send too much."""
        size = size if size > MAX_HEAD else 0
        if self._shared.bodies - self._announced + size > MAX_BODIES:
            raise RefusedError(503, "others are sending too much at this moment", [("Retry-After", "5")])
        self._shared.bodies += size - self._announced
        self._announced = size

    # -- answering ---------------------------------------------------------------------------------
    def send(self, status: int, headers: Headers, body: bytes) -> None:
        """Answer at once."""
        head = self._head(status, headers, b"Content-Length: %d\r\n" % len(body))
        answer = head if self._head_only else head + body
        if self._remembered and self._key and not self._close:
            self._shared.memory.put(self._key, answer)
        self._put(answer)
        quick = status == 200 and time.monotonic() - self._asked < _QUICK
        self._quick = self._quick + 1 if quick else min(self._quick, 0)
        self._done()

    def refuse(self, refusal: RefusedError) -> None:
        """Answer that the request is not answered."""
        headers, body = self._service.told(self._request, refusal)
        self.send(refusal.status, [*headers, *refusal.headers], body)

    def remember(self) -> None:
        """The answer about to be sent may be given to the same request again."""
        self._remembered = True

    def recall(self) -> bool:
        """Give the answer that was remembered for the same request; False where there is none."""
        known = self._shared.memory.get(self._key) if self._key and not self._close else None
        if known is None:
            return False
        self._status = 200
        self._put(known)
        self._done()
        return True

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
        """Whom to tell of the pace of the client; does nothing once the request is answered."""
        if self._transport is None:
            if gone is not None:
                gone()
        elif self._busy:
            self._flow, self._gone = flow, gone
            if flow is not None and self._stalled < math.inf:
                flow(False)

    def close(self) -> None:
        """End the connection after what was written; what the client does not take in time is dropped."""
        self._ended = True
        self._deadline = time.monotonic() + STALL
        if self._transport is not None:
            self._transport.close()

    def _head(self, status: int, headers: Headers, length: bytes) -> bytes:
        self._status = status
        return answer_head(status, headers, self._shared.common, length, close=self._close)

    def _put(self, data: bytes) -> None:
        if self._transport is not None:
            self._sent += len(data)
            self._transport.write(data)

    def _done(self) -> None:
        self._flow = self._gone = None
        self._busy = False
        self._log(self._status)
        if self._close:
            self.close()
            return
        self._wait(IDLE)
        if self._stalled == math.inf:
            self._go_on()
            if self._quick > 1 and not self._buffer and not self.busy:
                self._service.rests(self)

    def _log(self, status: int) -> None:
        request, self._request = self._request, None
        if request is not None:
            self._service.answered(request, status, self._sent, time.monotonic() - self._asked)

    def _refuse(self, refusal: RefusedError) -> None:
        self._close, self._head_only = True, False
        self._buffer.clear()
        self.refuse(refusal)
