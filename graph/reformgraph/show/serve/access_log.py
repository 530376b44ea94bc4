"""What was asked and answered, a JSON object a line; the text of queries only where it is asked for."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TextIO

from reformgraph.errors import UsageError
from reformgraph.show.serve.http_request import Request

_LONGEST = 2000


class AccessLog:
    """Lines of `time`, `client`, `method`, `path`, `status` (0: the client left), `bytes`, `ms`.

    Parameters
    ----------
    target
        A file that is written on, ``-`` for standard error.
    queries
        Whether the part of an address after ``?`` and posted queries are written too, as `query`.

    Raises
    ------
    UsageError
        If the file cannot be written.
    """

    def __init__(self, target: str, *, queries: bool = False) -> None:
        self._queries = queries
        self._stream: TextIO
        try:
            self._stream = sys.stderr if target == "-" else Path(target).open("a", encoding="utf-8", buffering=1)  # noqa: SIM115  `close` closes it
        except OSError as fault:
            raise UsageError(f"cannot be written: {fault.strerror}", where=target, cure="name another file") from fault

    def write(self, request: Request, status: int, size: int, seconds: float) -> None:
        """Write a line; a disk that is full ends no answer."""
        told: dict[str, str | int | float] = {
            "time": datetime.now(UTC).isoformat(timespec="milliseconds"),
            "client": request.client,
            "method": request.method,
            "path": request.path[:_LONGEST],
            "status": status,
            "bytes": size,
            "ms": round(seconds * 1000, 1),
        }
        if self._queries:
            body = request.body[:_LONGEST].decode("utf-8", "replace")
            told["query"] = (request.query[:_LONGEST] + ("\n" if request.query and body else "") + body)[:_LONGEST]
        try:
            self._stream.write(json.dumps(told, ensure_ascii=True) + "\n")
        except OSError:
            return

    def close(self) -> None:
        """Close the file."""
        if self._stream is not sys.stderr:
            self._stream.close()
