"""The head of an HTTP answer: status and headers in, bytes out."""

from __future__ import annotations

from functools import lru_cache
from http import HTTPStatus

from reformgraph.show.serve.http_request import Headers

#: Sent with answers that name no policy of their own: nothing in them is loaded or run.
DATA_POLICY = "default-src 'none'; sandbox; frame-ancestors 'none'"
PLAIN = (("Content-Type", "text/plain; charset=utf-8"), ("Cache-Control", "no-store"))
_REASONS = {status.value: status.phrase.encode() for status in HTTPStatus}


def answer_head(status: int, headers: Headers, common: bytes, length: bytes, *, close: bool = False) -> bytes:
    """The head of an answer, with the empty line after it.

    Parameters
    ----------
    common
        Headers of all answers, each with its end of line.
    length
        The header that tells how long the body is, likewise; empty where the end of the connection does.
    """
    closing = b"Connection: close\r\n" if close else b""
    return b"%b%b%b%b\r\n" % (_fields(status, tuple(headers)), common, length, closing)


@lru_cache(maxsize=256)
def _fields(status: int, headers: tuple[tuple[str, str], ...]) -> bytes:
    told = "".join(f"{name}: {value}\r\n" for name, value in headers)
    if not any(name == "Content-Security-Policy" for name, _ in headers):
        told += f"Content-Security-Policy: {DATA_POLICY}\r\n"
    return b"HTTP/1.1 %d %b\r\n%b" % (status, _REASONS.get(status, b""), told.encode("latin-1", "replace"))
