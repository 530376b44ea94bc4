"""The process that answers clients itself: connections that the server lends it in, answers to plain queries out.

It reads one request at a time from the connections lent to it. A plain query with a short answer is answered at
once, without the server. All else goes back to the server: a request of another kind, unread, with its
connection; an answer that is long, late or an error, in the frames of `query_worker`, after a frame ``T`` (loan,
request). Frames ``B`` (loan, what was read) and ``W`` (loan, what the client has not yet taken) give a connection back.
"""

from __future__ import annotations

import contextlib
import gc
import json
import os
import re
import select
import signal
import socket
import struct
import sys
import time
from binascii import a2b_qp
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from reformgraph.errors import ReformGraphError
from reformgraph.show.serve import protocol
from reformgraph.show.serve.answer_head import answer_head
from reformgraph.show.serve.answer_memory import Memory, lasts
from reformgraph.show.serve.guard import Guard
from reformgraph.show.serve.http_request import RefusedError, Request, read_head
from reformgraph.show.serve.loan_board import LONGEST, READS, RESTS, RUNS, SENDS, Board
from reformgraph.sparql.query_worker import Worker, frame, told
from reformgraph.sparql.sandbox import bound_memory, bound_time, shut_in

LOAN = struct.Struct(">Q")
#: Seconds after which a connection without requests goes back; between looks at the store and at such connections.
_QUIET, _LOOK = 1.0, 0.5
#: Bytes of answers remembered.
_REMEMBERED = 8 << 20
#: A query and nothing else, every escape whole: /sparql?query=ASK%20%7B%7D, not query=%zz, nor query=..&format=csv.
_LINE = re.compile(rb"GET /(?:sparql|query)\?query=((?:[!-$'-~]|%[0-9A-Fa-f]{2})*) HTTP/1\.1")

Frame = tuple[bytes, bytes]


