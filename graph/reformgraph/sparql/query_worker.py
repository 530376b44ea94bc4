"""The process that answers queries: reads requests from its input, writes answers to its output.

A frame is one letter, the length of the body as four bytes, and the body. Requests are ``Q`` frames with
JSON. An answer is a head ``H`` (JSON), pieces ``D`` and an end ``E``, or at any point an error ``X``
(JSON) instead of the rest; a short one is a head and a frame ``A``, piece and end in one. At the start the
process tells with ``S`` what holds it in. A request ``refresh`` has it open the newest generation of the store,
which ``R`` answers.

The process can be killed at any moment: it only reads.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import struct
import sys
import time
from collections.abc import Callable, Mapping
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import IO, Any

from reformgraph import errors
from reformgraph.errors import QueryError, ReformGraphError, StoreError
from reformgraph.sparql.sandbox import bound_memory, bound_time, shut_in

HEADER = struct.Struct(">cI")
#: Seconds between looks at whether the store has a new generation.
_FRESH = 1.0
#: Media types of drawings and graphs that a page offers to save.
_FILES = {"svg": "image/svg+xml", "gexf": "application/xml"}

#: Sends frames, several of them in one go.
Send = Callable[..., None]


def frame(kind: bytes, body: bytes) -> bytes:
    """A frame as bytes."""
    return HEADER.pack(kind, len(body)) + body


def told(fault: ReformGraphError) -> dict[str, str]:
    """An error as it travels between processes."""
    return {"class": type(fault).__name__, "what": fault.what, "where": fault.where, "cure": fault.cure}


def raised(body: Mapping[str, str]) -> ReformGraphError:
    """The error that a worker told."""
    found = getattr(errors, body["class"], None)
    kind = found if isinstance(found, type) and issubclass(found, ReformGraphError) else QueryError
    if body["class"] == "TooLargeError":
        from reformgraph.sparql.run_query import TooLargeError

        kind = TooLargeError
    return kind(body["what"], where=body["where"], cure=body["cure"])


def current_generation(location: str) -> str:
    """Name of the newest finished generation of a store folder; empty where there is none to tell of."""
    if location.startswith(("http://", "https://")):
        return ""
    try:
        return (Path(location) / "CURRENT").read_text(encoding="utf-8").strip()
    except (OSError, ValueError):
        return ""


class Worker:
    """Answers requests over a store, which is opened again when a build has finished a new generation.

    Parameters
    ----------
    location
        Folder or address of the store.
    renderer
        Module whose ``render(store, base, request)`` draws pages; without one, pages are refused.
    """

    def __init__(self, location: str, renderer: str | None = None) -> None:
        self._location, self._renderer = location, renderer
        self._looked = 0.0
        self._open()

    def _open(self) -> None:
        from reformgraph.sparql.run_query import base_of
        from reformgraph.store import open_store

        # Read before opening: a build that ends in between makes the next look open once more, never too few times.
        generation = current_generation(self._location)
        store = open_store(self._location, read_only=True)
        self.generation, self.store, self.base = generation, store, base_of(store)

    def refresh(self, *, at_once: bool = False) -> None:
        """Open the newest generation if it is not the one that is open; the old one stays where that fails.

        Parameters
        ----------
        at_once
            Also where the last look was a moment ago.
        """
        now = time.monotonic()
        if now - self._looked < _FRESH and not at_once:
            return
        self._looked = now
        if (current := current_generation(self._location)) and current != self.generation:
            old = self.store
            self._open()
            old.close()

    def answer(self, request: Mapping[str, Any], send: Send) -> None:
        """Answer one request; errors raised on purpose are sent as such."""
        if request["op"] == "refresh":
            with contextlib.suppress(ReformGraphError):
                self.refresh(at_once=True)
            send((b"R", b""))
            return
        try:
            self.refresh()
            getattr(self, f"_do_{request['op']}")(request, send)
        except BrokenPipeError:
            raise
        except ReformGraphError as fault:
            send((b"X", json.dumps(told(fault)).encode()))
        except MemoryError:
            send((b"X", json.dumps(told(QueryError("the query needs more memory than allowed"))).encode()))
        except OSError as fault:  # the folder is gone, or its disk
            gone = StoreError(f"cannot be read: {fault.strerror}", where=self._location, cure="check the path")
            send((b"X", json.dumps(told(gone)).encode()))
        except Exception as fault:
            wrong = ReformGraphError(f"a fault of ours: {type(fault).__name__}: {fault}", cure="please report it")
            send((b"X", json.dumps(told(wrong)).encode()))

    def _do_query(self, request: Mapping[str, Any], send: Send) -> None:
        self._query(request["text"], request, send)

    def _do_question(self, request: Mapping[str, Any], send: Send) -> None:
        from reformgraph.sparql.named_questions import bind, question, read_question

        asked = question(request["name"]) if "name" in request else read_question("file", request["text"])
        self._query(bind(self.store, asked, request["given"], self.base), request, send)

    def _query(self, text: str, request: Mapping[str, Any], send: Send) -> None:
        from reformgraph.sparql.run_query import check_format, evaluate, kind_of, write_answer

        found = evaluate(
            self.store,
            text,
            base=self.base,
            rows=request.get("rows"),
            default_graphs=request.get("default_graphs"),
            named_graphs=request.get("named_graphs"),
        )
        kind = kind_of(found)
        form = request["forms"].get("graph" if kind == "graph" else "rows", "what was asked for")
        check_format(kind, form)
        pieces = _Pieces(send, _head(kind, form, self.base, self.generation))
        write_answer(found, form, pieces.put, base=self.base, size=request.get("size"))
        pieces.end()

    def _do_page(self, request: Mapping[str, Any], send: Send) -> None:
        if self._renderer is None:
            raise QueryError("this worker draws no pages")
        status, body, location = import_module(self._renderer).render(self.store, self.base, request)
        head = {"kind": "page", "form": request["form"], "status": status, "generation": self.generation}
        if location:
            head |= {"location": location, "form": "html"}
        if request["form"] == "json" and request["view"] != "question":  # no rows of a query
            head["type"] = "application/json"
        if request["form"] in _FILES:
            head["type"] = _FILES[request["form"]]
        send((b"H", json.dumps(head).encode()), (b"A", body))


@lru_cache(maxsize=64)
def _head(kind: str, form: str, base: str, generation: str) -> bytes:
    """The body of the frame that tells what an answer is."""
    return json.dumps({"kind": kind, "form": form, "base": base, "generation": generation}).encode()


class _Pieces:
    """Sends an answer: in one go while it is one piece."""

    def __init__(self, send: Send, head: bytes) -> None:
        self._send, self._head = send, head
        self._held: bytes | None = None
        self._started = False

    def put(self, piece: bytes) -> None:
        """A piece; the first is held back until the second comes."""
        if self._started:
            self._send((b"D", piece))
        elif self._held is None:
            self._held = piece
        else:
            self._started = True
            self._send((b"H", self._head), (b"D", self._held), (b"D", piece))

    def end(self) -> None:
        """That was all."""
        if self._started:
            self._send((b"E", b""))
        else:
            self._send((b"H", self._head), (b"A", self._held or b""))


def read_exactly(stream: IO[bytes], size: int) -> bytes:
    """So many bytes; fewer only at the end of the stream."""
    pieces, left = [], size
    while left:
        piece = stream.read(left)
        if not piece:
            break
        pieces.append(piece)
        left -= len(piece)
    return b"".join(pieces)


def _loop(worker: Worker, source: IO[bytes], send: Send) -> None:
    renewed = 0.0
    while len(head := read_exactly(source, HEADER.size)) == HEADER.size:
        _, size = HEADER.unpack(head)
        request = json.loads(read_exactly(source, size))
        # Renewed now and then: it only ends a process whose parent is gone, the parent's clock does the rest.
        if (seconds := request.get("seconds")) and time.monotonic() > renewed:
            bound_time(seconds + 10 * _FRESH)
            renewed = time.monotonic() + _FRESH
        worker.answer(request, send)


def main() -> None:
    """Answer the requests on standard input until it ends.

    Arguments: the store, the bytes of memory that answers may take (0: no limit), and, where pages are drawn
    too, the module that draws them.
    """
    location, memory, *renderer = sys.argv[1], int(sys.argv[2]), *sys.argv[3:4]
    if hasattr(signal, "SIGINT"):
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides
    source = os.fdopen(os.dup(0), "rb", buffering=1 << 16)
    sink = os.fdopen(os.dup(1), "wb", buffering=0)
    os.dup2(2, 1)  # what libraries print must not get between the frames

    def send(*frames: tuple[bytes, bytes]) -> None:
        left = memoryview(b"".join(frame(kind, body) for kind, body in frames))
        while left:
            left = left[sink.write(left) or 0 :]

    barriers = () if location.startswith(("http://", "https://")) else shut_in()
    try:
        worker = Worker(location, *renderer)
    except ReformGraphError as fault:
        send((b"X", json.dumps(told(fault)).encode()))
        return
    bounded = bool(memory) and bound_memory(memory)
    send((b"S", json.dumps({"network": barriers, "memory": memory if bounded else 0, "base": worker.base}).encode()))
    try:
        _loop(worker, source, send)
    except BrokenPipeError:
        os._exit(0)
    os._exit(0)  # the engine takes its time to close, and there is nothing to save


if __name__ == "__main__":
    main()
