"""An answer of a worker passed on to a client: frames in, HTTP out; and the status that an error has."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from reformgraph.errors import QueryError, ReformGraphError, StoreError, UnavailableError, UsageError
from reformgraph.show.serve import protocol
from reformgraph.show.serve.answer_head import DATA_POLICY
from reformgraph.show.serve.http_reply import Reply
from reformgraph.show.serve.http_request import Headers
from reformgraph.show.serve.pool import was_late


class ClientAnswer:
    """Passes an answer on to a client: at once if it comes in one piece, else in chunks."""

    __slots__ = ("_headers", "_held", "_lasting", "_reply", "_started", "_status", "_tell")

    def __init__(
        self,
        reply: Reply,
        headers: list[tuple[str, str]],
        lasting: Callable[[str], bool],
        tell: Callable[[ReformGraphError], tuple[Headers, bytes]],
    ) -> None:
        self._reply, self._headers, self._lasting, self._tell = reply, headers, lasting, tell
        self._held: bytes | None = None
        self._started = False
        self._status = 200

    def head(self, head: Mapping[str, Any]) -> None:
        """What comes."""
        form = head["form"]
        self._headers.append(("Content-Type", head.get("type") or protocol.TYPES[form]))
        if form != "html":
            self._headers = [pair for pair in self._headers if pair[0] != "Content-Security-Policy"]
            self._headers.append(("Content-Security-Policy", DATA_POLICY))
        self._status = head.get("status", 200)
        if location := head.get("location"):
            self._headers.append(("Location", location))
        if self._status == 200 and self._lasting(head.get("generation", "")):
            self._reply.remember()

    def piece(self, body: bytes) -> None:
        """Part of it; the first is held back until a second comes."""
        if self._held is None and not self._started:
            self._held = body
            return
        if not self._started:
            self._started = True
            self._reply.start(self._status, self._headers)
            self._reply.write(self._held or b"")
            self._held = None
        self._reply.write(body)

    def end(self) -> None:
        """All of it."""
        if self._started:
            self._reply.end()
        else:
            self._reply.send(self._status, self._headers, self._held or b"")

    def failed(self, fault: ReformGraphError) -> None:
        """An error instead; once the answer has begun it can only be broken off."""
        if self._started:
            self._reply.abort()
            return
        told, body = self._tell(fault)
        names = {"Content-Type", "Content-Security-Policy", *(name for name, _ in told)}
        kept = [pair for pair in self._headers if pair[0] not in names]
        status = status_of(fault)
        later = [("Retry-After", "5")] if status == 503 else []
        self._reply.send(status, [*told, *later, *kept], body)


#: What is said where nothing bears a name: ``there is no zone named “x”``.
_NOTHING = ("there is no question", "there is no zone named", "there is no reform named")


def status_of(fault: ReformGraphError) -> int:
    """Status of an answer that is an error."""
    if was_late(fault) or isinstance(fault, UnavailableError):
        return 503
    if isinstance(fault, UsageError):
        return 404 if fault.what.startswith(_NOTHING) else 406 if "cannot hold" in fault.what else 400
    if isinstance(fault, QueryError):
        if fault.what.startswith("refused"):
            return 403
        return 400 if "malformed" in fault.what else 422
    return 503 if isinstance(fault, StoreError) else 500