class Desk:
    """Answers the clients lent to this process.

    Parameters
    ----------
    worker
        Asks the store.
    board
        What the server sees of this process.
    control
        Where connections come from.
    output
        Descriptor that frames are written to.
    rules
        What the server goes by: see `loans.rules_of`.
    """

    def __init__(
        self, worker: Worker, board: Board, control: socket.socket, output: int, rules: Mapping[str, Any]
    ) -> None:
        self._worker, self._board, self._control, self._output = worker, board, control, output
        self._guard = Guard(frozenset(rules["names"]), rules["addresses"], rules["cors"])
        self._common = rules["common"].encode("latin-1")
        self._bounds = {"rows": rules["rows"], "size": rules["size"]}
        self._seconds: float | None = rules["seconds"]
        self._clients: dict[int, tuple[int, socket.socket]] = {}
        self._asked: dict[int, float] = {}
        self._memory, self._generation = Memory(_REMEMBERED), worker.generation
        self._poll = select.poll()
        self._poll.register(control, select.POLLIN)
        self._poll.register(0, select.POLLHUP)
        self._looked = self._renewed = 0.0
        self._place, self._data, self._lasting = 0, b"", False
        self._dropped = 0
        self._holds = self._frames = False
        self._room = memoryview(bytearray(LONGEST + 1))
        self._known_form = lru_cache(maxsize=256)(self._form)
        self._known_head = lru_cache(maxsize=256)(self._head)

    def run(self) -> None:
        """Answer until the server is gone."""
        self._hold()
        while True:
            self._release()
            events = self._poll.poll(_LOOK * 1000)
            self._hold()
            self._drop()
            for place, _ in events:
                if place == 0:
                    return
                if place == self._control.fileno():
                    self._take()
                elif place in self._clients:
                    self._read(place)
            if time.monotonic() - self._looked > _LOOK:
                self._look()

    # -- connections -------------------------------------------------------------------------------
    def _hold(self) -> None:
        if not self._holds:
            self._board.lock()
            self._holds = True

    def _release(self) -> None:
        if self._holds:
            self._board.unlock()
            self._holds = False

    def _take(self) -> None:
        message, (place, *_), *_ = socket.recv_fds(self._control, LOAN.size, 1)
        (loan,) = LOAN.unpack(message)
        if loan < self._board.revoked:
            os.close(place)
            return
        client = socket.socket(fileno=place)
        client.setblocking(False)
        self._clients[place], self._asked[place] = (loan, client), time.monotonic()
        self._poll.register(client, select.POLLIN)

    def _drop(self) -> None:
        """Let go of the connections that the server has taken back."""
        below = self._board.revoked
        if below == self._dropped:
            return
        self._dropped = below
        for place in [place for place, (loan, _) in self._clients.items() if loan < below]:
            self._forget(place)

    def _forget(self, place: int) -> None:
        self._poll.unregister(place)
        self._clients.pop(place)[1].close()
        del self._asked[place]

    def _give_back(self, place: int, kind: bytes, data: bytes) -> None:
        """A connection goes back to the server, with what was read of it (``B``), or is still to be written (``W``)."""
        loan, _ = self._clients[place]
        self._forget(place)
        self._pipe((kind, LOAN.pack(loan) + data))

    def _look(self) -> None:
        """Open the newest generation of the store; give back the connections at rest."""
        self._looked = now = time.monotonic()
        with contextlib.suppress(ReformGraphError):
            self._worker.refresh(at_once=True)
        if self._worker.generation != self._generation:
            self._generation = self._worker.generation
            self._memory.clear()
        for place in [place for place, asked in self._asked.items() if now - asked > _QUIET]:
            self._give_back(place, b"B", b"")

    # -- requests ----------------------------------------------------------------------------------
    def _read(self, place: int) -> None:
        loan, client = self._clients[place]
        self._board.tell(READS, loan)
        try:
            data = bytes(self._room[: client.recv_into(self._room)])
        except BlockingIOError:
            self._board.tell(RESTS)
            return
        except OSError:
            data = b""
        if (known := self._memory.get(data)) is not None:
            self._asked[place] = time.monotonic()
            self._put(place, known)
        elif (request := self._request(data)) is None:
            self._give_back(place, b"B", data)
        else:
            self._answer(place, data, request)
        self._board.tell(RESTS)

    def _request(self, data: bytes) -> dict[str, Any] | None:
        """What is to be asked of the store; None where the request is not a plain query."""
        line, _, block = data.partition(b"\r\n")
        found = _LINE.fullmatch(line) if len(data) <= LONGEST else None
        if found is None or not block.endswith(b"\r\n\r\n") or (forms := self._known_form(block)) is None:
            return None
        try:
            text = _unescaped(found[1])
        except UnicodeDecodeError:
            return None
        return {"op": "query", "text": text, "forms": forms, **self._bounds}

    def _form(self, block: bytes) -> Mapping[str, str] | None:
        """The formats that a block of headers asks for; None where the server should see the request."""
        try:
            whole = b"GET / HTTP/1.1\r\n" + block
            head = read_head(bytearray(whole))
            if head is None or head.end != len(whole) or head.size or head.closes or "expect" in head.headers:
                return None
            request = Request("GET", "/", "", head.headers, b"")
            self._guard.check_host(request)
            self._guard.check_site(request, navigation=False)
            return protocol.forms(head.headers.get("accept", ""), None)
        except RefusedError:
            return None

    def _answer(self, place: int, data: bytes, request: Mapping[str, Any]) -> None:
        loan, _ = self._clients[place]
        now = time.monotonic()
        if self._seconds and now > self._renewed:
            bound_time(self._seconds + 10)
            self._renewed = now + 1
        self._place, self._data, self._frames = place, data, False
        self._lasting = lasts(request["text"])
        self._asked[place] = now
        self._board.tell(RUNS, loan, now, data)
        self._release()
        self._worker.answer(request, self._send)
        self._hold()
        self._drop()

    def _send(self, *frames: Frame) -> None:
        """Pass an answer on: to the client while it is short and nobody has taken it over, else to the server."""
        if not self._frames:
            self._hold()
            loan, _ = self._clients[self._place]
            taken = loan < self._board.revoked
            if frames[-1][0] == b"A" and not taken:
                self._board.tell(SENDS, loan)
                answer = self._whole(frames[0][1], frames[1][1])
                self._put(self._place, answer)
                return
            if not taken:
                self._board.revoke(1 + max(loan for loan, _ in self._clients.values()))
                frames = ((b"T", LOAN.pack(loan) + self._data), *frames)
            self._frames = True
            self._release()
        self._pipe(*frames)

    def _whole(self, head: bytes, body: bytes) -> bytes:
        front, generation = self._known_head(head)
        answer = b"%bContent-Length: %d\r\n\r\n%b" % (front, len(body), body)
        if self._lasting and generation and generation == self._generation:
            self._memory.put(self._data, answer)
        return answer

    def _head(self, head: bytes) -> tuple[bytes, str]:
        """The head of an answer without its length, and the generation it comes from."""
        found = json.loads(head)
        headers = [*self._guard.answer_headers(), ("Content-Type", protocol.TYPES[found["form"]])]
        return answer_head(200, headers, self._common, b"")[:-2], found["generation"]

    def _put(self, place: int, answer: bytes) -> None:
        """Send an answer; what the client does not take at once is left to the server."""
        client = self._clients[place][1]
        try:
            sent = client.send(answer)
        except BlockingIOError:
            sent = 0
        except OSError:
            self._give_back(place, b"B", b"")
            return
        if sent < len(answer):
            self._give_back(place, b"W", answer[sent:])

    def _pipe(self, *frames: Frame) -> None:
        left = memoryview(b"".join(frame(kind, body) for kind, body in frames))
        while left:
            left = left[os.write(self._output, left) :]


def _unescaped(escaped: bytes) -> str:
    """The text that escapes (%20, +) stand for, as `urllib.parse.unquote_plus` reads it, ten times as fast.

    >>> _unescaped(b"ASK+%7B%7D%20%E5%8C%BA=")
    'ASK {} 区='
    """
    # The codec of mail has the same escapes with another sign.
    return a2b_qp(escaped.replace(b"+", b" ").replace(b"=", b"=3D").replace(b"%", b"=")).decode("utf-8")


def main() -> None:
    """Answer the clients that the server lends.

    Arguments: the store, the bytes of memory that answers may take (0: no limit), the descriptors of the page and of
    the socket that connections come from, and the rules as JSON.
    """
    location, memory, board, control = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides
    output = os.dup(1)
    os.dup2(2, 1)  # what libraries print must not get between the frames
    source = socket.socket(fileno=control)
    barriers = () if location.startswith(("http://", "https://")) else shut_in()
    try:
        worker = Worker(location)
    except ReformGraphError as fault:
        os.write(output, frame(b"X", json.dumps(told(fault)).encode()))
        return
    bounded = bool(memory) and bound_memory(memory)
    state = {"network": barriers, "memory": memory if bounded else 0, "base": worker.base}
    os.write(output, frame(b"S", json.dumps(state).encode()))
    gc.freeze()  # what is there now stays; only what requests leave is looked through
    with contextlib.suppress(BrokenPipeError):
        Desk(worker, Board(board), source, output, json.loads(sys.argv[5])).run()
    os._exit(0)  # the engine takes its time to close, and there is nothing to save


if __name__ == "__main__":
    main()
